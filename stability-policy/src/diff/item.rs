//! Two states of one item.

use stability::__internal::admits;
use stability::Kind;
use stability::contract::{Item, Member};

use super::deprecation::Compared;
use super::{Change, Effect, Fact, declaration, implementers, member, standing, wire};

/// Adds what differs between two states of one item.
pub fn compare<'a>(from: &'a Item, to: &'a Item, deprecations: &Compared<'a>, changes: &mut Vec<Change<'a>>) {
    let mut facts = Vec::new();
    standing(from, to, deprecations, &mut facts);
    declaration::compare(from, to, &mut facts);
    shape(from, to, &mut facts);
    add(from, to, facts, changes);
    if is_described(from) || is_described(to) {
        member::compare_described(from, to, deprecations, changes);
    } else {
        member::compare_all(from, to, deprecations, changes);
    }
    wire::compare(from, to, changes);
}

/// Whether only the compiler describes it: no record states its declaration and its members.
fn is_described(item: &Item) -> bool {
    item.has_shape() && item.signature.is_none() && item.members.iter().all(is_deprecation)
}

/// Whether nothing is stated of a member but its deprecation, or that of its fields.
fn is_deprecation(member: &Member) -> bool {
    member.tier.is_none() && member.signature.is_none() && member.members.iter().all(is_deprecation)
}

/// Adds what differs in what is promised of one path, whatever item it leads to.
pub fn compare_standing<'a>(from: &'a Item, to: &'a Item, deprecations: &Compared<'a>, changes: &mut Vec<Change<'a>>) {
    let mut facts = Vec::new();
    standing(from, to, deprecations, &mut facts);
    add(from, to, facts, changes);
}

/// Adds what differs besides the path and what comes with it: a declaration that is the same but for its name, and the version
/// since which the path has its tier. Where the path is kept, its tier has been compared too.
pub fn compare_renamed<'a>(
    from: &'a Item,
    to: &'a Item,
    is_kept: bool,
    deprecations: &Compared<'a>,
    changes: &mut Vec<Change<'a>>,
) {
    let mut facts = Vec::new();
    if !is_kept {
        standing(from, to, deprecations, &mut facts);
        facts.retain(|(fact, _)| !matches!(fact, Fact::SinceChanged { .. }));
    }
    shape(from, to, &mut facts);
    add(from, to, facts, changes);
    member::compare_all(from, to, deprecations, changes);
    wire::compare(from, to, changes);
}

fn add<'a>(from: &'a Item, to: &'a Item, facts: Vec<(Fact, Effect)>, changes: &mut Vec<Change<'a>>) {
    let change = |(fact, effect)| Change::of_item(fact, effect, Some(from), Some(to));
    changes.extend(facts.into_iter().map(change));
}

fn standing<'a>(from: &'a Item, to: &'a Item, deprecations: &Compared<'a>, facts: &mut Vec<(Fact, Effect)>) {
    standing::tier(from.tier, to.tier, facts);
    if from.tier == to.tier {
        standing::since(from.since.as_ref(), to.since.as_ref(), facts);
    }
    implementers::compare(from, to, facts);
    let until = (from.until.as_ref(), to.until.as_ref());
    standing::graduation_in_tiers((from.tier, to.tier), until, facts);
    deprecations.items(from, to, facts);
    standing::feature(from.feature.as_ref(), to.feature.as_ref(), facts);
    standing::audience(from.audience.as_ref(), to.audience.as_ref(), facts);
    standing::cfg(from.cfg.as_ref(), to.cfg.as_ref(), facts);
    standing::may_expose(&from.may_expose, &to.may_expose, facts);
    if from.package_name() != to.package_name() {
        let (from, to) = (from.package_name().to_owned(), to.package_name().to_owned());
        facts.push((Fact::OwnerChanged { from, to }, Effect::Neutral));
    }
}

fn shape(from: &Item, to: &Item, facts: &mut Vec<(Fact, Effect)>) {
    match (from.exhaustive, to.exhaustive) {
        (Some(true), Some(false)) => facts.push((Fact::NowNonExhaustive, Effect::Breaking)),
        (Some(false), Some(true)) => facts.push((Fact::NowExhaustive, Effect::Additive)),
        _ => {}
    }
    match (&from.sealed, &to.sealed) {
        (None, Some(_)) => facts.push((Fact::Sealed, Effect::Breaking)),
        (Some(_), None) => facts.push((Fact::Unsealed, Effect::Additive)),
        (Some(from), Some(to)) => {
            let kept: Vec<&str> = to.friends.iter().map(String::as_str).collect();
            let removed = from.friends.iter().filter(|friend| !admits(&kept, friend));
            let fact = |friend: &String| Fact::FriendRemoved { friend: friend.clone() };
            facts.extend(removed.map(|friend| (fact(friend), Effect::Breaking)));
            let known: Vec<&str> = from.friends.iter().map(String::as_str).collect();
            let added = to.friends.iter().filter(|friend| !admits(&known, friend));
            let fact = |friend: &String| Fact::FriendAdded { friend: friend.clone() };
            facts.extend(added.map(|friend| (fact(friend), Effect::Neutral)));
        }
        (None, None) => {}
    }
    if from.schema != to.schema {
        let marker = |item: &Item| item.schema.as_ref().map(ToString::to_string);
        let (from, to) = (marker(from), marker(to));
        facts.push((Fact::SchemaMarkerChanged { from, to }, Effect::Breaking));
    }
    if from.namespaces != to.namespaces {
        let effect = match from.namespaces {
            Some(_) => Effect::Breaking,
            None => Effect::Additive,
        };
        facts.push((Fact::NamespacesChanged, effect));
    }
    if from.kind == Kind::ErrorCode {
        let is_another = facts
            .iter()
            .any(|(fact, _)| matches!(fact, Fact::SignatureChanged { .. }));
        match (is_retired(from), is_retired(to)) {
            (false, true) => facts.push((Fact::CodeRetired, Effect::Neutral)),
            (true, false) if !is_another => facts.push((Fact::CodeUnretired, Effect::Neutral)),
            _ => {}
        }
    }
    // What its policy says of that, the rules about generated output decide, which may have the files themselves.
    if let (Some(was), Some(is)) = (&from.contents, &to.contents)
        && was != is
    {
        facts.push((Fact::ContentsChanged, Effect::Neutral));
    }
    match (&from.erased, &to.erased) {
        (Some(_), None) => facts.push((Fact::ErasedRemoved, Effect::Breaking)),
        (None, Some(_)) => facts.push((Fact::ErasedAdded, Effect::Neutral)),
        _ => {}
    }
}

/// Whether a code is kept only so that its number stays taken, as its record says.
pub fn is_retired(code: &Item) -> bool {
    code.note.as_deref().is_some_and(|note| note.starts_with("retired"))
}
