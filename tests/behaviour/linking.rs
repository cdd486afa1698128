//! Several packages in one program: who is heard, and in which order.

use std::sync::LazyLock;

use stability_tests::BuildOutput;

use crate::{FIXTURES, contract, ids, item};

/// Three programs over two packages that know nothing of each other.
static INVENTORY: LazyLock<BuildOutput> = LazyLock::new(|| {
    let build = FIXTURES.cargo("build").package("link-order");
    build.features(&["link-order/inventory"]).run().built()
});

static LINKME: LazyLock<BuildOutput> = LazyLock::new(|| {
    let build = FIXTURES.cargo("build").package("link-order");
    build.features(&["link-order/linkme"]).run().built()
});

#[test]
fn the_order_of_the_linker_does_not_show() {
    for built in [&INVENTORY, &LINKME] {
        let [left, right] = ["left-first", "right-first"].map(|name| built.executable(name).call(&[]));
        assert_ne!(
            left.stderr, right.stderr,
            "the linker should have laid these in different orders"
        );
        assert_eq!(left.stdout, right.stdout);
        assert_eq!(
            ids(&contract(&left.stdout)),
            ["left::Left", "left::more", "left::more::left", "right::Right"],
        );
    }
}

#[test]
fn a_package_that_nothing_names_is_missed() {
    for built in [&INVENTORY, &LINKME] {
        let call = built.executable("left-only").call(&[]);
        assert_eq!(call.code, Some(1), "{call:?}");
        let error = call.stderr.lines().find(|line| line.starts_with("error: "));
        let error = error.unwrap_or_else(|| panic!("there should be an error: {call:?}"));
        assert!(
            error.contains("the package `right` has submitted no promises"),
            "{error}"
        );
        assert!(error.contains("write `use right as _;` in the program"), "{error}");
        assert!(!error.contains("`left`"), "{error}");
        // The programs of the same package that have this line are content: see `left-first`.
        assert_eq!(built.executable("left-first").call(&[]).code, Some(0));
    }
}

/// Through `linkme`, everything is there from the start.
#[test]
fn a_call_before_collection_is_an_error() {
    let early = INVENTORY.executable("early");
    let call = early.call(&[]);
    assert_eq!(call.stdout, "early 0\nlate 3\n", "{call:?}");
    let message = "error: the promises in this program are not collected yet, because its constructors have \
                   not run: read them in `main` or later";
    assert!(call.stderr.contains(message), "{call:?}");
    let call = early.call(&["routes"]);
    assert_ne!(call.code, Some(0), "{call:?}");
    assert!(
        call.stderr.contains("panicked at") && call.stderr.matches("not collected yet").count() == 2,
        "{call:?}"
    );

    let call = LINKME.executable("early").call(&["routes"]);
    assert_eq!(call.stdout, "early 4\nlate 3\n", "{call:?}");
}

#[test]
fn both_versions_of_a_package_are_collected() {
    let build = FIXTURES
        .cargo("build")
        .package("two-shapes")
        .features(&["two-shapes/inventory"]);
    let json = build.run().built().executable("two-shapes").print(&[]);
    let contract = contract(&json);
    let heard: Vec<_> = contract["items"]
        .as_array()
        .into_iter()
        .flatten()
        .map(|item| {
            (
                item["package"].as_str().unwrap_or(""),
                item["id"].as_str().unwrap_or(""),
            )
        })
        .collect();
    assert_eq!(
        heard,
        [
            ("shape@0.1.0", "shape::Circle"),
            ("shape@0.1.0", "shape::Shape"),
            ("shape@0.2.0", "shape::Circle"),
            ("shape@0.2.0", "shape::Shape"),
            ("shape@0.2.0", "shape::Square"),
        ],
    );
    let versions = contract["packages"].as_array().into_iter().flatten();
    let versions: Vec<_> = versions
        .map(|package| (&package["version"], &package["contract"]["name"]))
        .collect();
    assert_eq!(
        versions,
        [
            (&"0.1.0".into(), &"Shape 0.1".into()),
            (&"0.2.0".into(), &"Shape 0.2".into())
        ]
    );
    // The first of the two traits of this name, whose implementations are of its own version.
    let implementations = &item(&contract, "shape::Shape")["sealed"]["implementations"];
    assert_eq!(implementations.as_array().map(Vec::len), Some(1), "{implementations}");
}
