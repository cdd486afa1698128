//! What the items are: a change of what is promised that the release is too small for.

use semver::Version;
use stability::contract::Item;
use stability::{Kind, Tier};

use crate::Level;
use crate::comparison::Selection::{Breaking, NotRuledOut, Premature, Promised, RuledOut};
use crate::constructor::is_constructor;
use crate::diff::{Change, Effect, Fact, is_retired};
use crate::rule::{Check, Refusal, Rule, files};

files! {
    error_code_reused,
}

/// The rules that look at one change.
pub(super) const RULES: &[Rule] = &[
    Rule {
        id: "command-removed",
        clauses: &["AK-04"],
        summary: "commands, options and exit codes stay",
        reason: "Scripts call them, and nobody sees that they fail until they run.",
        example: "`aksara doctor launch-check` is stable in 1.2.0, and 1.3.0 does not know it.",
        advice: "Keep the command as a deprecated one that says what to call instead.",
        check: Check::Changes(Premature, |_, change| removed(change, |kind| COMMANDS.contains(&kind))),
        ..Rule::DEFAULT
    },
    Rule {
        id: "constructor-signature-changed",
        clauses: &["NI-04", "NI-11"],
        summary: "a constructor keeps its parameters",
        reason: "A constructor stands in for the literal that `non_exhaustive` took away: every user who builds the type calls it.",
        example: "`InferRequest::new(provider, model)` is stable in 1.2.0, and takes `memory` as well in 1.3.0.",
        advice: "Mark the field with `default`, which makes it a `with_…` and leaves the constructor as it is.",
        check: Check::Changes(Premature, |_, change| {
            let is_changed = change.is_signature() && change.before.is_some_and(is_constructor);
            Refusal::when(is_changed, "leave it, and mark what is added with `default`")
        }),
        ..Rule::DEFAULT
    },
    Rule {
        id: "dyn-variant-removed",
        clauses: &["NI-02"],
        summary: "a trait that could be `dyn` still can",
        reason: "A `Box<dyn …>` of the trait no longer compiles, and with it whatever chooses an implementation at run time.",
        example: "`nika::MemoryStore` is stable with the form `DynMemoryStore` in 1.2.0, and without one in 1.3.0.",
        advice: "Keep `erased(…)`, or whatever made the trait usable as `dyn`.",
        check: Check::Changes(Premature, |_, change| {
            Refusal::when(change.fact == Fact::ErasedRemoved, "write `erased` again")
        }),
        ..Rule::DEFAULT
    },
    Rule {
        id: "error-code-repurposed",
        clauses: &["AA-09", "AB-04", "NI-07"],
        summary: "an error code keeps its meaning, in every release",
        reason: "Programs decide by the code what to do. With another meaning they do the wrong thing, and nothing tells them.",
        example: "`NIKA-AUTH-001` is `AuthError::Expired` in 1.2.0, and `AuthError::Revoked` in 2.0.0.",
        advice: "Give the other error a free number, and retire this code.",
        check: Check::Changes(Breaking, |comparison, change| {
            change
                .before
                .filter(|code| code.kind == Kind::ErrorCode && !is_retired(code))?;
            // No release makes another meaning right for what is stable. What is weaker may change as its tier says.
            let is_kept = change.tier < Tier::Stable && comparison.is_permitted(change);
            let instead = "give the other error a code of its own and retire this one, or record an `[[exception]]` with a reason";
            Refusal::when(is_other_error(change) && !is_kept, instead)
        }),
        ..Rule::DEFAULT
    },
    Rule {
        id: "friend-removed",
        clauses: &["NI-08"],
        summary: "who may implement a sealed trait may go on to",
        reason: "The package that was let in no longer compiles.",
        example: "`nika::Provider` is stable and sealed with the friend `nika-echo` in 1.2.0, and without it in 1.3.0.",
        advice: "Leave the friend in, or a pattern that covers it.",
        check: Check::Changes(Premature, |_, change| {
            Refusal::when(matches!(change.fact, Fact::FriendRemoved { .. }), "let it in again")
        }),
        ..Rule::DEFAULT
    },
    Rule {
        id: "frozen-broken",
        clauses: &["AB-05"],
        summary: "what is frozen breaks only by an exception",
        reason: "A freeze holds against every release in its scope. What is critical is recorded with its reason, so that users can see why.",
        example: "`RunRecord` is frozen, and the next release within the freeze has no field `question`.",
        advice: "Take the change back, or record an `[[exception]]` with a reason and what users do instead.",
        check: Check::Changes(RuledOut, |_, change| {
            // A code has rules of its own, whatever the release.
            let is_code = change.before.is_some_and(|item| item.kind == Kind::ErrorCode);
            let is_reported = is_code && is_other_error(change) || is_of_frozen_trait(change);
            // What no item states has rules of its own too.
            let is_refused = change.effect == Effect::Breaking && !is_reported && change.before.is_some();
            is_refused.then(|| Refusal::new(format!("and was {}", change.tier), "take it back"))
        }),
        ..Rule::DEFAULT
    },
    Rule {
        id: "frozen-extended",
        clauses: &["AB-01", "AB-02"],
        summary: "what is frozen does not grow either",
        reason: "A freeze is a list that is done: whoever copied it, mirrored it or audited it has all of it.",
        example: "`PolicyResult` is frozen with six fields, and the next release within the freeze has a seventh that breaks no one.",
        advice: "Give the field a weaker tier, add a type beside it, or record an exception with its reason.",
        check: Check::Changes(RuledOut, |_, change| {
            let instead = match change.fact {
                Fact::MemberAdded { .. } => "take it back, or give it a weaker tier",
                _ => "take it back",
            };
            let is_refused = change.effect == Effect::Additive && !is_of_frozen_trait(change);
            is_refused.then(|| Refusal::new("and is frozen", instead))
        }),
        ..Rule::DEFAULT
    },
    Rule {
        id: "frozen-trait-changed",
        clauses: &["NI-14"],
        summary: "a frozen trait keeps its methods, its supertraits and its seal",
        reason: "Who implements or wraps a frozen trait counts on all of it, and a method with a default is more to forward and to test.",
        example: "`nika::Provider` is frozen with four methods, and the next release has a fifth, with a default.",
        advice: "Put the method into another trait, or record an exception with its reason.",
        check: Check::Changes(RuledOut, |_, change| {
            let instead = match change.fact {
                Fact::MemberAdded { .. } => "put it into another trait",
                _ => "take it back",
            };
            is_of_frozen_trait(change).then(|| Refusal::new("in a trait whose shape is frozen", instead))
        }),
        ..Rule::DEFAULT
    },
    Rule {
        id: "generated-policy-weakened",
        clauses: &["AK-13", "AK-14", "AK-15"],
        summary: "what is generated stays under its policy",
        reason: "A frozen file that may change, or a list that may lose entries, is another promise to whoever reads it.",
        example: "`generated/schema.sql` is `frozen` in 1.2.0, and `free` in 1.3.0.",
        advice: "Write the policy that it had.",
        check: Check::Changes(Premature, |_, change| match &change.fact {
            Fact::SignatureChanged { from, .. } if is_of_kind(change, &[Kind::Artefact]) => {
                Some(Refusal::new("", format!("write `{from}` again")))
            }
            _ => None,
        }),
        ..Rule::DEFAULT
    },
    Rule {
        id: "guarantee-changed",
        clauses: &["AK-17", "AA-02"],
        summary: "a promised behaviour stays as it was worded",
        reason: "Users rely on each word of it, and no compiler tells them when it is another one.",
        example: "The guarantee `default-deny` says “unless a policy returns allow” in 1.2.0, and “unless a policy returns deny” in 1.3.0.",
        advice: "Leave the words, and state what is new as a guarantee of its own.",
        check: Check::Changes(Premature, |_, change| {
            let instead = "leave the words, and state what is new as a guarantee of its own";
            Refusal::when(matches!(change.fact, Fact::TextChanged { .. }), instead)
        }),
        ..Rule::DEFAULT
    },
    Rule {
        id: "feature-now-required",
        clauses: &["NI-09"],
        summary: "what is there without a feature stays there without it",
        reason: "Whoever did not turn the feature on no longer finds the item.",
        example: "`nika::shell` is stable in 1.2.0, and in 1.3.0 it needs the feature `shell`.",
        advice: "Leave it visible, or put it behind a feature that is on by default and name that in the release that its tier asks for.",
        check: Check::Changes(Premature, |_, change| {
            let instead = match change.fact {
                Fact::FeatureRequired { .. } => "make it visible without the feature",
                Fact::CfgRequired { .. } => "make it visible without the `--cfg`",
                _ => return None,
            };
            Refusal::when(true, instead)
        }),
        ..Rule::DEFAULT
    },
    Rule {
        id: "item-removed",
        clauses: &["AK-10", "OR-03"],
        summary: "what is promised stays, until a release that may remove it",
        reason: "Whoever names the item no longer compiles, and whoever calls it is no longer answered.",
        example: "`nika::Foo` is stable in 1.2.0, and 1.3.0 has no `nika::Foo`.",
        advice: "Keep the item and deprecate it; remove it in the release that its tier asks for.",
        check: Check::Changes(Premature, |_, change| {
            removed(change, |kind| !COMMANDS.contains(&kind) && !SETTINGS.contains(&kind))
        }),
        ..Rule::DEFAULT
    },
    Rule {
        id: "item-renamed",
        clauses: &["AK-10", "OR-03"],
        summary: "what is promised keeps its path",
        reason: "Whoever names the item by the path it had no longer compiles, although all of it is there.",
        example: "`nika::Frame` is stable in 1.2.0, and in 1.3.0 it is `nika::memory::Frame`, declared as before.",
        advice: "Keep the path as a deprecated `pub use` of the other one, and remove it in the release that its tier asks for.",
        check: Check::Changes(Premature, |_, change| {
            let (before, after) = (change.before?, change.after?);
            // A `use` brings no part of a type.
            let instead = match before.kind {
                Kind::Method => format!("keep `{}` as a deprecated method that calls `{}`", before.id, after.id),
                Kind::AssociatedConst | Kind::AssociatedType => format!("keep `{}` too, deprecated", before.id),
                _ => format!("keep `{}` as a deprecated `pub use {}`", before.id, after.id),
            };
            Refusal::when(change.fact == Fact::ItemRenamed, instead)
        }),
        ..Rule::DEFAULT
    },
    Rule {
        id: "member-removed",
        clauses: &["AA-03", "AB-02", "AK-02"],
        summary: "the fields, variants and methods that are promised stay",
        reason: "Whoever names the member no longer compiles, and what was read from it is no longer there.",
        example: "`PolicyResult` is stable with the field `reason` in 1.2.0, and has no such field in 1.3.0.",
        advice: "Keep the member and deprecate it; remove it in the release that its tier asks for.",
        check: Check::Changes(Premature, |_, change| {
            Refusal::when(matches!(change.fact, Fact::MemberRemoved { .. }), "take it back")
        }),
        ..Rule::DEFAULT
    },
    Rule {
        id: "member-type-changed",
        clauses: &["AA-03", "AK-05"],
        summary: "what is promised of a field, variant or method keeps its type",
        reason: "Whoever reads, builds or calls it has written down the type it had.",
        example: "The field `workers` of a settings struct is `u32` in 1.2.0 and `Option<u32>` in 1.3.0.",
        advice: "Add a member of the other type beside it, and deprecate this one.",
        check: Check::Changes(Premature, |_, change| {
            let is_changed = matches!(change.fact, Fact::MemberTypeChanged { .. });
            Refusal::when(is_changed, "leave it, and add a member of the other type")
        }),
        ..Rule::DEFAULT
    },
    Rule {
        id: "namespaces-changed",
        clauses: &["NI-06"],
        summary: "the namespaces of extension fields stay as they are",
        reason: "Keys that documents use under a namespace are refused once it is another one.",
        example: "Documents may have keys that start with `x-` in 1.2.0, and only `ext-` in 1.3.0.",
        advice: "Leave both namespaces as they were first promised.",
        check: Check::Changes(Premature, |_, change| {
            Refusal::when(
                change.fact == Fact::NamespacesChanged,
                "write the namespaces that it had",
            )
        }),
        ..Rule::DEFAULT
    },
    Rule {
        id: "required-member-added",
        clauses: &["AA-03"],
        summary: "what users write themselves asks for no more than it did",
        reason: "Whoever builds the struct in full does not name the field, and documents that were written before do not have it.",
        example: "`PolicyResult` can be built in full in 1.2.0, and has the field `version` more in 1.3.0.",
        advice: "Leave the struct open with `non_exhaustive` in a major release; give the field of a document `#[serde(default)]`.",
        check: Check::Changes(Premature, |_, change| match change.fact {
            Fact::MemberAdded { kind: Kind::Field } if is_of_document(change) => Some(Refusal::new(
                "that documents written before do not have",
                "give it `#[serde(default)]`",
            )),
            Fact::MemberAdded { kind: Kind::Field } => Some(Refusal::new(
                "that users who build or match it must name",
                "take it back",
            )),
            Fact::MemberNowRequired { .. } => Refusal::when(!is_of_trait(change), "give it its default back"),
            _ => None,
        }),
        ..Rule::DEFAULT
    },
    Rule {
        id: "schema-marker-changed",
        clauses: &["NI-05", "NI-13"],
        summary: "documents of one contract keep their marker",
        reason: "Every document that was written before is refused by its marker, and every reader of the marker refuses the next one.",
        example: "Workflows begin with `nika: v1` in 1.2.0, and with `nika: v2` in 1.3.0.",
        advice: "Add to the schema without another marker; a generation that breaks gets a type of its own beside this one.",
        check: Check::Changes(Premature, |_, change| {
            let instead = "leave the marker, and add another type for the other generation";
            Refusal::when(matches!(change.fact, Fact::SchemaMarkerChanged { .. }), instead)
        }),
        ..Rule::DEFAULT
    },
    Rule {
        id: "seal-removed",
        level: Level::Warn,
        clauses: &["NI-08"],
        summary: "a sealed trait stays sealed",
        reason: "Once everyone may implement the trait, no method can be added without a default, and the seal can come back only in a major release.",
        example: "`nika::Provider` is stable and sealed in 1.2.0, and open in 1.3.0.",
        advice: "Keep the seal, and name who may implement the trait with `friends`.",
        check: Check::Changes(NotRuledOut, |_, change| {
            let instead = "write `sealed` again, and name who may implement it with `friends`";
            Refusal::when(change.fact == Fact::Unsealed, instead)
        }),
        ..Rule::DEFAULT
    },
    Rule {
        id: "setting-removed",
        clauses: &["AK-05"],
        summary: "settings and environment variables stay",
        reason: "A deployment that sets it is refused, or goes on with another value than it asked for.",
        example: "The setting `debug` is stable in 1.2.0, and 1.3.0 does not read it.",
        advice: "Read the setting on and deprecate it; remove it in the release that its tier asks for.",
        check: Check::Changes(Premature, |_, change| removed(change, |kind| SETTINGS.contains(&kind))),
        ..Rule::DEFAULT
    },
    Rule {
        id: "setting-type-changed",
        clauses: &["AK-05"],
        summary: "a setting keeps its type",
        reason: "The value that a deployment has set no longer parses, or means something else.",
        example: "The setting `debug` is a `bool` in 1.2.0, and a `String` in 1.3.0.",
        advice: "Add a setting of the other type beside it, and deprecate this one.",
        check: Check::Changes(Premature, |_, change| {
            let is_changed = change.is_signature() && is_of_kind(change, &SETTINGS);
            Refusal::when(is_changed, "leave it, and add a setting of the other type")
        }),
        ..Rule::DEFAULT
    },
    Rule {
        id: "signature-changed",
        clauses: &["AB-03"],
        summary: "what is promised keeps its declaration",
        reason: "Whoever calls it, names it with arguments, or implements it, has written down the declaration it had.",
        example: "`nika::run` is stable as `fn run(name: &str)` in 1.2.0, and `fn run(name: &str, turns: u32)` in 1.3.0.",
        advice: "Leave it as it is, and add one of another name beside it.",
        check: Check::Changes(Premature, |_, change| {
            let has_own_rule = |item: &Item| {
                let kinds = [Kind::ErrorCode, Kind::Setting, Kind::Env, Kind::Artefact];
                kinds.contains(&item.kind) || is_constructor(item)
            };
            let is_changed = change.is_signature() && !change.before.is_none_or(has_own_rule);
            Refusal::when(is_changed, "leave it, and add one of another name")
        }),
        ..Rule::DEFAULT
    },
    Rule {
        id: "signature-undecided",
        level: Level::Warn,
        summary: "a declaration that is written in another way is known to mean the same",
        reason: "Two declarations can differ in text alone, and rustc decides: it compiles code that uses the item as it was promised. Where no such code can be written, for example since a private type has no name, nobody has decided.",
        example: "`nika::run` took a hidden type and returned `other::Result<u8>` in 1.2.0, and returns `Result<u8, other::Error>` in 1.3.0.",
        advice: "Compile code that uses the item as it was promised against the new version; take the change back if that fails.",
        check: Check::Changes(Promised, |comparison, change| {
            let is_undecided = matches!(change.fact, Fact::Shape { is_undecided: true, .. });
            let breaks = comparison.tier_policy(change.package, change.tier).breaks;
            let is_allowed = breaks.is_met_by(comparison.releases.bump(change.package));
            let is_excepted = comparison.exception(change.package, &change.name()).is_some();
            let is_refused = is_undecided && !is_allowed && !is_excepted;
            let remark = "and the declarations do not say whether users notice";
            is_refused.then(|| Refusal::new(remark, "compile code that uses it against both versions"))
        }),
        ..Rule::DEFAULT
    },
    Rule {
        id: "since-changed",
        level: Level::Warn,
        summary: "the version since which something is promised does not move once it is released",
        reason: "Users read from it which version they need. A later one denies a release that kept the promise, an earlier one names a release that never made it.",
        example: "`nika::Foo` is stable since 1.0.0 in 1.2.0, and stable since 1.1.0 in 1.3.0.",
        advice: "Write the version that it had. Another tier comes with a `since` of its own.",
        check: Check::Changes(Promised, |comparison, change| {
            let Fact::SinceChanged { from: Some(from), .. } = &change.fact else {
                return None;
            };
            // Until it is released, or while it is `next`, it is a plan.
            let released = comparison.releases.version_before(change.package);
            let from: Version = from.parse().ok()?;
            let is_released = released.is_none_or(|released| from <= *released);
            Refusal::when(is_released, format!("write `since = \"{from}\"` again"))
        }),
        ..Rule::DEFAULT
    },
    Rule {
        id: "tier-lowered",
        clauses: &["AK-10", "OR-03"],
        summary: "what is promised is promised as much as before",
        reason: "A tier is what users chose the item for. To take it back is to break the promise before breaking the code.",
        example: "`nika::Foo` is stable in 1.2.0 and beta in 1.3.0.",
        advice: "Write the tier that it had, and lower it in the release that the tier asks for.",
        check: Check::Changes(Premature, |_, change| match change.fact {
            Fact::TierLowered { from, .. } => Some(Refusal::new("", format!("write `{from}` again"))),
            Fact::ImplementTierLowered { from, .. } => {
                let had = change.before.and_then(|item| item.implement);
                let instead = had.map_or("remove `implement`".into(), |_| {
                    format!("write `implement = {from}` again")
                });
                Some(Refusal::new("", instead))
            }
            _ => None,
        }),
        ..Rule::DEFAULT
    },
    Rule {
        id: "trait-method-added-without-default",
        clauses: &["NI-01"],
        summary: "a trait that users implement asks for no more than it did",
        reason: "Every implementation outside of the package lacks the method and no longer compiles.",
        example: "`nika::MemoryStore` is stable and open in 1.2.0, and has the method `compact` without a body in 1.3.0.",
        advice: "Give it a body, or `#[reserved(until = \"…\")]`, or a trait of its own.",
        check: Check::Changes(Premature, |_, change| match change.fact {
            _ if !is_of_trait(change) => None,
            Fact::MemberAdded { .. } => Some(Refusal::new("that every implementation must have", "give it a default")),
            Fact::MemberNowRequired { .. } => Some(Refusal::new("", "give it its default back")),
            _ => None,
        }),
        ..Rule::DEFAULT
    },
    Rule {
        id: "trait-sealed",
        clauses: &["NI-08"],
        summary: "a trait that everyone may implement stays open",
        reason: "Every implementation outside of the package no longer compiles.",
        example: "`nika::MemoryStore` is stable and open in 1.2.0, and sealed in 1.3.0.",
        advice: "Seal a trait before the first release that promises it, or in a major one.",
        check: Check::Changes(Premature, |_, change| {
            Refusal::when(change.fact == Fact::Sealed, "take it back")
        }),
        ..Rule::DEFAULT
    },
    Rule {
        id: "type-now-exhaustive",
        level: Level::Warn,
        clauses: &["NI-03"],
        summary: "what may grow stays open",
        reason: "From the next release on, a field or variant more breaks whoever builds or matches the type in full.",
        example: "`nika::Request` is stable and `non_exhaustive` in 1.2.0, and without it in 1.3.0.",
        advice: "Keep `non_exhaustive`, unless the type is never to grow.",
        check: Check::Changes(NotRuledOut, |_, change| {
            let instead = "write `non_exhaustive` again, unless it is never to grow";
            Refusal::when(change.fact == Fact::NowExhaustive, instead)
        }),
        ..Rule::DEFAULT
    },
    Rule {
        id: "type-now-non-exhaustive",
        clauses: &["NI-03"],
        summary: "what users build or match in full stays so",
        reason: "A literal of the struct, or a `match` over the enum, no longer compiles outside of the package.",
        example: "`nika::Answer` is stable and matched in full in 1.2.0, and `non_exhaustive` in 1.3.0.",
        advice: "Write `non_exhaustive` before the first release that promises the type, or in a major one.",
        check: Check::Changes(Premature, |_, change| {
            Refusal::when(change.fact == Fact::NowNonExhaustive, "take it back")
        }),
        ..Rule::DEFAULT
    },
    Rule {
        id: "variant-added-to-exhaustive-enum",
        clauses: &["NI-03"],
        summary: "an enum that is matched in full gets no variant",
        reason: "A `match` over every variant no longer compiles, or no longer covers what it is given.",
        example: "`nika::Tier` is stable and without `non_exhaustive` in 1.2.0, and has the variant `Gold` more in 1.3.0.",
        advice: "Put the case into a type of its own, or make the enum `non_exhaustive` in a major release and add to it from then on.",
        check: Check::Changes(Premature, |_, change| {
            let is_variant = matches!(change.fact, Fact::MemberAdded { kind: Kind::Variant });
            is_variant.then(|| Refusal::new("of an enum that users match in full", "take it back"))
        }),
        ..Rule::DEFAULT
    },
];

/// What a program is called with, and what it answers.
const COMMANDS: [Kind; 3] = [Kind::Command, Kind::CommandOption, Kind::ExitCode];

/// What a program is configured by.
const SETTINGS: [Kind; 2] = [Kind::Setting, Kind::Env];

/// Refuses the removal of an item of such a kind.
fn removed(change: &Change<'_>, is_asked: impl Fn(Kind) -> bool) -> Option<Refusal> {
    let is_asked = change.item().is_some_and(|item| is_asked(item.kind));
    let is_member = matches!(change.fact, Fact::MemberRemoved { .. } | Fact::ItemRenamed);
    let is_refused = change.is_removal() && !is_member && is_asked;
    is_refused.then(|| Refusal::new(format!("and was {}", change.tier), "take it back"))
}

/// Whether a code means another error.
fn is_other_error(change: &Change<'_>) -> bool {
    change.is_signature() || matches!(change.fact, Fact::MeaningMoved { .. })
}

/// Whether it was an item of one of these kinds.
fn is_of_kind(change: &Change<'_>, kinds: &[Kind]) -> bool {
    change.before.is_some_and(|item| kinds.contains(&item.kind))
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
