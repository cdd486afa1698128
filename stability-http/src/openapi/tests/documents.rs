//! Documents as they are found.

use std::path::PathBuf;

use serde_json::Value;
use stability::Tier;
use stability::route::Route;

use super::{RETIREMENT, annotated};
use crate::openapi::{Annotator, check};

/// A route of each operation of a document: tiers in turn, every second one deprecated.
fn routes_of(document: &Value) -> Vec<Route> {
    let found = check(document, []).not_in_registry;
    let tiers = Tier::ALL.into_iter().cycle();
    let routes = found
        .into_iter()
        .zip(tiers)
        .enumerate()
        .map(|(index, (operation, tier))| {
            let leak = |text: String| -> &'static str { Box::leak(text.into_boxed_str()) };
            Route {
                retirement: (index % 2 == 0).then_some(&RETIREMENT),
                ..Route::new(leak(operation.method), leak(operation.path), tier)
            }
        });
    routes.collect()
}

/// Annotates with a route of every operation, and of every third alone; how many operations there are.
fn assert_annotates(text: &str) -> usize {
    let document: Value = serde_json::from_str(text).unwrap();
    let all = routes_of(&document);
    let (after, report) = annotated(&Annotator::new(&all), &document);
    assert_eq!(report.not_in_document, Vec::<&Route>::new());
    assert_eq!(report.not_in_registry, []);
    assert_eq!(report.skipped, [], "nothing is left but what is contradicted by hand");
    assert_eq!(after == document, all.is_empty());

    let some: Vec<_> = all.iter().step_by(3).collect();
    let (_, report) = annotated(&Annotator::new(some.iter().copied()), &document);
    assert_eq!(report.not_in_document, Vec::<&Route>::new());
    all.len()
}

#[test]
fn a_document_of_each_version_is_annotated() {
    assert_eq!(assert_annotates(include_str!("documents/3.0.json")), 5);
    assert_eq!(assert_annotates(include_str!("documents/3.1.json")), 5);
    assert_eq!(assert_annotates(include_str!("documents/3.2.json")), 6);
}

/// Public documents are other people's, and some are of many megabytes: they are not kept here.
#[test]
#[ignore = "reads the documents in the folder that OPENAPI_DOCUMENTS names"]
fn public_documents_are_annotated() {
    let folder = PathBuf::from(std::env::var_os("OPENAPI_DOCUMENTS").expect("OPENAPI_DOCUMENTS names a folder"));
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|file| file.unwrap().path())
        .collect();
    files.retain(|file| file.extension().is_some_and(|extension| extension == "json"));
    files.sort();
    assert_ne!(files, Vec::<PathBuf>::new());
    for file in files {
        let text = std::fs::read_to_string(&file).unwrap();
        let operations = assert_annotates(&text);
        let name = file.file_name().unwrap_or_default().display().to_string();
        std::println!("{name}: {} bytes, {operations} operations", text.len());
    }
}
