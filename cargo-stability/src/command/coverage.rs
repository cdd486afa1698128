//! `coverage` says what is public and has no tier, and writes tiers.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use anyhow::{Result, anyhow, bail};
use stability::Tier;
use stability_policy::{DefaultTier, Level, Verdict};

use crate::annotate::{Above, annotate};
use crate::args::CoverageArgs;
use crate::context::Context;
use crate::coverage::{self, Coverage};
use crate::exit::Outcome;
use crate::judge;
use crate::output::printable;
use crate::report::{Judgement, ReportFormat};
use crate::repository::Repository;
use crate::scope::ContractPackage;
use crate::shape::Uncovered;
use crate::source::Source;
use crate::workspace::{LockFile, RUNTIME, folder_of};
use crate::{builds, files};

/// The rules whose findings are about what is public, besides whether it has a tier.
const EXPOSURE: [&str; 3] = [
    "foreign-type-exposed",
    "path-weaker-than-promise",
    "stable-exposes-weaker",
];
const UNMARKED: &str = "public-item-unmarked";

pub fn run(args: &CoverageArgs, context: &Context) -> Result<Outcome> {
    // A package that promises nothing yet is what this is for: a tier lets it in, and is then forgotten.
    let mut source = Source::find_with(context, &args.selection, &DefaultTier::of(Tier::Internal))?.with_unmarked();
    if !source.scope.has_settings {
        source.scope.policy.default = DefaultTier::default();
    }
    let reading = source.read_or_empty(context)?;
    let not_built = reading.not_built.clone();
    let Some(uncovered) = reading.uncovered.clone() else {
        bail!(
            "the compiler described no library of {}, so its public items are unknown",
            source.scope.names().join(", ")
        );
    };
    let contract = builds::without_missing(reading, context);
    if args.fix {
        return fix(args, &uncovered, &source, context);
    }
    let mut policy = source.scope.policy.clone();
    policy.levels.entry(UNMARKED.to_owned()).or_insert(Level::Warn);
    let evidence = stability_policy::Evidence {
        unmarked: Some(coverage::evidence(&uncovered)),
        not_built: not_built.clone(),
        packages: source.scope.names(),
        locked: LockFile::of(&source.workspace)?.versions(),
        ..stability_policy::Evidence::default()
    };
    let mut verdict = judge::states(&contract, &policy, &evidence)?;
    let is_asked = |rule: &str| rule == UNMARKED || EXPOSURE.contains(&rule);
    verdict.findings.retain(|finding| is_asked(finding.rule));
    verdict.suppressed.retain(|it| is_asked(it.finding.rule));
    let outcome = if verdict.is_kept() {
        Outcome::Success
    } else {
        Outcome::Findings
    };
    match args.format {
        ReportFormat::Text | ReportFormat::Json => {
            let Verdict { mut findings, .. } = verdict;
            findings.retain(|finding| finding.rule != UNMARKED);
            let features_off = source.scope.features_off();
            let coverage = Coverage::of(&contract, &uncovered, &features_off, &findings);
            let text = match args.format {
                ReportFormat::Json => judge::json(&coverage)?,
                _ => coverage.to_text(),
            };
            context.output.result(&text, args.format.into())?;
        }
        format => {
            let judgement = Judgement {
                verdict: &verdict,
                packages: judge::packages(&contract, &contract, None),
                baseline: String::new(),
                today: None,
                uncovered: Some(&uncovered),
                sources: &Repository::around(&source, &context.processes),
            };
            super::check::report(&judgement, format, None, context)?;
        }
    }
    Ok(if not_built.is_empty() {
        outcome
    } else {
        bail!("not every build of the policy was checked")
    })
}

/// Writes the tier above what has none, in the module that was asked for.
fn fix(args: &CoverageArgs, uncovered: &[Uncovered], source: &Source, context: &Context) -> Result<Outcome> {
    let Some(tier) = args.tier else {
        bail!("`--fix` writes the tier that `--tier` names: add for example `--tier stable`");
    };
    let is_asked = |it: &&Uncovered| match &args.module {
        None => true,
        Some(module) => it
            .item
            .strip_prefix(module.as_str())
            .is_some_and(|rest| rest.starts_with("::")),
    };
    let asked: Vec<&Uncovered> = uncovered.iter().filter(is_asked).collect();
    if let Some(module) = args.module.as_ref().filter(|_| asked.is_empty()) {
        bail!(
            "`{}` has no public item without a tier: `cargo stability coverage` lists them with their paths",
            printable(module)
        );
    }
    let mut written = 0;
    let mut left: Vec<&str> = Vec::new();
    for package in &source.scope.packages {
        let attribute = attribute(package, tier)?;
        let of_package = || asked.iter().filter(|it| it.package == package.name());
        let mut lines: BTreeMap<PathBuf, BTreeMap<usize, Vec<&str>>> = BTreeMap::new();
        for it in of_package() {
            // The methods of an `impl` have the tier that it states.
            let place = it.block.as_ref().unwrap_or(&it.location);
            if place.is_unknown() {
                left.push(&it.item);
                continue;
            }
            let path = folder_of(&package.package).join(&place.file);
            let line = usize::try_from(place.line)?;
            lines.entry(path).or_default().entry(line).or_default().push(&it.item);
        }
        for (path, items) in lines {
            let text = files::read_text_if_present(&path, files::MAX_TEXT)?;
            let above = items.keys().map(|line| (*line, Above::any(&attribute))).collect();
            let annotated = text.and_then(|text| annotate(&text, &above));
            let Some(annotated) = annotated else {
                left.extend(items.values().flatten());
                continue;
            };
            let (skipped, done): (Vec<_>, Vec<_>) = items.iter().partition(|(line, _)| annotated.left.contains(line));
            left.extend(skipped.into_iter().flat_map(|(_, items)| items));
            if !done.is_empty() {
                files::write(&path, &annotated.text)?;
                written += done.iter().map(|(_, items)| items.len()).sum::<usize>();
            }
        }
    }
    let items = if written == 1 {
        "1 item has".to_owned()
    } else {
        format!("{written} items have")
    };
    context
        .output
        .note(format_args!("{items} the tier {tier} now; build, and review the diff"));
    let left: BTreeSet<&str> = left.into_iter().collect();
    for item in &left {
        context.output.warning(format_args!(
            "nothing was written for `{item}`: it is a macro, made by one, or re-exported; write its tier by hand, or cover its \
             module by `[default]` in stability.toml"
        ));
    }
    Ok(Outcome::Success)
}

/// The attribute to write into a package.
fn attribute(package: &ContractPackage, tier: Tier) -> Result<String> {
    let Some(dependency) = &package.dependency else {
        let name = package.name();
        return Err(anyhow!(
            "`{name}` does not depend on `{RUNTIME}`: add it with `cargo add -p {name} {RUNTIME}` first"
        ));
    };
    // The library is called otherwise than its package.
    let library = if dependency == RUNTIME {
        "stability".to_owned()
    } else {
        dependency.replace('-', "_")
    };
    Ok(format!("#[{library}::{tier}(since = \"{}\")]", package.package.version))
}
