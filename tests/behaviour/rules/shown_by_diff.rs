//! What `check` judges is shown by `diff`.

use stability_policy::rules;

use super::{case, folder};

/// The rules about what is there, whether it changed or not, about the evidence, and about the policy of today.
const OF_STATES: &[&str] = &[];

#[test]
fn diff_shows_the_change_that_each_rule_is_about() {
    let mut of_states = Vec::new();
    for rule in rules::all() {
        let case = case::read(&folder().join(rule.id).join("fires.toml"));
        let changes = case.changes();
        let is_shown = |subject: &str| {
            let packages = ["nika", "ornn", "aksara", "aioc"];
            let is_of_release = packages.contains(&subject) && !changes.is_empty();
            let is_it = |change: &String| change.split_once(' ').is_some_and(|(_, name)| name == subject);
            is_of_release || changes.iter().any(is_it)
        };
        if !case.findings.iter().all(|finding| is_shown(finding.subject())) {
            of_states.push(rule.id);
        }
    }
    of_states.sort_unstable();
    assert_eq!(
        of_states, OF_STATES,
        "`diff` shows no change of these: add a fact, or say why there is none"
    );
}
