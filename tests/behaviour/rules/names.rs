//! A rule has one name: that of its file, of its folder of cases, of its explanation.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use stability_policy::rules;

use super::folder;

fn names(folder: &Path, suffix: &str) -> BTreeSet<String> {
    let entries = fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let name = |entry: fs::DirEntry| entry.file_name().into_string().expect("a name in Unicode");
    entries
        .map(|entry| name(entry.expect("an entry")))
        .filter_map(|name| Some(name.strip_suffix(suffix)?.replace('_', "-")))
        .collect()
}

#[test]
fn each_rule_has_a_file_a_folder_of_cases_and_an_explanation() {
    let ids: BTreeSet<String> = rules::all().map(|rule| rule.id.to_owned()).collect();
    assert_eq!(ids.len(), rules::all().count(), "an id stands twice");

    let sources = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../stability-policy/src/rules"));
    let groups = ["shape", "lifecycle", "project", "profile"];
    let files: BTreeSet<String> = groups
        .iter()
        .flat_map(|group| names(&sources.join(group), ".rs"))
        .collect();
    assert_eq!(files, ids, "files of rules");
    assert_eq!(names(&folder(), ""), ids, "folders of cases");

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
