stability::guarantee! {
    /// Calls are denied by default.
    #[stable(since = "1.4.0")]
    pub DEFAULT_DENY = "default-deny";
}

fn main() {
    stability::uphold!(DEFAULT_DENY, DEFAULT_DENIES);
}
