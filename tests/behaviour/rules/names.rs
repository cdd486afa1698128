//! A rule has one name: that of its folder of cases, and of its explanation.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use stability_policy::rules;

use super::folder;

fn names(folder: &Path) -> BTreeSet<String> {
    let entries = fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let folders = entries
        .map(|entry| entry.expect("an entry"))
        .filter(|entry| entry.path().is_dir());
    let name = |entry: fs::DirEntry| entry.file_name().into_string().expect("a name in Unicode");
    folders.map(name).collect()
}

#[test]
fn each_rule_has_a_folder_of_cases_and_an_explanation() {
    let ids: BTreeSet<String> = rules::all().map(|rule| rule.id.to_owned()).collect();
    assert_eq!(ids.len(), rules::all().count(), "an id occurs twice");

    assert_eq!(names(&folder()), ids, "folders of cases");

    for rule in rules::all() {
        for (part, text) in [
            ("summary", rule.summary),
            ("reason", rule.reason),
            ("example", rule.example),
            ("advice", rule.advice),
        ] {
            assert!(text.len() > 20, "`{}` has no {part}", rule.id);
        }
        assert!(!rule.summary.ends_with('.'), "the summary of `{}` is a line", rule.id);
    }
}
