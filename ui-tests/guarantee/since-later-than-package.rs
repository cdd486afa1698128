stability::guarantee! {
    /// Calls are denied by default.
    #[stable(since = "1.5.0")]
    pub DEFAULT_DENY = "default-deny";
}

fn main() {}
