stability::guarantee! {
    /// Calls are denied by default.
    #[stable(since = "1.4.0")]
    pub DEFAULT_DENY = "default-deny";
}

#[stability::upholds("default-deny")]
fn missing_policy_denies() {}

#[stability::upholds(DEFAULT_DENY = "default-deny")]
fn invalid_policy_denies() {}

fn main() {
    missing_policy_denies();
    invalid_policy_denies();
}
