stability::guarantee! {
    /// Calls are denied by default.
    #[stable(since = "1.0.0", deprecated(since = "0.5.0"))]
    pub DEFAULT_DENY = "default-deny";

    /// Calls are logged.
    #[stable(since = "1.0.0", deprecated(since = "1.2.0", remove_in = "1.2.0+build"))]
    pub ALL_LOGGED = "all-logged";

    /// Calls are counted.
    #[beta(since = "1.2.0", until = "1.2.0")]
    pub ALL_COUNTED = "all-counted";
}

fn main() {}
