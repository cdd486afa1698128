//! Clauses that permit a change: no rule may report it. Each test also has a near case that is reported, which shows that the rules
//! look at such cases.

use super::case;

/// What every rule finds, as `rule subject`.
#[track_caller]
fn found(text: &str) -> Vec<String> {
    let case = case::parse(text).unwrap_or_else(|error| panic!("{error}"));
    let findings = case.judge();
    findings
        .iter()
        .map(|finding| format!("{} {}", finding.rule, finding.subject))
        .collect()
}

const EVOLVING: &str = r#"
shows = "An evolving area changes in a minor release before 1.0, and the changelog has no migration path."
policy = """
[changelog]
path = "CHANGELOG.md"
example = true
"""
[baseline]
package = { name = "aksara", version = "0.5.0" }
[[baseline.items]]
id = "aksara::debugger::Trace"
kind = "struct"
tier = "evolving"
members = [{ name = "score", kind = "field", signature = "f64" }]
[current]
package = { name = "aksara", version = "0.6.0" }
[[current.items]]
id = "aksara::debugger::Trace"
kind = "struct"
tier = "evolving"
members = [{ name = "rank", kind = "field", signature = "u8" }]
[[evidence.changelog]]
version = "0.6.0"
text = "Better analysis."
"#;

#[test]
fn ak_11_what_is_evolving_may_change_in_a_minor_release_without_a_note() {
    assert_eq!(found(EVOLVING), [""; 0]);
    let stable = found(&EVOLVING.replace("\"evolving\"", "\"stable\""));
    assert!(
        stable.contains(&"break-without-migration-note aksara::debugger::Trace::score".to_owned()),
        "{stable:?}"
    );
}

const STUDIO: &str = r#"
shows = "What is generated and free may become anything."
[baseline]
[[baseline.items]]
id = "generated studio.html"
kind = "artefact"
tier = "evolving"
signature = "free"
[current]
package = { name = "nika", version = "1.1.0" }
[[current.items]]
id = "generated studio.html"
kind = "artefact"
tier = "evolving"
signature = "free"
[[evidence.artefacts]]
id = "generated studio.html"
before = "<p>before</p>"
after = "<table></table>"
"#;

#[test]
fn ak_16_what_is_generated_and_free_may_become_anything() {
    assert_eq!(found(STUDIO), [""; 0]);
    let frozen = found(
        &STUDIO
            .replace("\"free\"", "\"frozen\"")
            .replace("\"evolving\"", "\"stable\""),
    );
    assert!(
        frozen.contains(&"generated-output-changed generated studio.html".to_owned()),
        "{frozen:?}"
    );
}

const INTERNAL: &str = r#"
shows = "What is internal goes, and what is stable gains a method: a minor release, of which the notes say nothing special."
policy = """
[changelog]
path = "CHANGELOG.md"
example = true
"""
[baseline]
[[baseline.items]]
id = "nika::plumbing::Pipe"
kind = "struct"
tier = "internal"
[current]
package = { name = "nika", version = "1.1.0" }
[[current.items]]
id = "nika::Workflow::steps"
kind = "method"
tier = "stable"
since = "1.1.0"
signature = "fn steps(&self) -> usize"
shape = { "value nika::Workflow::steps" = { kind = "function", inputs = ["self: &Self"], output = "usize" } }
[[evidence.changelog]]
version = "1.1.0"
text = "Fixes."
"#;

#[test]
fn ak_21_no_note_is_owed_for_what_is_internal_or_breaks_nobody() {
    assert_eq!(found(INTERNAL), [""; 0]);
    let promised = found(&INTERNAL.replace("\"internal\"", "\"stable\""));
    assert!(
        promised.contains(&"item-removed nika::plumbing::Pipe".to_owned()),
        "{promised:?}"
    );
}

const ERROR: &str = r#"
shows = "The text of an error is another, its code and its variant are not."
[baseline]
[[baseline.items]]
id = "AIOC-POLICY-001"
kind = "error-code"
tier = "frozen"
since = "1.0.0"
signature = "Error::Denied"
text = "the call was denied"
[current]
package = { name = "nika", version = "1.0.1" }
[[current.items]]
id = "AIOC-POLICY-001"
kind = "error-code"
tier = "frozen"
since = "1.0.0"
signature = "Error::Denied"
text = "the policy has denied the call"
"#;

#[test]
fn aa_09_the_text_of_an_error_is_not_promised() {
    assert_eq!(found(ERROR), [""; 0]);
    let at = ERROR.rfind("Error::Denied").expect("the second one");
    let repurposed = found(&format!(
        "{}Error::Lost{}",
        &ERROR[..at],
        &ERROR[at + "Error::Denied".len()..]
    ));
    assert!(
        repurposed.iter().any(|it| it.starts_with("error-code-repurposed ")),
        "{repurposed:?}"
    );
}

const SNAPSHOT: &str = r#"
shows = "A baseline that knows no manifest, no tombstones and no members' defaults, as earlier versions wrote it."
[baseline]
package = { name = "aioc", version = "0.1.0-alpha.5" }
contract = { name = "aioc beta", state = "beta", scope = ">=0.1.0-alpha.5, <=0.1.0-beta.1" }
[[baseline.items]]
id = "aioc::deny"
kind = "fn"
tier = "frozen"
since = "0.1.0-alpha.5"
signature = "fn deny()"
[current]
package = { name = "aioc", version = "0.1.0-beta.1" }
contract = { name = "aioc beta", state = "beta", scope = ">=0.1.0-alpha.5, <=0.1.0-beta.1" }
packages = [{ name = "aioc", version = "0.1.0-beta.1", contract = { name = "aioc beta", state = "beta", scope = ">=0.1.0-alpha.5, <=0.1.0-beta.1" }, manifest = { rust_version = "1.88.0", features = { default = {} } } }]
[[current.items]]
id = "aioc::deny"
kind = "fn"
tier = "frozen"
since = "0.1.0-alpha.5"
signature = "fn deny()"
"#;

#[test]
fn ab_08_a_snapshot_of_an_earlier_version_is_still_read_and_judged() {
    assert_eq!(found(SNAPSHOT), [""; 0]);
    let at = SNAPSHOT.rfind("fn deny()").expect("the second one");
    let changed = found(&format!("{}fn deny(reason: &str)\"", &SNAPSHOT[..at]));
    assert!(changed.contains(&"frozen-broken aioc::deny".to_owned()), "{changed:?}");
}
