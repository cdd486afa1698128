use alloc::format;

use crate::{Case, Place, Report, Rule};
use crate::rules::Check;
use crate::profile::Finding;
use crate::profile::changes::{born_on, manifest, shown_by_default};

pub const RULE: Rule = Rule {
    id: "feature-on-at-birth",
    profile: true,
    clauses: &["NI-09", "NI-15"],
    summary: "nothing that may disappear, and no feature that is just added, is on by default",
    reason: "What is on by default reaches everyone at once, and can be taken back from no one.",
    example: "`[features] default = [\"memory\"]` in the release that adds `memory`.",
    advice: "Leave the feature out of `default`, and put it there in a later minor release.",
    check: Check::Case(judge),
    ..Rule::DEFAULT
};

fn judge(case: &Case<'_>, report: &mut Report<'_>) {
    let mut add = |package: &str, place, Finding { item, message, advice, .. }| {
        let message = format!("`{item}`: {message}");
        report.add(package, item, place, message, advice);
    };
    for package in case.packages() {
        let Some(manifest) = manifest(case.current(), package) else {
            continue;
        };
        let is_default = |feature: &str| manifest.is_default(feature);
        let own = case.promised().filter(|item| item.package_name() == package);
        for finding in shown_by_default(own, is_default) {
            let place = Place::Source(finding.location.clone());
            add(package, place, finding);
        }
        let added = case.changes().iter().filter(|change| change.package == package);
        for finding in added.filter_map(|change| born_on(change, is_default)) {
            add(package, Place::Manifest, finding);
        }
    }
}
