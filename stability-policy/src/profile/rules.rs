//! The questions to a contract as it stands: one function each.

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::vec::Vec;

use stability::contract::{Item, Member};
use stability::{Kind, Tier};

use super::{Answer, Case, Finding, Rule, changes};

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
        Rule::FeatureOnAtBirth => changes::feature_on_at_birth(case),
        Rule::ApiChangeUnrecorded => changes::api_change_unrecorded(case),
        Rule::BreakWithoutDecision => changes::break_without_decision(case),
    }
}

pub(super) fn found(findings: Vec<Finding>) -> Answer {
    if findings.is_empty() {
        Answer::Yes
    } else {
        Answer::No(findings)
    }
}

fn type_exhaustive(case: &Case<'_>) -> Vec<Finding> {
    let exhaustive = case.items.iter().filter(|item| item.exhaustive == Some(true));
    let finding = |item: &&Item| match item.kind {
        Kind::Enum => Finding::of(
            item,
            "a variant more would break who matches it",
            "write `non_exhaustive`",
        ),
        _ => Finding::of(
            item,
            "a field more would break who builds it",
            "write `forward_compatible`",
        ),
    };
    exhaustive.map(finding).collect()
}

fn struct_without_constructor(case: &Case<'_>) -> Vec<Finding> {
    let open = case.of_kind(Kind::Struct).filter(|item| item.exhaustive == Some(false));
    // What somebody else's attribute makes of a trait comes with its own.
    let twins: BTreeSet<&str> = case
        .of_kind(Kind::Trait)
        .filter_map(|item| item.erased.as_deref())
        .collect();
    let made: BTreeSet<&str> = case.of_kind(Kind::Method).filter_map(constructs).collect();
    let without = open.filter(|item| !twins.contains(name(&item.id)) && !made.contains(item.id.as_str()));
    let finding = |item| {
        Finding::of(
            item,
            "nothing that is promised makes one",
            "write `constructor`, or promise its `new`",
        )
    };
    without.map(finding).collect()
}

/// The id of the type that an associated function makes without taking one.
fn constructs(function: &Item) -> Option<&str> {
    let signature = function.signature.as_deref()?;
    let (owner, _) = function.id.rsplit_once("::")?;
    let (arguments, returned) = signature.rsplit_once("->")?;
    let has_receiver = arguments.split_once('(').is_some_and(|(_, first)| {
        let first = first.split([',', ')', ':']).next().unwrap_or_default();
        first.split([' ', '&']).any(|word| word == "self")
    });
    let makes = returned.contains("Self") || returned.contains(name(owner));
    (!has_receiver && makes).then_some(owner)
}

/// The last segment of a path.
fn name(path: &str) -> &str {
    path.rsplit("::").next().unwrap_or(path)
}

fn async_trait_without_dyn_variant(case: &Case<'_>) -> Vec<Finding> {
    let is_async = |member: &Member| {
        let signature = member.signature.as_deref().unwrap_or_default();
        signature.starts_with("async ") || signature.contains("-> impl") && signature.contains("Future")
    };
    let traits = case.of_kind(Kind::Trait).filter(|item| item.erased.is_none());
    let without = traits.filter(|item| item.members.iter().any(is_async));
    let finding = |item| {
        Finding::of(
            item,
            "it cannot be `dyn`",
            "put `dynosaur` or `async_trait` below its attribute, or name the form that can in `erased(…)`",
        )
    };
    without.map(finding).collect()
}

fn core_trait_unsealed(case: &Case<'_>) -> Vec<Finding> {
    let core = case.of_kind(Kind::Trait).filter(|item| item.tier == Tier::Frozen);
    let open = core.filter(|item| item.sealed.is_none());
    let finding = |item| {
        Finding::of(
            item,
            "it is frozen, and a method more would break who implements it",
            "write `sealed`",
        )
    };
    open.map(finding).collect()
}

fn error_without_code(case: &Case<'_>) -> Vec<Finding> {
    let is_error = |item: &&&Item| matches!(item.kind, Kind::Struct | Kind::Enum) && item.id.ends_with("Error");
    let mut without: BTreeMap<&str, Vec<&Item>> = BTreeMap::new();
    for item in case.items.iter().filter(is_error) {
        without.entry(name(&item.id)).or_default().push(item);
    }
    // The codes of diagnostics are internal.
    let codes = case.contract.items().iter();
    for code in codes.filter(|code| code.kind == Kind::ErrorCode && code.package == case.package) {
        let variant = code.signature.as_deref().unwrap_or_default();
        if let Some((owner, _)) = variant.split_once("::") {
            without.remove(owner);
        }
    }
    let finding = |item| {
        Finding::of(
            item,
            "it has no code that stays",
            "derive `stability::ErrorCode`, as an enum",
        )
    };
    let mut findings: Vec<_> = without.into_values().flatten().map(finding).collect();
    findings.sort_by(|a, b| a.item.cmp(&b.item));
    findings
}

/// Which of its documents are artefacts, a package says by pinning them; one that pins none has forgotten it.
fn artifact_without_schema(case: &Case<'_>) -> Vec<Finding> {
    if case.of_kind(Kind::Schema).next().is_some() {
        return Vec::new();
    }
    let documents = case.of_kind(Kind::Struct).filter(|item| item.document);
    let finding = |item| {
        Finding::of(
            item,
            "it is read or written, and no document of this package says which version it has",
            "write `schema = \"name/kind@1\"` on what is kept on disk",
        )
    };
    documents.map(finding).collect()
}

fn dto_without_extension_slot(case: &Case<'_>) -> Vec<Finding> {
    let is_named =
        |member: &Member| member.kind == Kind::Field && !member.name.starts_with(|first: char| first.is_ascii_digit());
    let documents = case.of_kind(Kind::Struct).filter(|item| item.document);
    let named = documents.filter(|item| item.members.iter().any(is_named));
    let closed = named.filter(|item| item.namespaces.is_none() && !item.members.iter().any(|member| member.reserved));
    let finding = |item| {
        Finding::of(
            item,
            "what a later release writes into it is lost",
            "write `extensions(…)`, or a `#[reserved]` field",
        )
    };
    closed.map(finding).collect()
}
