//! Replays pages of the documentation: writes the files that they show, calls the commands, and compares what these print.
//!
//! A code block whose info string names a file (```` ```rust src/lib.rs ````) is that file from now on. In a `console` block, each line
//! `$ COMMAND` is called, and the lines up to the next one are what it prints.

use std::ops::Range;
use std::process::Command;
use std::{env, fs};

use pulldown_cmark::{CodeBlockKind, Event, Parser, Tag, TagEnd};

use super::Project;
use super::project::{manifest, runtime};

/// A file of a page, with the packages of this repository in the place of published ones, and small packages in the place of frameworks.
fn local(text: &str) -> String {
    let runtime = runtime().replacen('{', "{ package = 'stability-runtime',", 1);
    let fixtures = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/service-tutorial");
    text.replace(r#"{ package = "stability-runtime", version = "0.1" }"#, &runtime)
        .replace(
            "kitchen = \"1.0\"",
            "kitchen = { version = \"1.0\", path = \"kitchen\" }",
        )
        .replace("axum = \"0.8\"", &format!("axum = {{ path = '{fixtures}/axum' }}"))
        .replace(
            "stability-http = { version = \"0.1\"",
            &format!("stability-http = {{ path = '{fixtures}/stability-http'"),
        )
}

#[test]
fn each_step_of_the_tutorial_prints_what_it_shows() {
    replay("tutorial.md");
}

#[test]
fn each_step_of_the_tutorial_for_a_service_prints_what_it_shows() {
    replay("service-tutorial.md");
}

#[test]
fn the_report_of_uses_is_what_it_prints() {
    let project = Project::empty();
    project.write("kitchen/Cargo.toml", &manifest("kitchen", "1.2.0", ""));
    project.write("kitchen/src/lib.rs", KITCHEN);
    replay_in(project, "uses.md");
}

/// The library that `docs/uses.md` tells of.
const KITCHEN: &str = r#"
#[stability::stable(since = "1.0.0")]
pub struct Oven;

#[stability::stable(since = "1.0.0")]
impl Oven {
    #[stability::stable(since = "1.0.0")]
    pub fn new() -> Self {
        Self
    }
    #[stability::evolving(since = "1.1.0", note = "the unit may change")]
    pub fn roast(&self, minutes: u32) {}
}

#[stability::stable(since = "1.2.0")]
pub fn boil(minutes: u32) {}

#[stability::experimental(since = "1.1.0")]
pub fn toast() {}
"#;

#[test]
#[ignore = "needs cargo-semver-checks; .ci/run says so where it is not installed"]
fn a_break_passes_in_an_evolving_item_and_not_in_a_stable_one() {
    let project = replay("semver-checks.md");
    // The program alone refuses both.
    let mut call = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    call.args("semver-checks --color never --release-type minor --baseline-rev v1.0.0".split(' '));
    call.env("CARGO_TARGET_DIR", project.target())
        .env("CARGO_NET_OFFLINE", "true");
    let output = call.current_dir(project.path("")).output().expect("it can be called");
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(!output.status.success(), "{text}");
    for found in [
        "type Rate no longer derives Clone",
        "Rate.high moved from position 2 to 1",
    ] {
        assert_eq!(text.matches(found).count(), 2, "{text}");
    }
}

/// Replays the page, and gives the project at its end.
fn replay(page: &str) -> Project {
    replay_in(Project::empty(), page)
}

/// The same where packages are there that the page depends on.
fn replay_in(project: Project, page: &str) -> Project {
    let path = format!("{}/../docs/{page}", env!("CARGO_MANIFEST_DIR"));
    let text = fs::read_to_string(&path).expect("the page can be read");
    let mut replayed = text.clone();
    let mut calls = 0;
    let mut replacements = Vec::new();
    for block in &blocks(&text) {
        let content = &text[block.content.clone()];
        match block.info.split_once(' ') {
            Some((_, file)) => project.write(file, &local(content)),
            None if block.info == "console" => {
                let commands = content.lines().filter_map(|line| line.strip_prefix("$ "));
                let output: String = commands.clone().map(|command| transcript(&project, command)).collect();
                calls += commands.count();
                replacements.push((block.content.clone(), output));
            }
            None => {}
        }
    }
    // From the back, so that the places of the other blocks stay.
    for (content, output) in replacements.into_iter().rev() {
        replayed.replace_range(content, &output);
    }
    assert!(calls > 0, "{page} calls nothing");
    if env::var_os("BLESS").is_some() {
        fs::write(path, &replayed).expect("the page can be written");
    } else {
        assert_eq!(
            replayed, text,
            "`cargo xtask bless documents` writes what the commands print"
        );
    }
    project
}

/// A code block: its info string, and where its content is.
struct Block {
    info: String,
    content: Range<usize>,
}

fn blocks(markdown: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut open: Option<(String, Option<Range<usize>>)> = None;
    for (event, place) in Parser::new(markdown).into_offset_iter() {
        match event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => open = Some((info.to_string(), None)),
            Event::Text(_) => {
                if let Some((_, content)) = &mut open {
                    let start = content.as_ref().map_or(place.start, |content| content.start);
                    *content = Some(start..place.end);
                }
            }
            Event::End(TagEnd::CodeBlock) => {
                if let Some((info, Some(content))) = open.take() {
                    blocks.push(Block { info, content });
                }
            }
            _ => {}
        }
    }
    blocks
}

/// The command and what it prints: its messages, without what cargo tells of the build, and then the result.
fn transcript(project: &Project, command: &str) -> String {
    let mut text = format!("$ {command}\n");
    if let Some(arguments) = command.strip_prefix("cargo stability ") {
        let output = project.stability(arguments);
        let messages = output.stderr.lines().filter(|line| !line.starts_with("   "));
        let folder = format!("{}/", project.path("").display().to_string().trim_end_matches('/'));
        for line in messages.chain(output.stdout.lines()) {
            text += line.replace(&folder, "").trim_end();
            text.push('\n');
        }
        if output.code != Some(0) {
            text += &format!("[exit code {}]\n", output.code.expect("it ended by itself"));
        }
    } else if let Some(arguments) = command.strip_prefix("git ") {
        // What git prints differs by its version.
        let words: Vec<_> = arguments.split(' ').map(|word| word.trim_matches('"')).collect();
        project.git(&words);
    } else {
        panic!("a page may call `cargo stability` and `git`, not `{command}`");
    }
    text
}
