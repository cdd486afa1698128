stability::guarantee! {
    /// Calls are denied by default.
    #[stable(since = "1.4.0")]
    pub DEFAULT_DENY = "default-deny";
}

#[stability::upholds(DEFAULT_DENY, crate = facade::stability)]
fn missing_policy_denies() {}

fn main() {
    missing_policy_denies();
}
