stability::guarantee! {
    /// Calls are denied by default.
    #[stable]
    pub DEFAULT_DENY = "default-deny";
}

fn main() {}
