use alloc::format;

use crate::{Case, Place, Report, Rule};
use crate::rules::Check;
use crate::profile::changes::all_unrecorded;

pub const RULE: Rule = Rule {
    id: "api-change-unrecorded",
    clauses: &["NI-10", "NI-15"],
    summary: "the recorded contract is that of the code",
    reason: "A review sees the promise change in the diff of the recorded contract, and nowhere else.",
    example: "`nika::Foo` is stable in the code, and `stability/contract.json` has no `nika::Foo`.",
    advice: "Run `cargo stability bless`, and commit the file with the change.",
    check: Check::Case(judge),
    ..Rule::DEFAULT
};

/// Where the recorded contract is the baseline itself, what differs from it is what is judged, and is recorded afterwards.
fn judge(case: &Case<'_>, report: &mut Report<'_>) {
    let (Some(_), Some(recorded)) = (&case.circumstances().recorded, case.recorded()) else {
        return;
    };
    for (package, finding) in all_unrecorded(case.current(), recorded) {
        let message = format!("`{}`: {}", finding.item, finding.message);
        let place = match case.item(&finding.item) {
            Some(_) => Place::Source(finding.location),
            None => Place::Baseline(finding.location),
        };
        report.add(package, finding.item, place, message, finding.advice);
    }
}
