stability::guarantee! {
    /// Calls are denied by default.
    #[stable(since = "1.4.0")]
    pub DEFAULT_DENY = "DefaultDeny";

    /// What is recorded never changes the outcome.
    #[stable(since = "1.4.0")]
    pub SILENT_SINK = "";
}

fn main() {}
