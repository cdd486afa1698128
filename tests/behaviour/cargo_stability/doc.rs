//! `doc`: what is written, what is left, and what is stale.

use super::Project;

const POLICY: &str = "[[document]]\npath = \"README.md\"\nformat = \"stability\"\n\
    [[document]]\npath = \"CHANGELOG.md\"\nformat = \"changelog\"\n";
const REGION: &str = "<!-- stability:begin -->\n<!-- stability:end -->\n";

fn contract(items: &[&str]) -> String {
    let item = |name: &&str| {
        format!(
            r#"{{ "id": "nika::{name}", "kind": "fn", "name": "{name}", "tier": "stable", "package": "nika", "signature": "fn {name}()" }}"#
        )
    };
    let items: Vec<String> = items.iter().map(item).collect();
    format!(
        r#"{{ "schema": "stability/contract@1", "contract": null, "package": {{ "name": "nika", "version": "1.0.0" }}, "items": [{}] }}"#,
        items.join(",")
    )
}

/// A folder with two contracts, from which nothing needs to be built.
fn files(policy: &str) -> Project {
    let project = Project::empty();
    project.write("stability.toml", policy);
    project.write("before.json", &contract(&["ask"]));
    project.write("now.json", &contract(&["ask", "tell"]));
    project
}

const DOC: &str = "doc --current now.json --baseline before.json";
const CHECK: &str = "doc --check --current now.json --baseline before.json";

#[test]
fn only_regions_are_written_and_a_second_run_changes_nothing() {
    let project = files(POLICY);
    project.write("README.md", &format!("# Nika\n\nby hand\n\n{REGION}\nthe end"));
    project.write(
        "CHANGELOG.md",
        &format!("# Changelog\n\n## [Unreleased]\n\n{REGION}\n## [1.0.0]\n"),
    );
    let stale = project.stability(CHECK);
    assert_eq!(stale.code, Some(1), "{stale}");
    assert!(
        stale.stdout.contains(
            "`README.md` is stale: line 6 is `<!-- stability:end -->`, and should be `# nika stability contract`"
        ),
        "{stale}"
    );
    assert!(stale.stdout.contains("`CHANGELOG.md` is stale: line 6"), "{stale}");
    assert_eq!(
        project.read("README.md"),
        format!("# Nika\n\nby hand\n\n{REGION}\nthe end")
    );

    project.stability(DOC).kept();
    let (readme, changelog) = (project.read("README.md"), project.read("CHANGELOG.md"));
    assert!(
        readme.starts_with("# Nika\n\nby hand\n\n<!-- stability:begin -->\n# nika stability contract\n"),
        "{readme}"
    );
    assert!(readme.ends_with("<!-- stability:end -->\n\nthe end"), "{readme}");
    assert!(
        changelog.contains(
            "<!-- stability:begin -->\n### Added\n\n- `nika::tell` was added.\n<!-- stability:end -->\n\n## [1.0.0]\n"
        ),
        "{changelog}"
    );
    project.stability(CHECK).kept();
    assert_eq!(project.stability(DOC).stderr, "");
    assert_eq!(
        (project.read("README.md"), project.read("CHANGELOG.md")),
        (readme, changelog)
    );
}

#[test]
fn a_file_without_a_region_is_left_alone() {
    let project = files(POLICY);
    project.write("README.md", "# Nika\n");
    project.write("CHANGELOG.md", REGION);
    project
        .stability(DOC)
        .refused_with("`README.md` has no region that `doc` may write: to let `doc` write a part of it, add a line");
    assert_eq!(
        (project.read("README.md"), project.read("CHANGELOG.md")),
        ("# Nika\n".into(), REGION.into())
    );
    let stale = project.stability(CHECK);
    assert_eq!(stale.code, Some(1), "{stale}");
    assert!(stale.stdout.contains("`README.md` has no region"), "{stale}");

    project.write("README.md", "<!-- stability:begin -->\n");
    project.stability(DOC).refused_with("its marks are not a pair");
    assert_eq!(
        project.read("CHANGELOG.md"),
        REGION,
        "nothing is written before all is rendered"
    );
}

#[test]
fn regions_name_templates_and_projects_have_their_own() {
    let project = files("[doc]\ntemplates = \"docs\"\n[[document]]\npath = \"README.md\"\nformat = \"stability\"\n");
    let region = |name: &str| format!("<!-- stability:begin {name} -->\n<!-- stability:end -->\n");
    project.write("README.md", &(region("policy") + &region("mine")));
    project.write("docs/mine.md", "{{ title }} has {{ summary }}\n");
    project.stability(DOC).kept();
    let readme = project.read("README.md");
    assert!(
        readme.starts_with("<!-- stability:begin policy -->\n## Compatibility policy\n"),
        "{readme}"
    );
    assert!(
        readme.ends_with(
            "<!-- stability:begin mine -->\nnika stability contract has 2 items: 2 stable\n<!-- stability:end -->\n"
        ),
        "{readme}"
    );
    project.write("docs/mine.md", "{% if %}");
    project.stability(DOC).refused_with("the template `mine.md`");
    assert_eq!(project.read("README.md"), readme);
    let printed = project.stability(&format!("{DOC} --print migration"));
    assert!(printed.kept().starts_with("# Migration to nika 1.0.0\n"), "{printed}");
    project
        .stability(&format!("{DOC} --print other"))
        .refused_with("there is no such template");
}

#[test]
fn without_documents_in_the_policy_the_usual_ones_are_written() {
    let project = Project::new("#[stability::stable(since = \"1.0.0\")]\npub fn ask() {}\n");
    project.stability("init").kept();
    project.stability("doc").kept();
    assert!(project.read("STABILITY.md").contains("- `ask` — fn, since 1.0.0"));
    assert!(!project.path("DEPRECATIONS.md").exists());
    project.stability("doc --check").kept();

    // `check` looks at what the policy names.
    project.write(
        "stability.toml",
        "[[document]]\npath = \"STABILITY.md\"\nformat = \"stability\"\n",
    );
    project.stability("doc").kept();
    project.stability("check").kept();
    project.write(
        "src/lib.rs",
        "#[stability::stable(since = \"1.0.0\", deprecated(since = \"1.0.0\", note = \"ask nobody\"))]\npub fn ask() {}\n",
    );
    let stale = project.stability("check");
    assert_eq!(stale.code, Some(1), "{stale}");
    assert!(stale.stdout.contains("document-stale"), "{stale}");
    let stale = project.stability("doc --check");
    assert_eq!(stale.code, Some(1), "{stale}");
    project.stability("doc").kept();
    project.stability("doc --check").kept();
}
