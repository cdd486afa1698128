#[stability::upholds]
fn missing_policy_denies() {}

#[stability::upholds()]
fn invalid_policy_denies() {}

fn main() {
    missing_policy_denies();
    invalid_policy_denies();
    stability::uphold!();
}
