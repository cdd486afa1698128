//! What the attributes write into the documentation does not replace it.

use std::fs;

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

#[test]
fn rustdoc_reports_a_replacement_that_no_type_has() {
    let doc = FIXTURES.cargo("doc").without_dependencies().package("misleading");
    let ended = doc.run().built();
    let found = ended.diagnostics_of("misleading");
    let links: Vec<_> = found
        .iter()
        .map(|one| (one.code.as_str(), one.message.as_str()))
        .collect();
    let expected =
        ["Length::feet", "Length::yards", "Self::furlongs"].map(|path| format!("unresolved link to `{path}`"));
    let broken = "rustdoc::broken_intra_doc_links";
    assert_eq!(
        links,
        expected.each_ref().map(|message| (broken, message.as_str())),
        "{found:#?}"
    );
}

#[test]
fn generated_items_are_on_no_page() {
    let packages = ["from-instability", "from-sealed", "hygiene", "hygiene-friend"];
    let doc = FIXTURES
        .cargo("doc")
        .without_dependencies()
        .features(&["hygiene/documents"]);
    let _ = packages
        .into_iter()
        .fold(doc, stability_tests::Cargo::package)
        .run()
        .built();
    let mut pages: Vec<_> = packages
        .map(|package| FIXTURES.documentation_of(&package.replace('-', "_")))
        .into();
    let mut read = 0;
    while let Some(page) = pages.pop() {
        if page.is_dir() {
            let inside = page.read_dir().expect("the documentation can be listed");
            pages.extend(inside.map(|entry| entry.expect("an entry can be read").path()));
        } else if page.extension().is_some_and(|extension| extension == "html") {
            let text = fs::read_to_string(&page).expect("a page can be read");
            read += 1;
            for hidden in ["IsStable", "IsWeaker", "__seal"] {
                assert!(!text.contains(hidden), "{} shows `{hidden}`", page.display());
            }
        }
    }
    assert!(read > 50, "{read} pages");
}
