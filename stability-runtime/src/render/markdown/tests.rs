use alloc::string::String;

use proptest::prelude::*;

use crate::contract::{Contract, samples};
use crate::registry::{PackageId, Submission};
use crate::visible::is_hidden;

#[test]
fn a_page_reads_by_area_and_tier() {
    assert_eq!(samples::nika().to_markdown(), include_str!("nika.md"));
}

#[test]
fn an_empty_contract_says_what_to_do() {
    assert_eq!(
        Contract::default().to_markdown(),
        "# Stability contract\n\n\
         This contract promises nothing yet. Put a tier on a public item, for example `#[stability::stable(since = \"1.0.0\")]`; if a package has promises that are missing here, \
         name it in the program: `use its_name as _;`.\n",
    );
}

#[test]
fn a_package_without_a_header_gives_the_title() {
    let package = PackageId {
        name: "aioc",
        version: "0.1.0-beta.1",
    };
    let contract = Contract::collect([Submission::new(package)]).unwrap();
    let page = contract.to_markdown();
    assert!(
        page.starts_with("# aioc stability contract\n\npackage `aioc` 0.1.0-beta.1\n"),
        "{page}"
    );
}

#[test]
fn what_is_deprecated_with_its_type_says_so() {
    let page = samples::deprecated_type().to_markdown();
    for line in [
        "- `Old` — struct, **deprecated** since 1.2.0",
        "  - `a` — field, beta, **deprecated** with `Old`",
        "- `Old::run` — method, **deprecated** with `Old`",
        "- `Old` — deprecated since 1.2.0",
    ] {
        assert!(page.lines().any(|found| found == line), "{line}\n{page}");
    }
    assert!(!page.contains("`Old::run` — deprecated"), "{page}");
}

/// The line without its code spans.
fn outside_code(line: &str) -> String {
    let mut outside = String::new();
    let mut rest = line;
    while let Some(at) = rest.find('`') {
        let backslashes = at - rest[..at].trim_end_matches('\\').len();
        let escaped = backslashes % 2 == 1;
        let fence = if escaped {
            1
        } else {
            rest[at..].chars().take_while(|c| *c == '`').count()
        };
        outside += &rest[..at];
        let after = &rest[at + fence..];
        let close = (!escaped).then(|| closing(after, fence)).flatten();
        rest = close.map_or(after, |close| &after[close + fence..]);
    }
    outside + rest
}

/// Where the next run of exactly `fence` backticks starts.
fn closing(text: &str, fence: usize) -> Option<usize> {
    let mut at = 0;
    while let Some(next) = text[at..].find('`') {
        let run = text[at + next..].chars().take_while(|c| *c == '`').count();
        if run == fence {
            return Some(at + next);
        }
        at += next + run;
    }
    None
}

/// Whether a line is running text: the text of an area, or the summary.
fn is_paragraph(line: &str) -> bool {
    let mark = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let opens = if mark.len() == line.len() {
        line.starts_with(['#', '-', '+', '=', '>', '*', '|', '~', '<', ' '])
    } else {
        mark.starts_with(['.', ')'])
    };
    !opens
}

proptest! {
    #[test]
    fn no_text_opens_a_structure_of_its_own(contract in samples::contract()) {
        let page = contract.to_markdown();
        prop_assert!(page.starts_with("# "));
        prop_assert!(!page.contains(|c| c != '\n' && is_hidden(c)), "{:?}", page);
        for line in page.lines() {
            prop_assert!(
                ["", "# ", "## ", "### ", "State", "package", "These", "This", "No", "Only", "Any"]
                    .iter()
                    .any(|start| if start.is_empty() { line.is_empty() } else { line.starts_with(start) })
                    || line.trim_start().starts_with("- ")
                    || is_paragraph(line),
                "{line:?}"
            );
            let outside = outside_code(line);
            let links = outside.replace("](<", "");
            for (at, _) in links.match_indices('<') {
                prop_assert!(links[..at].ends_with('\\'), "{line:?}");
            }
        }
    }
}
