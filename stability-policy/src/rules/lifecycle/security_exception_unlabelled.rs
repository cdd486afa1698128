use alloc::collections::BTreeMap;
use alloc::format;
use alloc::string::ToString;
use alloc::vec::Vec;

use crate::{Case, Exception, ExceptionKind, Judged, Place, Report, Rule, Section};
use crate::rules::Check;

pub const RULE: Rule = Rule {
    id: "security-exception-unlabelled",
    clauses: &["AK-12"],
    summary: "a security fix that breaks is labelled as one in the changelog, with the affected configuration",
    reason: "Who is hit by the fix must see at once that it is one, and whether the own configuration is affected.",
    example: "1.4.1 changes `nika::Foo` under an `[[exception]]` of kind `security`, and its changelog has no `Security` section.",
    advice: "Name the item or the advisory under `### Security`, and write which configuration is `affected`.",
    check: Check::Case(judge),
    ..Rule::DEFAULT
};

fn judge(case: &Case<'_>, report: &mut Report<'_>) {
    let mut covered: BTreeMap<_, Vec<&Judged<'_>>> = BTreeMap::new();
    for change in case.changes() {
        let exception = change.exception.filter(|it| it.kind == ExceptionKind::Security);
        if let Some(exception) = exception {
            let key = core::ptr::from_ref(exception);
            covered.entry(key).or_default().push(change);
        }
    }
    for exception in &case.policy().exceptions {
        let Some(changes) = covered.get(&core::ptr::from_ref(exception)) else {
            continue;
        };
        let mut missing = Vec::new();
        if let Some(change) = changes.iter().find(|change| !is_labelled(case, exception, change)) {
            missing.push(format!("no security entry of the changelog names `{}`", change.name()));
        }
        if exception.affected.is_none() {
            missing.push("nothing says which configuration is affected".to_string());
        }
        if missing.is_empty() {
            continue;
        }
        let item = &exception.item;
        report.add(
            changes[0].package,
            format!("exception for {item}"),
            Place::Policy { line: exception.line },
            format_args!("of the security fix of `{item}`, {}", missing.join(", and ")),
            "name it or its advisory under `### Security`, and write `affected = \"…\"` in the exception",
        );
    }
}

/// Whether the section of a release since the baseline says so; it does where no changelog is kept or was read.
fn is_labelled(case: &Case<'_>, exception: &Exception, change: &Judged<'_>) -> bool {
    let (Some(settings), Some(_)) = (&case.policy().changelog, &case.circumstances().changelog) else {
        return true;
    };
    let name = change.name();
    let last = name.rsplit("::").next().unwrap_or(&name);
    let is_security = |section: &&Section| {
        let title = section.title.trim();
        settings.security.iter().any(|it| it.eq_ignore_ascii_case(title))
    };
    let names = |text: &str| {
        says(text, last) || exception.advisory.as_deref().is_some_and(|advisory| says(text, advisory))
    };
    let sections = case.releases(change.package).flat_map(|release| &release.sections);
    sections.filter(is_security).any(|section| names(&section.text))
}

/// Whether `name` stands in `text` by itself, and not as a part of a longer name.
fn says(text: &str, name: &str) -> bool {
    let is_inside = |c: char| c.is_alphanumeric() || c == '_';
    text.match_indices(name).any(|(at, _)| {
        let (before, after) = (&text[..at], &text[at + name.len()..]);
        !before.ends_with(is_inside) && !after.starts_with(is_inside)
    })
}
