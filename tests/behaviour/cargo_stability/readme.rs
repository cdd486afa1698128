//! The picture and the report in README.md are what the command prints.

use std::path::Path;
use std::process::Command;
use std::{env, fs};

use super::project::{PROGRAM, manifest};
use super::{CommandOutput, Project};

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
    let shown = format!("$ cargo stability check\n{}", wrapped(&output.stdout));
    expect(&Path::new(ROOT).join("docs/check.svg"), &terminal.render_svg(&shown));
}

/// How many columns the picture has, so that it can be read where a page shows it smaller than it is.
const COLUMNS: usize = 100;

/// The text as a terminal of that width shows it, with lines that break before a word.
fn wrapped(text: &str) -> String {
    let mut shown = String::new();
    for line in text.lines() {
        let mut column = 0;
        for word in line.split_inclusive(' ') {
            let width = columns(word);
            if column > 0 && column + width > COLUMNS {
                shown.push('\n');
                column = 0;
            }
            shown.push_str(word);
            column += width;
        }
        shown.push('\n');
    }
    shown
}

/// What a terminal shows of it: everything but the sequences that begin with an escape and end with `m`.
fn columns(word: &str) -> usize {
    let mut pieces = word.split('\x1b');
    let first = pieces.next().unwrap_or_default();
    let others = pieces.filter_map(|piece| piece.split_once('m'));
    let shown: String = [first].into_iter().chain(others.map(|(_, text)| text)).collect();
    shown.chars().count()
}

/// The block may leave lines out, where it has `…`.
#[test]
#[ignore = "builds an example of the workspace, which .ci/run has built"]
fn the_uses_in_the_readme_are_what_uses_prints() {
    let readme = fs::read_to_string(Path::new(ROOT).join("README.md")).expect("the page is there");
    let call = "$ cargo stability uses -p acme-memory\n";
    let (_, block) = readme.split_once(call).expect("the page shows the call");
    let (block, _) = block.split_once("```").expect("a block ends");
    let target = Path::new(PROGRAM).ancestors().nth(2).expect("it is in a target folder");
    let mut uses = Command::new(PROGRAM);
    uses.args(["uses", "--quiet", "-p", "acme-memory", "--target-dir"]);
    let output = uses.arg(target).current_dir(ROOT).output();
    let output = CommandOutput::of(output.expect("the command can be called"));
    let mut printed = output.kept().lines();
    let shown: Vec<&str> = block.lines().filter(|line| line.trim() != "…").collect();
    assert!(shown.len() > 3, "{block}");
    for line in shown {
        assert!(printed.any(|it| it == line), "`{line}` is not printed there: {output}");
    }
}

/// Compares a text with a file, or writes the file anew.
fn expect(path: &Path, text: &str) {
    if env::var_os("BLESS").is_some() {
        fs::write(path, text).expect("the file can be written");
    }
    let expected = fs::read_to_string(path).expect("`cargo xtask bless documents` has written it");
    assert_eq!(text, expected, "{}", path.display());
}
