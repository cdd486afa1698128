use semver::Version;
use stability::Tier;

use crate::diff::Fact;
use crate::{Case, Level, Report, Rule};
use crate::rules::Check;

pub const RULE: Rule = Rule {
    id: "since-changed",
    level: Level::Warn,
    summary: "the version since which something is promised does not move once it is released",
    reason: "Users read from it which version they need. A later one denies a release that kept the promise, an earlier one names a release that never made it.",
    example: "`nika::Foo` is stable since 1.0.0 in 1.2.0, and stable since 1.1.0 in 1.3.0.",
    advice: "Write the version that it had. Another tier comes with a `since` of its own.",
    check: Check::Case(judge),
    ..Rule::DEFAULT
};

fn judge(case: &Case<'_>, report: &mut Report<'_>) {
    for change in case.changes().iter().filter(|change| change.tier > Tier::Internal) {
        let Fact::SinceChanged { from: Some(from), .. } = &change.fact else {
            continue;
        };
        // Until it is released, or while it is `next`, it is a plan.
        let released = case.version_before(change.package);
        let is_released = from
            .parse::<Version>()
            .is_ok_and(|from| released.is_none_or(|released| from <= *released));
        if is_released {
            report.change(change, "", format_args!("write `since = \"{from}\"` again"));
        }
    }
}
