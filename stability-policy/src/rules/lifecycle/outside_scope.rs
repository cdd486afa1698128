use crate::{Case, Report, Rule, scope};
use crate::rules::Check;

pub const RULE: Rule = Rule {
    id: "outside-scope",
    clauses: &["AA-01"],
    summary: "a contract is about the version that carries it",
    reason: "A reader of this version would take promises for given that nobody has made for it.",
    example: "`contract!` has `scope = \"^0.1.0-alpha\"`, and the version is 0.2.0.",
    advice: "State the versions that the contract is about as `scope`, after reading whether it still holds for this one.",
    check: Check::Case(judge),
    ..Rule::DEFAULT
};

fn judge(case: &Case<'_>, report: &mut Report<'_>) {
    for source in case.current().packages() {
        let package = source.package.name.as_str();
        let scope = source.header.as_ref().and_then(|header| header.scope.as_ref());
        if let (Some(scope), Some(version)) = (scope, case.version(package))
            && !scope::covers(scope, version)
        {
            report.package(
                package,
                format_args!("{version} of `{package}` is outside of what its contract is about, {scope}"),
                format_args!("read whether the contract holds for {version}, and write that into `scope`"),
            );
        }
    }
}
