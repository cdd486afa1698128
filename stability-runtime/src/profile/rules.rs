//! The questions: one function each.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::{Answer, Case, Finding, Rule, promised};
use crate::contract::{Item, Member};
use crate::kind::Kind;
use crate::tier::Tier;

/// Answers one question about one package.
pub fn answer(rule: Rule, case: &Case<'_>) -> Answer {
    match rule {
        Rule::TypeExhaustive => found(type_exhaustive(case)),
        Rule::StructWithoutConstructor => found(struct_without_constructor(case)),
        Rule::AsyncTraitWithoutDynVariant => found(async_trait_without_dyn_variant(case)),
        Rule::CoreTraitUnsealed => found(core_trait_unsealed(case)),
        Rule::ErrorWithoutCode => found(error_without_code(case)),
        Rule::ArtifactWithoutSchema => found(artifact_without_schema(case)),
        Rule::DtoWithoutExtensionSlot => found(dto_without_extension_slot(case)),
        Rule::FeatureOnAtBirth => feature_on_at_birth(case),
        Rule::ApiChangeUnrecorded => api_change_unrecorded(case),
        Rule::BreakWithoutDecision => break_without_decision(case),
    }
}

fn found(findings: Vec<Finding>) -> Answer {
    if findings.is_empty() {
        Answer::Yes
    } else {
        Answer::No(findings)
    }
}

fn type_exhaustive(case: &Case<'_>) -> Vec<Finding> {
    let exhaustive = case.items().filter(|item| item.exhaustive == Some(true));
    let finding = |item: &Item| {
        let what = match item.kind {
            Kind::Enum => "a variant more would break who matches it: write `non_exhaustive`",
            _ => "a field more would break who builds it: write `forward_compatible`",
        };
        Finding::of(item, what)
    };
    exhaustive.map(finding).collect()
}

fn struct_without_constructor(case: &Case<'_>) -> Vec<Finding> {
    let structs = case
        .items()
        .filter(|item| item.kind == Kind::Struct && item.exhaustive == Some(false));
    // What somebody else's attribute makes of a trait comes with its own.
    let written = structs.filter(|item| !is_twin(case, item));
    let without = written.filter(|item| !case.items().any(|other| constructs(other, item)));
    let finding = |item| {
        Finding::of(
            item,
            "nothing that is promised makes one: write `constructor`, or promise its `new`",
        )
    };
    without.map(finding).collect()
}

/// Whether `function` is an associated function of `item` that returns one and takes none.
fn constructs(function: &Item, item: &Item) -> bool {
    let Some(signature) = function.signature.as_deref().filter(|_| function.kind == Kind::Method) else {
        return false;
    };
    let of_it = function
        .id
        .strip_prefix(&item.id)
        .is_some_and(|rest| rest.starts_with("::"));
    let Some((arguments, returned)) = signature.rsplit_once("->") else {
        return false;
    };
    let has_receiver = arguments.split_once('(').is_some_and(|(_, first)| {
        let first = first.split([',', ')', ':']).next().unwrap_or_default();
        first.split([' ', '&']).any(|word| word == "self")
    });
    let name = item.id.rsplit("::").next().unwrap_or_default();
    of_it && !has_receiver && (returned.contains("Self") || returned.contains(name))
}

fn is_twin(case: &Case<'_>, item: &Item) -> bool {
    let name = item.id.rsplit("::").next();
    case.items()
        .any(|other| other.kind == Kind::Trait && other.erased.is_some() && other.erased.as_deref() == name)
}

fn async_trait_without_dyn_variant(case: &Case<'_>) -> Vec<Finding> {
    let is_async = |member: &Member| {
        let signature = member.signature.as_deref().unwrap_or_default();
        signature.starts_with("async ") || signature.contains("-> impl") && signature.contains("Future")
    };
    let traits = case
        .items()
        .filter(|item| item.kind == Kind::Trait && item.erased.is_none());
    let without = traits.filter(|item| item.members.iter().any(is_async));
    let finding = |item| {
        Finding::of(
            item,
            "it cannot be `dyn`: put `dynosaur` or `async_trait` below its attribute, or name the form that can in `erased(…)`",
        )
    };
    without.map(finding).collect()
}

fn core_trait_unsealed(case: &Case<'_>) -> Vec<Finding> {
    let core = case
        .items()
        .filter(|item| item.kind == Kind::Trait && item.tier == Tier::Frozen);
    let open = core.filter(|item| item.sealed.is_none());
    let finding = |item| {
        Finding::of(
            item,
            "it is frozen, and a method more would break who implements it: write `sealed`",
        )
    };
    open.map(finding).collect()
}

fn error_without_code(case: &Case<'_>) -> Vec<Finding> {
    let is_error = |item: &&Item| matches!(item.kind, Kind::Struct | Kind::Enum) && item.id.ends_with("Error");
    let has_code = |item: &Item| {
        let name = item.id.rsplit("::").next().unwrap_or_default();
        let of_it = |code: &Item| {
            let signature = code.signature.as_deref().unwrap_or_default();
            signature.split_once("::").is_some_and(|(owner, _)| owner == name)
        };
        let all = case.contract.items().iter();
        all.filter(|code| code.kind == Kind::ErrorCode && code.package == item.package)
            .any(of_it)
    };
    let without = case.items().filter(is_error).filter(|item| !has_code(item));
    let finding = |item| {
        Finding::of(
            item,
            "it has no code that stays: derive `stability::ErrorCode`, as an enum",
        )
    };
    without.map(finding).collect()
}

/// Which of its documents are artefacts, a package says by pinning them; one that pins none has forgotten it.
fn artifact_without_schema(case: &Case<'_>) -> Vec<Finding> {
    let pins = case.items().any(|item| item.kind == Kind::Schema);
    let documents = case
        .items()
        .filter(|item| item.document && item.kind == Kind::Struct && !pins);
    let finding = |item| {
        Finding::of(
            item,
            "it is read or written, and no document of this package says which version it has: write `schema = \"name/kind@1\"` \
             on what is kept on disk",
        )
    };
    documents.map(finding).collect()
}

fn dto_without_extension_slot(case: &Case<'_>) -> Vec<Finding> {
    let is_named =
        |member: &Member| member.kind == Kind::Field && !member.name.starts_with(|first: char| first.is_ascii_digit());
    let documents = case.items().filter(|item| item.document && item.kind == Kind::Struct);
    let named = documents.filter(|item| item.members.iter().any(is_named));
    let closed = named.filter(|item| item.namespaces.is_none() && !item.members.iter().any(|member| member.reserved));
    let finding = |item| {
        Finding::of(
            item,
            "what a later release writes into it is lost: write `extensions(…)`, or a `#[reserved]` field",
        )
    };
    closed.map(finding).collect()
}

fn feature_on_at_birth(case: &Case<'_>) -> Answer {
    let name = case.package.split('@').next().unwrap_or_default();
    let Some(defaults) = case.evidence.default_features.get(name) else {
        return Answer::NotAsked("give the features that its manifest turns on by default");
    };
    let shown = case
        .items()
        .filter(|item| item.feature.as_ref().is_some_and(|feature| defaults.contains(feature)));
    let finding = |item: &Item| {
        let feature = item.feature.as_deref().unwrap_or_default();
        Finding::of(
            item,
            format!(
                "its feature `{feature}` is on by default, and it may disappear: take the feature out of `default`"
            ),
        )
    };
    found(shown.map(finding).collect())
}

const GIVE_RECORDED: &str = "give the contract that is recorded in the repository";

fn api_change_unrecorded(case: &Case<'_>) -> Answer {
    let Some(recorded) = &case.evidence.recorded else {
        return Answer::NotAsked(GIVE_RECORDED);
    };
    let same = |item: &Item, other: &Item| item.id == other.id && item.kind == other.kind;
    let now = case.items().filter_map(|item| {
        let before = promised(recorded, case.package).find(|other| same(item, other));
        let what = match before {
            None => "it is not in the recorded contract",
            Some(before) if unplaced(before) != unplaced(item) => "the recorded contract says something else of it",
            Some(_) => return None,
        };
        Some(Finding::of(
            item,
            format!("{what}: record it anew, so that a review sees the change"),
        ))
    });
    let gone = promised(recorded, case.package).filter(|before| !case.items().any(|item| same(item, before)));
    let gone = gone.map(|item| {
        Finding::of(
            item,
            "it is only in the recorded contract: record it anew, so that a review sees the change",
        )
    });
    found(now.chain(gone).collect())
}

/// The item without its place, which changes with every line above it.
fn unplaced(item: &Item) -> Item {
    Item {
        location: crate::contract::Location::default(),
        ..item.clone()
    }
}

fn break_without_decision(case: &Case<'_>) -> Answer {
    let Some(recorded) = &case.evidence.recorded else {
        return Answer::NotAsked(GIVE_RECORDED);
    };
    let lasting = promised(recorded, case.package).filter(|before| before.tier >= Tier::Stable);
    let undecided = lasting.filter(|before| !case.evidence.decided.contains(&before.id));
    let findings = undecided.filter_map(|before| {
        let now = case
            .items()
            .find(|item| item.id == before.id && item.kind == before.kind);
        let what = broken(before, now)?;
        let item = now.unwrap_or(before);
        Some(Finding::of(
            item,
            format!("{what}, and no accepted decision names it: take it back, or have it decided"),
        ))
    });
    found(findings.collect())
}

/// What breaks users of the item as it was promised.
fn broken(before: &Item, now: Option<&Item>) -> Option<String> {
    let Some(now) = now else {
        return Some(String::from("it is gone"));
    };
    if now.tier < before.tier {
        return Some(format!("it was {} and is {}", before.tier, now.tier));
    }
    if now.signature != before.signature {
        return Some(String::from("its signature has changed"));
    }
    let missing = before.members.iter().find(|member| {
        let same = |other: &&Member| other.name == member.name && other.kind == member.kind;
        member.tier_in(before.tier) >= Tier::Stable && !member.reserved && !now.members.iter().any(|other| same(&other))
    });
    missing.map(|member| format!("its {} `{}` is gone", member.kind, member.name))
}
