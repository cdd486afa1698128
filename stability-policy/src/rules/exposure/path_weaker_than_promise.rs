use stability::contract::Item;
use stability::{Kind, Tier};

use crate::report::Report;
use crate::rule::{Check, Rule};
use crate::{Comparison, Level};

/// A warning: the item is judged by the tier of its path, so that nothing is promised that is not kept.
pub const RULE: Rule = Rule {
    level: Level::Warn,
    summary: "users can reach a promised item by a path whose tier is not weaker",
    reason: "Users name an item by its path. If every path leads through a weaker module or type, the path may change, whatever the tier of the item.",
    example: "`nika::preview::Frame` is stable, the module `nika::preview` is experimental, and no other path leads to `Frame`.",
    advice: "Raise the tier of the module, re-export the item at a path with a tier as strong, or lower the tier of the item.",
    check: Check::All(judge),
    ..Rule::DEFAULT
};

fn judge(comparison: &Comparison<'_>, report: &mut Report<'_>) {
    let exposures = comparison.exposures();
    for (item, weaker) in exposures.behind_weaker() {
        if item.tier > Tier::Internal {
            let message = format!("is {}, but users can only reach it through `{id}`, which is {}; a change of `{id}` breaks them", item.tier, weaker.tier, id = weaker.id);
            let advice = match weaker.kind {
                Kind::Mod => format!("make `{}` {} too, re-export the item elsewhere, or make the item {}", weaker.id, item.tier, weaker.tier),
                _ => format!("make `{}` {} too, or make `{}` {}", weaker.id, item.tier, item.id, weaker.tier),
            };
            report.item(item, message, advice);
            report.distinguish(&weaker.id);
        }
    }
    // What is behind a feature may not be public in this build, and of what a `use` brings not all is known.
    let is_asked = |item: &&Item| item.tier >= Tier::Stable && item.feature.is_none() && item.kind != Kind::Use;
    for item in exposures.unreachable().filter(is_asked) {
        let message = format!("is {}, but no public path leads to it, so users cannot name it", item.tier);
        let advice = "re-export it at a public path with `pub use`, or make it internal";
        report.item(item, message, advice);
        report.distinguish("unreachable");
    }
}
