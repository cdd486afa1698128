//! The picture in README.md is what the command prints.

use std::path::Path;
use std::{env, fs};

use super::Project;
use super::project::manifest;

const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/..");

const BEFORE: &str = r#"/// How loud to greet.
#[stability::stable(since = "1.0.0")]
pub struct Volume {
    /// In decibels.
    pub level: u8,
}

/// Greets by name.
#[stability::stable(since = "1.0.0")]
pub fn greet(name: &str, volume: Volume) {}

/// Greets many at once; how is not decided yet.
#[stability::evolving(since = "1.0.0")]
pub fn greet_all(names: &[&str]) {}
"#;

/// A field was added that users must write, a function was removed, and a function changed whose tier allows it.
const AFTER: &str = r#"/// How loud to greet.
#[stability::stable(since = "1.0.0")]
pub struct Volume {
    /// In decibels.
    pub level: u8,
    /// The loudspeaker.
    pub device: u32,
}

/// Greets many at once; how is not decided yet.
#[stability::evolving(since = "1.0.0")]
pub fn greet_all(names: &[String]) {}
"#;

#[test]
fn the_picture_shows_what_check_prints() {
    let project = Project::empty();
    project.write("Cargo.toml", &manifest("greet", "1.0.0", ""));
    project.write("src/lib.rs", BEFORE);
    project.stability("init").kept();
    project.write("Cargo.toml", &manifest("greet", "1.1.0", ""));
    project.write("src/lib.rs", AFTER);
    let output = project.stability("check --color always --today 2026-03-01");
    assert_eq!(output.code, Some(1), "{output}");

    // The blue of the default palette is too dark on black to be read easily.
    let terminal = anstyle_svg::Term::new()
        .palette(anstyle_svg::WIN10_CONSOLE)
        .min_width_px(880);
    let shown = format!("$ cargo stability check\n{}", output.stdout);
    expect(&Path::new(ROOT).join("docs/check.svg"), &terminal.render_svg(&shown));
}

/// Compares a text with a file, or writes the file anew.
fn expect(path: &Path, text: &str) {
    if env::var_os("BLESS").is_some() {
        fs::write(path, text).expect("the file can be written");
    }
    let expected = fs::read_to_string(path).expect("`cargo xtask bless documents` has written it");
    assert_eq!(text, expected, "{}", path.display());
}
