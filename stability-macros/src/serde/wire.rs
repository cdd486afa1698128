//! The form in which serde's derives write and read a type, from the words of its attributes.
//!
//! Names are computed, so that `rename` to the same name, or a `rename_all` that changes nothing, states nothing. What a `cfg_attr`
//! adds to a field is known under its predicate; of several predicates on one type, all are taken to hold, and the form is marked as
//! not known.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::TypePath;

use super::arguments::{Both, SerdeArguments};
use super::case::Case;
use super::{Derived, Trait};
use crate::conditional;
use crate::item::{Kind, Node, RawType};
use crate::signature::text;

/// The value in the record if predicates decide.
const UNDER_PREDICATES: &str = "cfg_attr";

/// How a type is written and read.
#[expect(clippy::struct_excessive_bools, reason = "each answers a question of its own")]
#[derive(Default)]
pub struct Wire {
    /// Whether serde is spoken to, or a derive of it is seen.
    pub is_stated: bool,
    pub writes: bool,
    pub reads: bool,
    pub form: Option<String>,
    pub denies_unknown: bool,
    pub parts: Vec<Part>,
    pub unknown: Vec<String>,
}

/// How a field or a variant is written and read.
#[expect(clippy::struct_excessive_bools, reason = "each answers a question of its own")]
#[derive(Default)]
pub struct Part {
    /// The attributes under which it is there.
    pub cfgs: TokenStream,
    pub name: String,
    pub written: Option<String>,
    pub read: Option<String>,
    pub aliases: Vec<String>,
    pub unwritten: bool,
    pub unread: bool,
    pub optional: bool,
    pub conditional: bool,
    pub flattened: bool,
    /// The type of a private field.
    pub of: Option<String>,
    pub other: bool,
    pub form: Option<String>,
    pub parts: Vec<Part>,
    pub unknown: Vec<String>,
}

/// The serialized form of a struct or an enum, each with its predicates; nothing without serde.
pub fn of(node: &Node, derived: &[Derived]) -> Vec<(TokenStream, Wire)> {
    if derived.is_empty() && !has_serde_attributes(node) {
        return Vec::new();
    }
    let conditions = conditions(node, derived);
    match conditions.as_slice() {
        [] => vec![(TokenStream::new(), wire(node, derived, true))],
        [condition] => vec![
            (quote!(#[cfg(#condition)]), wire(node, derived, true)),
            (quote!(#[cfg(not(#condition))]), wire(node, derived, false)),
        ],
        _ => {
            let mut wire = wire(node, derived, true);
            wire.unknown.push(UNDER_PREDICATES.to_owned());
            vec![(TokenStream::new(), wire)]
        }
    }
}

/// The different predicates under which serde is spoken to.
fn conditions(node: &Node, derived: &[Derived]) -> Vec<TokenStream> {
    let mut found: Vec<(String, TokenStream)> = Vec::new();
    let mut add = |condition: &TokenStream| {
        let written = condition.to_string();
        if !found.iter().any(|(known, _)| *known == written) {
            found.push((written, condition.clone()));
        }
    };
    derived.iter().filter_map(|it| it.condition.as_ref()).for_each(&mut add);
    // The attributes that are added to a reserved field depend on the derives.
    let parts = node.children().iter().filter(|child| child.marks.reserved.is_none());
    let fields = node.children().iter().flat_map(Node::children);
    for attrs in std::iter::once(node).chain(parts).chain(fields).map(|node| &node.attrs) {
        let speaking = conditional::named(attrs, "serde");
        speaking
            .iter()
            .filter_map(|(condition, _)| condition.as_ref())
            .for_each(&mut add);
    }
    found.into_iter().map(|(_, condition)| condition).collect()
}

/// The form where the predicate holds, if there is one, or where it does not.
fn wire(node: &Node, derived: &[Derived], holds: bool) -> Wire {
    let words = SerdeArguments::of(&node.attrs, holds);
    let has = |of| {
        derived
            .iter()
            .any(|it| it.of == of && (holds || it.condition.is_none()))
    };
    let (writes, reads) = (has(Trait::Serialize), has(Trait::Deserialize));
    let is_stated = writes || reads || has_serde_attributes(node);
    let reader = Reader {
        holds,
        container: &words,
    };
    let mut parts = match node.kind {
        Kind::Enum => reader.variants(node),
        _ => reader.fields(node, &words.cases("rename_all"), is_stated),
    };
    let mut unknown = words.unknown();
    let form = form(node, &words);
    if form.as_deref() == Some("transparent") {
        // The name of the only field is nowhere.
        unknown.extend(parts.iter_mut().flat_map(|part| std::mem::take(&mut part.unknown)));
        parts.retain_mut(|part| {
            (part.written, part.read) = (None, None);
            part.of.is_some()
        });
    }
    Wire {
        is_stated,
        writes,
        reads,
        form,
        denies_unknown: words.has("deny_unknown_fields"),
        parts,
        unknown,
    }
}

fn has_serde_attributes(node: &Node) -> bool {
    let parts = node.children().iter();
    let fields = parts.clone().flat_map(Node::children);
    let mut nodes = std::iter::once(node).chain(parts).chain(fields);
    nodes.any(|node| super::serde_attributes(&node.attrs).next().is_some())
}

/// How the whole is laid out, where that is neither a map of its fields nor a variant under its name.
fn form(node: &Node, words: &SerdeArguments) -> Option<String> {
    let tag = words.text("tag").map(|tag| format!("tag = {tag:?}"));
    if node.kind == Kind::Enum {
        let content = words.text("content").map(|content| format!(", content = {content:?}"));
        return match tag {
            Some(tag) => Some(tag + &content.unwrap_or_default()),
            None => words.has("untagged").then(|| "untagged".to_owned()),
        };
    }
    if words.has("transparent") {
        return Some("transparent".to_owned());
    }
    if let Some(tag) = tag {
        let names = words.of_both("rename");
        let own = node.display_name();
        let [written, read] = [names.written, names.read].map(|names| names.first().cloned().unwrap_or(own.clone()));
        return Some(if written == read {
            format!("{tag}, name = {written:?}")
        } else {
            format!("{tag}, name(serialize = {written:?}, deserialize = {read:?})")
        });
    }
    layout(node)
}

/// How the fields are laid out, where that is no map.
fn layout(node: &Node) -> Option<String> {
    let Some(children) = &node.children else {
        return Some("unit".to_owned());
    };
    let fields = &children.nodes;
    if children.group.delimiter() == proc_macro2::Delimiter::Brace {
        return None;
    }
    Some(match fields.len() {
        1 => "newtype".to_owned(),
        count => format!("tuple of {count}"),
    })
}

/// Reads the parts of one type.
struct Reader<'a> {
    /// Whether the predicate holds that decides about serde.
    holds: bool,
    container: &'a SerdeArguments,
}

impl Reader<'_> {
    fn words(&self, node: &Node) -> SerdeArguments {
        SerdeArguments::of(&node.attrs, self.holds || node.marks.reserved.is_some())
    }

    /// The variants that differ from the plain derive.
    fn variants(&self, node: &Node) -> Vec<Part> {
        let cases = self.container.cases("rename_all");
        let of_fields = self.container.cases("rename_all_fields");
        let mut found = Vec::new();
        for variant in node.children() {
            let words = self.words(variant);
            let own = words.cases("rename_all");
            let fields = Both {
                written: own.written.or(of_fields.written),
                read: own.read.or(of_fields.read),
            };
            let mut part = self.part(variant, &words, &cases, Case::of_variant);
            part.optional = false;
            part.other = words.has("other");
            part.form = if words.has("untagged") {
                Some("untagged".to_owned())
            } else {
                let is_empty = variant.children.as_ref().is_some_and(|it| it.nodes.is_empty());
                is_empty.then(|| layout(variant).unwrap_or_else(|| "empty map".to_owned()))
            };
            part.parts = self.fields(variant, &fields, false);
            if !part.is_plain() {
                found.push(part);
            }
        }
        found
    }

    /// The fields that differ from the plain derive, and private ones where they are asked for.
    fn fields(&self, node: &Node, cases: &Both<Option<Case>>, with_private: bool) -> Vec<Part> {
        let mut found = Vec::new();
        for field in node.children().iter().filter(|field| !field.generated) {
            let words = self.words(field);
            let mut part = self.part(field, &words, cases, Case::of_field);
            let is_private = node.kind == Kind::Struct && !field.is_public();
            if is_private {
                let is_skipped = part.unwritten && part.unread;
                part.of = field.types.first().map(text).filter(|_| !is_skipped);
            }
            let is_listed = if is_private { with_private } else { !part.is_plain() };
            if is_listed {
                found.push(part);
            }
        }
        found
    }

    fn part(
        &self,
        node: &Node,
        words: &SerdeArguments,
        cases: &Both<Option<Case>>,
        in_case: fn(Case, &str) -> String,
    ) -> Part {
        let own = node.display_name();
        let names = words.of_both("rename");
        let name = |given: Option<&String>, case: Option<Case>| match (given, case) {
            (Some(given), _) => given.clone(),
            (None, Some(case)) if node.ident.is_some() => in_case(case, &own),
            (None, _) => own.clone(),
        };
        let written = name(names.written.first(), cases.written);
        let read = name(names.read.first(), cases.read);
        let mut aliases: Vec<String> = words.texts("alias").chain(names.read.into_iter().skip(1)).collect();
        aliases.retain(|alias| *alias != read);
        aliases.sort();
        aliases.dedup();
        let unwritten = words.has_any(&["skip", "skip_serializing"]);
        Part {
            cfgs: node.cfgs().map(ToTokens::to_token_stream).collect(),
            written: Some(written).filter(|written| *written != own),
            read: Some(read).filter(|read| *read != own),
            name: own,
            aliases,
            unwritten,
            unread: words.has_any(&["skip", "skip_deserializing"]),
            optional: is_optional(node, words, self.container),
            conditional: !unwritten && words.has("skip_serializing_if"),
            flattened: words.has("flatten"),
            unknown: words.unknown(),
            ..Part::default()
        }
    }
}

impl Part {
    /// Whether it is as the plain derive has it.
    fn is_plain(&self) -> bool {
        let Self {
            cfgs: _,
            name: _,
            written,
            read,
            aliases,
            unwritten,
            unread,
            optional,
            conditional,
            flattened,
            of,
            other,
            form,
            parts,
            unknown,
        } = self;
        let names = [written, read, of, form];
        let flags = [unwritten, unread, optional, conditional, flattened, other];
        names.into_iter().all(Option::is_none)
            && flags.into_iter().all(|is_set| !is_set)
            && aliases.is_empty()
            && parts.is_empty()
            && unknown.is_empty()
    }
}

/// Whether documents without the field are read: it has a default or is never read, or it is an `Option` that serde reads itself.
pub fn is_optional(field: &Node, words: &SerdeArguments, container: &SerdeArguments) -> bool {
    words.has_any(&["default", "skip", "skip_deserializing"])
        || container.has("default")
        || is_option(field) && !words.has_any(&["with", "deserialize_with"])
}

fn is_option(field: &Node) -> bool {
    let ty = field.types.first().map(RawType::parse::<TypePath>);
    field.kind == Kind::Field
        && ty
            .and_then(Result::ok)
            .and_then(|ty| Some(ty.path.segments.last()?.ident == "Option"))
            .unwrap_or_default()
}
