stability::guarantee! {
    /// Calls are denied by default.
    #[stable(since = "1.4.0")]
    pub DEFAULT_DENY = "default-deny";

    /// Calls are denied, by default.
    #[stable(since = "1.4.0")]
    pub DENY = "default-deny";
}

fn main() {}
