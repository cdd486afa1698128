//! For a comment on a review: Markdown as code hosts show it.

use stability::render::escape::{cell, code, paragraph, prose};
use stability_policy::Finding;

use super::{Entry, Judgement};

/// A heading with the verdict, a table of the findings, and one of what is suppressed, folded.
pub fn render(judgement: &Judgement<'_>) -> String {
    let verdict = if judgement.verdict.is_kept() { "kept" } else { "broken" };
    let (title, summary) = (paragraph(&judgement.title()), judgement.summary());
    let mut page = format!("### The promise is {verdict}\n\n{title}: {summary}.\n");
    page.extend(judgement.gaps().iter().map(|gap| format!("\n{}.\n", paragraph(gap))));
    let reported = judgement.by_level();
    if !reported.is_empty() {
        page += "\n| | rule | of | what is wrong | what to do |\n|---|---|---|---|---|\n";
        page.extend(reported.iter().map(|entry| row(entry, &entry.finding.advice)));
        page += "\n`cargo stability explain <rule>` explains a rule.\n";
    }
    let count = judgement.verdict.suppressed.len();
    if count > 0 {
        page += &format!("\n<details><summary>{count} suppressed</summary>\n\n");
        page += "| | rule | of | what was found | why it is not reported |\n|---|---|---|---|---|\n";
        let suppressed = judgement.entries();
        page.extend(suppressed.filter_map(|entry| Some(row(&entry, entry.reason?))));
        page += "\n</details>\n";
    }
    page
}

fn row(entry: &Entry<'_>, last: &str) -> String {
    let Finding {
        level,
        rule,
        subject,
        message,
        ..
    } = entry.finding;
    let former = entry.former_path().map(|file| format!("was in {}", code(file)));
    let place = entry.position().map(|position| code(&position)).or(former);
    let subject = code(subject);
    let cells = [
        level.to_string(),
        code(rule),
        place.map_or(subject.clone(), |place| format!("{subject}<br>{place}")),
        prose(message),
        prose(last),
    ];
    format!("| {} |\n", cells.map(|markdown| cell(&markdown)).join(" | "))
}
