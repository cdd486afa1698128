//! What is generated and stored, compared with what it was at the baseline.

use super::Project;

const LIBRARY: &str = "
stability::generated! {
    #[stable(since = \"1.0.0\")]
    pub SCHEMA = \"generated/schema.sql\", frozen;
    #[stable(since = \"1.0.0\")]
    pub MIGRATIONS = \"migrations/*.sql\", frozen;
}
";
const SCHEMA: &str = "generated/schema.sql";
const UNKNOWN: &str = "generated output is not compared with an earlier state";

/// A package whose schema was promised, and is another one since.
fn altered() -> Project {
    let project = Project::new(LIBRARY);
    project.write(SCHEMA, "CREATE TABLE a;\n");
    project.stability("init").kept();
    project.commit("Begin");
    project.git(&["tag", "v1.0.0"]);
    project.write(SCHEMA, "CREATE TABLE b;\n");
    project.commit("Alter the schema");
    project
}

#[test]
fn it_is_compared_with_the_commit_of_the_baseline() {
    let project = altered();
    for call in [
        "check",
        "check --baseline-rev v1.0.0",
        "check --baseline-rev v1.0.0 --recorded",
    ] {
        let found = project.stability(call);
        assert_eq!(found.code, Some(1), "{call}: {found}");
        assert!(found.stdout.contains("generated-output-changed"), "{call}: {found}");
        assert!(
            found.stdout.contains("1 finding refuses this change"),
            "{call}: {found}"
        );
        let json = crate::contract(&project.stability(&format!("{call} --format json")).stdout);
        assert_eq!(
            (&json["required"], &json["kept"]),
            (&"never".into(), &false.into()),
            "{json:#}"
        );
    }
    // To record it permits nothing.
    project.stability("bless").kept();
    let found = project.stability("check");
    assert!(found.stdout.contains("generated-output-changed"), "{found}");
    std::fs::remove_file(project.path(SCHEMA)).unwrap();
    let found = project.stability("check");
    assert!(found.stdout.contains("its stored file was removed"), "{found}");
    project.git(&["checkout", "--quiet", "v1.0.0", "--", "generated"]);
    project.stability("check").kept();
}

#[test]
fn each_file_that_was_written_stays_and_others_are_added() {
    let project = Project::new(LIBRARY);
    project.write(SCHEMA, "CREATE TABLE a;\n");
    project.write("migrations/0001.sql", "CREATE TABLE a;\n");
    project.stability("init").kept();
    project.commit("Begin");
    project.write("migrations/0002.sql", "CREATE TABLE b;\n");
    project.stability("check").kept();
    project.stability("bless").kept();
    project.write("migrations/0001.sql", "CREATE TABLE c;\n");
    let found = project.stability("check --release-version 2.0.0");
    assert_eq!(found.code, Some(1), "{found}");
    assert!(
        found.stdout.contains("`migrations/0001.sql` has different bytes"),
        "{found}"
    );
}

/// The same in a contract that an earlier version has recorded, which knew nothing of what is stored.
fn without_contents(contract: &str) -> String {
    let mut contract = crate::contract(contract);
    for item in contract["items"].as_array_mut().into_iter().flatten() {
        item.as_object_mut().map(|item| item.remove("contents"));
    }
    format!("{contract:#}\n")
}

#[test]
fn the_contract_says_what_no_commit_has() {
    let project = altered();
    let elsewhere = project.stability("check --baseline stability/contract.json");
    assert_eq!(elsewhere.code, Some(1), "{elsewhere}");
    assert!(
        elsewhere.stdout.contains("its stored file has different bytes"),
        "{elsewhere}"
    );
    assert!(!elsewhere.stderr.contains(UNKNOWN), "{elsewhere}");
    let changes = project.stability("diff stability/contract.json");
    assert!(
        changes
            .stdout
            .contains("`generated generated/schema.sql` has other contents"),
        "{changes}"
    );
}

#[test]
fn a_note_says_that_nothing_has_the_baseline() {
    let project = altered();
    project.git(&["tag", "--delete", "v1.0.0"]);
    let recorded = without_contents(&project.read("stability/contract.json"));
    project.write("stability/contract.json", &recorded);
    project.commit("Record as an earlier version did");
    let elsewhere = project.stability("check --baseline stability/contract.json");
    assert!(elsewhere.stderr.contains(UNKNOWN), "{elsewhere}");
    assert!(!elsewhere.stdout.contains("generated-output-changed"), "{elsewhere}");

    // Of a history that was cut off nobody knows which commit has recorded the baseline.
    let origin = format!("file://{}", project.path("").display());
    project.git(&["clone", "--quiet", "--depth", "1", &origin, "shallow"]);
    let shallow = project.stability("check --manifest-path shallow/Cargo.toml");
    shallow.refused_with("because this clone lacks history and has no tag of an earlier release");

    // Nor has any commit a baseline that was just blessed.
    project.write("stability/contract.json", &format!("{recorded}\n"));
    let blessed = project.stability("check");
    assert!(blessed.stderr.contains(UNKNOWN), "{blessed}");
}
