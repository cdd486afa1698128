//! What is promised of an item or a member besides its declaration: tier, version, deprecation, feature.

use semver::Version;
use stability::Tier;
use stability::contract::{Deprecated, DeprecationStage, Since};

use super::{Effect, Fact};

/// A deprecation in the stage in which it is at the version of its package.
#[derive(Clone, Copy)]
pub struct Staged<'a> {
    pub deprecated: &'a Deprecated,
    pub stage: DeprecationStage,
}

/// Compares tiers. To promise less takes something from users, whatever else stays.
pub fn tier(from: Tier, to: Tier, facts: &mut Vec<(Fact, Effect)>) {
    if to < from {
        facts.push((Fact::TierLowered { from, to }, Effect::Breaking));
    } else if to > from {
        facts.push((Fact::TierRaised { from, to }, Effect::Additive));
    }
}

/// Compares the versions since which two states are in the same tier.
pub fn since(from: Option<&Since>, to: Option<&Since>, facts: &mut Vec<(Fact, Effect)>) {
    if from != to {
        let shown = |since: Option<&Since>| since.map(ToString::to_string);
        let (from, to) = (shown(from), shown(to));
        facts.push((Fact::SinceChanged { from, to }, Effect::Neutral));
    }
}

/// Compares the versions by which two states graduate or are removed. The first one takes nothing back.
fn graduation(from: Option<&Version>, to: Option<&Version>, facts: &mut Vec<(Fact, Effect)>) {
    match (from, to) {
        (Some(from), to) if Some(from) != to => {
            let (from, to) = (from.clone(), to.cloned());
            facts.push((Fact::GraduationMoved { from, to }, Effect::Neutral));
        }
        (None, Some(to)) => facts.push((Fact::GraduationStated { to: to.clone() }, Effect::Neutral)),
        _ => {}
    }
}

/// Compares deprecations.
pub fn deprecation(from: Option<Staged<'_>>, to: Option<Staged<'_>>, facts: &mut Vec<(Fact, Effect)>) {
    let Some(to) = to else {
        if from.is_some() {
            facts.push((Fact::Undeprecated, Effect::Neutral));
        }
        return;
    };
    let was = from.map(|from| from.stage);
    // What users were promised of a deprecation that is new, its stage alone does not take away, unless it is not the usual one.
    if was.unwrap_or(DeprecationStage::Warned.min(to.stage)) != to.stage {
        let effect = match to.stage {
            DeprecationStage::Denied => Effect::Breaking,
            _ => Effect::Neutral,
        };
        let fact = Fact::DeprecationStageChanged {
            from: was,
            to: to.stage,
        };
        facts.push((fact, effect));
    }
    let Some(from) = from else {
        return facts.push((Fact::Deprecated, Effect::Additive));
    };
    let (from, to) = (from.deprecated, to.deprecated);
    if from.since != to.since {
        let shown = |since: &Option<Since>| since.as_ref().map(ToString::to_string);
        let (from, to) = (shown(&from.since), shown(&to.since));
        facts.push((Fact::DeprecationMoved { from, to }, Effect::Neutral));
    }
    if from.on != to.on {
        let (from, to) = (from.on.clone(), to.on.clone());
        facts.push((Fact::DeprecationDateMoved { from, to }, Effect::Neutral));
    }
    for (part, from, to) in [
        ("note", &from.note, &to.note),
        ("replacement", &from.replacement, &to.replacement),
        ("link", &from.link, &to.link),
        ("successor", &from.successor, &to.successor),
    ] {
        if from != to {
            let (from, to) = (from.clone(), to.clone());
            facts.push((Fact::DeprecationReworded { part, from, to }, Effect::Neutral));
        }
    }
    if from.sunset != to.sunset {
        let (from, to) = (from.sunset.clone(), to.sunset.clone());
        facts.push((Fact::SunsetMoved { from, to }, Effect::Neutral));
    }
    if from.remove_in != to.remove_in {
        let (from, to) = (from.remove_in.clone(), to.remove_in.clone());
        facts.push((Fact::RemovalMoved { from, to }, Effect::Neutral));
    }
}

/// Compares the features that are needed.
pub fn feature(from: Option<&String>, to: Option<&String>, facts: &mut Vec<(Fact, Effect)>) {
    match (from, to) {
        (from, Some(feature)) if from != Some(feature) => {
            let feature = feature.clone();
            facts.push((Fact::FeatureRequired { feature }, Effect::Breaking));
        }
        (Some(feature), None) => {
            let feature = feature.clone();
            facts.push((Fact::FeatureNoLongerRequired { feature }, Effect::Neutral));
        }
        _ => {}
    }
}

/// Compares the users to whom two states are promised. To name some where everybody was meant takes the promise from the others.
pub fn audience(from: Option<&String>, to: Option<&String>, facts: &mut Vec<(Fact, Effect)>) {
    if from != to {
        let effect = match from {
            None => Effect::Breaking,
            Some(_) => Effect::Neutral,
        };
        let (from, to) = (from.cloned(), to.cloned());
        facts.push((Fact::AudienceChanged { from, to }, effect));
    }
}

/// Compares the names that `--cfg` must set.
pub fn cfg(from: Option<&String>, to: Option<&String>, facts: &mut Vec<(Fact, Effect)>) {
    match (from, to) {
        (from, Some(cfg)) if from != Some(cfg) => {
            facts.push((Fact::CfgRequired { cfg: cfg.clone() }, Effect::Breaking));
        }
        (Some(cfg), None) => facts.push((Fact::CfgNoLongerRequired { cfg: cfg.clone() }, Effect::Neutral)),
        _ => {}
    }
}

/// Compares what may be shown although it promises less.
pub fn may_expose(from: &[String], to: &[String], facts: &mut Vec<(Fact, Effect)>) {
    let is_part_of = |some: &[String], others: &[String]| some.iter().all(|name| others.contains(name));
    if !is_part_of(from, to) || !is_part_of(to, from) {
        let (from, to) = (from.to_vec(), to.to_vec());
        facts.push((Fact::MayExposeChanged { from, to }, Effect::Neutral));
    }
}

/// Compares the versions by which two states graduate or are removed, unless the later one has graduated: a tier that is lowered does
/// not put off what was announced.
pub fn graduation_in_tiers(
    tiers: (Tier, Tier),
    (from, to): (Option<&Version>, Option<&Version>),
    facts: &mut Vec<(Fact, Effect)>,
) {
    if tiers.1 <= tiers.0 && tiers.1 > Tier::Internal {
        graduation(from, to, facts);
    }
}
