//! Without a backend, an annotated library weighs what it weighs without its annotations.

use std::collections::BTreeMap;

use object::{Object, ObjectSection, ObjectSymbol};
use stability_tests::BuildOutput;

use crate::FIXTURES;

/// What a program is made of when it runs.
const SECTIONS: [&str; 7] = [
    ".text",
    ".rodata",
    ".data",
    ".data.rel.ro",
    ".bss",
    ".tbss",
    ".init_array",
];

/// The sizes of the sections, and the symbols that have one of our names.
#[derive(Debug)]
struct Weight {
    sections: BTreeMap<&'static str, u64>,
    ours: Vec<String>,
}

/// Builds the program over the library with these features.
fn build(features: &[&str]) -> BuildOutput {
    let build = FIXTURES.cargo("build").package("weightless-app").release();
    build.features(features).run().built()
}

fn weigh(built: &BuildOutput) -> Weight {
    let bytes = built
        .executable("weightless-app")
        .bytes()
        .expect("what was built can be read");
    let file = object::File::parse(&*bytes).expect("a program has a known form");
    let size = |name| file.section_by_name(name).map_or(0, |section| section.size());
    let names = file
        .symbols()
        .filter_map(|symbol| symbol.name().ok().map(str::to_owned));
    Weight {
        sections: SECTIONS.map(|name| (name, size(name))).into(),
        ours: names
            .filter(|name| {
                ["stability", "inventory", "linkme", "__CTOR"]
                    .iter()
                    .any(|ours| name.contains(ours))
            })
            .collect(),
    }
}

#[test]
fn annotations_weigh_nothing_without_a_backend() {
    let (without, with) = (build(&[]), build(&["weightless/annotated"]));
    assert_eq!(
        without.executable("weightless-app").print(&[]),
        with.executable("weightless-app").print(&[]),
    );
    let (without, with) = (weigh(&without), weigh(&with));
    assert!(
        without.sections[".text"] > 0 && without.sections[".rodata"] > 0,
        "{without:?}"
    );
    assert_eq!(with.sections, without.sections);
    assert_eq!(with.ours, Vec::<String>::new());
}

/// The same measure sees what a backend adds, so that finding nothing above means something.
#[test]
fn the_measure_sees_a_backend() {
    let (without, with) = (weigh(&build(&[])), weigh(&build(&["weightless/inventory"])));
    for section in [".text", ".rodata", ".data.rel.ro", ".init_array"] {
        assert!(
            with.sections[section] > without.sections[section],
            "{section}: {with:?} {without:?}"
        );
    }
    assert_ne!(with.ours, Vec::<String>::new());
}
