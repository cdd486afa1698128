stability::guarantee! {
    crate = facade::stability;

    /// Calls are denied by default.
    #[stable(since = "1.4.0")]
    pub DEFAULT_DENY = "default-deny";
}

fn main() {}
