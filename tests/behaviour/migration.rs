//! Packages that were written for `instability`, `stability` or `sealed`: the dependency gets another package, and the source
//! stays.

use crate::{FIXTURES, contract, item};

const PACKAGES: [&str; 3] = ["from-instability", "from-sealed", "from-stability"];

/// Has clippy look at them, which deny everything.
#[track_caller]
fn quiet(features: &[&str]) {
    let clippy = FIXTURES.cargo("clippy").features(features).package("migrated-heard");
    let ended = PACKAGES.into_iter().fold(clippy, stability_tests::Cargo::package);
    let ended = ended.run().built();
    for package in PACKAGES {
        let target = package.replace('-', "_");
        assert_eq!(ended.diagnostics_of(&target), Vec::<&_>::new(), "{ended}");
    }
}

#[test]
fn one_line_of_the_manifest_is_enough_without_a_backend() {
    // Cargo unifies features among what one call builds, so each is built on its own.
    for package in PACKAGES {
        let ended = FIXTURES.cargo("clippy").package(package).run().built();
        assert_eq!(
            ended.diagnostics_of(&package.replace('-', "_")),
            Vec::<&_>::new(),
            "{ended}"
        );
    }
}

#[test]
fn one_line_of_the_manifest_is_enough_where_a_binary_turns_registration_on() {
    quiet(&[]);
    quiet(&[
        "from-instability/unstable",
        "from-instability/unstable-widget-ref",
        "from-stability/unstable",
        "from-stability/unstable-risky-function",
    ]);
}

#[test]
fn their_promises_reach_the_contract() {
    let build = FIXTURES.cargo("build").package("migrated-heard").run().built();
    let contract = contract(&build.executable("migrated-heard").print(&[]));
    let stable = item(&contract, "from_instability::stable_function");
    assert_eq!((&stable["tier"], &stable["since"]), (&"stable".into(), &"1.0.0".into()));
    assert_eq!(item(&contract, "from_instability::Paragraph")["issue"], "#123");
    let gated = item(&contract, "from_instability::Paragraph::line_count");
    assert_eq!(
        (&gated["tier"], &gated["feature"]),
        (&"experimental".into(), &"unstable-widget-ref".into()),
    );
    assert_eq!(item(&contract, "from_stability::Risky")["feature"], "unstable");
    // A seal alone promises no item; the package is in the contract all the same.
    let packages = contract["packages"].as_array().into_iter().flatten();
    let packages: Vec<_> = packages.map(|package| &package["name"]).collect();
    assert_eq!(packages, PACKAGES);
}
