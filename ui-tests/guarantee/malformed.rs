stability::guarantee! {
    /// Calls are denied by default.
    #[stable(since = "1.4.0")]
    pub DEFAULT_DENY;

    /// What is recorded never changes the outcome.
    #[stable(since = "1.4.0")]
    pub const SILENT_SINK = "silent-sink";

    /// Answers come in order.
    #[stable(since = "1.4.0")]
    pub ORDERED = ordered;

    /// The last one.
    #[stable(since = "1.4.0")]
    pub LAST = "last"
}

fn main() {}
