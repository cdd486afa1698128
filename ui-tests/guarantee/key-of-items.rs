stability::guarantee! {
    /// Calls are denied by default.
    #[stable(since = "1.4.0", non_exhaustive)]
    pub DEFAULT_DENY = "default-deny";
}

fn main() {}
