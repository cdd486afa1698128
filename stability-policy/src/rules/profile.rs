//! The profile `forward-compatible`: whether what is promised can grow, and whether each change of it is seen and decided.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};
use stability::__internal::split_last;
use stability::contract::{Item, Member};
use stability::{Kind, Tier};

use crate::constructor::constructed_type;
use crate::diff::{Change, Fact, is_unstable_feature};
use crate::markdown_entries::Entries;
use crate::package::{PackageItems, promised_by_package};
use crate::releases::{manifest, source};
use crate::report::Report;
use crate::rule::{Check, ItemRemark, Rule};
use crate::words::{RECORD_SUPPRESSION, has_word, kind_name, next_release, record_exception};
use crate::{Comparison, Decisions, JudgedChange, Permit, Phase, Place};

/// The ten questions of the profile, in its order.
pub(crate) const RULES: &[Rule] = &[
    Rule {
        id: "type-exhaustive",
        profile: true,
        clauses: &["NI-03", "NI-15"],
        summary: "every promised struct and enum is `non_exhaustive`",
        reason: "A new field or variant then breaks no code of users.",
        example: "`pub enum Event { Started }` is stable and not `#[non_exhaustive]`.",
        advice: "Write `non_exhaustive` on an enum, `forward_compatible` on a struct or on its area, before the type is released. After that, do so in a release that may break the type, and record a `[[suppression]]` until then.",
        check: Check::Package(type_exhaustive),
        ..Rule::DEFAULT
    },
    Rule {
        id: "struct-without-constructor",
        profile: true,
        clauses: &["NI-04", "NI-15"],
        summary: "every promised `non_exhaustive` struct has a promised constructor",
        reason: "Other packages cannot construct a `#[non_exhaustive]` struct in any other way.",
        example: "`nika::InferRequest` is `#[non_exhaustive]`, and no promised associated function returns it.",
        advice: "Write `constructor`, or give a tier to a function that returns it, such as `new`.",
        check: Check::Package(struct_without_constructor),
        ..Rule::DEFAULT
    },
    Rule {
        id: "async-trait-without-dyn-variant",
        profile: true,
        clauses: &["NI-02", "NI-15"],
        summary: "every trait with async methods has a form that can be `dyn`",
        reason: "Users who choose an implementation at run time need a trait object, and a trait with `async fn` has none.",
        example: "`pub trait Store { async fn put(&self); }` without `dynosaur` or `async_trait`.",
        advice: "Put `async_trait` or `dynosaur` below its attribute. If you wrote a `dyn` form by hand, name it in `erased(…)`.",
        check: Check::Package(async_trait_without_dyn_variant),
        ..Rule::DEFAULT
    },
    Rule {
        id: "core-trait-unsealed",
        profile: true,
        clauses: &["NI-08", "NI-15"],
        summary: "every frozen trait is sealed",
        reason: "A new method would break every implementation outside the project.",
        example: "`#[stability::frozen] pub trait Provider` without `sealed`.",
        advice: "Write `sealed`, with `friends` for the packages of the project, before the trait is released. After that, the seal breaks users who implement the trait and needs an `[[exception]]`; to leave the trait open, record a `[[suppression]]`.",
        check: Check::Package(core_trait_unsealed),
        ..Rule::DEFAULT
    },
    Rule {
        id: "error-without-code",
        profile: true,
        clauses: &["NI-07", "NI-15"],
        summary: "every error type has a code",
        reason: "The text of an error may change. Users recognise an error by a code that stays.",
        example: "`pub enum NikaError` is stable and derives no `stability::ErrorCode`.",
        advice: "Derive `stability::ErrorCode` for an enum. A struct needs a field, or a method with a tier, that gives such an enum.",
        check: Check::Package(error_without_code),
        ..Rule::DEFAULT
    },
    Rule {
        id: "artifact-without-schema",
        profile: true,
        clauses: &["NI-13", "NI-15"],
        summary: "a package that stores documents gives them a schema",
        reason: "Later releases read documents that are stored on disk, and must know their version.",
        example: "The structs of a package derive `Serialize`, and none of them has a `schema`.",
        advice: "Write `schema = \"name/kind@1\"` on documents that are stored on disk, before they are released. If none is stored, record a `[[suppression]]`.",
        check: Check::Package(artifact_without_schema),
        ..Rule::DEFAULT
    },
    Rule {
        id: "dto-without-extension-slot",
        profile: true,
        clauses: &["NI-12", "NI-15"],
        summary: "every document has room for fields of later releases",
        reason: "Otherwise an older release that reads and writes a document loses the fields of a newer one.",
        example: "`pub struct Frame { text: String }` derives `Deserialize`, with neither `extensions` nor a `#[reserved]` field.",
        advice: "Write `extensions(core = \"nika\", community = \"x-\")` with the name of your package, or a `#[reserved]` field of type `stability::Reserved`.",
        check: Check::Package(dto_without_extension_slot),
        ..Rule::DEFAULT
    },
    Rule {
        id: "feature-on-at-birth",
        profile: true,
        clauses: &["NI-09", "NI-15"],
        summary: "new features, and features of items that may be removed, are off by default",
        reason: "A default feature reaches all users at once, and turning it off again breaks them.",
        example: "`[features] default = [\"memory\"]` in the release that adds `memory`.",
        advice: "Leave the feature out of `default`, and add it there in a later minor release.",
        check: Check::All(|comparison, report| {
            for package in comparison.packages() {
                let Some(manifest) = manifest(comparison.current, package) else {
                    continue;
                };
                let is_default = |feature: &str| manifest.is_default(feature);
                let own = comparison
                    .promised_items()
                    .filter(|item| item.package_name() == package);
                for ItemRemark { item, message, advice } in shown_by_default(own, is_default) {
                    report.item_state(item, message, advice.into_owned());
                }
                let added = comparison.changes().iter().map(|judged| &judged.change);
                for change in added.filter(|change| change.package == package && is_on_at_birth(change, is_default)) {
                    let message = format!("`{}`: {ON_AT_BIRTH}", change.name());
                    report.add(package, change.name(), Place::Manifest, message, turn_off(change));
                }
            }
        }),
        ..Rule::DEFAULT
    },
    Rule {
        id: "api-change-unrecorded",
        clauses: &["NI-10", "NI-15"],
        summary: "the recorded contract agrees with the code",
        reason: "Reviewers see a change of the promise only in the diff of the recorded contract.",
        example: "`nika::Foo` is stable in the code, and `stability/contract.json` does not have it.",
        advice: "Run `cargo stability bless`, and commit the file with the change.",
        check: Check::All(|comparison, report| {
            // `contract-unrecorded` asks it after a release.
            if !comparison.is_against_release() {
                unrecorded_items(comparison, report);
            }
        }),
        ..Rule::DEFAULT
    },
    Rule {
        id: "break-without-decision",
        clauses: &["NI-16"],
        summary: "an accepted decision names each breaking change of a stable item",
        reason: "Every user pays for a breaking change, so the project decides on it before the merge.",
        example: "`nika::Foo` was removed, and no record with the state `Accepted` names it.",
        advice: "Undo the change, or decide it: name the item and the change by their ids in a record, such as `nika::Foo` and `item-removed`, and accept the record.",
        check: Check::All(|comparison, report| {
            let (Some(policy), Some(decisions)) = (&comparison.policy.decisions, &comparison.evidence.decisions) else {
                return;
            };
            let is_accepted = |state: &str| state.trim().eq_ignore_ascii_case(policy.accepted.trim());
            let accepted: Vec<(&str, Entries)> = decisions
                .iter()
                .filter(|decision| decision.state.as_deref().is_some_and(is_accepted))
                .map(|decision| (decision.file.as_str(), Entries::read(&decision.text)))
                .collect();
            let mut undecided = BTreeSet::new();
            for JudgedChange { change, .. } in comparison.stable_breaks() {
                let name = change.name();
                let item = change.before.map(|item| item.id.as_str());
                let names = [Some(change.fact.feature().unwrap_or(&name)), item];
                let id = change.fact.id();
                let says = |record: &Entries, name: &str| !record.naming(name).is_empty();
                let mut about = accepted
                    .iter()
                    .filter(|(_, record)| names.into_iter().flatten().any(|name| says(record, name)))
                    .peekable();
                let Some((file, _)) = about.peek().copied() else {
                    if undecided.insert((change.package, name.clone())) {
                        report.change(
                            change,
                            UNDECIDED,
                            decide(change.fact.feature().unwrap_or(&name), &id, Some(policy)),
                        );
                    }
                    continue;
                };
                if !about.any(|(_, record)| says(record, &id)) {
                    report.change(
                        change,
                        format!("the decision record `{file}` names the item, but not the change `{id}`, so users cannot see why it breaks them"),
                        format!("undo the change, or name `{id}` too in `{file}`"),
                    );
                }
            }
        }),
        ..Rule::DEFAULT
    },
];

/// The remark on a break that nobody decided.
pub(crate) const UNDECIDED: &str =
    "no accepted decision record names the change, so users cannot see why it breaks them";

/// What to do about it: `name` is that of the item or member, `id` that of the change, `policy` where the records are and how their state
/// is called.
pub(crate) fn decide(name: &str, id: &str, policy: Option<&Decisions>) -> String {
    let Some(Decisions { files, accepted }) = policy else {
        return format!("undo the change, or accept a decision record that names `{name}` and `{id}`");
    };
    format!(
        "undo the change, or name `{name}` and `{id}` in a decision record in `{files}` that has the line `Status: {accepted}`"
    )
}

/// The remark on a feature that is on by default as soon as it exists.
pub(crate) const ON_AT_BIRTH: &str =
    "it is new and already on by default, so it reaches all users before anyone has tried it";

/// What to do about it. A feature of what may be removed is never on by default.
pub(crate) fn turn_off(change: &Change<'_>) -> &'static str {
    if change.fact.feature().is_some_and(is_unstable_feature) {
        "remove it from `default`"
    } else {
        "remove it from `default`, and add it there in a later minor release"
    }
}

/// The items that may disappear and that a feature shows to everyone.
pub(crate) fn shown_by_default<'a>(
    items: impl Iterator<Item = &'a Item>,
    is_default: impl Fn(&str) -> bool,
) -> Vec<ItemRemark<'a>> {
    let remark = |item: &'a Item| {
        let feature = item.feature.as_deref().filter(|feature| is_default(feature))?;
        let message = format!(
            "it is {} and may be removed, but its feature `{feature}` is on by default, so all users can come to rely on it",
            item.tier
        );
        Some(ItemRemark::new(item, message, "remove the feature from `default`"))
    };
    items.filter_map(remark).collect()
}

/// Whether a change adds a feature that is on by default.
pub(crate) fn is_on_at_birth(change: &Change<'_>, is_default: impl Fn(&str) -> bool) -> bool {
    matches!(&change.fact, Fact::FeatureAdded { feature } if is_default(feature))
}

/// Reports each item of which the recorded contract says something else than the code.
pub(super) fn unrecorded_items(comparison: &Comparison<'_>, report: &mut Report<'_>) {
    // Where the recorded contract is the baseline itself, what differs from it is what is judged, and is recorded afterwards.
    let Some(recorded) = &comparison.recorded else { return };
    // The command line asks for a build of its own.
    if comparison.current.builds().is_empty() && !comparison.evidence.not_built.is_empty() {
        return;
    }
    let mut before = promised_by_package(recorded);
    let mut remarks = Vec::new();
    for (package, items) in promised_by_package(comparison.current) {
        remarks.extend(unrecorded(&items, &before.remove(package).unwrap_or_default()));
    }
    remarks.extend(before.values().flat_map(|recorded| unrecorded(&[], recorded)));
    for ItemRemark { item, message, advice } in remarks {
        let location = item.location.clone();
        let place = match comparison.item(&item.id) {
            Some(_) => Place::Source(location),
            None => Place::Baseline(location),
        };
        report.add(
            &item.package,
            item.id.clone(),
            place,
            format!("`{}`: {message}", item.id),
            advice.into_owned(),
        );
    }
}

/// Where what one package promises now and what is recorded of it differ, but for places.
pub(crate) fn unrecorded<'a>(items: &[&'a Item], recorded: &[&'a Item]) -> Vec<ItemRemark<'a>> {
    const RECORD: &str = "run `cargo stability bless`, and commit the file that it writes";
    let key = |item: &&'a Item| ((item.id.as_str(), item.kind, &item.builds), *item);
    let mut left: BTreeMap<_, &Item> = recorded.iter().map(key).collect();
    let mut remarks = Vec::new();
    for item in items {
        let message = match left.remove(&(item.id.as_str(), item.kind, &item.builds)) {
            None => "it is in the code, but not in the recorded contract, so reviewers do not see the addition",
            Some(before) if !is_same(before, item) => {
                "the code and the recorded contract differ, so reviewers do not see the change"
            }
            Some(_) => continue,
        };
        remarks.push(ItemRemark::new(item, message, RECORD));
    }
    let removed = left.into_values();
    remarks.extend(removed.map(|item| {
        ItemRemark::new(
            item,
            "it is in the recorded contract, but no longer in the code, so reviewers do not see the removal",
            RECORD,
        )
    }));
    remarks
}

/// Whether two items are equal but for their places, which change with every line above them, and for what is stored of an
/// artefact, which a review sees in the file itself.
fn is_same(before: &Item, item: &Item) -> bool {
    let updated = || {
        let mut updated = before.clone();
        updated.location = item.location.clone();
        updated.contents.clone_from(&item.contents);
        updated
    };
    before == item || updated() == *item
}

/// The name of a type as documents have it: of `RunRecord`, `run-record`.
fn in_kebab_case(name: &str) -> String {
    let mut kebab = String::new();
    for letter in name.chars() {
        if letter.is_uppercase() && !kebab.is_empty() {
            kebab.push('-');
        }
        kebab.extend(letter.to_lowercase());
    }
    kebab
}

/// The same remark on each item.
fn remarks<'a>(
    items: impl Iterator<Item = &'a Item>,
    message: &'static str,
    advice: &'static str,
) -> Vec<ItemRemark<'a>> {
    items.map(|item| ItemRemark::new(item, message, advice)).collect()
}

/// The first release that may break an item.
fn release_to_break(package: &PackageItems<'_>, item: &Item) -> String {
    let source = package.baseline.and_then(|before| source(before, package.package));
    let version = source.map(|source| &source.package.version);
    match (version, package.policy) {
        (Some(version), Some(policy)) if version.pre.is_empty() => {
            let phase = if version.major == 0 {
                Phase::BeforeOne
            } else {
                Phase::Stable
            };
            match policy.tiers(phase).get(item.tier).breaks {
                Permit::Bump(bump) => next_release(bump, version),
                Permit::Never => "a release for which an `[[exception]]` permits it".to_owned(),
            }
        }
        _ => format!("a release that may break the {}", kind_name(item.kind)),
    }
}

/// How to write a key whose addition breaks users of an item that they have; `never` says when no key is needed.
fn in_time(package: &PackageItems<'_>, item: &Item, key: &str, never: Option<&str>) -> String {
    let kind = kind_name(item.kind);
    if package.is_released(item) {
        let or_never = never.map_or_else(String::new, |never| format!(" or if {never},"));
        let when = release_to_break(package, item);
        format!("write {key} in its attribute in {when}; until then,{or_never} {RECORD_SUPPRESSION}")
    } else {
        let or_never = never.map_or_else(String::new, |never| format!("; if {never}, {RECORD_SUPPRESSION}"));
        format!("write {key} in its attribute before the {kind} is released; adding it later breaks users{or_never}")
    }
}

fn type_exhaustive<'a>(package: &PackageItems<'a>) -> Vec<ItemRemark<'a>> {
    let exhaustive = package.items.iter().filter(|item| item.exhaustive == Some(true));
    let remark = |item: &&'a Item| {
        let (message, word) = match item.kind {
            Kind::Enum => (
                "it is not `non_exhaustive`, so a variant that is added later breaks code that matches it",
                "`non_exhaustive`",
            ),
            _ => (
                "it is not `non_exhaustive`, so a field that is added later breaks code that constructs or matches it",
                "`forward_compatible` (`non_exhaustive` and a constructor)",
            ),
        };
        ItemRemark::new(item, message, in_time(package, item, word, None))
    };
    exhaustive.map(remark).collect()
}

fn struct_without_constructor<'a>(package: &PackageItems<'a>) -> Vec<ItemRemark<'a>> {
    let open = package
        .of_kind(Kind::Struct)
        .filter(|item| item.exhaustive == Some(false));
    // The type that another macro makes of a trait has a constructor of its own.
    let traits = package.of_kind(Kind::Trait);
    let twins: BTreeSet<&str> = traits.filter_map(|item| item.erased.as_deref()).collect();
    let made: BTreeSet<&str> = package.of_kind(Kind::Method).filter_map(constructed_type).collect();
    let without = open.filter(|item| !twins.contains(split_last(&item.id).1) && !made.contains(item.id.as_str()));
    remarks(
        without,
        "it is `non_exhaustive` and has no promised constructor, so users have no lasting way to construct it",
        "write `constructor` in its attribute, or give a tier to a function that returns it, such as `new`",
    )
}

fn async_trait_without_dyn_variant<'a>(package: &PackageItems<'a>) -> Vec<ItemRemark<'a>> {
    let is_async = |member: &Member| {
        let signature = member.signature.as_deref().unwrap_or_default();
        signature.starts_with("async ") || signature.contains("-> impl") && signature.contains("Future")
    };
    let traits = package.of_kind(Kind::Trait).filter(|item| item.erased.is_none());
    let without = traits.filter(|item| item.members.iter().any(is_async));
    let remark = |item: &'a Item| {
        let name = split_last(&item.id).1;
        let advice = format!(
            "add the package `dynosaur` to the dependencies, and put `#[dynosaur::dynosaur(pub Dyn{name} = dyn(box) {name})]` below its stability attribute; or, if you wrote a `dyn` form by hand, name its type in the stability attribute, such as `erased(Dyn{name}<'_>)`"
        );
        ItemRemark::new(item, "it has async methods, so users cannot use it as `dyn`", advice)
    };
    without.map(remark).collect()
}

fn core_trait_unsealed<'a>(package: &PackageItems<'a>) -> Vec<ItemRemark<'a>> {
    let core = package.of_kind(Kind::Trait).filter(|item| item.tier == Tier::Frozen);
    let open = core.filter(|item| item.sealed.is_none());
    let remark = |item: &'a Item| {
        let advice = if package.is_released(item) {
            // The seal of a frozen trait is a break that only an exception permits.
            format!(
                "the trait is released: if users may implement it, {RECORD_SUPPRESSION}; if not, write `sealed` in its attribute, and {}",
                record_exception(&item.id)
            )
        } else {
            in_time(package, item, "`sealed`", Some("users may implement it"))
        };
        let message = "it is frozen and not sealed, so other crates may implement it, and would break if it ever got a new method";
        ItemRemark::new(item, message, advice)
    };
    open.map(remark).collect()
}

fn error_without_code<'a>(package: &PackageItems<'a>) -> Vec<ItemRemark<'a>> {
    let is_error = |item: &&&Item| matches!(item.kind, Kind::Struct | Kind::Enum) && item.id.ends_with("Error");
    let mut without: BTreeMap<&str, Vec<&'a Item>> = BTreeMap::new();
    for item in package.items.iter().filter(is_error) {
        without.entry(split_last(&item.id).1).or_default().push(item);
    }
    // The codes of diagnostics are internal.
    let codes = package.contract.items().iter();
    let codes = codes.filter(|code| code.kind == Kind::ErrorCode && code.package == package.package);
    let owners = codes.filter_map(|code| Some(code.signature.as_deref()?.split_once("::")?.0));
    let owners: BTreeSet<&str> = owners.collect();
    without.retain(|name, _| !owners.contains(name));
    let mut without: Vec<&Item> = without.into_values().flatten().collect();
    without.retain(|item| item.kind != Kind::Struct || !gives_one_of(item, &owners, package));
    without.sort_by(|a, b| a.id.cmp(&b.id));
    let remark = |item: &'a Item| {
        if item.kind == Kind::Enum {
            return ItemRemark::new(
                item,
                "it has no error code, so programs of users cannot recognise the error",
                "derive `stability::ErrorCode` for it",
            );
        }
        let name = split_last(&item.id).1;
        let advice = format!(
            "write an enum `{name}Kind` that derives `stability::ErrorCode`, and give `{name}` a promised method that returns it: `fn kind(&self) -> {name}Kind`"
        );
        let message = "it is a struct without a method that returns an error code, so programs of users cannot recognise the error";
        ItemRemark::new(item, message, advice)
    };
    without.into_iter().map(remark).collect()
}

/// Whether a field or a method of a struct gives a value of one of these types.
fn gives_one_of(item: &Item, types: &BTreeSet<&str>, package: &PackageItems<'_>) -> bool {
    let is_one = |given: &str| types.iter().any(|name| has_word(given, name));
    // What a default tier covers has no signature, only a shape.
    let shapes = |item: &Item| -> Vec<Value> {
        let texts = item.shape.0.values();
        texts.filter_map(|text| serde_json::from_str(text).ok()).collect()
    };
    let returns_one = |method: &Item| {
        let signature = method.signature.as_deref().and_then(|it| it.rsplit_once("-> "));
        let outputs = shapes(method);
        signature.is_some_and(|(_, returned)| is_one(returned))
            || outputs.iter().any(|shape| shape["output"].as_str().is_some_and(is_one))
    };
    let mut methods = package
        .of_kind(Kind::Method)
        .filter(|method| split_last(&method.id).0 == item.id);
    let mut members = item.members.iter().filter_map(|member| member.signature.as_deref());
    let has_field = |shape: &Value| {
        let mut fields = shape["fields"]["public"].as_object().into_iter().flat_map(Map::values);
        fields.any(|ty| ty.as_str().is_some_and(is_one))
    };
    members.any(is_one) || shapes(item).iter().any(has_field) || methods.any(returns_one)
}

/// A package says which of its documents are artefacts by pinning them; one that pins none has forgotten it.
fn artifact_without_schema<'a>(package: &PackageItems<'a>) -> Vec<ItemRemark<'a>> {
    if package.of_kind(Kind::Schema).next().is_some() {
        return Vec::new();
    }
    let documents = package.of_kind(Kind::Struct).filter(|item| item.document);
    let remark = |item: &'a Item| {
        let message = "it is a document without a `schema` (this package has no schema at all), so programs cannot see which version they read";
        let schema = format!(
            "`schema = \"{}/{}@1\"`",
            item.package_name(),
            in_kebab_case(split_last(&item.id).1)
        );
        let advice = in_time(package, item, &schema, Some("the package stores no document on disk"));
        ItemRemark::new(item, message, advice)
    };
    documents.map(remark).collect()
}

fn dto_without_extension_slot<'a>(package: &PackageItems<'a>) -> Vec<ItemRemark<'a>> {
    let is_named =
        |member: &Member| member.kind == Kind::Field && !member.name.starts_with(|first: char| first.is_ascii_digit());
    let documents = package.of_kind(Kind::Struct).filter(|item| item.document);
    let named = documents.filter(|item| item.members.iter().any(is_named));
    let closed = named.filter(|item| item.namespaces.is_none() && !item.members.iter().any(|member| member.reserved));
    let remark = |item: &'a Item| {
        let message = "it has no place for unknown fields, so programs with this release lose the fields that a later release writes";
        let advice = format!(
            "write `extensions(core = \"{0}\", community = \"x-\")` in its attribute, which keeps unknown fields that start with `{0}.` or `x-`; or reserve one field for later: `#[reserved(until = \"…\")] later: stability::Reserved`",
            item.package_name()
        );
        ItemRemark::new(item, message, advice)
    };
    closed.map(remark).collect()
}
