use alloc::string::String;
use alloc::vec::Vec;

use stability::{Kind, Tier};

use crate::diff::{Change, Fact};
use crate::entries::Entries;
use crate::told::{Told, names_of};
use crate::{Case, Channel, DocumentFormat, Report, Rule};
use crate::rules::Check;

pub const RULE: Rule = Rule {
    id: "announcement-missing",
    clauses: &["OR-11", "OR-14"],
    summary: "a deprecation is announced in every channel at once",
    reason: "Each channel reaches other users, and nobody reads them all.",
    example: "`GET /skills/{id}/v1` is deprecated, and neither the changelog nor `DEPRECATIONS.md` names it.",
    advice: "Announce it in every channel that `announcements.channels` lists, in the same change.",
    check: Check::Case(judge),
    ..Rule::DEFAULT
};

/// A channel that was not looked at misses nothing. Headers are announced for routes alone, and by what their contract has.
fn judge(case: &Case<'_>, report: &mut Report<'_>) {
    let channels = &case.policy().announcements.channels;
    if channels.is_empty() {
        return;
    }
    let changelog = case.policy().changelog.clone().unwrap_or_default();
    let told = Told::under(case, &[&changelog.deprecated]);
    let deprecations = entries(case, DocumentFormat::Deprecations);
    let notes = entries(case, DocumentFormat::ReleaseNotes);
    let announced = case
        .changes()
        .iter()
        .filter(|change| change.fact == Fact::Deprecated && change.tier >= Tier::Stable);
    for change in announced {
        let names = names_of(change);
        let is_missing = |channel: &Channel| match channel {
            Channel::Headers => !has_headers(change),
            Channel::Changelog => told
                .as_ref()
                .is_some_and(|told| told.naming(change.package, &names).is_empty()),
            // Entries there are known by the id.
            Channel::Deprecations => is_unnamed(deprecations.as_ref(), &[change.name()]),
            Channel::ReleaseNotes => is_unnamed(notes.as_ref(), &names),
        };
        let missing: Vec<&Channel> = channels.iter().filter(|channel| is_missing(channel)).collect();
        if !missing.is_empty() {
            let heading = changelog.deprecated.first().map_or("Deprecated", String::as_str);
            let said = |channel: &&Channel| match channel {
                Channel::Headers => "the headers of its responses".into(),
                Channel::Changelog => alloc::format!("the changelog under `{heading}`"),
                Channel::Deprecations => "the list of deprecations".into(),
                Channel::ReleaseNotes => "the release notes".into(),
            };
            let asked = |channel: &&Channel| match channel {
                Channel::Headers => "give it `on`, `sunset` and `link`".into(),
                Channel::Changelog => alloc::format!("name it under `{heading}`"),
                Channel::Deprecations => alloc::format!("give it an entry with `{}`", change.name()),
                Channel::ReleaseNotes => "name it in the release notes".into(),
            };
            let list = |say: &dyn Fn(&&Channel) -> String| missing.iter().map(say).collect::<Vec<_>>().join(", ");
            report.change(
                change,
                alloc::format!("and not announced in {}", list(&said)),
                list(&asked),
            );
        }
    }
}

/// The entries of the documents of a format; `None` where none was looked for.
fn entries(case: &Case<'_>, format: DocumentFormat) -> Option<Vec<Entries>> {
    let documents = case.circumstances().documents.iter();
    let texts = documents.filter(|document| document.format == format);
    let entries: Vec<_> = texts
        .map(|document| Entries::read(document.text.as_deref().unwrap_or_default()))
        .collect();
    (!entries.is_empty()).then_some(entries)
}

fn is_unnamed(documents: Option<&Vec<Entries>>, names: &[String]) -> bool {
    documents.is_some_and(|documents| {
        let mut found = documents
            .iter()
            .flat_map(|entries| names.iter().flat_map(|name| entries.naming(name)));
        found.next().is_none()
    })
}

/// Whether the contract has what the headers of a route say; what is no route sends none.
fn has_headers(change: &Change<'_>) -> bool {
    change.after.is_none_or(|item| {
        let dated = item
            .deprecated
            .as_ref()
            .is_some_and(|it| it.on.is_some() && it.sunset.is_some() && it.link.is_some());
        item.kind != Kind::Route || dated
    })
}
