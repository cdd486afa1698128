use stability::contract::Item;
use stability::{Kind, Tier};

use crate::report::Report;
use crate::rule::{Check, Rule};
use crate::{Comparison, Level};

/// A warning: the item is judged by the tier of its path, so that nothing is promised that is not kept.
pub const RULE: Rule = Rule {
    level: Level::Warn,
    summary: "users reach what is promised by a path that promises as much",
    reason: "Users name an item by its path. Where every path leads through a module or type that may change, so may the path, whatever the item itself promises.",
    example: "`nika::preview::Frame` is stable, the module `nika::preview` is experimental, and no other path leads to `Frame`.",
    advice: "Promise as much of the module, re-export the item at a path that promises as much, or promise as little of the item.",
    check: Check::All(judge),
    ..Rule::DEFAULT
};

fn judge(comparison: &Comparison<'_>, report: &mut Report<'_>) {
    let exposures = comparison.exposures();
    for (item, weaker) in exposures.behind_weaker() {
        if item.tier > Tier::Internal {
            let message = format!("is {}, and every path to it leads through `{}`, which is {}", item.tier, weaker.id, weaker.tier);
            let advice = match weaker.kind {
                Kind::Mod => format!("make `{}` {} too, re-export the item elsewhere, or make it {}", weaker.id, item.tier, weaker.tier),
                _ => format!("make `{}` {} too, or the item {}", weaker.id, item.tier, weaker.tier),
            };
            report.item(item, message, advice);
            report.distinguish(&weaker.id);
        }
    }
    // What is behind a feature may not be public in this build, and of what a `use` brings not all is known.
    let is_asked = |item: &&Item| item.tier >= Tier::Stable && item.feature.is_none() && item.kind != Kind::Use;
    for item in exposures.unreachable().filter(is_asked) {
        let message = format!("is {}, and no public path leads to it", item.tier);
        let advice = "write the path by which users name it as `path = \"…\"`, re-export it, or make it internal";
        report.item(item, message, advice);
        report.distinguish("unreachable");
    }
}
