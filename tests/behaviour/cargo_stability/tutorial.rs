//! Replays docs/tutorial.md: writes the files that it shows, calls the commands, and compares what they print.
//!
//! A code block whose info string names a file (```` ```rust src/lib.rs ````) is that file from now on. In a `console` block, each line
//! `$ COMMAND` is called, and the lines up to the next one are what it prints.

use std::ops::Range;
use std::{env, fs};

use pulldown_cmark::{CodeBlockKind, Event, Parser, Tag, TagEnd};

use super::Project;
use super::project::runtime;

const TUTORIAL: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/tutorial.md");

/// How the tutorial depends on the runtime: as its readers do, once it is published.
const PUBLISHED: &str = r#"{ package = "stability-runtime", version = "0.1" }"#;

#[test]
fn each_step_of_the_tutorial_prints_what_it_shows() {
    let tutorial = fs::read_to_string(TUTORIAL).expect("the tutorial can be read");
    let project = Project::empty();
    let mut replayed = tutorial.clone();
    let mut calls = 0;
    // From the back, so that the places of the other blocks stay.
    let blocks = blocks(&tutorial);
    let mut replacements = Vec::new();
    for block in &blocks {
        let text = &tutorial[block.content.clone()];
        match block.info.split_once(' ') {
            Some((_, file)) => {
                let local = runtime().replacen('{', "{ package = 'stability-runtime',", 1);
                project.write(file, &text.replace(PUBLISHED, &local));
            }
            None if block.info == "console" => {
                let commands = text.lines().filter_map(|line| line.strip_prefix("$ "));
                let output: String = commands.clone().map(|command| transcript(&project, command)).collect();
                calls += commands.count();
                replacements.push((block.content.clone(), output));
            }
            None => {}
        }
    }
    for (content, output) in replacements.into_iter().rev() {
        replayed.replace_range(content, &output);
    }
    assert!(calls > 0, "the tutorial calls nothing");
    if env::var_os("BLESS").is_some() {
        fs::write(TUTORIAL, &replayed).expect("the tutorial can be written");
    } else {
        assert_eq!(
            replayed, tutorial,
            "`cargo xtask bless documents` writes what the commands print"
        );
    }
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
        panic!("the tutorial may call `cargo stability` and `git`, not `{command}`");
    }
    text
}
