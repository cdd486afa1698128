//! The number of public items without a tier, which only falls.

use super::Project;

const LIBRARY: &str = "
/// Has a tier.
#[stability::stable(since = \"1.0.0\")]
pub fn marked() {}

/// Has none.
pub fn unmarked() {}
";

#[test]
fn one_more_public_item_without_a_tier_is_refused() {
    let project = Project::new(LIBRARY);
    project.stability("init").kept();
    project.write("stability.toml", "[ratchets]\nunmarked = true\n");
    project.stability("bless").kept();
    assert!(project.read("stability/contract.json").contains("\"unmarked\": 1"));
    project.stability("check").kept();

    project.write(
        "src/lib.rs",
        &format!("{LIBRARY}\n/// Has none either.\npub fn one_more() {{}}\n"),
    );
    let refused = project.stability("check");
    assert_eq!(refused.code, Some(1), "{refused}");
    assert!(refused.stdout.contains("unmarked-rose"), "{refused}");
}
