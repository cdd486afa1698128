stability::guarantee! {
    #[stabel(since = "1.4.0")]
    pub DEFAULT_DENY = "default_deny";

    /// What is recorded never changes the outcome.
    #[beta(since = "1.4.0", until = "1.3.0", naute = "x")]
    #[stable(since = "1.4.0")]
    pub SILENT_SINK = "silent-sink";
}

fn main() {
    // No error follows from the others.
    let _ = (DEFAULT_DENY, SILENT_SINK);
}
