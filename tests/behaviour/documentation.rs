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

/// The text of a page, without tags, with one space between words.
fn text(page: &str) -> String {
    let path = FIXTURES.documentation_of("documented").join(page);
    let html = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    // Where a name may wrap.
    let html = html.replace("<wbr>", "");
    let main = html
        .split("<section id=\"main-content\"")
        .nth(1)
        .expect("a page has a main section");
    let pieces = main
        .split('<')
        .map(|piece| piece.split_once('>').map_or("", |(_, text)| text));
    let text: String = pieces.collect::<Vec<_>>().join(" ");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[track_caller]
fn assert_shows(page: &str, expected: &[&str]) {
    let text = text(page);
    for part in expected {
        assert!(text.contains(part), "{page} should show `{part}`: {text}");
    }
}

#[test]
fn tiers_are_shown_in_lists_and_on_pages() {
    let doc = FIXTURES.cargo("doc").without_dependencies().package("documented");
    let ended = doc.run().built();
    // What is broken in the author's own documentation is still reported.
    let found = ended.diagnostics_of("documented");
    let messages: Vec<_> = found.iter().map(|one| one.message.as_str()).collect();
    assert_eq!(messages, ["unresolved link to `nowhere_at_all`"], "{found:#?}");

    let weaker = "Evolving since 1.1.0, until 2.0.0 — any minor release may break it; plan for migration.";
    let inherited = "Stable since 1.0.0 — only a major release may break it, after a deprecation.";
    assert_shows(
        "index.html",
        &[
            "_stability What Weather | &lt;b&gt; promises.",
            "forecast How warm it is, and will be.",
            "inner Evolving Documented inside, with a link to Inside .",
            "Provider Evolving A trait.",
            "NEVER_FAILS Evolving Never fails.",
        ],
    );
    assert_shows(
        "forecast/index.html",
        &[
            inherited,
            "Tier Items Frozen COUNT Stable Forecast , Undocumented , announced Beta UndocumentedBeta \
             Evolving Climate Experimental radar",
            "Climate Evolving The climate of a place, see Forecast .",
            // Its heading is not its summary.
            "Undocumented UndocumentedBeta Beta Constants",
            "COUNT How many there are.",
            "announced Deprecation announced Deprecated in words alone.",
            "radar Experimental Pictures.",
        ],
    );
    assert_shows(
        "forecast/struct.Forecast.html",
        &[
            inherited,
            "How sure we are. Evolving — any minor release may break it; plan for migration. the scale is not settled",
            "impl Provider for Forecast Evolving since 1.0.0",
        ],
    );
    assert_shows(
        "forecast/struct.Climate.html",
        &[
            weaker,
            "A new one.",
            "Experimental A cold one. § Stability Experimental since 1.1.0",
        ],
    );
    assert_shows(
        "inner/index.html",
        &[
            "Tier Items Evolving Inside , Absent Internal Internal",
            "Inside Evolving An item",
        ],
    );
    assert_shows(
        "inner/struct.Inside.html",
        &["Evolving An item of the tier", "Evolving since 1.1.0 —"],
    );
    assert_shows("trait.Provider.html", &["Evolving A trait.", "Evolving Asks."]);

    let text = text("_stability/index.html");
    assert!(!text.contains("Never"), "its predicate does not hold: {text}");
    let links = fs::read_to_string(FIXTURES.documentation_of("documented").join("_stability/index.html")).unwrap();
    for link in [
        "href=\"../forecast/index.html\"",
        "href=\"../climate/index.html\"",
        "href=\"../always/index.html\"",
    ] {
        assert!(links.contains(link), "{link}");
    }
    assert!(!links.contains("hidden/index.html"), "a private module has no page");
    assert_shows(
        "_stability/index.html",
        &[
            "The contract is in the state “beta”, for versions &gt;=0.1.0, &lt;3.0.0 .",
            "Forecast climate , forecast Always always Hidden forecast , hidden",
            "the whole crate Stable since 1.0.0 climate Evolving",
        ],
    );
}
