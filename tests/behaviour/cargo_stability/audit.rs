//! `audit`: guarantees with their tests, and the surface around them.

use super::Project;

const LIBRARY: &str = "
stability::contract! { name = \"Nika\", state = beta, areas { \"Policy\" = [] } }
stability::guarantee! {
    /// What no policy allows is denied.
    #[stable(since = \"1.0.0\", area = \"Policy\")]
    pub DEFAULT_DENY = \"default-deny\";
}
";

#[test]
fn guarantees_are_judged_by_results_that_were_stored() {
    let project = Project::new(LIBRARY);
    let claim = |id: &str| {
        format!(
            r#"{{"of":"nika","guarantee":"{id}","upholds":true,"package":"nika","binary":"nika-1","krate":"nika","name":"tests::denied","file":"src/lib.rs","line":3,"ignored":false,"should_panic":false}}"#
        ) + "\n"
    };
    let results = |word: &str| format!("running 1 test\ntest tests::denied ... {word}\n");
    project.write("evidence/a.jsonl", &claim("default-deny"));
    project.write("passed.txt", &results("ok"));
    project.write("failed.txt", &results("FAILED"));
    let audit = "audit --today 2026-03-01 --evidence evidence";

    let passed = project.stability(&format!("{audit} passed.txt"));
    let page = passed.kept();
    assert!(
        page.starts_with("# Audit of the Nika stability contract\n\n| | |\n|---|---|\n| Outcome | **passed** |\n| Date | 2026-03-01 |\n"),
        "{passed}"
    );
    assert!(
        page.contains("1 guarantee: 1 upheld, 0 failing, 0 unproved."),
        "{passed}"
    );
    assert!(page.contains("| Policy | 1 | 1 stable | 0 | 1 of 1 |"), "{passed}");

    let failed = project.stability(&format!("{audit} --format junit failed.txt"));
    assert_eq!(failed.code, Some(1), "{failed}");
    assert!(failed.stdout.contains("guarantee `default-deny` is broken"), "{failed}");
    let json = project.stability(&format!("{audit} --format json failed.txt"));
    let json: serde_json::Value = serde_json::from_str(&json.stdout).unwrap();
    assert_eq!(
        (&json["head"]["outcome"], &json["guarantees"][0]["verdict"]),
        (&"failed".into(), &"failing".into())
    );

    project.write("evidence/a.jsonl", "{");
    project
        .stability(&format!("{audit} passed.txt"))
        .refused_with("the evidence cannot be read");
}
