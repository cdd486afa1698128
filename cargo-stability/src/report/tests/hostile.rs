//! Texts that try to break out of a form.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use pulldown_cmark::{Event, Options, Parser, Tag};
use roxmltree::{Document, Node};
use serde_json::Value;
use serde_sarif::sarif::Sarif;
use stability::render::escape::{is_hidden, line};
use stability_policy::{Finding, Level, Place, Policy, Verdict};

use super::forms::{PLAIN, plain};
use super::sample::{Files, judgement, location, template};
use crate::report::text::render_policy_error;
use crate::report::{Judgement, Package, ReportFormat};

/// Any text, most of it made of what has a meaning somewhere.
fn text() -> impl Strategy<Value = String> {
    let piece = select(
        &[
            "\n",
            "\r\n",
            "::",
            "::error::",
            "##[error]",
            "%0A",
            "%",
            ",",
            ":",
            "\"",
            "'",
            "]]>",
            "<![CDATA[",
            "</failure>",
            "&lt;",
            "<",
            ">",
            "&",
            "|",
            "\\",
            "`",
            "``",
            "\n\n# ",
            "</details>",
            "<!--",
            "-->",
            "[a](b)",
            "\u{1b}[31m",
            "\u{1b}]8;;x\u{7}",
            "\0",
            "\u{7f}",
            "\u{85}",
            "\u{2028}",
            "\u{202e}",
            "\u{200f}",
            "\u{61c}",
            "\u{feff}",
            "\u{e0041}",
            "$",
            "\u{fffe}",
            "é",
            "日本",
            "a",
            " ",
            "{0}",
            "../",
            "file:///",
            "#",
        ][..],
    );
    prop_oneof![vec(piece, 0..8).prop_map(|pieces| pieces.concat()), any::<String>()]
}

fn place() -> impl Strategy<Value = Place> {
    prop_oneof![
        (text(), 0..4_u32).prop_map(|(file, line)| Place::Source(location(&file, line))),
        (text(), any::<u32>()).prop_map(|(file, line)| Place::Baseline(location(&file, line))),
        Just(Place::Manifest),
        (0..4_u32).prop_map(|line| Place::Policy { line }),
        (text(), 0..4_u32).prop_map(|(path, line)| Place::File { path, line }),
        text().prop_map(|id| Place::Commit { id }),
        Just(Place::Project),
    ]
}

prop_compose! {
    fn finding()(
        level in select(&[Level::Warn, Level::Deny][..]),
        texts in [text(), text(), text(), text()],
        place in place(),
    ) -> Finding {
        let mut finding = template().findings.remove(0);
        [finding.package, finding.subject, finding.message, finding.advice] = texts;
        finding.level = level;
        finding.place = place;
        finding
    }
}

prop_compose! {
    fn verdict()(findings in vec(finding(), 0..4), suppressed in vec((finding(), text()), 0..3)) -> Verdict {
        let mut verdict = template();
        let one = verdict.suppressed.remove(0);
        verdict.findings = findings;
        verdict.suppressed = suppressed
            .into_iter()
            .map(|(finding, reason)| {
                let mut suppressed = one.clone();
                suppressed.finding = finding;
                suppressed.reason = reason;
                suppressed
            })
            .collect();
        verdict
    }
}

/// The verdict, over a repository in which every file of it has the same text.
fn with<T>(verdict: &Verdict, content: &str, baseline: &str, check: impl FnOnce(&Judgement<'_>) -> T) -> T {
    let mut files = Files::sample();
    let paths: Vec<String> = {
        let judgement = judgement(verdict, &files);
        let reported = judgement.entries().filter(|entry| entry.reason.is_none());
        reported
            .filter_map(|entry| entry.current_path().map(ToOwned::to_owned))
            .collect()
    };
    files.0.extend(paths.into_iter().map(|path| (path, content.to_owned())));
    let mut judgement = judgement(verdict, &files);
    baseline.clone_into(&mut judgement.baseline);
    judgement.packages.push(Package {
        name: baseline.to_owned(),
        ..judgement.packages[0].clone()
    });
    check(&judgement)
}

fn cases<'a>(document: &'a Document<'a>) -> Vec<Node<'a, 'a>> {
    let nodes = document.descendants();
    nodes.filter(|node| node.has_tag_name("testcase")).collect()
}

proptest! {
    #[test]
    fn a_terminal_is_not_moved(verdict in verdict(), content in text(), baseline in text()) {
        let text = with(&verdict, &content, &baseline, |judgement| plain(judgement, ReportFormat::Text));
        prop_assert!(!text.contains(|character| character != '\n' && is_hidden(character)), "{text:?}");
        let heads = text.lines().filter(|line| line.starts_with("error[") || line.starts_with("warning["));
        prop_assert_eq!(heads.count(), verdict.findings.len(), "{}", text);
    }

    #[test]
    fn json_gives_back_what_was_found(verdict in verdict(), baseline in text()) {
        let text = with(&verdict, "", &baseline, |judgement| plain(judgement, ReportFormat::Json));
        let read: Value = serde_json::from_str(&text).unwrap();
        prop_assert_eq!(&read["baseline"], &baseline);
        for (read, finding) in read["findings"].as_array().unwrap().iter().zip(&verdict.findings) {
            prop_assert_eq!(&read["package"], &finding.package);
            prop_assert_eq!(&read["subject"], &finding.subject);
            prop_assert_eq!(&read["message"], &finding.message);
            prop_assert_eq!(&read["advice"], &finding.advice);
        }
        prop_assert_eq!(read["findings"].as_array().unwrap().len(), verdict.findings.len());
        for (read, suppressed) in read["suppressed"].as_array().unwrap().iter().zip(&verdict.suppressed) {
            prop_assert_eq!(&read["reason"], &suppressed.reason);
        }
    }

    #[test]
    fn sarif_stays_a_log(verdict in verdict()) {
        let text = with(&verdict, "", "b", |judgement| plain(judgement, ReportFormat::Sarif));
        let log: Sarif = serde_json::from_str(&text).unwrap();
        let results = log.runs[0].results.as_ref().unwrap();
        prop_assert_eq!(results.len(), verdict.findings.len() + verdict.suppressed.len());
        let read: Value = serde_json::from_str(&text).unwrap();
        for result in read["runs"][0]["results"].as_array().unwrap() {
            let uri = &result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"];
            let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~/%".contains(&byte);
            prop_assert!(uri.as_str().is_some_and(|uri| uri.bytes().all(is_plain)), "{}", uri);
        }
    }

    #[test]
    fn each_annotation_is_one_command(verdict in verdict(), baseline in text()) {
        let text = with(&verdict, "", &baseline, |judgement| plain(judgement, ReportFormat::Github));
        let lines: Vec<&str> = text.split(['\n', '\r']).filter(|line| !line.is_empty()).collect();
        prop_assert_eq!(lines.len(), verdict.findings.len() + 1, "{}", text);
        for line in lines {
            let (properties, _) = line[2..].split_once("::").unwrap();
            let (command, properties) = properties.split_once(' ').unwrap();
            prop_assert!(["error", "warning", "notice"].contains(&command));
            for property in properties.split(',') {
                let (key, _) = property.split_once('=').unwrap();
                prop_assert!(["file", "line", "title"].contains(&key), "{}", line);
            }
            prop_assert!(!line.contains(is_hidden), "{line:?}");
        }
    }

    #[test]
    fn junit_stays_xml(verdict in verdict()) {
        let text = with(&verdict, "", "b", |judgement| plain(judgement, ReportFormat::Junit));
        let document = Document::parse(&text).unwrap();
        let cases = cases(&document);
        let named = |finding: &Finding| format!("{}: {}", finding.rule, line(&finding.subject));
        for finding in verdict.findings.iter().chain(verdict.suppressed.iter().map(|one| &one.finding)) {
            prop_assert!(cases.iter().any(|case| case.attribute("name") == Some(&named(finding))), "{}", text);
        }
        let failed = cases.iter().filter(|case| case.children().any(|child| child.has_tag_name("failure")));
        prop_assert_eq!(failed.count(), verdict.findings.iter().filter(|finding| finding.level == Level::Deny).count());
        prop_assert_eq!(super::junit::mistakes(document.root_element()), [""; 0], "{}", text);
    }

    #[test]
    fn a_row_stays_a_row(verdict in verdict(), baseline in text()) {
        let text = with(&verdict, "", &baseline, |judgement| plain(judgement, ReportFormat::Markdown));
        let (mut rows, mut in_head) = (Vec::new(), false);
        for event in Parser::new_ext(&text, Options::ENABLE_TABLES) {
            match event {
                Event::Start(Tag::TableHead) => in_head = true,
                Event::Start(Tag::TableRow) => {
                    in_head = false;
                    rows.push(0);
                }
                Event::Start(Tag::TableCell) if !in_head => *rows.last_mut().expect("a cell is in a row") += 1,
                Event::Html(html) | Event::InlineHtml(html) => {
                    let count = verdict.suppressed.len();
                    let own = ["<br>", "<details>", "</details>\n", &format!("<details><summary>{count} suppressed</summary>\n")];
                    prop_assert!(own.contains(&&*html), "{html} in {text}");
                }
                Event::Start(Tag::Link { .. } | Tag::Image { .. } | Tag::List(_) | Tag::CodeBlock(_)) => {
                    prop_assert!(false, "{text}");
                }
                _ => {}
            }
        }
        prop_assert_eq!(rows.len(), verdict.findings.len() + verdict.suppressed.len(), "{}", text);
        prop_assert!(rows.iter().all(|cells| *cells == 5), "{rows:?} in {text}");
        prop_assert!(!text.contains(|character| character != '\n' && is_hidden(character)), "{text:?}");
    }

    #[test]
    fn any_policy_is_refused_in_any_path(policy in text(), path in text()) {
        if let Err(error) = Policy::from_toml(&policy) {
            let text = render_policy_error(&error, &path, &policy, PLAIN);
            prop_assert!(!text.contains(|character| character != '\n' && is_hidden(character)), "{text:?}");
            prop_assert_eq!(text.lines().filter(|line| line.starts_with("error: ")).count(), error.mistakes().len());
        }
    }
}
