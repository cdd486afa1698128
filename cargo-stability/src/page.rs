//! The pages that people read: what a template is given, the templates, and the files that they are written into.
//!
//! [`Page`] is the only thing that a template knows. Each sentence in it comes from a record, from the policy, or from the difference
//! between two contracts.

mod areas;
mod changes;
mod deprecations;
pub mod documents;
mod policy;
mod template;
#[cfg(test)]
mod tests;

use serde::Serialize;
use stability::__internal::{Summary, audience, release, tiers, title};
use stability::contract::Since;
use stability::{Contract, Tier};
use stability_policy::{Comparison, Evidence, Phase, Policy, Stage, schedule};

use self::areas::{Area, Surface, is_strong};
use self::changes::Changes;
use self::deprecations::{Deprecation, Removed};
use self::policy::PolicyInWords;
pub use self::template::Templates;

/// All that a template is given.
#[derive(Serialize)]
pub struct Page {
    title: String,
    state: Option<String>,
    scope: Option<String>,
    packages: Vec<Package>,
    /// What the changes are compared with, where a page names it: the packages of the baseline that are of another version now.
    baseline: Vec<Package>,
    /// `41 items: 3 frozen, 38 stable; 2 deprecated`.
    summary: String,
    /// The tiers in use, the strongest first.
    tiers: Vec<TierInWords>,
    /// Every area, with all that is in it.
    areas: Vec<Area>,
    /// The areas with what is frozen or stable.
    stable: Vec<Area>,
    /// The areas with what may change sooner.
    evolving: Vec<Area>,
    policy: PolicyInWords,
    deprecations: Vec<Deprecation>,
    removed: Vec<Removed>,
    /// When something changes its stage: first what has a date, by date, and then by version.
    stages: Vec<Moment>,
    /// What changed since the baseline; `None` where nothing is compared.
    changes: Option<Changes>,
}

#[derive(PartialEq, Serialize)]
struct Package {
    name: String,
    version: String,
}

/// A stage of something, and when it begins.
#[derive(Serialize)]
struct Moment {
    date: Option<String>,
    version: Option<String>,
    package: String,
    subject: String,
    /// The word for the stage, such as `deprecated`.
    stage: String,
    /// All of it as a sentence.
    text: String,
}

/// A tier, and what the policy says of it in the phase that the package is in.
#[derive(Serialize)]
struct TierInWords {
    tier: &'static str,
    audience: &'static str,
    promise: String,
}

impl Page {
    /// What is promised, and how it differs from the baseline of `comparison`.
    pub fn new(contract: &Contract, policy: &Policy, comparison: Option<&Comparison<'_>>) -> Self {
        let phase = policy::phase(contract);
        let header = contract.header();
        let promise = |tier: Tier| policy::promise(policy.tiers(phase).get(tier), phase);
        let tiers = tiers(contract.items()).map(|tier| TierInWords {
            tier: tier.as_str(),
            audience: audience(tier),
            promise: promise(tier),
        });
        let stages = schedule(contract, policy, &Evidence::default());
        let surface = Surface::new(contract, promise);
        Self {
            title: title(contract),
            state: header.map(|it| it.state.to_string()),
            scope: header.and_then(|it| it.scope.as_ref()).map(ToString::to_string),
            packages: packages(contract),
            baseline: Vec::new(),
            summary: Summary(contract.items(), &contract.deprecations()).to_string(),
            tiers: tiers.collect(),
            areas: surface.all(),
            stable: surface.with_tiers(is_strong),
            evolving: surface.with_tiers(|tier| !is_strong(tier)),
            policy: PolicyInWords::of(contract, policy),
            deprecations: deprecations::of(contract, &stages),
            removed: deprecations::removed(contract),
            stages: moments(stages),
            changes: comparison.map(|it| Changes::of(it, contract)),
        }
    }

    /// The page that names what its changes are compared with.
    pub fn since(mut self, baseline: &Contract) -> Self {
        let is_unchanged = |then: &Package| self.packages.contains(then);
        self.baseline = packages(baseline).into_iter().filter(|it| !is_unchanged(it)).collect();
        self
    }
}

fn packages(contract: &Contract) -> Vec<Package> {
    let packages = contract.packages().iter().map(|source| Package {
        name: source.package.name.clone(),
        version: source.package.version.to_string(),
    });
    packages.collect()
}

fn moments(mut stages: Vec<Stage>) -> Vec<Moment> {
    let version = |stage: &Stage| match &stage.version {
        Some(Since::Version(version)) => Some(version.clone()),
        _ => None,
    };
    // What begins at an hour of a day sorts into that day.
    let date = |stage: &Stage| stage.moment.clone().or_else(|| stage.date.map(|date| date.to_string()));
    stages.sort_by_key(|it| {
        (
            date(it).is_none(),
            date(it),
            it.version.is_none(),
            version(it),
            it.subject.clone(),
        )
    });
    let moments = stages.into_iter().map(|it| Moment {
        date: date(&it),
        version: it.version.as_ref().map(release),
        stage: it.kind.as_str().to_owned(),
        text: it.to_string(),
        package: it.package,
        subject: it.subject,
    });
    moments.collect()
}

/// The phase that a word of the policy is about.
const fn phase_name(phase: Phase) -> &'static str {
    match phase {
        Phase::BeforeOne => "Before 1.0.0",
        _ if phase.is_pre_release() => "Between pre-releases",
        _ => "From 1.0.0 on",
    }
}
