use crate::diff::Fact;
use crate::{Case, Level, Report, Rule};
use crate::rules::Check;

pub const RULE: Rule = Rule {
    id: "signature-undecided",
    level: Level::Warn,
    summary: "a declaration that is written in another way is known to mean the same",
    reason: "rustdoc does not follow aliases of other packages and does not evaluate every constant, so that two declarations can differ in text alone.",
    example: "`nika::run` returned `other::Result<u8>` in 1.2.0, and returns `Result<u8, other::Error>` in 1.3.0.",
    advice: "Compile code that uses the item as it was promised against the new version; take the change back if that fails.",
    check: Check::Case(judge),
    ..Rule::DEFAULT
};

fn judge(case: &Case<'_>, report: &mut Report<'_>) {
    for change in case.promised_changes() {
        let is_undecided = matches!(change.fact, Fact::Shape { is_undecided: true, .. });
        let breaks = case.tier_policy(change.package, change.tier).breaks;
        let is_allowed = breaks.is_met_by(case.bump(change.package));
        if is_undecided && !is_allowed && case.exception(change.package, &change.name()).is_none() {
            report.change(
                change,
                "and the declarations do not say whether users notice",
                case.asks(change.package, breaks, "compile code that uses it against both versions"),
            );
        }
    }
}
