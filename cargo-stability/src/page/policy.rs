//! The policy in words. A sentence is here only where a key of `stability.toml`, or what holds without it, says so.

use serde::Serialize;
use stability::{Contract, Kind, Tier};
use stability_policy::{
    Bump, Channel, Exception, GateProof, Level, Notice, Permit, Phase, Policy, TierPolicy, Tiers, rules,
};

use super::phase_name;

/// The policy in words.
#[derive(Serialize)]
pub struct PolicyInWords {
    /// What each release may change, from the phase that the packages are in to those that follow.
    phases: Vec<PhaseInWords>,
    /// How a breaking change comes about and is announced.
    breaks: Vec<String>,
    /// How deprecations are announced.
    deprecations: Vec<String>,
    /// What else the policy asks for.
    others: Vec<String>,
    security: Vec<String>,
    generated: Vec<Generated>,
    /// What must hold before a release.
    gates: Vec<GateInWords>,
    /// The permissions to break a promise that were recorded.
    exceptions: Vec<Exception>,
    /// The questions of the profile, where it is in force.
    profile: Vec<&'static str>,
}

#[derive(Serialize)]
struct PhaseInWords {
    name: &'static str,
    tiers: Vec<TierOfPhase>,
    releases: Vec<ReleaseInWords>,
}

#[derive(Serialize)]
struct TierOfPhase {
    tier: &'static str,
    promise: String,
    adds: String,
}

/// What a release may do.
#[derive(Serialize)]
struct ReleaseInWords {
    release: &'static str,
    /// The tiers to which it may add.
    adds: Vec<&'static str>,
    /// The tiers that it may break.
    breaks: Vec<&'static str>,
}

/// A generated artefact.
#[derive(Serialize)]
struct Generated {
    name: String,
    tier: &'static str,
    /// What its policy says.
    policy: String,
    text: Option<String>,
    note: Option<String>,
}

#[derive(Serialize)]
struct GateInWords {
    name: String,
    proof: String,
}

/// The phase that the principal package is in; of several without a principal one, the first.
pub fn phase(contract: &Contract) -> Phase {
    let first = contract.packages().first().map(|source| &source.package);
    let version = contract.package().or(first).map(|it| &it.version);
    version.map_or(Phase::Stable, |version| Phase::of(version, version))
}

/// What a tier promises in a phase.
pub fn promise(of: &TierPolicy, phase: Phase) -> String {
    let breaks = match of.breaks {
        Permit::Never => {
            return format!(
                "No release may break these, except by a recorded exception.{}",
                notice(of.notice)
            );
        }
        Permit::Bump(Bump::Major) => "Only a major release may break these",
        Permit::Bump(Bump::Minor) if phase == Phase::Stable => "Any minor release may break these",
        Permit::Bump(Bump::Minor) => "A minor release may break these",
        Permit::Bump(Bump::Patch) => "Any release may break these",
        Permit::Bump(Bump::PreRelease) => "The next pre-release may break these",
        Permit::Bump(_) => return "Anything may break these at any time.".to_owned(),
    };
    match (of.notice.is_none(), of.once_deprecated.is_none()) {
        (false, _) => format!(
            "{breaks}, after {} of deprecation.",
            span(of.notice.max(of.once_deprecated))
        ),
        (true, false) => format!("{breaks}. What was deprecated stays for {}.", span(of.once_deprecated)),
        (true, true) => format!("{breaks}."),
    }
}

fn notice(notice: Notice) -> String {
    if notice.is_none() {
        String::new()
    } else {
        format!(" They are deprecated for {} before.", span(notice))
    }
}

/// `2 minor releases and 90 days`.
fn span(notice: Notice) -> String {
    let count = |count: u32, what: &str| match count {
        0 => None,
        1 => Some(format!("1 {what}")),
        count => Some(format!("{count} {what}s")),
    };
    let parts = [count(notice.minors, "minor release"), count(notice.days, "day")];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" and ")
}

impl PolicyInWords {
    pub fn of(contract: &Contract, policy: &Policy) -> Self {
        let in_force = |rule: &str| rules::find(rule).is_some_and(|rule| rule.level_in(policy) == Level::Deny);
        let mut phases = vec![phase(contract), Phase::Stable];
        phases.dedup();
        let used: Vec<Tier> = Tier::ALL
            .into_iter()
            .filter(|tier| *tier > Tier::Internal && contract.items().iter().any(|item| item.tier == *tier))
            .collect();
        let phases = phases
            .iter()
            .map(|phase| PhaseInWords::of(*phase, policy.tiers(*phase), &used));
        let gates = policy.gates.iter().map(|gate| GateInWords {
            name: gate.name.clone(),
            proof: proof(&gate.proof),
        });
        Self {
            phases: phases.collect(),
            breaks: breaks(policy),
            deprecations: deprecations(contract, policy),
            others: others(contract, policy),
            security: security(policy, in_force),
            generated: contract
                .items()
                .iter()
                .filter(|it| it.kind == Kind::Artefact)
                .map(generated)
                .collect(),
            gates: gates.collect(),
            exceptions: policy.exceptions.clone(),
            profile: rules::all()
                .filter(|rule| rule.profile && policy.forward_compatible)
                .map(|rule| rule.summary)
                .collect(),
        }
    }
}

impl PhaseInWords {
    fn of(phase: Phase, policy: &Tiers, used: &[Tier]) -> Self {
        let tiers = used.iter().map(|tier| {
            let of = policy.get(*tier);
            TierOfPhase {
                tier: tier.as_str(),
                promise: promise(of, phase),
                adds: match of.adds {
                    _ if *tier == Tier::Frozen => "What is frozen does not grow either.".to_owned(),
                    Permit::Bump(Bump::None) => "Anything may add to them.".to_owned(),
                    Permit::Bump(Bump::Patch) => "Any release may add to them.".to_owned(),
                    Permit::Bump(bump) => format!("A {} or a larger one may add to them.", bump.release()),
                    Permit::Never => "Nothing may be added to them.".to_owned(),
                },
            }
        });
        let releases: &[(&str, Bump)] = match phase {
            _ if phase.is_pre_release() => &[("pre-release", Bump::PreRelease)],
            _ => &[("patch", Bump::Patch), ("minor", Bump::Minor), ("major", Bump::Major)],
        };
        let words = |is_met: &dyn Fn(Tier, &TierPolicy) -> bool| -> Vec<&'static str> {
            let tiers = used.iter().filter(|tier| is_met(**tier, policy.get(**tier)));
            tiers.map(|tier| tier.as_str()).collect()
        };
        let releases = releases.iter().map(|(release, bump)| ReleaseInWords {
            release,
            adds: words(&|tier, of| tier != Tier::Frozen && of.adds.is_met_by(*bump)),
            breaks: words(&|_, of| of.breaks.is_met_by(*bump)),
        });
        Self {
            name: phase_name(phase),
            tiers: tiers.collect(),
            releases: releases.collect(),
        }
    }
}

/// `` `a` or `b` ``.
fn either(words: &[String]) -> String {
    let quoted: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
    match quoted.as_slice() {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} or {last}", first.join(", ")),
    }
}

fn breaks(policy: &Policy) -> Vec<String> {
    let mut said = Vec::new();
    if let Some(changelog) = &policy.changelog {
        let path = &changelog.path;
        let parts = match (changelog.migration, changelog.example) {
            (true, true) => ", with a migration path and the code before and after",
            (true, false) => ", with a migration path",
            (false, true) => ", with the code before and after",
            (false, false) => "",
        };
        said.push(format!(
            "Each breaking change of what is stable has an entry in `{path}`, under {}{parts}.",
            either(&changelog.breaking)
        ));
        said.push("What is only evolving or experimental may change without a migration path.".to_owned());
    }
    if let Some(decisions) = &policy.decisions {
        said.push(format!(
            "Each breaking change of what is stable needs a decision record in `{}` whose state is `{}`.",
            decisions.files, decisions.accepted
        ));
    }
    if let Some(changesets) = &policy.changesets {
        said.push(format!(
            "Each change has a changeset in `{}`, whose bump is large enough for it.",
            changesets.folder
        ));
    }
    if let Some(commits) = &policy.commits {
        let mut marks = Vec::new();
        if !commits.subject.is_empty() {
            marks.push(format!("{} in its subject", either(&commits.subject)));
        }
        if !commits.footer.is_empty() {
            marks.push(format!("the footer {}", either(&commits.footer)));
        }
        if commits.bang {
            marks.push("`!` after its type".to_owned());
        }
        said.push(format!("The commit of a breaking change has {}.", marks.join(", or ")));
    }
    for document in &policy.documents {
        said.push(format!("`{}` is brought up to date in the same change.", document.path));
    }
    said
}

fn deprecations(contract: &Contract, policy: &Policy) -> Vec<String> {
    let channels: Vec<String> = policy
        .announcements
        .channels
        .iter()
        .filter_map(|channel| match channel {
            Channel::Headers => Some(
                "`Deprecation`, `Sunset` and `Link` headers on every response of the route, from the release that deprecates it \
                 until it is removed"
                    .to_owned(),
            ),
            Channel::Changelog => policy.changelog.as_ref().map(|it| {
                format!("an entry in `{}` under {}", it.path, either(&it.deprecated))
            }),
            Channel::Deprecations => Some("an entry in the list of deprecations, with the migration path".to_owned()),
            Channel::ReleaseNotes => Some("the release notes".to_owned()),
            _ => None,
        })
        .collect();
    let mut said = Vec::new();
    if !channels.is_empty() {
        let at_once = if channels.len() > 1 { " at the same time" } else { "" };
        said.push(format!(
            "A deprecation is announced by all of these{at_once}: {}.",
            channels.join("; ")
        ));
    }
    let has_weak_route = |item: &stability::contract::Item| {
        item.kind == Kind::Route && matches!(item.tier, Tier::Beta | Tier::Experimental)
    };
    if contract.items().iter().any(has_weak_route) {
        said.push(
            "Clients opt in to `beta` and `experimental` routes by the header `Accept-Stability: beta` or \
             `Accept-Stability: experimental`."
                .to_owned(),
        );
    }
    if contract.items().iter().any(|item| item.kind == Kind::Route) {
        said.push("A route is not removed before the date of its `Sunset` has passed.".to_owned());
    }
    said
}

fn others(contract: &Contract, policy: &Policy) -> Vec<String> {
    let mut said = Vec::new();
    if let Some(tier) = policy.default.tier {
        said.push(format!("Public items without an attribute are {tier}."));
    } else {
        said.push("Public items without a tier are promised to no one.".to_owned());
    }
    for (module, tier) in &policy.default.modules {
        said.push(format!("In `{module}`, public items without an attribute are {tier}."));
    }
    let has_features = contract
        .packages()
        .iter()
        .any(|source| source.manifest.as_ref().is_some_and(|it| !it.features.is_empty()));
    if has_features {
        said.push(match policy.features.off_for_minors {
            0 => "A new feature may be on by default at once.".to_owned(),
            1 => "A new feature is off by default for at least 1 minor release.".to_owned(),
            count => format!("A new feature is off by default for at least {count} minor releases."),
        });
    }
    let announced = if policy.msrv.announced && policy.changelog.is_some() {
        ", and the changelog names it"
    } else {
        ""
    };
    said.push(match policy.msrv.bump {
        Bump::Major => format!("The minimum supported Rust version rises only in a major release{announced}."),
        Bump::Minor => {
            format!("The minimum supported Rust version rises in a minor release or a larger one{announced}.")
        }
        _ => format!("The minimum supported Rust version may rise in any release{announced}."),
    });
    if policy.ratchets.unmarked {
        said.push("The number of public items without a tier never rises.".to_owned());
    }
    if let Some(allowed) = &policy.foreign.allowed {
        said.push(match allowed.as_slice() {
            [] => "Stable items show no type of another package.".to_owned(),
            allowed => format!(
                "Of other packages, stable items show only types of {}.",
                either(allowed)
            ),
        });
    }
    match policy.wire.default {
        Some(Tier::Internal) => {
            said.push("Serialized forms are promised only where an item says so.".to_owned());
        }
        Some(tier) => said.push(format!(
            "Serialized forms are {tier} at most, unless an item says otherwise."
        )),
        None => {}
    }
    said
}

fn security(policy: &Policy, in_force: impl Fn(&str) -> bool) -> Vec<String> {
    let mut said = vec![
        "A security fix is not bound by the tiers: it may break a promise in any release, without a deprecation. It is recorded as \
         an exception, with its reason."
            .to_owned(),
    ];
    if let Some(changelog) = policy
        .changelog
        .as_ref()
        .filter(|_| in_force("security-exception-unlabelled"))
    {
        said.push(format!(
            "The entry in `{}` is under {}, and says which configuration is affected.",
            changelog.path,
            either(&changelog.security)
        ));
    }
    said.push("A migration path is given where one exists without undoing the fix.".to_owned());
    said
}

fn generated(item: &stability::contract::Item) -> Generated {
    let policy = item.signature.as_deref().unwrap_or_default();
    let words = match policy {
        "frozen" => "It stays as it is, byte for byte.".to_owned(),
        "additive" => "It may gain; what it has is removed only after it was deprecated.".to_owned(),
        "free" => "It may change in any release.".to_owned(),
        other => match other
            .strip_prefix("frozen by ")
            .map(|rest| rest.split_once(": ").unwrap_or((rest, "")))
        {
            Some((key, "")) => format!("Its entries, told apart by `{key}`, stay."),
            Some((key, parts)) => format!("Its entries, told apart by `{key}`, stay, and so does `{parts}` of each."),
            None => String::new(),
        },
    };
    Generated {
        name: item.name.clone(),
        tier: item.tier.as_str(),
        policy: words,
        text: item.text.clone(),
        note: item.note.clone(),
    }
}

fn proof(proof: &GateProof) -> String {
    match proof {
        GateProof::Contains { files, text } => format!("`{files}` says `{text}`"),
        GateProof::Lacks { files, text } => format!("`{files}` nowhere says `{text}`"),
        GateProof::Field { files, name, value } => format!("`{name}` of `{files}` is `{value}`"),
        GateProof::Ticked { files } => format!("every box in `{files}` is ticked"),
        GateProof::Command { command } => format!("`{}` succeeds", command.join(" ")),
        _ => String::new(),
    }
}
