//! What only the pages of rustdoc show, and is written for rustdoc alone: a badge in the first paragraph, which lists of items show
//! too, the tier of what has it from its module, and the tiers in a module.
//!
//! Everything else would pay for it: rustc keeps each text, and editors show HTML as it is written. The badge has the classes of
//! rustdoc's own (`stab`), which std has in lists; without them it is a word.

use proc_macro2::{Span, TokenStream, TokenTree};
use quote::{quote, quote_spanned};
use syn::{Attribute, LitStr, Meta, parse_quote_spanned};

use super::doc::{has_doc, heading, inner_of_module, is_doc, meaning, span_of_doc};
use crate::environment::Environment;
use crate::item::{Kind, Node};
use crate::model::{Stage, Tier};

/// The tiers from the strongest to the weakest.
pub const TIERS: [Tier; 6] = [
    Tier::Frozen,
    Tier::Stable,
    Tier::Beta,
    Tier::Evolving,
    Tier::Experimental,
    Tier::Internal,
];

/// In front of the section of an item without documentation, whose heading would be its text in lists.
pub const NO_SUMMARY: &str = "<!-- -->\n\n";

/// The word that warns of what is weaker than stable.
fn badge(tier: Tier) -> Option<String> {
    let title = meaning(tier).trim_end_matches('.');
    (!tier.lasts()).then(|| {
        format!(
            "<span class=\"stab unstable\" style=\"display:inline\" title=\"{title}\">{}</span>",
            heading(tier)
        )
    })
}

/// The badge as a line of documentation.
pub fn badge_line(environment: &Environment, tier: Tier) -> Option<TokenStream> {
    let badge = badge(tier).filter(|_| environment.documents)?;
    Some(quote!(#[doc = #badge]))
}

/// Puts the badges of a node in front of its documentation.
pub fn add_badges(environment: &Environment, node: &mut Node) {
    let shows = |own: bool| own || has_page(node.kind) || matches!(node.kind, Kind::Method | Kind::AssociatedConst);
    let Some(promise) = node.promise.as_ref().filter(|promise| shows(promise.own)) else {
        return;
    };
    // What has no heading above its section needs no second word for it.
    if matches!(node.kind, Kind::Use | Kind::Field | Kind::Variant | Kind::Impl) {
        return;
    }
    let announced = node.marks.deprecated.as_ref().filter(|deprecation| {
        !deprecation.plain && deprecation.stage(environment.release().as_ref()) == Stage::Announced
    });
    let announced = announced
        .map(|_| "<span class=\"stab deprecated\" style=\"display:inline\">Deprecation announced</span>".to_owned());
    let badges: Vec<String> = badge(promise.tier).into_iter().chain(announced).collect();
    if !badges.is_empty() {
        put_first(node, &badges.join(" "));
    }
}

/// Whether rustdoc has a page for the item, and a line in the list of its module.
pub fn has_page(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Struct
            | Kind::Enum
            | Kind::Union
            | Kind::Trait
            | Kind::TypeAlias
            | Kind::Mod
            | Kind::Fn
            | Kind::Const
            | Kind::Static
            | Kind::Macro
    )
}

/// The line is the start of the first paragraph: what follows on the next line belongs to it.
fn put_first(node: &mut Node, line: &str) {
    let first = node.attrs.iter().position(is_doc);
    // rustdoc reports nothing about text that starts with what a macro wrote.
    let span = first.map_or_else(Span::call_site, |first| span_of_doc(&node.attrs[first]));
    let text = LitStr::new(line, span);
    let doc = if let Some(condition) = node.condition() {
        quote_spanned!(span=> cfg_attr(#condition, doc = #text))
    } else {
        quote_spanned!(span=> doc = #text)
    };
    node.has_ours = true;
    // The links in the documentation of a module are read inside of it where the first line is an inner one.
    if first.is_none()
        && let Some(inner) = inner_of_module(node)
    {
        let rest = std::mem::take(inner);
        *inner = quote!(#![#doc] #rest);
        return;
    }
    let attribute: Attribute = parse_quote_spanned!(span=> #[#doc]);
    node.attrs.insert(first.unwrap_or(0), attribute);
}

/// The items of a module by tier, where they do not all have that of the module.
pub fn overview(node: &Node) -> Option<String> {
    let children = node.children();
    let is_listed = |child: &&Node| {
        has_page(child.kind) && child.is_public() && child.promise.is_some() && !child.attrs.iter().any(is_hidden)
    };
    let items: Vec<&Node> = children.iter().filter(is_listed).collect();
    let module = node.promise.as_ref().map(|promise| promise.tier);
    let tier_of = |item: &Node| item.promise.as_ref().map(|promise| promise.tier);
    if items.iter().all(|item| tier_of(item) == module) {
        return None;
    }
    let mut table = "| Tier | Items |\n|---|---|\n".to_owned();
    for tier in TIERS {
        let of_tier = items.iter().filter(|item| tier_of(item) == Some(tier));
        let links: Vec<String> = of_tier.filter_map(|item| link(node, item)).collect();
        if !links.is_empty() {
            table.push_str(&format!("| {} | {} |\n", heading(tier), links.join(", ")));
        }
    }
    Some(table)
}

/// A link to an item of a module, from where the documentation of the module is read. The target of a link that leads nowhere would
/// be its address, so what may not be there, and what is found by another path, is no link.
fn link(module: &Node, item: &Node) -> Option<String> {
    let name = item.ident.as_ref()?.to_string();
    let is_inner = !module.attrs.iter().any(is_doc) && module.children.as_ref().is_some_and(|it| has_doc(&it.inner));
    let place = module
        .ident
        .as_ref()
        .filter(|_| !is_inner)
        .map_or("self".to_owned(), ToString::to_string);
    let is_plain = item.kind == Kind::Macro || item.cfgs().next().is_some();
    let text = item.display_name();
    Some(if is_plain || name.starts_with("r#") || place.starts_with("r#") {
        format!("`{text}`")
    } else {
        format!("[`{text}`]({}@{place}::{name})", item.kind.as_str())
    })
}

/// Whether it is `#[doc(hidden)]`.
fn is_hidden(attr: &Attribute) -> bool {
    let is_hidden = |token: TokenTree| matches!(token, TokenTree::Ident(word) if word == "hidden");
    matches!(&attr.meta, Meta::List(list) if list.path.is_ident("doc") && list.tokens.clone().into_iter().any(is_hidden))
}
