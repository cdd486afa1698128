use alloc::collections::BTreeMap;

use stability::contract::{Item, Tombstone};
use stability::{Kind, Tier};

use crate::diff::Fact;
use crate::{Case, Judged, Report, Rule};
use crate::rules::Check;

pub const RULE: Rule = Rule {
    id: "error-code-reused",
    clauses: &["NI-07"],
    summary: "a code that is gone or retired stays so",
    reason: "Logs, alerts and programs of users still know the code by what it meant.",
    example: "`NIKA-AUTH-001` was retired in 1.2.0, and in 1.3.0 it stands for another error.",
    advice: "Take a free number, and leave the code to what it meant.",
    check: Check::Case(judge),
    ..Rule::DEFAULT
};

fn judge(case: &Case<'_>, report: &mut Report<'_>) {
    let codes = case.tombstones().filter(|tombstone| tombstone.kind == Kind::ErrorCode);
    let buried: BTreeMap<&str, &Tombstone> = codes.map(|it| (it.id.as_str(), it)).collect();
    let is_promised = |change: &&Judged<'_>| change.tier > Tier::Internal && change.exception.is_none();
    for change in case.changes().iter().filter(is_promised) {
        let Some(code) = change.item().filter(|item| item.kind == Kind::ErrorCode) else {
            continue;
        };
        match change.fact {
            Fact::ItemAdded => {
                if let Some(tombstone) = buried.get(code.id.as_str()) {
                    let remark = format_args!("and was taken, until it went in {}", tombstone.removed_in);
                    report.change(change, remark, "take a free number");
                }
            }
            Fact::SignatureChanged { .. } if change.before.is_some_and(is_retired) => {
                report.change(change, "and was retired", "take a free number, and leave this one retired");
            }
            _ => {}
        }
    }
}

/// Whether a code is kept only so that its number stays taken, as its record says.
pub fn is_retired(code: &Item) -> bool {
    code.note.as_deref().is_some_and(|note| note.starts_with("retired"))
}
