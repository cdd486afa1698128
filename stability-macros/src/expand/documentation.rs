//! The `# Stability` section of an item's documentation, and rustc's own `#[deprecated]`.
//!
//! The section does not silence `missing_docs`: on an item without documentation only rustdoc sees it (`cfg_attr(doc, …)`).

use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::{
    AttrStyle, Attribute, Expr, ExprLit, Lit, LitStr, MacroDelimiter, Meta, MetaList, MetaNameValue, Path, Token,
    parse_quote_spanned, token,
};

use super::doc::{heading, inner_of_module, is_doc, meaning, span_of_doc};
use super::{Output, pages, record, replacement};
use crate::conditional;
use crate::environment::{Environment, is_described};
use crate::item::{Kind, Node};
use crate::model::{Deprecation, Mark, Promise, Replacement, Stage};

/// Adds what the node's own attribute says to its documentation.
pub fn add(output: &Output<'_>, node: &mut Node) {
    if let Some(reserved) = &node.marks.reserved {
        let until = reserved
            .until
            .as_ref()
            .map(|until| format!(" until {}", until.value))
            .unwrap_or_default();
        let text =
            format!("**Reserved**{until} — an implementation without this method reports that it is not supported.");
        document(node, &text, None, Span::call_site());
    }
    // Without pages, the section of what has its tier from its module would cost more than editors gain.
    let is_section_of_inherited = output.environment.documents && pages::has_page(node.kind);
    let condition = node.condition().cloned();
    if let Some(promise) = &node.promise
        && (node.marks.tier.is_some() || is_section_of_inherited)
        // The documentation of a re-export would come before that of the item itself.
        && node.kind != Kind::Use
    {
        let is_first = output.environment.documents && !is_documented(node);
        let mut section = section(output.environment, node, promise);
        if is_first {
            section.insert_str(0, pages::NO_SUMMARY);
        }
        let span = section_span(output.environment, node);
        document(node, &section, condition.as_ref(), span);
        node.has_ours = true;
    }
    if output.environment.documents {
        pages::add_badges(output.environment, node);
    }
    if node.marks.tier.is_none() {
        return;
    }
    let is_plain = node.attrs.iter().any(|attr| attr.path().is_ident("deprecated"));
    if let Some(deprecation) = node.marks.deprecated.as_ref().filter(|_| !is_plain)
        && node.kind != Kind::Use
        && node
            .implementation
            .as_ref()
            .is_none_or(|implementation| implementation.trait_path.is_none())
    {
        let span = link_span(Some(deprecation));
        for attribute in deprecated(deprecation, output.environment) {
            let attribute: Attribute = match &condition {
                Some(condition) => parse_quote_spanned!(span=> #[cfg_attr(#condition, #attribute)]),
                None => parse_quote_spanned!(span=> #[#attribute]),
            };
            node.attrs.push(attribute);
        }
    }
}

/// The place of the section. rustdoc reports no broken link in documentation that ends with what a macro wrote, so the section has
/// the place of the documentation before it. Only for rustdoc, since Clippy judges the words of what has such a place, and only
/// without words of the author, which rustdoc would judge as Markdown.
fn section_span(environment: &Environment, node: &Node) -> Span {
    let deprecation = node.marks.deprecated.as_ref();
    let is_link = deprecation.is_some_and(|it| replacement::link(it).is_some());
    let has_note = node.marks.tier.as_ref().is_some_and(|mark| mark.note.is_some());
    let area = node.promise.as_ref().and_then(|promise| promise.area.as_ref());
    if !environment.documents || is_link || has_note || area.is_some_and(|area| area.contains('[')) {
        return link_span(deprecation);
    }
    let last = node.attrs.iter().rfind(|attr| is_doc(attr));
    last.map_or_else(Span::call_site, span_of_doc)
}

/// The place of the section and of `#[deprecated]`, whose note rustdoc counts as documentation. rustdoc reports no broken link
/// that a macro wrote, so both have the place of the replacement where that is a link.
fn link_span(deprecation: Option<&Deprecation>) -> Span {
    let replacement = deprecation.filter(|it| replacement::link(it).is_some());
    let replacement = replacement.and_then(|it| it.replacement.as_ref());
    replacement.map_or_else(Span::call_site, |it| it.span)
}

/// The section: a heading, for what has a page or an entry of its own, then the tier, then what else was said.
fn section(environment: &Environment, node: &Node, promise: &Promise) -> String {
    let mut text = String::new();
    if !matches!(node.kind, Kind::Field | Kind::Variant | Kind::Impl) {
        text.push_str("# Stability\n\n");
    }
    text.push_str(&line(environment, node, promise));
    if let Some(mark) = &node.marks.tier {
        add_remarks(&mut text, mark);
    }
    if environment.documents
        && node.kind == Kind::Mod
        && let Some(overview) = pages::overview(node)
    {
        text.push_str("\n\n");
        text.push_str(&overview);
    }
    text
}

/// The other facts of an attribute, a paragraph each.
fn add_remarks(text: &mut String, mark: &Mark) {
    if let Some(implement) = &mark.implement {
        let (heading, meaning) = (heading(implement.value), meaning(implement.value));
        text.push_str(&format!("\n\nFor those who implement it: **{heading}** — {meaning}"));
    }
    if let Some(note) = &mark.note {
        text.push_str("\n\n");
        text.push_str(&note.value);
    }
    let links = [("Tracking issue", &mark.issue), ("Documentation", &mark.docs)];
    for (what, link) in links {
        if let Some(link) = link {
            let target = &link.value;
            let is_address = target.starts_with("https://") || target.starts_with("http://");
            let target = if is_address {
                format!("<{target}>")
            } else {
                format!("`{target}`")
            };
            text.push_str(&format!("\n\n{what}: {target}"));
        }
    }
}

/// Tier, since, area, deprecation.
fn line(environment: &Environment, node: &Node, promise: &Promise) -> String {
    let mark = node.marks.tier.as_ref();
    let mut line = format!("**{}**", heading(promise.tier));
    if let Some(since) = &promise.since {
        line.push_str(&format!(" since {since}"));
    }
    if let Some(until) = mark.and_then(|mark| mark.until.as_ref()) {
        line.push_str(&format!(", until {}", until.value));
    }
    let is_part = matches!(
        node.kind,
        Kind::Field | Kind::Variant | Kind::Method | Kind::AssociatedConst | Kind::AssociatedType
    );
    if let Some(area) = promise.area.as_ref().filter(|_| !is_part) {
        line.push_str(&format!(" · {}", area.replace('<', "&lt;")));
    }
    if let Some(feature) = mark.and_then(|mark| mark.feature.as_ref()) {
        line.push_str(&format!(" · with feature `{}`", feature.name));
    }
    if let Some(cfg) = mark.and_then(|mark| mark.cfg.as_ref()) {
        line.push_str(&format!(" · with `--cfg {cfg}`"));
    }
    if let Some(was) = mark.and_then(|mark| mark.was.as_ref()) {
        line.push_str(&format!(", which was `{was}`"));
    }
    if let Some(deprecation) = &node.marks.deprecated {
        line.push_str(&announcement(deprecation, environment));
    } else if let Some(container) = &node.deprecated_with {
        line.push_str(&format!(" · **Deprecated** with `{container}`"));
    }
    line.push_str(" — ");
    line.push_str(meaning(promise.tier));
    line
}

fn announcement(deprecation: &Deprecation, environment: &Environment) -> String {
    let mut text = " · **Deprecated**".to_owned();
    if let Some(since) = deprecation.since() {
        text.push_str(&format!(" since {since}"));
    }
    let release = environment.release();
    match deprecation.stage(release.as_ref()) {
        Stage::Announced => text.push_str(", the compiler does not warn yet"),
        Stage::Denied => text.push_str(", the compiler refuses its use"),
        Stage::Warned | Stage::Hidden => {}
    }
    for (stage, since) in deprecation.stages.iter().flat_map(|stages| &stages.planned) {
        if !release
            .as_ref()
            .is_some_and(|release| since.value.is_reached_by(release))
        {
            text.push_str(&format!(", {stage} in {since}"));
        }
    }
    if let Some(removal) = &deprecation.remove_in {
        text.push_str(&format!(", to be removed in {}", removal.value));
    }
    if let Some(link) = replacement::link(deprecation) {
        text.push_str(&format!(", replaced by {link}"));
    }
    text
}

/// Appends `section` to the documentation.
pub fn document(node: &mut Node, section: &str, condition: Option<&TokenStream>, span: Span) {
    // A module's inner documentation comes after the outer: the section is to come last.
    if let Some(inner) = inner_of_module(node) {
        let section = LitStr::new(&format!("\n\n{section}"), span);
        let attribute = if let Some(condition) = condition {
            quote_spanned!(span=> #![cfg_attr(#condition, doc = #section)])
        } else {
            quote_spanned!(span=> #![doc = #section])
        };
        inner.extend(attribute);
        return;
    }
    let last = node.attrs.iter().rposition(is_doc);
    let section = if is_documented(node) {
        format!("\n\n{section}")
    } else {
        section.to_owned()
    };
    let section = LitStr::new(&section, span);
    let attribute = match (condition, last) {
        // Without documentation, `missing_docs` must still warn, so only rustdoc sees the section.
        (Some(condition), None) => list(
            "cfg_attr",
            quote_spanned!(span=> all(doc, #condition), doc = #section),
            span,
        ),
        (None, None) => list("cfg_attr", quote_spanned!(span=> doc, doc = #section), span),
        (Some(condition), Some(_)) => list("cfg_attr", quote_spanned!(span=> #condition, doc = #section), span),
        (None, Some(_)) => documentation(section),
    };
    node.attrs
        .insert(last.map_or(node.attrs.len(), |last| last + 1), attribute);
}

/// Whether there are outer attributes with documentation, conditional ones included.
fn is_documented(node: &Node) -> bool {
    let is_conditional = |attr: &Attribute| {
        conditional::added(&attr.meta).is_some_and(|added| added.iter().any(|it| it.meta.path().is_ident("doc")))
    };
    node.attrs.iter().any(|attr| is_doc(attr) || is_conditional(attr))
}

/// `#[doc = "…"]`, made rather than parsed: every annotated item has one.
fn documentation(text: LitStr) -> Attribute {
    let span = text.span();
    attribute(
        Meta::NameValue(MetaNameValue {
            path: path("doc", span),
            eq_token: Token![=](span),
            value: Expr::Lit(ExprLit {
                attrs: Vec::new(),
                lit: Lit::Str(text),
            }),
        }),
        span,
    )
}

/// `#[name]`.
pub fn word(name: &str) -> Attribute {
    let span = Span::call_site();
    attribute(Meta::Path(path(name, span)), span)
}

/// `#[name(…)]`.
fn list(name: &str, tokens: TokenStream, span: Span) -> Attribute {
    attribute(
        Meta::List(MetaList {
            path: path(name, span),
            delimiter: MacroDelimiter::Paren(token::Paren(span)),
            tokens,
        }),
        span,
    )
}

fn path(name: &str, span: Span) -> Path {
    Path::from(Ident::new(name, span))
}

fn attribute(meta: Meta, span: Span) -> Attribute {
    Attribute {
        pound_token: Token![#](span),
        style: AttrStyle::Outer,
        bracket_token: token::Bracket(span),
        meta,
    }
}

/// The attributes for rustc and rustdoc: `deprecated`, unless the deprecation is only announced, and `doc(hidden)` where it is hidden.
pub fn deprecated(deprecation: &Deprecation, environment: &Environment) -> Vec<TokenStream> {
    match deprecation.stage(environment.release().as_ref()) {
        Stage::Announced => Vec::new(),
        // What `cargo stability` compares is the item as it was promised.
        Stage::Hidden if !is_described() => vec![rustc_deprecated(deprecation), quote!(doc(hidden))],
        _ => vec![rustc_deprecated(deprecation)],
    }
}

/// Why, and what to use instead, in one sentence.
pub fn said(deprecation: &Deprecation) -> Option<String> {
    let is_text = matches!(&deprecation.replacement, Some(it) if matches!(it.value, Replacement::Text(_)));
    // SerdeArguments have their own marks.
    let mark = if is_text { "" } else { "`" };
    let instead = record::replacement(deprecation).map(|replacement| format!("use {mark}{replacement}{mark} instead"));
    match (deprecation.note.as_ref().map(|note| &note.value), instead) {
        (Some(note), Some(instead)) => Some(format!("{}; {instead}", note.trim_end_matches('.'))),
        (note, instead) => note.cloned().or(instead),
    }
}

/// rustc's attribute, with the replacement in its note.
fn rustc_deprecated(deprecation: &Deprecation) -> TokenStream {
    let since = deprecation.since().map(ToString::to_string);
    let note = said(deprecation);
    let span = link_span(Some(deprecation));
    let keys = [("since", since), ("note", note)]
        .into_iter()
        .filter_map(|(key, value)| {
            let key = Ident::new(key, span);
            let value = LitStr::new(&value?, span);
            Some(quote_spanned!(span=> #key = #value))
        });
    let keys: Vec<_> = keys.collect();
    if keys.is_empty() {
        quote!(deprecated)
    } else {
        quote_spanned!(span=> deprecated(#(#keys),*))
    }
}
