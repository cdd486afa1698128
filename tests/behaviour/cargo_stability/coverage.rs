//! `coverage`: what is public and has no tier, and the tiers that it writes.

use super::Project;

const LIBRARY: &str = "\
#[stability::stable(since = \"1.0.0\")]
pub fn marked() {}

pub mod memory {
    /// A frame.
    #[derive(Clone)]
    pub struct Frame { pub width: u8 }

    impl Frame {
        pub fn area(&self) -> u8 { self.width }
    }

    macro_rules! made { ($name:ident) => { pub fn $name() {} } }
    made!(by_macro);
}

pub fn other() {}
pub use stability::Tier as Level;
";

#[test]
fn unmarked_items_are_listed_and_tiers_are_written_into_a_module() {
    let project = Project::new(LIBRARY);
    let listed = project.stability("coverage");
    assert_eq!(
        listed.kept(),
        "1 of 6 public items have a tier (16 %)

modules
   33 %     1 of 3     nika
    0 %     0 of 3     nika::memory

without a tier
  use       nika::Level  src/lib.rs:18
  struct    nika::memory::Frame  src/lib.rs:7
  method    nika::memory::Frame::area  src/lib.rs:10
  fn        nika::memory::by_macro  src/lib.rs:14
  fn        nika::other  src/lib.rs:17
",
        "{listed}"
    );
    let annotated = project.stability("coverage --format github");
    assert!(annotated.kept().contains("file=src/lib.rs,line=7"), "{annotated}");
    // It compares with nothing.
    let summary = "::notice title=cargo stability::coverage of nika 1.0.0: no finding at level deny, 5 warnings";
    assert!(annotated.stdout.contains(summary), "{annotated}");
    let json: serde_json::Value = serde_json::from_str(project.stability("coverage --format json").kept()).unwrap();
    assert_eq!(
        (&json["whole"]["percent"], &json["unmarked"][4]["item"]),
        (&16.into(), &"nika::other".into())
    );

    project
        .stability("coverage --fix --tier stable --module nika::memor")
        .refused_with("`nika::memor` has no public item without a tier");
    let fixed = project.stability("coverage --fix --tier stable --module nika::memory");
    fixed.kept();
    assert!(fixed.stderr.contains("2 items have the tier stable now"), "{fixed}");
    assert!(
        fixed
            .stderr
            .contains("nothing was written for `nika::memory::by_macro`"),
        "{fixed}"
    );
    let attribute = "    #[stability::stable(since = \"1.0.0\")]\n";
    let expected = LIBRARY
        .replace("    #[derive", &format!("{attribute}    #[derive"))
        .replace("    impl Frame", &format!("{attribute}    impl Frame"));
    assert_eq!(project.read("src/lib.rs"), expected);

    // Each item that is left is a finding where the policy asks for a tier.
    project.write("stability.toml", "[levels]\npublic-item-unmarked = \"deny\"\n");
    let refused = project.stability("coverage");
    assert_eq!(refused.code, Some(1), "{refused}");
    assert!(
        refused.stdout.starts_with("3 of 6 public items have a tier (50 %)"),
        "{refused}"
    );
}

#[test]
fn a_package_that_promises_nothing_yet_has_a_coverage() {
    let project = Project::plain("src/lib.rs", "pub fn ask() {}\n");
    let listed = project.stability("coverage");
    assert!(
        listed.kept().starts_with("0 of 1 public item has a tier (0 %)"),
        "{listed}"
    );
    project.stability("coverage --fix --tier beta").refused_with(
        "`nika` does not depend on `stability-runtime`: add it with `cargo add -p nika stability-runtime` first",
    );
    assert_eq!(project.read("src/lib.rs"), "pub fn ask() {}\n");
}
