use stability::contract::Since;

use crate::notice::has_reached;
use crate::{Case, Report, Rule};
use crate::rules::Check;

pub const RULE: Rule = Rule {
    id: "since-in-future",
    summary: "nothing is promised or deprecated since a version that is not there yet",
    reason: "Readers look there for the release from which they can rely on it.",
    example: "`nika::Foo` is stable since 1.6.0 in the contract of 1.5.0.",
    advice: "Write the version that is judged or an earlier one, or `\"next\"` for the release in preparation.",
    check: Check::Case(judge),
    ..Rule::DEFAULT
};

fn judge(case: &Case<'_>, report: &mut Report<'_>) {
    for promise in case.promises() {
        let Some(version) = case.version(&promise.item.package) else {
            continue;
        };
        let deprecated = promise.deprecated.and_then(|deprecated| deprecated.since.as_ref());
        let stated = [("promised", promise.since), ("deprecated", deprecated)];
        let late = stated.into_iter().find_map(|(what, since)| match since {
            Some(Since::Version(since)) if !has_reached(version, since) => Some((what, since)),
            _ => None,
        });
        if let Some((what, since)) = late {
            promise.report(
                report,
                format_args!("is {what} since {since}, which is later than {version}"),
                "write the version in which that is released, or `\"next\"`",
            );
        }
    }
}
