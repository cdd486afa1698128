use std::collections::BTreeMap;

use stability::contract::Tombstone;
use stability::Kind;

use crate::diff::{Fact, is_retired};
use crate::report::Report;
use crate::{Comparison, JudgedChange};
use crate::rule::{Check, Rule};

pub const RULE: Rule = Rule {
    clauses: &["NI-07"],
    summary: "a removed or retired error code is not used again",
    reason: "Logs, alerts and programs of users still interpret the code by its old meaning.",
    example: "`NIKA-AUTH-001` was retired in 1.2.0 and means another error in 1.3.0.",
    advice: "Take a free number, and leave the old code retired.",
    check: Check::All(judge),
    ..Rule::DEFAULT
};

fn judge(comparison: &Comparison<'_>, report: &mut Report<'_>) {
    let codes = comparison.tombstones().filter(|tombstone| tombstone.kind == Kind::ErrorCode);
    let tombstones: BTreeMap<&str, &Tombstone> = codes.map(|it| (it.id.as_str(), it)).collect();
    for JudgedChange { change, exception, .. } in comparison.promised_changes() {
        let Some(code) = change.item().filter(|item| item.kind == Kind::ErrorCode && exception.is_none()) else {
            continue;
        };
        match change.fact {
            Fact::ItemAdded => {
                if let Some(Tombstone { removed_in, .. }) = tombstones.get(code.id.as_str()) {
                    let remark = format_args!("an error with this code was removed in {removed_in}, and logs and alerts of users still know it");
                    report.change(change, remark, "give the error a free number");
                }
            }
            Fact::SignatureChanged { .. } if change.before.is_some_and(is_retired) => {
                report.change(change, "the code had been retired, and logs and alerts of users still know its old meaning", "give the error a free number, and restore the variant that had this code, with `#[code(…, retired)]`");
            }
            _ => {}
        }
    }
}
