stability::guarantee! {
    /// Calls are denied by default.
    #[stable(since = "1.0.0", deprecated(since = "1.1.0", remove_in = "1.4.0+build"))]
    pub DEFAULT_DENY = "default-deny";
}

fn main() {}
