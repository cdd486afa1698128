//! A contract and a policy whose every text tries to break out, through each command, each form and each error that repeats what
//! it refuses.

mod errors;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use roxmltree::Document;
use serde_json::{Value, json};
use stability::render::escape::is_hidden;

use super::Project;
use super::project::CommandOutput;
use crate::contract;

/// Line ends and commands of CI services, codes of terminals, directions of writing, what has no width, and what has a meaning in
/// Markdown, HTML, XML, TOML and JSON.
const HOSTILE: &str = "\n::error::x\r\n  ::set-output name=a::b\r##[error]y ##vso[task.debug]z %0A%0D%25\t\u{8}\
    \u{1b}[41m\u{1b}[2J\u{1b}]8;;http://h\u{7}\u{1b}\\\u{9b}31m\u{7f}\u{85}\u{2028}\u{2029}\
    \u{61c}\u{200e}\u{200f}\u{202a}\u{202e}\u{2066}\u{2069}\u{200b}\u{200d}\u{ad}\u{feff}\u{fe0f}\u{34f}\u{3164}\u{e0001}\u{e0041}\
    \u{fffe} `</code> ``` \n\n# heading\n\n- list\n\n[a](http://b) ![i](http://c) <script>x</script> <!-- ]]> --> &lt; | \\| \\ $x$\n\
    ***\n</details>\n<https://d.example>\n\n    code {0} \"'";

const FORMS: [&str; 3] = ["text", "markdown", "json"];
const CHECK_FORMS: [&str; 6] = ["text", "json", "sarif", "github", "junit", "markdown"];

/// A contract of nearly everything that a contract can say, with `evil` at the end of every text.
fn contract_with(evil: &str, version: &str, items: &[&str]) -> String {
    let said = |word: &str| format!("{word}{evil}");
    // What has a form, such as the name of a package, is refused with anything else in it.
    let package = "nika-dep";
    let deprecated = json!({ "since": "1.0.0", "note": said("use it"), "replacement": said("Other"), "remove_in": "2.0.0",
        "link": "/old", "successor": "/next" });
    let item = |name: &&str| {
        json!({
            "id": said(&format!("dep::{name}")), "kind": "trait", "name": said(name), "tier": "stable", "since": "1.0.0",
            "area": said("Memory"), "package": package, "signature": said(&format!("trait {name}{version}")), "feature": said("extra"),
            "sealed": { "friends": [said(&format!("friend{version}"))] }, "erased": said(&format!("Dyn{version}")),
            "note": said("a note"), "docs": said("docs"), "issue": said("#12"), "deprecated": deprecated,
            "location": { "file": said("src/lib.rs"), "line": 3 },
            "members": [{ "name": said("len"), "kind": "method", "signature": said(&format!("fn(){version}")), "note": said("a note"),
                "deprecated": deprecated, "tier": "beta" }],
            "x-foreign": { "key": said("value") },
        })
    };
    let guarantee = json!({ "id": said("G-1"), "kind": "guarantee", "name": said("G-1"), "tier": "stable", "package": package,
        "text": said(&format!("it holds {version}")) });
    let mut all: Vec<Value> = items.iter().map(item).collect();
    all.push(guarantee);
    let header = json!({ "name": said("Dep"), "state": "draft", "areas": [said("Memory")] });
    let source = json!({ "name": package, "version": version, "contract": header, "manifest": { "rust_version": "1.88.0",
        "features": { (said(&format!("fast{version}"))): { "since": "1.0.0", "enables": [said("dep:x")] } } } });
    let document = json!({
        "schema": "stability/contract@1", "contract": header, "package": { "name": package, "version": version },
        "packages": [source],
        "areas": [{ "name": said("Memory"), "package": package, "tier": "stable", "text": said("What is kept."), "note": said("Not all."),
            "excludes": [said("output")], "planned": [{ "name": said("more"), "text": said("soon") }] }],
        "items": all,
        "tombstones": [{ "id": said("dep::Old"), "kind": "struct", "tier": "stable", "removed_in": "1.0.0", "package": package }],
    });
    serde_json::to_string_pretty(&document).expect("a value is JSON")
}

/// The text as a string of TOML has it.
fn in_toml(text: &str) -> String {
    let escaped = text.chars().map(u32::from);
    escaped.fold(String::new(), |escaped, c| escaped + &format!("\\U{c:08x}"))
}

/// The text without the colours that this program uses; `HOSTILE` has other ones.
fn without_colors(text: &str) -> String {
    let mut pieces = text.split("\u{1b}[");
    let mut plain = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let code = piece.split_once('m').filter(|(code, _)| {
            [
                "0", "1", "31", "32", "33", "36", "91", "92", "93", "94", "96", "38;5;9", "38;5;12",
            ]
            .contains(code)
        });
        match code {
            Some((_, rest)) => plain += rest,
            None => plain = plain + "\u{1b}[" + piece,
        }
    }
    plain
}

/// That nothing moves a terminal or commands a CI service, but for annotations of ours.
#[track_caller]
fn harmless(ended: &CommandOutput, form: &str) {
    for stream in [&ended.stdout, &ended.stderr] {
        let text = without_colors(stream);
        let hidden: Vec<char> = text.chars().filter(|c| *c != '\n' && is_hidden(*c)).collect();
        assert!(hidden.is_empty(), "{hidden:?} in the form {form}: {ended}");
        for line in text.lines() {
            let command = line.trim_start().starts_with("::");
            let ours = form == "github"
                && ["::error ", "::warning ", "::notice "]
                    .iter()
                    .any(|ours| line.starts_with(ours));
            assert!(
                !command || ours && stream == &ended.stdout,
                "{line:?} in the form {form}: {ended}"
            );
            assert!(
                !line.contains("##[") && !line.to_lowercase().contains("##vso["),
                "{line:?}: {ended}"
            );
            assert!(
                !line.starts_with("error: x") && !line.starts_with("# heading"),
                "{ended}"
            );
        }
    }
}

/// The parts of a page, without its words.
fn structure(page: &str) -> Vec<String> {
    let options =
        Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_FOOTNOTES | Options::ENABLE_MATH;
    let mut parts = Vec::new();
    for event in Parser::new_ext(page, options) {
        match event {
            Event::Start(Tag::Link { .. } | Tag::Image { .. }) => panic!("a link in {page}"),
            Event::Html(html) | Event::InlineHtml(html) => {
                let ours = html.starts_with("<br>")
                    || html.starts_with("<details><summary>")
                    || html.starts_with("</details>");
                assert!(ours, "{html} in {page}");
                parts.push(html.lines().next().unwrap_or_default().to_owned());
            }
            Event::Start(tag) => parts.push(format!("{:?}", tag.to_end())),
            Event::End(TagEnd::TableHead) => parts.push("end of the head".to_owned()),
            Event::Text(_) | Event::Code(_) | Event::End(_) => {}
            other => parts.push(format!("{other:?}")),
        }
    }
    parts
}

/// That the result is what its form says it is; Markdown has the parts that `twin` has, which says the same without evil.
#[track_caller]
fn well_formed(ended: &CommandOutput, twin: &CommandOutput, form: &str) {
    harmless(ended, form);
    assert_eq!(ended.code, twin.code, "{ended}\n{twin}");
    match form {
        "json" => drop(contract(&ended.stdout)),
        "sarif" => {
            let log = contract(&ended.stdout);
            for result in log["runs"][0]["results"].as_array().expect("results") {
                let place = &result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"];
                assert!(place.is_string(), "{result:#}");
            }
        }
        "junit" => drop(Document::parse(&ended.stdout).unwrap_or_else(|error| panic!("{error}: {ended}"))),
        "markdown" => assert_eq!(structure(&ended.stdout), structure(&twin.stdout), "{ended}\n{twin}"),
        "github" => assert_eq!(
            ended.stdout.lines().count(),
            twin.stdout.lines().count(),
            "{ended}\n{twin}"
        ),
        _ => {}
    }
}

/// A package whose source and policy say `evil`; the baseline is another contract that says it.
fn project(evil: &str) -> Project {
    let escaped: String = evil.chars().map(|c| c.escape_unicode().to_string()).collect();
    let project = Project::new(&format!(
        "#[stability::stable(since = \"1.0.0\", area = \"Memory{escaped}\", note = \"a note{escaped}\")]\npub fn ask() {{}}
         #[stability::stable(since = \"1.0.0\", deprecated(since = \"1.0.0\", note = \"no{escaped}\", remove_in = \"2.0.0\"))]
         pub fn tell() {{}}
         stability::contract! {{ name = \"Nika{escaped}\", areas {{ \"Memory{escaped}\" = [] }} }}"
    ));
    let in_toml = in_toml(evil);
    project.write(
        "stability.toml",
        &format!(
            "packages = [\"nika\"]
[levels]
\"no-such-rule{in_toml}\" = \"deny\"
[[suppression]]
rule = \"item-removed\"
item = \"dep::B{in_toml}\"
reason = \"a reason{in_toml}\"
[[suppression]]
rule = \"item-removed\"
item = \"no item{in_toml}\"
reason = \"a reason{in_toml}\"
[[exception]]
item = \"no item{in_toml}\"
kind = \"security\"
reason = \"a reason{in_toml}\"
version = \"1.0.0\"
"
        ),
    );
    project.write("before.json", &contract_with(evil, "1.0.0", &["A", "B", "C"]));
    project.write("after.json", &contract_with(evil, "1.1.0", &["B", "D"]));
    project.write(
        "stability/contract.json",
        &contract_with(evil, "1.0.0", &["A", "B", "C"]),
    );
    project
}

#[test]
fn no_command_lets_foreign_text_out_of_its_form() {
    let (evil, twin) = (project(HOSTILE), project(""));
    let both = |arguments: &str, form: &str| {
        let (ended, twin) = (evil.stability(arguments), twin.stability(arguments));
        well_formed(&ended, &twin, form);
        ended
    };
    for form in FORMS {
        let shown = both(&format!("show before.json --color always --format {form}"), form);
        assert!(shown.stdout.contains("nika-dep"), "{shown}");
        if form == "json" {
            let read = contract(&shown.stdout);
            assert_eq!(read["package"]["name"], "nika-dep");
            assert_eq!(read["items"][1]["x-foreign"]["key"], format!("value{HOSTILE}"));
        }
        both(&format!("show --color always --format {form}"), form);
        let changes = both(
            &format!("diff before.json after.json --color always --format {form}"),
            form,
        );
        assert!(changes.stdout.contains("dep::A"), "{changes}");
        both(&format!("diff before.json --color always --format {form}"), form);
        both(&format!("due --color always --format {form}"), form);
        both(&format!("list --color always --format {form}"), form);
    }
    for form in CHECK_FORMS {
        let found = both(
            &format!("check --baseline before.json --color always --format {form}"),
            form,
        );
        assert_eq!(found.code, Some(1), "{found}");
        assert!(found.stdout.contains("item-removed"), "{found}");
    }
    both("explain item-removed --color always", "text");
    let refused = both("bless --color always", "text");
    assert!(refused.stderr.contains("nothing was written"), "{refused}");
    assert_eq!(both("bless --force --color always", "text").code, Some(0));
    std::fs::remove_file(evil.path("stability.toml")).unwrap();
    std::fs::remove_file(twin.path("stability.toml")).unwrap();
    assert_eq!(both("init --color always", "text").code, Some(0));
}
