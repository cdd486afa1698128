//! What a release is: its version, and the packages that it is made of.

use std::collections::BTreeSet;

use stability::contract::{Location, package_name};

use super::profile::unrecorded_items;
use crate::insufficient_bump::InsufficientBumpKind::{BreakInPatch, BreakWithoutBump, BumpTooSmall};
use crate::releases::source;
use crate::report::Report;
use crate::rule::{Check, Rule};
use crate::scope::covers;
use crate::words::first_of;
use crate::{Comparison, Level, Permit, Place, Unmarked};

/// The rules about packages and their versions.
pub(super) const RULES: &[Rule] = &[
    Rule {
        id: "baseline-newer-than-current",
        summary: "the baseline is not newer than the current version",
        reason: "In the wrong order, every addition looks like a removal, and no version is large enough.",
        example: "The baseline has version 1.5.0, and the package has version 1.4.2.",
        advice: "Compare with the baseline of the previous release, or correct the version of the package.",
        check: Check::All(|comparison, report| {
            for package in comparison.packages() {
                let releases = comparison.releases;
                if let (Some(before), Some(version)) = (releases.version_before(package), releases.version(package))
                    && version.cmp_precedence(before).is_lt()
                {
                    report.package(
                        package,
                        format_args!(
                            "`{package}` has version {version}, and its baseline has the later version {before}, so the comparison runs backwards: what users lose looks like an addition"
                        ),
                        format_args!(
                            "compare with a baseline before {version} (`--baseline-rev` or `--baseline-version`), or raise the version of `{package}` in Cargo.toml"
                        ),
                    );
                }
            }
        }),
        ..Rule::DEFAULT
    },
    Rule {
        id: "break-in-patch",
        clauses: &["AK-10", "OR-02", "OR-03"],
        summary: "a patch release breaks no item whose tier forbids that",
        reason: "Users and lock files take patch releases without a review.",
        example: "1.4.1 follows 1.4.0 and does not have the stable `nika::Foo`.",
        advice: "Undo the change, or make the release that its tier asks for.",
        check: Check::All(|comparison, report| {
            for bump in comparison.insufficient_bumps(BreakInPatch) {
                let message = format!(
                    "`{}` makes a patch release, which users take without a review, and breaks {}: {}",
                    bump.package,
                    promises(bump.count()),
                    bump.shown()
                );
                report.package(bump.package, message, bump.advice());
            }
        }),
        ..Rule::DEFAULT
    },
    Rule {
        id: "break-without-bump",
        clauses: &["AA-10"],
        summary: "a breaking change is released under a new version",
        reason: "Users cannot tell apart two packages of the same version that behave differently.",
        example: "The version is still 0.1.0-alpha.4, and a field of `aioc::Agent` was removed.",
        advice: "Raise the version by as much as the change asks for, at least to the next pre-release.",
        check: Check::All(|comparison, report| {
            for bump in comparison.insufficient_bumps(BreakWithoutBump) {
                let (package, shown) = (bump.package, bump.shown());
                let version = comparison.releases.version(package);
                let version = version.map_or_else(String::new, |version| format!(", {version}"));
                let message = format!(
                    "`{package}` breaks {}, and its version is still that of the baseline{version}, so users cannot tell the two contracts apart: {shown}",
                    promises(bump.count())
                );
                report.package(package, message, bump.advice());
            }
        }),
        ..Rule::DEFAULT
    },
    Rule {
        id: "bump-too-small",
        clauses: &["OR-02", "OR-03"],
        summary: "the version rises by as much as the changes ask for",
        reason: "Users and their tools read the version first, and often nothing else.",
        example: "1.5.0 follows 1.4.0, and a stable route was removed; or 1.4.1 adds a route.",
        advice: "Make the release that the strongest change asks for, or undo the change.",
        check: Check::All(|comparison, report| {
            for bump in comparison.insufficient_bumps(BumpTooSmall) {
                let (package, made, shown) = (bump.package, bump.made.release(), bump.shown());
                let why = match (bump.required(), bump.count()) {
                    (Permit::Bump(_), 1) => "in which users do not expect this change".to_owned(),
                    (Permit::Bump(_), count) => format!("in which users do not expect these {count} changes"),
                    (Permit::Never, 1) => "and users were promised that no release has this change".to_owned(),
                    (Permit::Never, count) => {
                        format!("and users were promised that no release has these {count} changes")
                    }
                };
                report.package(
                    package,
                    format!("`{package}` makes a {made}, {why}: {shown}"),
                    bump.advice(),
                );
            }
        }),
        ..Rule::DEFAULT
    },
    Rule {
        id: "contract-unrecorded",
        clauses: &["NI-10", "NI-15"],
        summary: "after a release, the recorded contract agrees with the code",
        reason: "Reviewers see a change of the promise only in the diff of the recorded contract.",
        example: "`nika::Foo` is stable in the code, and `stability/contract.json` does not have it.",
        advice: "Run `cargo stability bless`, and commit the file with the change. This permits nothing: `check` still compares with the last release.",
        check: Check::All(|comparison, report| {
            if comparison.is_against_release() {
                unrecorded_items(comparison, report);
            }
        }),
        ..Rule::DEFAULT
    },
    Rule {
        id: "version-already-released",
        summary: "a released version is not released again with another contract",
        reason: "Users cannot tell apart two packages of the same version, and registries keep the first one.",
        example: "The tag `v1.4.0` exists, the version is 1.4.0, and `nika::Foo` was added since.",
        advice: "Raise the version; `cargo stability release` shows the version that is needed.",
        check: Check::All(|comparison, report| {
            if comparison.evidence.releasing {
                for package in comparison.packages() {
                    released_again(comparison, package, report);
                }
            }
        }),
        ..Rule::DEFAULT
    },
    Rule {
        id: "package-missing",
        summary: "the contract contains every package that it should cover",
        reason: "A package without a tier has no promises. A program that never names a package does not contain its promises, because the linker drops the package.",
        example: "`packages` is `[\"nika-kernel\"]`, and no item of `nika-kernel` has a tier; or the program that prints the contract does not link the package.",
        advice: "Give items of the package a tier, or remove it from `packages` in stability.toml. In a program that prints the contract, write `use nika_kernel as _;`.",
        check: Check::All(|comparison, report| {
            let present: BTreeSet<&str> = comparison.packages().collect();
            let expected: BTreeSet<&str> = comparison.evidence.packages.iter().map(String::as_str).collect();
            for package in expected.difference(&present) {
                let name = package.replace('-', "_");
                report.package(
                    package,
                    format_args!("`{package}` is not in the contract, so no check protects its users"),
                    format_args!(
                        "give items of `{package}` a tier; or, if they have one, add `use {name} as _;` to the program that prints the contract; or remove `{package}` from `packages` in stability.toml"
                    ),
                );
            }
        }),
        ..Rule::DEFAULT
    },
    Rule {
        id: "version-outside-scope",
        clauses: &["AA-01"],
        summary: "the scope of a contract includes the current version",
        reason: "Users of this version would rely on promises that nobody has made for it.",
        example: "`contract!` has `scope = \"^0.1.0-alpha\"`, and the version is 0.2.0.",
        advice: "Remove what you do not promise for this version, and write a `scope` that includes it.",
        check: Check::All(|comparison, report| {
            for source in comparison.current.packages() {
                let package = source.package.name.as_str();
                let scope = source.header.as_ref().and_then(|header| header.scope.as_ref());
                if let (Some(scope), Some(version)) = (scope, comparison.releases.version(package))
                    && !covers(scope, version)
                {
                    report.package(
                        package,
                        format_args!("`{package}` {version} is outside the scope of its contract, `{scope}`, so its users have no promise"),
                        format_args!(
                            "write a `scope` that includes {version} into `contract!`; then remove the tier of each item that you do not promise for {version}"
                        ),
                    );
                }
            }
        }),
        ..Rule::DEFAULT
    },
    Rule {
        id: "unmarked-items-increased",
        summary: "the number of public items without a tier does not grow",
        reason: "Users also rely on an item without a tier. A project that still has some should not add more.",
        example: "`nika` has 12 public items without a tier, and the baseline has 11.",
        advice: "Give each new item a tier, `internal` if nobody should rely on it.",
        check: Check::All(|comparison, report| {
            let Some(baseline) = comparison.baseline.filter(|_| comparison.policy.ratchets.unmarked) else {
                return;
            };
            for after in comparison.current.packages() {
                let name = &after.package.name;
                let before = source(baseline, name).and_then(|before| before.unmarked);
                if let (Some(before), Some(now)) = (before, after.unmarked)
                    && now > before
                {
                    let unmarked = comparison.evidence.unmarked.iter().flatten();
                    let names = unmarked.filter(|it| it.package == *name).map(|it| it.item.as_str());
                    report.package(
                        name,
                        format_args!(
                            "`{name}` had {before} public item{} without a tier and now has {now}{}; users do not know how long such items stay",
                            if before == 1 { "" } else { "s" },
                            first_names(names.collect())
                        ),
                        format_args!(
                            "give public items a tier, `internal` if users must not rely on them, until at most {before} {} none; `cargo stability coverage` lists them",
                            if before == 1 { "has" } else { "have" }
                        ),
                    );
                }
            }
        }),
        ..Rule::DEFAULT
    },
    Rule {
        id: "public-item-unmarked",
        level: Level::Allow,
        summary: "every public item has a tier",
        reason: "Users also rely on an item without a tier, and nobody has decided how long it stays.",
        example: "`nika::ask` is public and has no attribute, and no default tier covers it.",
        advice: "Give it a tier, by an attribute or by `[default]` in stability.toml; `internal` if nobody should rely on it.",
        check: Check::All(|comparison, report| {
            let Some(unmarked) = &comparison.evidence.unmarked else {
                for package in comparison.packages() {
                    report.package(
                        package,
                        "the public items without a tier are unknown, because the compiler was not asked",
                        "run `cargo stability coverage`",
                    );
                }
                return;
            };
            for Unmarked {
                package,
                item,
                reason,
                file,
                line,
            } in unmarked
            {
                let place = Place::Source(Location::new(file.clone(), *line));
                let message = format_args!(
                    "`{item}` is public and has no tier, so users do not know how long it stays: {reason}"
                );
                report.add(
                    package,
                    item.clone(),
                    place,
                    message,
                    "give it a tier, `internal` if users must not rely on it",
                );
            }
        }),
        ..Rule::DEFAULT
    },
];

fn promises(count: usize) -> String {
    match count {
        1 => "a promise".to_owned(),
        count => format!("{count} promises"),
    }
}

/// Reports a package whose version was released, and promised something else.
fn released_again(comparison: &Comparison<'_>, package: &str, report: &mut Report<'_>) {
    let releases = comparison.releases;
    let (Some(shipped), Some(version)) = (releases.shipped(package), releases.version(package)) else {
        return;
    };
    let changes = comparison.promised_changes().map(|judged| &judged.change);
    let mut changes = changes
        .filter(|change| package_name(change.package) == package)
        .peekable();
    if shipped == version && changes.peek().is_some() {
        report.package(
            package,
            format_args!(
                "`{package}` {version} was already released with another contract, so users cannot tell the two releases apart: {}",
                first_of(changes, "change")
            ),
            "raise the version; `cargo stability release` shows the version that is needed",
        );
    }
}

/// `` , such as `a`, `b` and `c` ``; empty where no name is known.
fn first_names(names: Vec<&str>) -> String {
    let first: Vec<String> = names.iter().take(3).map(|name| format!("`{name}`")).collect();
    match first.split_last() {
        None => String::new(),
        Some((only, [])) => format!(", such as {only}"),
        Some((last, others)) => format!(", such as {} and {last}", others.join(", ")),
    }
}
