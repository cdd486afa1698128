//! A program without std has the attributes, and its contract when it can allocate.

use stability_tests::{BuildOutput, Call};

use crate::FIXTURES;

/// The number of items that the program promises.
const ITEMS: i32 = 14;

/// Builds the program, in which anything of std would be there twice.
fn build(features: &[&str]) -> BuildOutput {
    // What is compiled into `alloc` to unwind goes only when the whole program is optimised as one.
    let build = FIXTURES.cargo("build").package("no-std").smallest();
    build.features(features).run().built()
}

fn call(features: &[&str]) -> Call {
    build(features).executable("no-std").call(&[])
}

#[test]
fn the_attributes_need_no_std() {
    let call = call(&[]);
    assert_eq!(call.code, Some(0), "{call:?}");
}

#[test]
fn inventory_needs_no_std() {
    let call = call(&["no-std/inventory"]);
    assert_eq!(call.code, Some(ITEMS), "{call:?}");
}

#[test]
fn linkme_needs_no_std() {
    let call = call(&["no-std/linkme"]);
    assert_eq!(call.code, Some(ITEMS), "{call:?}");
}
