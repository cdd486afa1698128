//! What builds a value of its type.

use stability::__internal::split_last;
use stability::Kind;
use stability::contract::Item;

use crate::words::has_word;

/// Whether an item is an associated function that gives its own type: `new`, and what `with_…` makes of a value.
///
/// That is read off its declaration: it returns `Self` or its type, alone or in a `Result`, and takes no receiver unless its
/// name starts with `with_`.
pub fn is_constructor(item: &Item) -> bool {
    returns_its_type(item).is_some_and(|takes_self| !takes_self || split_last(&item.id).1.starts_with("with_"))
}

/// The type that an associated function makes without taking one.
pub fn constructed_type(item: &Item) -> Option<&str> {
    let takes_self = returns_its_type(item)?;
    (!takes_self).then(|| split_last(&item.id).0)
}

/// Whether an associated function that returns its type has a receiver; `None` of what returns anything else.
fn returns_its_type(item: &Item) -> Option<bool> {
    let signature = item.signature.as_deref().filter(|_| item.kind == Kind::Method)?;
    let owner = split_last(split_last(&item.id).0).1;
    let (parameters, returned) = signature.rsplit_once("-> ")?;
    let (_, parameters) = parameters.split_once('(')?;
    let receiver = parameters.split([',', ')', ':']).next().unwrap_or_default();
    let returns = has_word(returned, "Self") || has_word(returned, owner);
    returns.then(|| has_word(receiver, "self"))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::is_constructor;
    use crate::diff::tests::written;

    #[test]
    fn a_constructor_gives_its_own_type_out_of_something_else() {
        for (id, signature, expected) in [
            ("nika::Frame::new", "fn new() -> Self", true),
            ("nika::Frame::open", "fn open(path: &str) -> Result<Self, Error>", true),
            ("nika::Frame::empty", "const fn empty() -> Frame", true),
            (
                "nika::Frame::with_text",
                "fn with_text(mut self, text: String) -> Self",
                true,
            ),
            ("nika::Frame::rest", "fn rest(&self) -> Self", false),
            ("nika::Frame::text", "fn text() -> Text", false),
            ("nika::Frame::clear", "fn clear(&mut self)", false),
        ] {
            for (kind, expected) in [("method", expected), ("fn", false)] {
                let item = json!({ "id": id, "kind": kind, "signature": signature });
                let contract = written::contract("1.0.0", &[item]);
                assert_eq!(is_constructor(&contract.items()[0]), expected, "{kind} {signature}");
            }
        }
    }
}
