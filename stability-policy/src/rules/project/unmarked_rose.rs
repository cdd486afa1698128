use crate::{Case, Report, Rule};
use crate::rules::Check;

pub const RULE: Rule = Rule {
    id: "unmarked-rose",
    summary: "the number of public items without a tier only falls",
    reason: "An item without a tier is relied on all the same. Where not all have one yet, none should be added to them.",
    example: "`nika` has 12 public items without a tier, and had 11 at the baseline.",
    advice: "Give what is added a tier, `internal` if nobody is to rely on it.",
    check: Check::Case(judge),
    ..Rule::DEFAULT
};

fn judge(case: &Case<'_>, report: &mut Report<'_>) {
    let Some(baseline) = case.baseline().filter(|_| case.policy().ratchets.unmarked) else {
        return;
    };
    for source in case.current().packages() {
        let name = &source.package.name;
        let mut heard = baseline.packages().iter();
        let before = heard.rfind(|other| other.package.name == *name).and_then(|it| it.unmarked);
        if let (Some(before), Some(now)) = (before, source.unmarked)
            && now > before
        {
            report.package(
                name,
                format_args!("`{name}` has {now} public items without a tier, and had {before}"),
                "give what is added a tier, `internal` if nobody is to rely on it",
            );
        }
    }
}
