//! A package whose items move to another one of the contract, and which brings them back with `use`.

use super::Project;

const ITEMS: &str = "
pub struct Frame { pub width: u8 }
impl Frame { pub fn area(&self) -> Frame { Frame { width: self.width } } pub const EMPTY: u8 = 0; }
impl Clone for Frame { fn clone(&self) -> Self { Frame { width: self.width } } }
pub trait Draw { fn draw(&self); type Out; }
impl Draw for Frame { fn draw(&self) {} type Out = u8; }
pub enum Shape { Round, Square(u8) }
pub fn shape(of: &Frame) -> Shape { Shape::Square(of.width) }
pub const LIMIT: u8 = 3;
pub type Frames = Vec<Frame>;
#[macro_export]
macro_rules! frames { () => {} }
pub mod frames { pub struct Deep(pub u8); impl Deep { pub fn depth(&self) {} } }
";
const NAMED: &str = "pub use nika_core::{Draw, Frame, Frames, LIMIT, Shape, frames, shape};\n";
const GLOB: &str = "pub use nika_core::*;\n";

fn package(name: &str, version: &str, dependencies: &str) -> String {
    format!("[package]\nname = \"{name}\"\nversion = \"{version}\"\nedition = \"2024\"\n[dependencies]\n{dependencies}")
}

fn write(project: &Project, version: &str, core: &str, nika: &str) {
    let dependency = format!("nika-core = {{ path = \"../core\", version = \"{version}\" }}\n");
    project.write("core/Cargo.toml", &package("nika-core", version, ""));
    project.write("nika/Cargo.toml", &package("nika", version, &dependency));
    project.write("core/src/lib.rs", core);
    project.write("nika/src/lib.rs", nika);
}

/// The release 1.0.0 of `nika-core` and `nika`, and in the working tree what is to become 1.1.0.
fn changed(before: [&str; 2], after: [&str; 2]) -> Project {
    let project = Project::empty();
    project.write(
        "Cargo.toml",
        "[workspace]\nresolver = \"3\"\nmembers = [\"core\", \"nika\"]\n",
    );
    write(&project, "1.0.0", before[0], before[1]);
    project.stability("init --default stable").kept();
    project.commit("Release 1.0.0");
    project.git(&["tag", "v1.0.0"]);
    write(&project, "1.1.0", after[0], after[1]);
    project.stability("bless").kept();
    project
}

#[test]
fn items_that_moved_behind_a_use_are_still_there() {
    for facade in [NAMED, GLOB] {
        let moved = changed(["", ITEMS], [ITEMS, facade]).stability("check");
        let kept = "no breaking change; it needs a minor release (nika-core 1.1.0)";
        assert!(moved.kept().contains(kept), "{facade}: {moved}");
        assert!(!moved.stdout.contains("not promised"), "{facade}: {moved}");
    }
}

#[test]
fn what_changed_on_the_way_is_found() {
    let core = ITEMS
        .replace("fn area(&self)", "fn area(&mut self)")
        .replace("shape(of: &Frame)", "shape(of: &mut Frame)");
    let core = core.replace("Deep(pub u8)", "Deep(pub u16)").replace("Round, ", "");
    for facade in [NAMED, GLOB] {
        let moved = changed(["", ITEMS], [&core, facade]).stability("diff");
        let breaks: Vec<&str> = moved.kept().lines().filter(|line| line.starts_with("major")).collect();
        assert_eq!(
            breaks,
            [
                "major       `nika::Frame::area` took `self: &Self` and now takes `self: &mut Self` as parameter 1 [parameters-changed]",
                "major       `nika::Shape::Round` was removed [member-removed]",
                "major       `nika::frames::Deep::0` was `u8` and is now `u16` [member-type-changed]",
                "major       `nika::shape` took `&nika::Frame` and now takes `&mut nika::Frame` as parameter 1 [parameters-changed]",
            ],
            "{facade}"
        );
    }
}

#[test]
fn names_that_a_facade_no_longer_brings_are_removed() {
    let some = NAMED.replace("Frames, LIMIT, Shape, ", "");
    for (before, after) in [(NAMED, &*some), (GLOB, &*some)] {
        let fewer = changed([ITEMS, before], [ITEMS, after]).stability("diff");
        let removed: Vec<&str> = fewer.kept().lines().collect();
        assert_eq!(
            removed,
            ["Frames", "LIMIT", "Shape"].map(|name| format!("major       `nika::{name}` was removed [item-removed]"))
        );
    }
}

#[test]
fn what_a_facade_defines_itself_now_is_compared_with_what_it_brought() {
    let own = format!("{GLOB}pub fn shape() {{}}\npub const LIMIT: u8 = 3;\npub enum Shape {{ Round, Square(u8) }}\n");
    let hidden = changed([ITEMS, GLOB], [ITEMS, &own]).stability("diff");
    let breaks: Vec<&str> = hidden.kept().lines().collect();
    assert_eq!(
        breaks,
        [
            "major       `nika::Shape` was `re-export` and is now `enum` [kind-changed]",
            "major       `nika::shape` returned `nika_core::Shape` and now returns `()` [output-changed]",
            "major       `nika::shape` took `(&nika_core::Frame)` and now takes `()` [parameters-changed]",
        ]
    );
}

#[test]
fn a_glob_brings_neither_what_a_private_item_hides_nor_what_nobody_knows() {
    let core = format!("{ITEMS}pub use std::fmt::*;\n");
    let hiding = format!("{GLOB}struct Frame;\n");
    let hidden = changed([&core, GLOB], [&core, &hiding]).stability("diff");
    assert_eq!(hidden.kept(), "major       `nika::Frame` was removed [item-removed]\n");
    let unknown = changed([&core, GLOB], [&core, GLOB]).stability("check");
    let globs = "2 public items are not promised: `nika_core::std::fmt::*`, `nika::std::fmt::*`";
    assert!(unknown.kept().contains(globs), "{unknown}");
}

#[test]
fn a_re_export_is_followed_through_two_packages_and_however_it_is_written() {
    let project = Project::empty();
    project.write(
        "Cargo.toml",
        "[workspace]\nresolver = \"3\"\nmembers = [\"base\", \"core\", \"nika\"]\n",
    );
    let write = |version: &str, base: &str, core: &str, nika: &str| {
        let on = |name: &str, folder: &str| format!("{name} = {{ path = \"../{folder}\", version = \"{version}\" }}\n");
        project.write("base/Cargo.toml", &package("nika-base", version, ""));
        project.write(
            "core/Cargo.toml",
            &package("nika-core", version, &on("nika-base", "base")),
        );
        project.write("nika/Cargo.toml", &package("nika", version, &on("nika-core", "core")));
        for (folder, library) in [("base", base), ("core", core), ("nika", nika)] {
            project.write(&format!("{folder}/src/lib.rs"), library);
        }
    };
    let named = NAMED.replace("frames, shape", "frames, frames as all, shape");
    let facade = format!("{named}pub use nika_core::Shape::{{Round, Square}};\npub fn of(_: Frame) {{}}\n");
    write("1.0.0", "", ITEMS, &facade);
    project.stability("init --default stable").kept();
    project.commit("Release 1.0.0");
    project.git(&["tag", "v1.0.0"]);
    let facade = format!("{NAMED}pub use self::frames as all;\npub use Shape::*;\npub fn of(_: Frame) {{}}\n");
    write("1.1.0", ITEMS, "pub use nika_base::*;\n", &facade);
    project.stability("bless").kept();
    let moved = project.stability("check");
    let kept = "no breaking change; it needs a minor release (nika-base 1.1.0)";
    assert!(moved.kept().contains(kept), "{moved}");
    assert!(!moved.stdout.contains("undecided"), "{moved}");
}
