stability::guarantee! {
    #[stable(since = "1.4.0")]
    pub DEFAULT_DENY = "default-deny";
}

fn main() {}
