//! The report against the schema of Jenkins, junit-10.xsd, as a table.

use roxmltree::{Document, Node};

use super::forms::plain;
use super::sample::{Files, judgement, verdict};
use crate::report::ReportFormat;

/// An element of the schema: what it must have, what it may have, what may be in it.
struct Element {
    name: &'static str,
    required: &'static [&'static str],
    optional: &'static [&'static str],
    children: &'static [&'static str],
    has_text: bool,
}

const fn text(name: &'static str, optional: &'static [&'static str]) -> Element {
    Element {
        name,
        required: &[],
        optional,
        children: &[],
        has_text: true,
    }
}

const SCHEMA: [Element; 9] = [
    Element {
        name: "testsuites",
        required: &[],
        optional: &["name", "time", "tests", "failures", "errors"],
        children: &["testsuite"],
        has_text: false,
    },
    Element {
        name: "testsuite",
        required: &["name", "tests", "failures", "errors"],
        optional: &[
            "group",
            "time",
            "skipped",
            "timestamp",
            "hostname",
            "id",
            "package",
            "file",
            "log",
            "url",
        ],
        children: &["testsuite", "properties", "testcase", "system-out", "system-err"],
        has_text: false,
    },
    Element {
        name: "testcase",
        required: &["name"],
        optional: &["time", "classname", "group"],
        children: &["skipped", "error", "failure", "system-out", "system-err"],
        has_text: false,
    },
    Element {
        name: "properties",
        required: &[],
        optional: &[],
        children: &[],
        has_text: false,
    },
    text("failure", &["type", "message"]),
    text("error", &["type", "message"]),
    text("skipped", &["type", "message"]),
    text("system-out", &[]),
    text("system-err", &[]),
];

/// What of an element and of its contents the schema does not have.
pub fn mistakes(node: Node<'_, '_>) -> Vec<String> {
    let name = node.tag_name().name();
    let Some(element) = SCHEMA.iter().find(|element| element.name == name) else {
        return vec![format!("there is no <{name}>")];
    };
    let missing = element
        .required
        .iter()
        .filter(|required| !node.has_attribute(**required));
    let mut mistakes: Vec<String> = missing.map(|required| format!("<{name}> lacks {required}")).collect();
    for attribute in node.attributes() {
        if !element.required.contains(&attribute.name()) && !element.optional.contains(&attribute.name()) {
            mistakes.push(format!("<{name}> has {}", attribute.name()));
        }
    }
    for child in node.children() {
        if child.is_text() && !element.has_text && !child.text().unwrap_or_default().trim().is_empty() {
            mistakes.push(format!("<{name}> has text"));
        }
        if child.is_element() {
            let of = child.tag_name().name();
            if !element.children.contains(&of) {
                mistakes.push(format!("<{of}> in <{name}>"));
            }
            mistakes.extend(self::mistakes(child));
        }
    }
    mistakes
}

#[test]
fn the_report_is_of_the_schema() {
    let (verdict, files) = (verdict(), Files::sample());
    let text = plain(&judgement(&verdict, &files), ReportFormat::Junit);
    let document = Document::parse(&text).unwrap();
    assert!(document.root_element().has_tag_name("testsuites"));
    assert_eq!(mistakes(document.root_element()), [""; 0], "{text}");
    let other = text.replacen("<testsuites ", "<testsuites skipped=\"1\" ", 1);
    let document = Document::parse(&other).unwrap();
    assert_eq!(mistakes(document.root_element()), ["<testsuites> has skipped"]);
}
