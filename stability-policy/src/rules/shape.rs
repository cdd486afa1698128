//! What the items are: a change of what is promised that the release is too small for.

use semver::Version;
use stability::__internal::split_last;
use stability::contract::Item;
use stability::{Kind, Tier};

use crate::artefacts::written;
use crate::comparison::Selection::{Breaking, NotRuledOut, Premature, Promised, RuledOut};
use crate::constructor::is_constructor;
use crate::diff::{Change, Effect, Fact, is_retired, namespaces_without};
use crate::rule::{Check, Refusal, Rule, files};
use crate::shape::compare::ChangeKind;
use crate::words::{RECORD_SUPPRESSION, kind_name, record_exception, tried};
use crate::{Comparison, Level};

files! {
    error_code_reused,
}

/// The rules that look at one change.
pub(super) const RULES: &[Rule] = &[
    Rule {
        id: "audience-narrowed",
        summary: "what is promised to everybody stays promised to everybody",
        reason: "Users outside the new audience lose the promise, although the item and its tier are the same as before.",
        example: "`nika::Foo` is stable in 1.2.0. In 1.3.0 it is stable with `audience = \"authors of plugins\"`.",
        advice: "Remove `audience`, or name the audience in the release that may break the item.",
        check: Check::Changes(Premature, |_, change| match change.fact {
            Fact::AudienceChanged { from: None, .. } => {
                Some(Refusal::new("all other users lose the promise", "remove `audience`"))
            }
            _ => None,
        }),
        ..Rule::DEFAULT
    },
    Rule {
        id: "command-removed",
        clauses: &["AK-04"],
        summary: "commands, options and exit codes stay until a release that may remove them",
        reason: "Scripts call them, and nobody sees that a script fails until it runs.",
        example: "`aksara doctor launch-check` is stable in 1.2.0, and 1.3.0 does not have it.",
        advice: "Keep the command, deprecate it, and let it say what to call instead.",
        check: Check::Changes(Premature, |_, change| {
            let is_asked = |kind| COMMANDS.contains(&kind);
            removed(change, is_asked, "scripts that rely on it fail")
        }),
        ..Rule::DEFAULT
    },
    Rule {
        id: "constructor-signature-changed",
        clauses: &["NI-04"],
        summary: "a constructor keeps its parameters",
        reason: "Users cannot write a literal of a `non_exhaustive` type, so every user who constructs it calls the constructor.",
        example: "`InferRequest::new(provider, model)` is stable in 1.2.0 and has a new parameter `memory` in 1.3.0.",
        advice: "Keep the parameters. If `constructor` generates the function, write `default` in the attribute of the new field, such as `#[stable(since = \"next\", default)]`: the field gets a method `with_…`, and the constructor stays as it is.",
        check: Check::Changes(Premature, |comparison, change| {
            let is_changed = change.is_signature() && change.before.is_some_and(is_constructor);
            let fields = if is_changed {
                new_fields(comparison, change)
            } else {
                Vec::new()
            };
            let instead = match fields.as_slice() {
                [] => "keep its parameters".to_owned(),
                names => format!(
                    "keep the parameters of this generated function: write `default` in the attribute of the new field{} {}, such as `#[stable(since = \"next\", default)]`",
                    if names.len() == 1 { "" } else { "s" },
                    names.join(" and ")
                ),
            };
            Refusal::when(is_changed, "code that calls it no longer compiles", instead)
        }),
        ..Rule::DEFAULT
    },
    Rule {
        id: "dyn-variant-removed",
        clauses: &["NI-02"],
        summary: "a trait that can be `dyn` keeps that form",
        reason: "Code that chooses an implementation at run time with `Box<dyn …>` no longer compiles.",
        example: "`nika::MemoryStore` is stable and has the form `DynMemoryStore` in 1.2.0; 1.3.0 does not have that form.",
        advice: "Keep `erased(…)`, or whatever made the trait usable as `dyn`.",
        check: Check::Changes(Premature, |_, change| {
            let form = change.before?.erased.as_deref().unwrap_or("dyn");
            let remark = format!("code that uses `{form}` no longer compiles");
            let instead = "restore `erased(…)`, or the attribute that made the form";
            Refusal::when(change.fact == Fact::ErasedRemoved, remark, instead)
        }),
        ..Rule::DEFAULT
    },
    Rule {
        id: "error-code-repurposed",
        clauses: &["AA-09", "AB-04", "NI-07"],
        summary: "an error code keeps its meaning, in every release",
        reason: "Programs decide by the code what to do. If its meaning changes, they do the wrong thing, and no error tells them.",
        example: "`NIKA-AUTH-001` is `AuthError::Expired` in 1.2.0, and `AuthError::Revoked` in 2.0.0.",
        advice: "Give the other error a free number, and retire this code.",
        check: Check::Changes(Breaking, |comparison, change| {
            change
                .before
                .filter(|code| code.kind == Kind::ErrorCode && !is_retired(code))?;
            // No release makes another meaning right for what is stable. What is weaker may change as its tier says.
            let is_kept = change.tier < Tier::Stable && comparison.is_permitted(change);
            let instead = format!(
                "give the new error a code of its own, and keep a variant with the old code, marked `#[code(…, retired)]`; or {}",
                record_exception(change.name())
            );
            let remark = "programs that decide by the code do the wrong thing";
            Refusal::when(is_other_error(change) && !is_kept, remark, instead)
        }),
        ..Rule::DEFAULT
    },
    Rule {
        id: "friend-removed",
        clauses: &["NI-08"],
        summary: "a package in the `friends` of a sealed trait stays there",
        reason: "The implementations in that package no longer compile.",
        example: "`nika::Provider` is stable and sealed; `nika-echo` is a friend in 1.2.0 and not in 1.3.0.",
        advice: "Keep the friend, or a pattern that covers it.",
        check: Check::Changes(Premature, |_, change| {
            let Fact::FriendRemoved { friend } = &change.fact else {
                return None;
            };
            let remark = format!("the implementations in `{friend}` no longer compile");
            Some(Refusal::new(remark, format!("list `{friend}` in `friends` again")))
        }),
        ..Rule::DEFAULT
    },
    Rule {
        id: "frozen-broken",
        clauses: &["AB-02", "AB-03", "AB-05"],
        summary: "a frozen item breaks only with an exception",
        reason: "A freeze holds in every release of its scope. A critical change has a recorded reason, so that users can see why.",
        example: "`RunRecord` is frozen, and the next release within the freeze removes its field `question`.",
        advice: "Undo the change, or record an `[[exception]]` in stability.toml that says why, and what users do instead.",
        check: Check::Changes(RuledOut, |_, change| {
            // A code has rules of its own, whatever the release.
            let is_code = change.before.is_some_and(|item| item.kind == Kind::ErrorCode);
            let is_reported = is_code && is_other_error(change) || is_of_frozen_trait(change);
            // What no item states has rules of its own too.
            let is_refused = change.effect == Effect::Breaking && !is_reported && change.before.is_some();
            is_refused.then(|| {
                Refusal::new(
                    "it is frozen, so users were promised that no release breaks it",
                    "undo the change",
                )
            })
        }),
        ..Rule::DEFAULT
    },
    Rule {
        id: "frozen-extended",
        clauses: &["AB-01", "AB-02"],
        summary: "a frozen item gets no additions",
        reason: "A frozen list is complete: users who copied, mirrored or audited it have all of it.",
        example: "`PolicyResult` is frozen with six fields, and the next release within the freeze adds a seventh that breaks no code.",
        advice: "Give the field a weaker tier, add a type beside it, or record an `[[exception]]` in stability.toml.",
        check: Check::Changes(RuledOut, |_, change| {
            let instead = match change.fact {
                Fact::MemberAdded { kind } => format!("remove the {0}, or give the {0} a weaker tier", kind_name(kind)),
                _ => "undo the change".to_owned(),
            };
            let is_refused = change.effect == Effect::Additive && !is_of_frozen_trait(change);
            is_refused.then(|| {
                Refusal::new(
                    "users who wrote their own version of the frozen item, or audited it, must do so again",
                    instead,
                )
            })
        }),
        ..Rule::DEFAULT
    },
    Rule {
        id: "frozen-trait-changed",
        clauses: &["NI-14"],
        summary: "a frozen trait keeps its methods, its supertraits and its seal",
        reason: "Users who implement or wrap a frozen trait rely on its whole shape. Even a method with a default is one more to forward and to test.",
        example: "`nika::Provider` is frozen with four methods, and the next release adds a fifth with a default.",
        advice: "Put the method into another trait, or record an `[[exception]]` in stability.toml.",
        check: Check::Changes(RuledOut, |_, change| {
            let (affected, instead) = match change.fact {
                Fact::MemberAdded { kind } => (
                    format!(
                        "types that wrap another implementation of the frozen trait do not pass the new {} on",
                        kind_name(kind)
                    ),
                    "put it into another trait",
                ),
                Fact::Unsealed => (
                    "users were promised that no other package implements the frozen trait".to_owned(),
                    "write `sealed` again",
                ),
                Fact::Sealed => (
                    "implementations in other packages no longer compile".to_owned(),
                    "remove `sealed`",
                ),
                _ => (
                    "users who implement or wrap the frozen trait must change their code".to_owned(),
                    "undo the change",
                ),
            };
            is_of_frozen_trait(change).then(|| Refusal::new(affected, instead))
        }),
        ..Rule::DEFAULT
    },
    Rule {
        id: "generated-policy-weakened",
        clauses: &["AK-13", "AK-14", "AK-15"],
        summary: "generated output keeps its policy",
        reason: "A frozen file that may change, or a list that may lose entries, is a weaker promise.",
        example: "`generated/schema.sql` is `frozen` in 1.2.0, and `free` in 1.3.0.",
        advice: "Write the previous policy.",
        check: Check::Changes(Premature, |_, change| match &change.fact {
            Fact::SignatureChanged { from, .. } if is_of_kind(change, &[Kind::Artefact]) => {
                let remark = "users who keep the output rely on its policy";
                Some(Refusal::new(remark, format!("write `{}` again", written(from))))
            }
            _ => None,
        }),
        ..Rule::DEFAULT
    },
    Rule {
        id: "guarantee-changed",
        clauses: &["AK-17", "AA-02"],
        summary: "the text of a guarantee stays the same",
        reason: "Users rely on each word, and no compiler tells them about a change.",
        example: "The guarantee `default-deny` says “unless a policy returns allow” in 1.2.0, and “unless a policy returns deny” in 1.3.0.",
        advice: "Keep the text, and state the new behaviour as a guarantee of its own.",
        check: Check::Changes(Premature, |_, change| {
            let is_changed = matches!(change.fact, Fact::TextChanged { .. });
            let instead = "keep the text, and state the new behaviour as another guarantee";
            Refusal::when(is_changed, "users rely on each word", instead)
        }),
        ..Rule::DEFAULT
    },
    Rule {
        id: "feature-now-required",
        clauses: &["NI-09"],
        summary: "an item that needs no feature does not begin to need one",
        reason: "Users who did not enable the feature no longer find the item.",
        example: "`nika::shell` is stable in 1.2.0, and in 1.3.0 it needs the feature `shell`.",
        advice: "Keep the item available without the feature, or require the feature in a release that the tier of the item permits.",
        check: Check::Changes(Premature, |_, change| {
            let (way, instead) = match change.fact {
                Fact::FeatureRequired { .. } => ("enable the feature", "make it available without the feature"),
                Fact::CfgRequired { .. } => ("set the `--cfg`", "make it available without the `--cfg`"),
                _ => return None,
            };
            Some(Refusal::new(
                format!("users who did not {way} no longer find the item"),
                instead,
            ))
        }),
        ..Rule::DEFAULT
    },
    Rule {
        id: "item-removed",
        clauses: &["AK-10", "OR-03"],
        summary: "a promised item stays until a release that may remove it",
        reason: "Code that names the item no longer compiles, and requests to a removed route fail.",
        example: "`nika::Foo` is stable in 1.2.0, and 1.3.0 does not have it.",
        advice: "Keep the item and deprecate it; remove it in a release that its tier permits.",
        check: Check::Changes(Premature, |_, change| {
            let is_asked = |kind| !COMMANDS.contains(&kind) && !SETTINGS.contains(&kind);
            removed(change, is_asked, without_it(change.item()?.kind))
        }),
        ..Rule::DEFAULT
    },
    Rule {
        id: "item-renamed",
        clauses: &["AK-10", "OR-03"],
        summary: "a promised item keeps its path",
        reason: "Code that names the old path no longer compiles, although the item still exists.",
        example: "`nika::Frame` is stable in 1.2.0, and in 1.3.0 it is `nika::memory::Frame` with the same declaration.",
        advice: "Keep the old path as a `pub use` of the new one, and remove it in a release that its tier permits. rustc does not warn users of a `pub use`, so name both paths in the changelog.",
        check: Check::Changes(Premature, |_, change| {
            let (before, after) = (change.before?, change.after?);
            // A `use` brings no part of a type.
            let instead = match before.kind {
                Kind::Method => format!(
                    "keep `{}` too, as a deprecated method that calls `{}`",
                    before.id, after.id
                ),
                Kind::AssociatedConst | Kind::AssociatedType => format!("keep `{}` too, deprecated", before.id),
                _ => format!("keep the old path too, as `pub use` of `{}`", after.id),
            };
            let remark = "code that names the old path no longer compiles";
            Refusal::when(change.fact == Fact::ItemRenamed, remark, instead)
        }),
        ..Rule::DEFAULT
    },
    Rule {
        id: "member-removed",
        clauses: &["AA-03", "AB-02", "AK-02", "NI-11"],
        summary: "promised fields, variants and methods stay until a release that may remove them",
        reason: "Code that names the member no longer compiles.",
        example: "`PolicyResult` is stable and has the field `reason` in 1.2.0; 1.3.0 does not have the field.",
        advice: "Keep the member and deprecate it; remove it in a release that its tier permits.",
        check: Check::Changes(Premature, |_, change| {
            let Fact::MemberRemoved { kind } = change.fact else {
                return None;
            };
            let kind = kind_name(kind);
            let remark = format!("code that names the {kind} no longer compiles");
            Some(Refusal::new(remark, format!("restore the {kind}")))
        }),
        ..Rule::DEFAULT
    },
    Rule {
        id: "member-type-changed",
        clauses: &["AA-03", "AK-05"],
        summary: "promised fields, variants and methods keep their type",
        reason: "Code that reads, constructs or calls the member expects the old type.",
        example: "The field `workers` of a settings struct is `u32` in 1.2.0 and `Option<u32>` in 1.3.0.",
        advice: "Add a member of the new type beside it, and deprecate the old one.",
        check: Check::Changes(Premature, |_, change| {
            let is_changed = matches!(change.fact, Fact::MemberTypeChanged { .. });
            let remark = "code that uses the old type no longer compiles";
            Refusal::when(is_changed, remark, "keep the type, and add a member of the new type")
        }),
        ..Rule::DEFAULT
    },
    Rule {
        id: "namespaces-changed",
        clauses: &["NI-06"],
        summary: "the namespaces of extension fields stay as they are",
        reason: "Documents with keys of the old namespace are refused.",
        example: "Extension keys start with `x-` in 1.2.0 and with `ext-` in 1.3.0.",
        advice: "Keep the namespaces as they were first promised.",
        check: Check::Changes(Premature, |_, change| {
            let is_changed = change.fact == Fact::NamespacesChanged;
            let lost = namespaces_without(change.before, change.after).join(" or ");
            let own = change.before?.namespaces.as_ref()?;
            let remark = format!("existing documents with keys in {lost} are refused");
            let instead = format!(
                "write `extensions(core = \"{}\", community = \"{}\")` again",
                own.core.trim_end_matches('.'),
                own.community
            );
            Refusal::when(is_changed, remark, instead)
        }),
        ..Rule::DEFAULT
    },
    Rule {
        id: "required-member-added",
        clauses: &["AA-03"],
        summary: "users need no new field, and every optional member stays optional",
        reason: "Code that constructs the struct does not name the field, and existing documents do not contain it.",
        example: "Users can construct `PolicyResult` in 1.2.0, and 1.3.0 adds the field `version`.",
        advice: "Make the struct `non_exhaustive` in a major release; give the field of a document `#[serde(default)]`.",
        check: Check::Changes(Premature, |_, change| match change.fact {
            Fact::MemberAdded { kind: Kind::Field } if is_of_document(change) => Some(Refusal::new(
                "existing documents do not contain it and are refused",
                "give it `#[serde(default)]`",
            )),
            Fact::MemberAdded { kind: Kind::Field } => Some(Refusal::new(
                "code that constructs or matches the type no longer compiles",
                "remove the field",
            )),
            Fact::MemberNowRequired { .. } => {
                let remark = "documents and code that leave it out are refused";
                Refusal::when(!is_of_trait(change), remark, "restore its default")
            }
            _ => None,
        }),
        ..Rule::DEFAULT
    },
    Rule {
        id: "schema-marker-changed",
        clauses: &["NI-05", "NI-13"],
        summary: "the marker of a document stays the same",
        reason: "New releases refuse existing documents by their marker, and existing readers refuse new documents.",
        example: "Workflows begin with `nika: v1` in 1.2.0, and with `nika: v2` in 1.3.0.",
        advice: "Extend the schema under the same marker. Give an incompatible generation a type of its own.",
        check: Check::Changes(Premature, |_, change| {
            let is_changed = matches!(change.fact, Fact::SchemaMarkerChanged { .. });
            let instead = "keep the marker, and add another type for the new generation";
            Refusal::when(is_changed, "existing documents are refused", instead)
        }),
        ..Rule::DEFAULT
    },
    Rule {
        id: "seal-removed",
        level: Level::Warn,
        clauses: &["NI-08"],
        summary: "a sealed trait stays sealed",
        reason: "Once every user may implement the trait, each new method needs a default, and only a major release can seal the trait again.",
        example: "`nika::Provider` is stable and sealed in 1.2.0, and not sealed in 1.3.0.",
        advice: "Keep the seal, and list the packages that may implement the trait in `friends`. If every user may implement it, record a `[[suppression]]` in stability.toml.",
        check: Check::Changes(NotRuledOut, |_, change| {
            let remark =
                "every user may now implement it, so a method that is added later without a default breaks them";
            let instead = format!(
                "write `sealed` again, and list in `friends` the packages that may implement it; or, if every user may implement it, {RECORD_SUPPRESSION}"
            );
            Refusal::when(change.fact == Fact::Unsealed, remark, instead)
        }),
        ..Rule::DEFAULT
    },
    Rule {
        id: "setting-removed",
        clauses: &["AK-05"],
        summary: "settings and environment variables stay until a release that may remove them",
        reason: "A deployment that sets it fails, or runs with another value without a message.",
        example: "The setting `debug` is stable in 1.2.0, and 1.3.0 does not read it.",
        advice: "Keep reading the setting and deprecate it; remove it in a release that its tier permits.",
        check: Check::Changes(Premature, |_, change| {
            let is_asked = |kind| SETTINGS.contains(&kind);
            removed(change, is_asked, "deployments that set it fail or ignore it")
        }),
        ..Rule::DEFAULT
    },
    Rule {
        id: "setting-type-changed",
        clauses: &["AK-05"],
        summary: "a setting keeps its type",
        reason: "The value in existing deployments no longer parses, or means something else.",
        example: "The setting `debug` is a `bool` in 1.2.0, and a `String` in 1.3.0.",
        advice: "Add a setting of the new type beside it, and deprecate the old one.",
        check: Check::Changes(Premature, |_, change| {
            let is_changed = change.is_signature() && is_of_kind(change, &SETTINGS);
            let remark = "values in existing deployments may no longer parse";
            Refusal::when(is_changed, remark, "keep the type, and add a setting of the new type")
        }),
        ..Rule::DEFAULT
    },
    Rule {
        id: "signature-changed",
        clauses: &["AB-03"],
        summary: "a promised item keeps its declaration",
        reason: "Code that calls, names or implements the item expects the old declaration.",
        example: "`nika::run` is stable as `fn run(name: &str)` in 1.2.0, and is `fn run(name: &str, turns: u32)` in 1.3.0.",
        advice: "Keep the item, and add another one with a new name beside it.",
        check: Check::Changes(Premature, |_, change| {
            let has_own_rule = |item: &Item| {
                let kinds = [Kind::ErrorCode, Kind::Setting, Kind::Env, Kind::Artefact];
                kinds.contains(&item.kind) || is_constructor(item)
            };
            let is_changed = change.is_signature() && !adds_to_trait(change) && !change.before.is_none_or(has_own_rule);
            let (affected, instead) = match &change.fact {
                Fact::Shape {
                    change: ChangeKind::ImplRemoved | ChangeKind::AutoTraitLost,
                    from,
                    ..
                } => (
                    format!("code that needs `{from}` no longer compiles"),
                    format!("let it implement `{from}` again"),
                ),
                _ => (
                    "code that uses the old declaration may no longer compile".to_owned(),
                    "keep the declaration, and add an item with another name".to_owned(),
                ),
            };
            // Where rustc was asked, its answer follows.
            let remark = if change.note.is_some() { String::new() } else { affected };
            Refusal::when(is_changed, remark, instead)
        }),
        ..Rule::DEFAULT
    },
    Rule {
        id: "signature-undecided",
        level: Level::Warn,
        summary: "rustc confirms that a rewritten declaration means the same",
        reason: "Declarations can differ in text alone. `check` asks rustc to compile code that uses the old declaration. Where no such code can be written, for example because a private type has no name, the question stays open.",
        example: "`nika::run` took a hidden type and returned `other::Result<u8>` in 1.2.0, and returns `Result<u8, other::Error>` in 1.3.0.",
        advice: "Compile code that uses the old declaration against the new version, and undo the change if that fails.",
        check: Check::Changes(Promised, |comparison, change| {
            let is_undecided = matches!(change.fact, Fact::Shape { is_undecided: true, .. });
            let breaks = comparison.tier_policy(change.package, change.tier).breaks;
            let is_allowed = breaks.is_met_by(comparison.releases.bump(change.package));
            let is_excepted = comparison.exception(change.package, &change.name()).is_some();
            let is_refused = is_undecided && !is_allowed && !is_excepted;
            let remark = "the declarations alone do not show whether users are affected";
            let trial = format!(
                "compile code that uses `{}`, once with the last release of its package and once with this version",
                change.name()
            );
            is_refused.then(|| Refusal::new(remark, tried(&trial)))
        }),
        ..Rule::DEFAULT
    },
    Rule {
        id: "since-changed",
        level: Level::Warn,
        summary: "the `since` of a released item does not change",
        reason: "Users read from `since` which version they need. A later version hides releases that kept the promise; an earlier one names a release that never made it.",
        example: "`nika::Foo` is stable since 1.0.0 in the contract of 1.2.0, and stable since 1.1.0 in that of 1.3.0.",
        advice: "Write the previous version. Only a change of the tier gets a new `since`.",
        check: Check::Changes(Promised, |comparison, change| {
            let Fact::SinceChanged { from: Some(from), .. } = &change.fact else {
                return None;
            };
            // Until it is released, or while it is `next`, it is a plan.
            let released = comparison.releases.version_before(change.package);
            let from: Version = from.parse().ok()?;
            let is_released = released.is_none_or(|released| from <= *released);
            let remark = "users read from `since` which version they need";
            Refusal::when(is_released, remark, format!("write `since = \"{from}\"` again"))
        }),
        ..Rule::DEFAULT
    },
    Rule {
        id: "tier-lowered",
        clauses: &["AK-10", "OR-03"],
        summary: "the tier of an item is not lowered",
        reason: "Users chose the item because of its tier. A lower tier breaks the promise before any code breaks.",
        example: "`nika::Foo` is stable in 1.2.0 and beta in 1.3.0.",
        advice: "Write the previous tier, and lower it in a release that the tier permits.",
        check: Check::Changes(Premature, |_, change| match change.fact {
            Fact::TierLowered { from, .. } => {
                let remark = format!("users who rely on `{from}` lose that promise");
                Some(Refusal::new(remark, format!("write `{from}` again")))
            }
            Fact::ImplementTierLowered { from, .. } => {
                let had = change.before.and_then(|item| item.implement);
                let instead = match had {
                    Some(_) => format!("write `implement = {from}` again"),
                    None => format!(
                        "remove `implement` from its attribute, so that users who implement it have `{from}` again"
                    ),
                };
                Some(Refusal::new("users who implement the trait lose that promise", instead))
            }
            _ => None,
        }),
        ..Rule::DEFAULT
    },
    Rule {
        id: "trait-method-added-without-default",
        clauses: &["NI-01"],
        summary: "a trait that users implement gets no required method",
        reason: "Implementations in other packages lack the method and no longer compile.",
        example: "`nika::MemoryStore` is stable and not sealed in 1.2.0, and 1.3.0 adds the method `compact` without a body.",
        advice: "Give the method a body, mark it `#[reserved(until = \"…\")]`, or put it into a trait of its own.",
        check: Check::Changes(Premature, |_, change| match change.fact {
            _ if !is_of_trait(change) => None,
            Fact::MemberAdded { .. } => {
                let remark = "implementations in other packages no longer compile";
                Some(Refusal::new(remark, "give it a default"))
            }
            // Of a trait without an attribute on its members, the compiler knows them.
            Fact::Shape { .. } if adds_to_trait(change) => {
                let remark = "implementations in other packages no longer compile";
                Some(Refusal::new(
                    remark,
                    "give it a default, or put it into a trait of its own",
                ))
            }
            Fact::MemberNowRequired { .. } => {
                let remark = "implementations in other packages that rely on the default no longer compile";
                Some(Refusal::new(remark, "restore its default"))
            }
            _ => None,
        }),
        ..Rule::DEFAULT
    },
    Rule {
        id: "trait-sealed",
        clauses: &["NI-08"],
        summary: "a trait that users may implement is not sealed later",
        reason: "Implementations in other packages no longer compile.",
        example: "`nika::MemoryStore` is stable and not sealed in 1.2.0, and sealed in 1.3.0.",
        advice: "Seal a trait before the first release that promises it, or in a major release.",
        check: Check::Changes(Premature, |_, change| {
            let remark = "implementations in other packages no longer compile";
            Refusal::when(change.fact == Fact::Sealed, remark, "remove `sealed`")
        }),
        ..Rule::DEFAULT
    },
    Rule {
        id: "type-now-exhaustive",
        level: Level::Warn,
        clauses: &["NI-03"],
        summary: "a `non_exhaustive` type stays `non_exhaustive`",
        reason: "From the next release on, a new field or variant breaks code that constructs or matches the type.",
        example: "`nika::Request` is stable and `non_exhaustive` in 1.2.0, and not `non_exhaustive` in 1.3.0.",
        advice: "Keep `non_exhaustive`, unless the type will never get a new field or variant.",
        check: Check::Changes(NotRuledOut, |_, change| {
            let remark = "from now on, a new field or variant breaks their code";
            let instead = format!(
                "write `non_exhaustive` again; or, if the type never gets a new field or variant, {RECORD_SUPPRESSION}"
            );
            Refusal::when(change.fact == Fact::NowExhaustive, remark, instead)
        }),
        ..Rule::DEFAULT
    },
    Rule {
        id: "type-now-non-exhaustive",
        clauses: &["NI-03"],
        summary: "a type without `non_exhaustive` does not become `non_exhaustive`",
        reason: "A literal of the struct, or a `match` without `_`, no longer compiles in other packages.",
        example: "`nika::Answer` is stable and exhaustive in 1.2.0, and `non_exhaustive` in 1.3.0.",
        advice: "Write `non_exhaustive` before the first release that promises the type, or in a major release.",
        check: Check::Changes(Premature, |_, change| {
            let remark = "code in other packages that does so no longer compiles";
            Refusal::when(change.fact == Fact::NowNonExhaustive, remark, "undo the change")
        }),
        ..Rule::DEFAULT
    },
    Rule {
        id: "variant-added-to-exhaustive-enum",
        clauses: &["NI-03"],
        summary: "an exhaustive enum gets no new variant",
        reason: "A `match` over all variants no longer compiles.",
        example: "`nika::Tier` is stable and not `non_exhaustive` in 1.2.0, and 1.3.0 adds the variant `Gold`.",
        advice: "Put the new case into a type of its own, or make the enum `non_exhaustive` in a major release and add variants from then on.",
        check: Check::Changes(Premature, |_, change| {
            let is_variant = matches!(change.fact, Fact::MemberAdded { kind: Kind::Variant });
            is_variant.then(|| {
                Refusal::new(
                    "code that matches the enum exhaustively no longer compiles",
                    "remove the variant",
                )
            })
        }),
        ..Rule::DEFAULT
    },
];

/// What a program is called with, and what it answers.
const COMMANDS: [Kind; 3] = [Kind::Command, Kind::CommandOption, Kind::ExitCode];

/// What a program is configured by.
const SETTINGS: [Kind; 2] = [Kind::Setting, Kind::Env];

/// The new fields of the type that a constructor makes, if its attribute generates the constructor: that is where the type is.
fn new_fields(comparison: &Comparison<'_>, change: &Change<'_>) -> Vec<String> {
    let find = || {
        let constructor = change.after?;
        let owner = split_last(&constructor.id).0;
        let (was, is) = (comparison.item_before(owner)?, comparison.item(owner)?);
        let is_generated = is.location.line > 0 && is.location == constructor.location;
        is_generated.then_some((was, is))
    };
    let Some((was, is)) = find() else {
        return Vec::new();
    };
    let fields = is.members.iter().filter(|member| member.kind == Kind::Field);
    let is_new = |name: &str| was.members.iter().all(|member| member.name != name);
    let new = fields.filter(|field| is_new(&field.name));
    new.map(|field| format!("`{}`", field.name)).collect()
}

/// What the removal of an item means for its users.
fn without_it(kind: Kind) -> &'static str {
    match kind {
        Kind::Route => "requests to it fail",
        Kind::Guarantee => "users can no longer rely on it",
        Kind::ErrorCode => "programs that handle the code no longer meet it",
        Kind::Schema | Kind::Format | Kind::Artefact => "programs that read or write it may fail",
        Kind::Event | Kind::Metric | Kind::WireName => "programs that wait for it no longer meet it",
        Kind::SqlFunction | Kind::SqlView | Kind::PythonModule | Kind::Interface => "code that uses it fails",
        _ => "code that names it no longer compiles",
    }
}

/// Refuses the removal of an item of such a kind; `affected` says what it means for users.
fn removed(change: &Change<'_>, is_asked: impl Fn(Kind) -> bool, affected: &'static str) -> Option<Refusal> {
    let is_asked = change.item().is_some_and(|item| is_asked(item.kind));
    let is_member = matches!(change.fact, Fact::MemberRemoved { .. } | Fact::ItemRenamed);
    let is_refused = change.is_removal() && !is_member && is_asked;
    is_refused.then(|| Refusal::new(format!("it was {}; {affected}", change.tier), "restore it"))
}

/// Whether a code means another error.
fn is_other_error(change: &Change<'_>) -> bool {
    change.is_signature() || matches!(change.fact, Fact::MeaningMoved { .. })
}

/// Whether it was an item of one of these kinds.
fn is_of_kind(change: &Change<'_>, kinds: &[Kind]) -> bool {
    change.before.is_some_and(|item| kinds.contains(&item.kind))
}

/// Whether the compiler says that a trait has one more item.
fn adds_to_trait(change: &Change<'_>) -> bool {
    matches!(
        &change.fact,
        Fact::Shape {
            change: ChangeKind::TraitItemAdded,
            ..
        }
    )
}

fn is_of_trait(change: &Change<'_>) -> bool {
    change.item().is_some_and(|item| item.kind == Kind::Trait)
}

/// Whether it alters a frozen trait for those who implement or wrap it: other members, supertraits, or seal.
fn is_of_frozen_trait(change: &Change<'_>) -> bool {
    let alters = matches!(
        change.fact,
        Fact::MemberAdded { .. }
            | Fact::MemberRemoved { .. }
            | Fact::MemberTypeChanged { .. }
            | Fact::MemberNowRequired { .. }
            | Fact::SignatureChanged { .. }
            | Fact::Shape { .. }
            | Fact::Sealed
            | Fact::Unsealed
    );
    alters && change.tier == Tier::Frozen && is_of_kind(change, &[Kind::Trait])
}

/// Whether it is the documents alone that lack the field, since users do not build the struct in full.
fn is_of_document(change: &Change<'_>) -> bool {
    let item = change.before.filter(|item| item.kind == Kind::Struct);
    item.is_some_and(|item| item.document && item.exhaustive != Some(true))
}
