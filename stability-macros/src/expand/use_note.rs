//! By which `cargo stability uses` finds the uses of promised items: rustc reports each use of what is deprecated in a future
//! version, with the note of the deprecation, and the note is the promise as JSON.
//!
//! ```text
//! #[deprecated(since = "TBD", note = "stability-use:{\"package\":\"nika\",\"tier\":\"beta\",…}")]
//! ```
//!
//! Only that command asks for it, and it builds into a folder of its own: every other expansion is as if this file were not there.
//! What is deprecated already keeps the version from which on it is, so that rustc reports it as deprecated.

use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::{Attribute, Meta, parse_quote};

use super::json::Object;
use super::{Output, items, public_path, record};
use crate::conditional;
use crate::item::{Kind, Node};
use crate::model::{Deprecation, Promise, Replacement, Stage, Tier};
use crate::signature::text;

/// How each of these notes begins. The command knows it too.
const PREFIX: &str = "stability-use:";

/// Adds the note to what is promised, if the command asks for it.
pub fn add(output: &Output<'_>, node: &mut Node) {
    if !output.environment.notes_uses || !can_have(node) {
        return;
    }
    let Some(promise) = node.promise.clone() else { return };
    let deprecation = node.marks.deprecated.clone();
    let condition = node.condition().cloned();
    // Its own takes the place of what the documentation or the user wrote.
    node.attrs.retain(|attr| !is_only_deprecated(attr, condition.as_ref()));
    // Under a predicate of the user, rustc has the user's.
    let others = node.marks.conditional_deprecations.iter();
    let others: Vec<_> = others.map(|(predicate, _)| predicate.clone()).collect();
    let free = (!others.is_empty()).then(|| quote!(not(any(#(#others),*))));
    let mut attributes = Vec::new();
    let mut push = |predicates: &[&TokenStream], attribute: TokenStream| {
        attributes.push(match predicates {
            [] => parse_quote!(#[#attribute]),
            predicates => parse_quote!(#[cfg_attr(all(#(#predicates),*), #attribute)]),
        });
    };
    let implement = node.marks.tier.as_ref().and_then(|mark| mark.implement.as_ref());
    let promised = promised(
        output,
        node,
        &promise,
        implement.map(|it| it.value),
        deprecation.as_ref(),
    );
    let own = attribute(&promised, deprecation.as_ref(), output);
    let own_is_free = free.as_ref().filter(|_| deprecation.is_none());
    push(&condition.iter().chain(own_is_free).collect::<Vec<_>>(), own);
    if let (Some(condition), Some(fallback)) = (&condition, &node.fallback) {
        let plain = deprecation.as_ref().filter(|deprecation| deprecation.plain);
        let otherwise = quote!(not(#condition));
        let predicates: Vec<_> = [&otherwise].into_iter().chain(free.as_ref()).collect();
        let promised = self::promised(output, node, fallback, None, plain);
        push(&predicates, attribute(&promised, plain, output));
    } else if let (Some(condition), Some(plain)) = (&condition, deprecation.as_ref().filter(|it| it.plain)) {
        for attribute in super::documentation::deprecated(plain, output.environment) {
            push(&[&quote!(not(#condition))], attribute);
        }
    }
    node.attrs.extend(attributes);
    // Inside a container, only what was changed is printed anew.
    node.has_ours = true;
}

/// Whether rustc reports uses of it, and takes the attribute there: of an implementation of a trait it refuses it, and of a
/// re-export it reports nothing.
fn can_have(node: &Node) -> bool {
    let is_of_trait = node.implementation.as_ref().is_some_and(|it| it.trait_path.is_some());
    !is_of_trait && !node.generated && !matches!(node.kind, Kind::Use | Kind::Other(_))
}

/// Whether the attribute says `deprecated` and nothing else, plainly or under the predicate of our attribute.
fn is_only_deprecated(attr: &Attribute, condition: Option<&TokenStream>) -> bool {
    if attr.path().is_ident("deprecated") {
        return true;
    }
    let (Some(condition), Some(added)) = (condition, conditional::added(&attr.meta)) else {
        return false;
    };
    let is_ours =
        |meta: &Meta, predicate: &TokenStream| meta.path().is_ident("deprecated") && text(predicate) == text(condition);
    !added.is_empty() && added.iter().all(|it| is_ours(&it.meta, &it.condition))
}

fn attribute(promised: &str, deprecation: Option<&Deprecation>, output: &Output<'_>) -> TokenStream {
    let text = format!("{PREFIX}{promised}");
    // What is only announced is not deprecated for rustc.
    let warned = deprecation.filter(|it| it.stage(output.environment.release().as_ref()) != Stage::Announced);
    match warned.map(Deprecation::since) {
        None => quote!(deprecated(since = "TBD", note = #text)),
        Some(Some(since)) => {
            let since = since.to_string();
            quote!(deprecated(since = #since, note = #text))
        }
        Some(None) => quote!(deprecated(note = #text)),
    }
}

/// The promise as JSON.
fn promised(
    output: &Output<'_>,
    node: &Node,
    promise: &Promise,
    implement: Option<Tier>,
    deprecation: Option<&Deprecation>,
) -> String {
    let mut object = Object::default();
    let environment = output.environment;
    object.text("package", environment.package.as_ref());
    object.text("version", environment.version.as_ref());
    object.text("id", public_path(node));
    object.text("kind", Some(node.kind.as_str()));
    object.text("name", Some(node.display_name()));
    object.text("tier", Some(promise.tier));
    object.text("implement", implement);
    object.text("since", promise.since.as_ref());
    object.text("area", promise.area.as_ref());
    if let Some(deprecation) = deprecation {
        let mut said = record::deprecated(deprecation);
        let replacement = deprecation.replacement.as_ref().map(|it| &it.value);
        said.flag("is_path", matches!(replacement, Some(Replacement::Path(_))));
        object.value("deprecated", said.end());
    }
    object.text("shape", Some(shape(node)));
    object.end().into_text()
}

/// What users must write in other words if it is not the same of a replacement: everything but the name.
fn shape(node: &Node) -> String {
    let head = match (node.kind, &node.ident) {
        (Kind::Struct | Kind::Enum | Kind::Union | Kind::Trait, Some(name)) => {
            let (head, bounds, clause) = (&node.head, &node.bounds, &node.trait_where);
            text(&without(name, {
                let generics = &node.generics.where_clause;
                quote!(#head #bounds #clause #generics)
            }))
        }
        (Kind::TypeAlias, Some(name)) => {
            let target = node.types.first().map(text).unwrap_or_default();
            format!("{} = {target}", text(&without(name, node.head.clone())))
        }
        (
            Kind::Fn | Kind::Method | Kind::Const | Kind::Static | Kind::AssociatedConst | Kind::AssociatedType,
            Some(name),
        ) => text(&without(name, node.head.clone())),
        (Kind::Macro, _) => patterns(&node.head),
        _ => items::signature(node),
    };
    // The members of an inherent `impl` and of a module are items of their own.
    if matches!(node.kind, Kind::Impl | Kind::Mod) {
        return head;
    }
    let members = node.children().iter().map(|child| {
        let visible = if child.is_public() { "pub " } else { "" };
        format!("{visible}{}: {}", child.display_name(), shape(child))
    });
    let members: Vec<String> = members.collect();
    if members.is_empty() {
        head
    } else {
        format!("{head} {{ {} }}", members.join(", "))
    }
}

/// The patterns of the arms of a `macro_rules!`.
fn patterns(head: &TokenStream) -> String {
    let body = head.clone().into_iter().find_map(|token| match token {
        TokenTree::Group(group) => Some(group.stream()),
        _ => None,
    });
    let arms: Vec<TokenTree> = body.into_iter().flatten().collect();
    let is_punct =
        |at: usize, sign: char| matches!(arms.get(at), Some(TokenTree::Punct(punct)) if punct.as_char() == sign);
    let is_pattern = |at: &usize| is_punct(at + 1, '=') && is_punct(at + 2, '>');
    let patterns = (0..arms.len()).filter(is_pattern).map(|at| text(&arms[at]));
    patterns.collect::<Vec<_>>().join("; ")
}

/// The tokens with `_` in the place of the item's own name.
fn without(name: &Ident, tokens: TokenStream) -> TokenStream {
    let tokens = tokens.into_iter().map(|token| match token {
        TokenTree::Ident(ident) if ident == *name => quote!(_),
        TokenTree::Group(group) => {
            let inner = without(name, group.stream());
            TokenTree::from(proc_macro2::Group::new(group.delimiter(), inner)).into_token_stream()
        }
        token => token.into_token_stream(),
    });
    tokens.collect()
}
