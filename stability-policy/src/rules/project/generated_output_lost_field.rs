use crate::artefacts::breaches;
use crate::{Advice, Case, Permit, Report, Rule};
use crate::rules::Check;

pub const RULE: Rule = Rule {
    id: "generated-output-lost-field",
    clauses: &["AK-14"],
    summary: "what is generated and additive may gain, and loses only what was deprecated",
    reason: "Clients are generated from such documents. What they read and no longer find breaks them at run time.",
    example: "`openapi.json` is `additive`, and `/components/schemas/User/properties/name` is gone, which was not deprecated.",
    advice: "Bring it back with `\"deprecated\": true`, release that, and remove it later.",
    check: Check::Case(judge),
    ..Rule::DEFAULT
};

/// What said `"deprecated": true` at the baseline, itself or what it stands in, may go in the release that its tier asks for.
fn judge(case: &Case<'_>, report: &mut Report<'_>) {
    for broken in breaches(case, |policy| policy == "additive") {
        if broken.permitted && broken.announced {
            continue;
        }
        let (remark, advice) = if broken.announced {
            ("", case.asks(&broken.item.package, broken.required, "bring it back"))
        } else {
            let advice = "bring it back with `\"deprecated\": true`, release that, and remove it later";
            // Without notice, no release may lose it.
            (" and was not deprecated", Advice::requiring(Permit::NEVER, advice))
        };
        report.item(broken.item, format_args!("is {}, and {}{remark}", broken.policy, broken.what), advice);
    }
}
