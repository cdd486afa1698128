//! What is promised in words: what an exit code means, what a setting does, what a guarantee states.
//!
//! Words that are others may still mean the same, and no program can tell. But where the words of one thing were those of another,
//! the two have exchanged their meanings, or one has taken that of the other.

use std::collections::BTreeMap;

use stability::contract::{Contract, Item};
use stability::{Kind, Namespace};

use super::{Change, Effect, Fact};

/// Adds what differs between the words of two states of each item.
pub fn compare<'a>(
    before: &'a Contract,
    after: &'a Contract,
    same: &[(&'a Item, &'a Item)],
    changes: &mut Vec<Change<'a>>,
) {
    let (was, is) = (Meanings::of(before), Meanings::of(after));
    for (from, to) in same.iter().copied() {
        let is_of_surface = matches!(
            from.kind.namespace(),
            Namespace::Surface | Namespace::Code | Namespace::Schema
        );
        let fact = match from.kind {
            Kind::Guarantee => reworded(from, to, is_another_promise),
            _ if is_of_surface => moved(from, to, &was, &is).or_else(|| reworded(from, to, is_another_text)),
            _ => None,
        };
        changes.extend(fact.map(|(fact, effect)| Change::of_item(fact, effect, Some(from), Some(to))));
    }
}

/// What is meant by the same words among things that could be taken for each other: the codes of one command, the settings.
struct Meanings<'a>(BTreeMap<(Kind, &'a str, String), Vec<&'a str>>);

impl<'a> Meanings<'a> {
    fn of(contract: &'a Contract) -> Self {
        let mut meanings: BTreeMap<_, Vec<&str>> = BTreeMap::new();
        for item in contract.items() {
            if let Some(key) = key(item) {
                meanings.entry(key).or_default().push(&item.id);
            }
        }
        Self(meanings)
    }

    /// The other things that mean what `item` does.
    fn others(&self, item: &'a Item) -> impl Iterator<Item = &'a str> {
        let found = key(item).and_then(|key| self.0.get(&key));
        found.into_iter().flatten().copied().filter(|id| *id != item.id)
    }
}

/// The code of a variant means what the variant does, whatever its text.
fn key(item: &Item) -> Option<(Kind, &str, String)> {
    if item.kind == Kind::ErrorCode && item.signature.is_some() {
        return None;
    }
    let meaning = item.text.as_deref().map(normal).filter(|text| !text.is_empty())?;
    let command = match item.kind {
        Kind::ExitCode | Kind::CommandOption => item.name.rsplit_once(' ').map_or("", |(command, _)| command),
        _ => "",
    };
    Some((item.kind, command, meaning))
}

/// Words without what means nothing: white space, the case of letters, a full stop at the end.
fn normal(text: &str) -> String {
    let words: Vec<String> = text.split_whitespace().map(str::to_lowercase).collect();
    words.join(" ").trim_end_matches('.').to_owned()
}

/// Whether one of the two has now the meaning that another thing had, or another thing has the meaning that it had.
fn moved<'a>(from: &'a Item, to: &'a Item, was: &Meanings<'a>, is: &Meanings<'a>) -> Option<(Fact, Effect)> {
    let (before, after) = (from.text.as_deref()?, to.text.as_deref()?);
    if normal(before) == normal(after) {
        return None;
    }
    // What had the same meaning before and still has it is no witness.
    let meant_it_before = |id: &str| was.others(from).any(|other| other == id);
    let taken = was.others(to).next().map(|other| (other, true));
    let lost = || Some((is.others(from).find(|id| !meant_it_before(id))?, false));
    let (other, taken) = taken.or_else(lost)?;
    let fact = Fact::MeaningMoved {
        from: before.into(),
        to: after.into(),
        other: other.into(),
        taken,
    };
    Some((fact, Effect::Breaking))
}

/// What is stated in other words. A guarantee promises its words; what was not stated promised nothing.
fn reworded(from: &Item, to: &Item, is_another: fn(&str, &str) -> bool) -> Option<(Fact, Effect)> {
    let text = |item: &Item| item.text.clone().unwrap_or_default();
    let (before, after) = (text(from), text(to));
    let effect = match from.kind {
        _ if before.is_empty() => Effect::Additive,
        Kind::Guarantee => Effect::Breaking,
        _ => Effect::Neutral,
    };
    // A description that is new is no addition to what is promised.
    let is_first_description = before.is_empty() && from.kind != Kind::Guarantee;
    (!is_first_description && is_another(&before, &after)).then(|| {
        let (from, to) = (before, after);
        (Fact::TextChanged { from, to }, effect)
    })
}

/// Users rely on each word of a guarantee, and on whether it is `MUST` or `must`.
fn is_another_promise(before: &str, after: &str) -> bool {
    let words = |text: &str| {
        text.trim_end()
            .trim_end_matches('.')
            .split_whitespace()
            .map(String::from)
            .collect::<Vec<_>>()
    };
    words(before) != words(after)
}

fn is_another_text(before: &str, after: &str) -> bool {
    normal(before) != normal(after)
}
