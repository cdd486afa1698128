//! What a release is: its version, and the packages that it is made of.

use std::collections::BTreeSet;

use stability::contract::{Location, package_name};

use super::profile::unrecorded_items;
use crate::insufficient_bump::InsufficientBumpKind::{BreakInPatch, BreakWithoutBump, BumpTooSmall};
use crate::releases::source;
use crate::report::Report;
use crate::rule::{Check, Rule};
use crate::scope::covers;
use crate::{Comparison, Level, Permit, Place, Unmarked};

/// The rules about packages and their versions.
pub(super) const RULES: &[Rule] = &[
    Rule {
        id: "baseline-newer-than-current",
        summary: "a contract is compared with an earlier one",
        reason: "Backwards, every addition looks like a removal, and no version is large enough.",
        example: "The baseline is of 1.5.0, and the package is 1.4.2.",
        advice: "Compare with the baseline of the release before, or correct the version of the package.",
        check: Check::All(|comparison, report| {
            for package in comparison.packages() {
                let releases = comparison.releases;
                if let (Some(before), Some(version)) = (releases.version_before(package), releases.version(package))
                    && version.cmp_precedence(before).is_lt()
                {
                    report.package(
                        package,
                        format_args!("`{package}` is {version}, and its baseline is of {before}"),
                        "compare with the release before it, or correct the version",
                    );
                }
            }
        }),
        ..Rule::DEFAULT
    },
    Rule {
        id: "break-in-patch",
        clauses: &["AK-10", "OR-02", "OR-03"],
        summary: "a patch release breaks nothing that its tiers protect from it",
        reason: "Patch releases are taken without being read, by people and by lock files.",
        example: "1.4.1 follows 1.4.0 and has no `nika::Foo`, which is stable.",
        advice: "Take the break back, or make the release that its tier asks for.",
        check: Check::All(|comparison, report| {
            for bump in comparison.insufficient_bumps(BreakInPatch) {
                let message = format!(
                    "the patch release of `{}` breaks a promise: {}",
                    bump.package,
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
        summary: "what breaks has another version",
        reason: "Two things of one version that behave differently cannot be told apart.",
        example: "The version is still 0.1.0-alpha.4, and `aioc::Agent` has lost a field.",
        advice: "Raise the version by as much as the break asks for, at least to the next pre-release.",
        check: Check::All(|comparison, report| {
            for bump in comparison.insufficient_bumps(BreakWithoutBump) {
                let (package, shown) = (bump.package, bump.shown());
                let message = format!("`{package}` breaks a promise, and its version has not moved: {shown}");
                report.package(package, message, bump.advice());
            }
        }),
        ..Rule::DEFAULT
    },
    Rule {
        id: "bump-too-small",
        clauses: &["OR-02", "OR-03"],
        summary: "a release is as large as its changes ask for",
        reason: "The version is the first thing that users and their tools read of a release, and often the last.",
        example: "1.5.0 follows 1.4.0, and a route that is stable was removed; or 1.4.1 has a route more.",
        advice: "Make the release that the strongest change asks for, or take the change back.",
        check: Check::All(|comparison, report| {
            for bump in comparison.insufficient_bumps(BumpTooSmall) {
                let (package, made, shown) = (bump.package, bump.made.release(), bump.shown());
                let why = match bump.required() {
                    Permit::Bump(_) => "which is too small",
                    Permit::Never => "and no release is large enough",
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
        summary: "after a release, the recorded contract is that of the code",
        reason: "A review sees the promise change in the diff of the recorded contract, and nowhere else.",
        example: "`nika::Foo` is stable in the code, and `stability/contract.json` has no `nika::Foo`.",
        advice: "Run `cargo stability bless`, and commit the file with the change. This permits nothing: the change is judged \
                 against the last release.",
        check: Check::All(|comparison, report| {
            if comparison.is_against_release() {
                unrecorded_items(comparison, report);
            }
        }),
        ..Rule::DEFAULT
    },
    Rule {
        id: "version-already-released",
        summary: "a version that was released is not released again with another contract",
        reason: "Two things of one version cannot be told apart, and registries keep the first one.",
        example: "The tag `v1.4.0` is there, the version is 1.4.0, and `nika::Foo` was added since.",
        advice: "Raise the version: `cargo stability release` says which one.",
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
        summary: "every package that the contract should speak for is heard from",
        reason: "The linker drops what a program never names, and all its promises would be gone without a word.",
        example: "`packages = [\"nika-kernel\"]`, and the contract was built from a program that does not link it.",
        advice: "Write `use nika_kernel as _;` in the program, and turn on a feature that registers records.",
        check: Check::All(|comparison, report| {
            let present: BTreeSet<&str> = comparison.packages().collect();
            let expected: BTreeSet<&str> = comparison.evidence.packages.iter().map(String::as_str).collect();
            for package in expected.difference(&present) {
                let name = package.replace('-', "_");
                report.package(
                    package,
                    format_args!("`{package}` is not in the contract"),
                    format_args!("write `use {name} as _;` in the program that is built"),
                );
            }
        }),
        ..Rule::DEFAULT
    },
    Rule {
        id: "version-outside-scope",
        clauses: &["AA-01"],
        summary: "a contract is about the version that carries it",
        reason: "A reader of this version would take promises for given that nobody has made for it.",
        example: "`contract!` has `scope = \"^0.1.0-alpha\"`, and the version is 0.2.0.",
        advice: "State the versions that the contract is about as `scope`, after reading whether it still holds for this one.",
        check: Check::All(|comparison, report| {
            for source in comparison.current.packages() {
                let package = source.package.name.as_str();
                let scope = source.header.as_ref().and_then(|header| header.scope.as_ref());
                if let (Some(scope), Some(version)) = (scope, comparison.releases.version(package))
                    && !covers(scope, version)
                {
                    report.package(
                        package,
                        format_args!("{version} of `{package}` is outside of what its contract is about, {scope}"),
                        format_args!("read whether the contract holds for {version}, and write that into `scope`"),
                    );
                }
            }
        }),
        ..Rule::DEFAULT
    },
    Rule {
        id: "unmarked-items-increased",
        summary: "the number of public items without a tier only falls",
        reason: "An item without a tier is relied on all the same. Where not all have one yet, none should be added to them.",
        example: "`nika` has 12 public items without a tier, and had 11 at the baseline.",
        advice: "Give what is added a tier, `internal` if nobody is to rely on it.",
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
                            "`{name}` has {now} public items without a tier, and had {before}{}",
                            first_names(names.collect())
                        ),
                        "give what is added a tier, `internal` if nobody is to rely on it; `cargo stability coverage` lists all",
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
        reason: "An item without a tier is relied on all the same, and nobody has said for how long.",
        example: "`nika::ask` is public and has no attribute, and no default tier covers it.",
        advice: "Give it a tier, by an attribute or by `[default]` in stability.toml; `internal` if nobody is to rely on it.",
        check: Check::All(|comparison, report| {
            let Some(unmarked) = &comparison.evidence.unmarked else {
                for package in comparison.packages() {
                    report.package(
                        package,
                        "the public items without a tier are not known, since the compiler was not asked",
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
                let message = format_args!("`{item}` is public and has no tier: {reason}");
                report.add(
                    package,
                    item.clone(),
                    place,
                    message,
                    "give it a tier, `internal` if nobody is to rely on it",
                );
            }
        }),
        ..Rule::DEFAULT
    },
];

/// Reports a package whose version was released, and promised something else.
fn released_again(comparison: &Comparison<'_>, package: &str, report: &mut Report<'_>) {
    let releases = comparison.releases;
    let (Some(shipped), Some(version)) = (releases.shipped(package), releases.version(package)) else {
        return;
    };
    let mut changes = comparison
        .promised_changes()
        .filter(|it| package_name(it.change.package) == package);
    if let Some(judged) = changes.next().filter(|_| shipped == version) {
        let more = match changes.count() {
            0 => String::new(),
            1 => ", and 1 change more".to_string(),
            more => format!(", and {more} changes more"),
        };
        report.package(
            package,
            format_args!(
                "{version} of `{package}` was released with another contract: {}{more}",
                judged.change
            ),
            "raise the version: `cargo stability release` says which one",
        );
    }
}

/// `` : `a`, `b`, `c` and 2 more``; empty where no name is known.
fn first_names(names: Vec<&str>) -> String {
    let first: Vec<String> = names.iter().take(3).map(|name| format!("`{name}`")).collect();
    match names.len().saturating_sub(first.len()) {
        _ if first.is_empty() => String::new(),
        0 => format!(": {}", first.join(", ")),
        more => format!(": {} and {more} more", first.join(", ")),
    }
}
