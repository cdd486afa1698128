use std::collections::BTreeMap;

use crate::report::Report;
use crate::{Comparison, Level};
use crate::rule::{Check, Rule};

pub const RULE: Rule = Rule {
    level: Level::Warn,
    summary: "an item that is already promised is not listed as planned",
    reason: "The contract would say both that users can rely on it and that they cannot rely on it yet.",
    example: "The area `CLI` has `planned \"aksara repair\"`, and the command `aksara repair` exists.",
    advice: "Remove it from `planned`.",
    check: Check::All(judge),
    ..Rule::DEFAULT
};

fn judge(comparison: &Comparison<'_>, report: &mut Report<'_>) {
    let mut planned: BTreeMap<(&str, &str), (&str, &str)> = BTreeMap::new();
    for area in comparison.current.areas() {
        for it in &area.planned {
            planned.insert((&area.package, &it.name), (&area.name, &it.name));
        }
    }
    if planned.is_empty() {
        return;
    }
    for item in comparison.promised_items() {
        // `command nika repair` is what it is called in the contract, and may be planned as `nika repair`.
        let spoken = item.id.strip_prefix(item.kind.as_str()).and_then(|rest| rest.strip_prefix(' '));
        let names = [item.id.as_str(), item.name.as_str(), spoken.unwrap_or(&item.id)];
        let area = names
            .into_iter()
            .find_map(|name| planned.get(&(item.package.as_str(), name)));
        if let Some((area, name)) = area {
            report.item(
                item,
                format_args!("is {} and still listed as planned in the area `{area}`, so users do not know that they can rely on it", item.tier),
                format_args!("remove `planned \"{name}\"` from the area `{area}`"),
            );
        }
    }
}
