use alloc::format;

use crate::diff::Fact;
use crate::kind::Kind;
use crate::policy::{Case, Level, Report, Rule};

pub const RULE: Rule = Rule {
    id: "item-renamed",
    level: Level::Deny,
    profile: false,
    last: false,
    clauses: &["AK-10", "OR-03"],
    summary: "what is promised keeps its path",
    reason: "Whoever names the item by the path it had no longer compiles, although all of it is there.",
    example: "`nika::Frame` is stable in 1.2.0, and in 1.3.0 it is `nika::memory::Frame`, declared as before.",
    advice: "Keep the path as a deprecated `pub use` of the other one, and remove it in the release that its tier asks for.",
    judge,
};

fn judge(case: &Case<'_>, report: &mut Report<'_>) {
    for change in case.premature().filter(|change| change.fact == Fact::ItemRenamed) {
        let (Some(before), Some(after)) = (change.before, change.after) else {
            continue;
        };
        // A `use` brings no part of a type.
        let instead = match before.kind {
            Kind::Method => format!("keep `{}` as a deprecated method that calls `{}`", before.id, after.id),
            Kind::AssociatedConst | Kind::AssociatedType => format!("keep `{}` too, deprecated", before.id),
            _ => format!("keep `{}` as a deprecated `pub use {}`", before.id, after.id),
        };
        report.change(change, "", case.demand_or(change, instead));
    }
}
