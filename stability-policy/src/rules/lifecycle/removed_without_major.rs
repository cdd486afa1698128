use stability::{Kind, Tier};

use crate::{Advice, Bump, Case, Permit, Phase, Report, Rule};
use crate::rules::Check;

pub const RULE: Rule = Rule {
    id: "removed-without-major",
    clauses: &["OR-12"],
    summary: "from 1.0 on, a stable route goes in a major release alone, whatever else the policy permits there",
    reason: "Callers of a service do not choose when they take its next release. The first number is what they watch.",
    example: "`GET /skills/{id}/v1` is past its sunset, and 1.5.0 no longer serves it.",
    advice: "Serve the route until the next major release, with its `Deprecation` and `Sunset` headers.",
    check: Check::Case(judge),
    ..Rule::DEFAULT
};

fn judge(case: &Case<'_>, report: &mut Report<'_>) {
    for change in case.breaks().filter(|change| change.is_removal() && change.member.is_none()) {
        let is_route = change.before.is_some_and(|item| item.kind == Kind::Route);
        if is_route && change.tier >= Tier::Stable && !is_major_or_before_one(case, change.package) {
            let made = case.bump(change.package);
            report.change(
                change,
                match made {
                    Bump::None => "although the version has not moved".into(),
                    made => alloc::format!("in a {}", made.release()),
                },
                Advice::requiring(Permit::Bump(Bump::Major), "serve it until the next major release"),
            );
        }
    }
}

/// On the way from one pre-release of 2.0.0 to the next, the major release is being made.
fn is_major_or_before_one(case: &Case<'_>, package: &str) -> bool {
    if case.bump(package) == Bump::Major {
        return true;
    }
    let leads_to_major = || {
        let version = case.version(package);
        version.is_some_and(|version| version.minor == 0 && version.patch == 0)
    };
    match case.phase(package) {
        Phase::BeforeOne => true,
        Phase::PreRelease => leads_to_major() || case.version(package).is_some_and(|version| version.major == 0),
        Phase::Stable => false,
    }
}
