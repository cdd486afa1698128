
use stability::{Kind, Tier};

use crate::diff::{Change, Fact};
use crate::markdown_entries::Entries;
use crate::changelog::{ChangelogEntries, names_of};
use crate::report::Report;
use crate::{Channel, Comparison, DocumentFormat, JudgedChange};
use crate::rule::{Check, Rule};

pub const RULE: Rule = Rule {
    clauses: &["OR-11", "OR-14"],
    summary: "a deprecation is announced in every channel that the policy lists",
    reason: "Each channel reaches different users, and no user reads all of them.",
    example: "`GET /skills/{id}/v1` is deprecated, and neither the changelog nor `DEPRECATIONS.md` names it.",
    advice: "Announce it in every channel that `announcements.channels` lists, in the same change.",
    check: Check::All(judge),
    ..Rule::DEFAULT
};

/// A channel that was not looked at misses nothing. Headers are announced for routes alone, and by what their contract has.
fn judge(comparison: &Comparison<'_>, report: &mut Report<'_>) {
    let channels = &comparison.policy.announcements.channels;
    if channels.is_empty() {
        return;
    }
    let changelog = comparison.policy.changelog.clone().unwrap_or_default();
    let heading = changelog.deprecated.first().map_or("Deprecated", String::as_str);
    let deprecated = ChangelogEntries::under(comparison, &[&changelog.deprecated]);
    let deprecations = entries(comparison, DocumentFormat::Deprecations);
    let notes = entries(comparison, DocumentFormat::ReleaseNotes);
    for JudgedChange { change, .. } in comparison.changes() {
        if change.fact != Fact::Deprecated || change.tier < Tier::Stable {
            continue;
        }
        let names = names_of(change);
        // Where it is missing, and what to do there.
        let missing = channels.iter().filter_map(|channel| match channel {
            Channel::Headers => (!has_headers(change)).then(|| {
                let advice = "give it `on`, `sunset` and `link`".to_string();
                ("the headers of its responses".to_string(), advice)
            }),
            Channel::Changelog => {
                let entries = deprecated.as_ref()?.naming(change.package, &names);
                let place = format!("the changelog under `{heading}`");
                entries.is_empty().then(|| (place, format!("name it under `{heading}` in the changelog")))
            }
            // Entries there are known by the id.
            Channel::Deprecations => is_unnamed(deprecations.as_deref(), &[change.name()]).then(|| {
                let list = document(comparison, DocumentFormat::Deprecations);
                let advice = format!("add an entry for `{}` to `{list}`", change.name());
                (format!("`{list}`"), advice)
            }),
            Channel::ReleaseNotes => is_unnamed(notes.as_deref(), &names).then(|| {
                let notes = document(comparison, DocumentFormat::ReleaseNotes);
                (format!("`{notes}`"), format!("name it in `{notes}`"))
            }),
        });
        let (places, advice): (Vec<_>, Vec<_>) = missing.unzip();
        if !places.is_empty() {
            report.change(change, format!("it is {}, so users who look there do not see it", shown(&places)), advice.join("; "));
        }
    }
}

/// ``announced neither in the changelog nor in `DEPRECATIONS.md` ``.
fn shown(places: &[String]) -> String {
    let places: Vec<String> = places.iter().map(|place| format!("in {place}")).collect();
    match places.as_slice() {
        [place] => format!("not announced {place}"),
        places => format!("announced neither {}", places.join(" nor ")),
    }
}

/// The first document of a format.
fn document<'a>(comparison: &Comparison<'a>, format: DocumentFormat) -> &'a str {
    let mut documents = comparison.evidence.documents.iter();
    documents.find(|document| document.format == format).map_or("", |document| &document.path)
}

/// The entries of the documents of a format; `None` where none was looked for.
fn entries(comparison: &Comparison<'_>, format: DocumentFormat) -> Option<Vec<Entries>> {
    let documents = comparison.evidence.documents.iter();
    let texts = documents.filter(|document| document.format == format);
    let entries: Vec<_> = texts
        .map(|document| Entries::read(document.text.as_deref().unwrap_or_default()))
        .collect();
    (!entries.is_empty()).then_some(entries)
}

/// Whether none of the documents names it; they do where none was looked for.
fn is_unnamed(documents: Option<&[Entries]>, names: &[String]) -> bool {
    let is_in = |entries: &Entries| names.iter().any(|name| !entries.naming(name).is_empty());
    documents.is_some_and(|documents| !documents.iter().any(is_in))
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
