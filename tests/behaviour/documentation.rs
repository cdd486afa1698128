//! What the attributes write into the documentation does not stand in for it.

use stability_tests::Diagnostic;

use crate::FIXTURES;

/// What in the fixture is public and has no documentation.
const UNDOCUMENTED: usize = 36;

/// Lines of the source, each with what is complained of.
fn complaints(features: &[&str]) -> Vec<Diagnostic> {
    let check = FIXTURES.cargo("check").package("undocumented").features(features);
    let ended = check.run().built();
    ended.diagnostics_of("undocumented").into_iter().cloned().collect()
}

#[test]
fn an_annotated_item_without_documentation_is_complained_of() {
    let (plain, annotated) = (complaints(&[]), complaints(&["undocumented/annotated"]));
    assert_eq!(plain.len(), UNDOCUMENTED, "{plain:#?}");
    assert!(plain.iter().all(|one| one.code == "missing_docs"), "{plain:#?}");
    assert_eq!(annotated, plain);
}
