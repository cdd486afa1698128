//! What builds a value of its type.

use stability::__internal::split_last;
use stability::Kind;
use stability::contract::Item;

/// Whether an item is an associated function that gives its own type: `new`, and what `with_…` makes of a value.
///
/// That is read off its declaration: it returns `Self` or its type, alone or in a `Result`, and takes no receiver unless its
/// name starts with `with_`.
pub fn is_constructor(item: &Item) -> bool {
    let Some(signature) = item.signature.as_deref().filter(|_| item.kind == Kind::Method) else {
        return false;
    };
    let (owner, name) = split_last(&item.id);
    let owner = split_last(owner).1;
    let Some((parameters, returned)) = signature.rsplit_once("-> ") else {
        return false;
    };
    let gives_itself = returned
        .split(|c: char| !c.is_alphanumeric() && c != '_')
        .any(|word| word == "Self" || word == owner);
    let arguments = parameters.split_once('(').map_or("", |(_, rest)| rest);
    let first = arguments.split([',', ')']).next().unwrap_or_default();
    let takes_itself = first.split(|c: char| !c.is_alphanumeric()).any(|word| word == "self");
    gives_itself && (!takes_itself || name.starts_with("with_"))
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
