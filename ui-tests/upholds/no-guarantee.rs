const NAME: &str = "default-deny";

#[stability::upholds(NAME)]
fn missing_policy_denies() {}

fn main() {
    missing_policy_denies();
}
