//! The shape of a type that can grow: `#[non_exhaustive]`, a constructor, a setter for each field with a default.
//!
//! A constructor is promised for as long as its struct, a setter for as long as its field, and their records are made with
//! them. `new` is never `const`: a later field with a default may have to be computed. An area asks for a shape on behalf of its structs and enums that have a
//! tier; an item with a `new` of its own gives `constructor` another name.

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, format_ident, quote};
use syn::ext::IdentExt;
use syn::{Expr, Lit, LitStr, Visibility, parse_quote};

use super::document::is_empty_at_first;
use super::record::{self, Record};
use super::{Beside, Output, documentation, exposure, node, public_path, registers};
use crate::conditional;
use crate::environment::Environment;
use crate::item::{Node, RawType};
use crate::model::{Deprecation, Promise, Replacement};
use crate::signature::text;

/// Builds the shape of the node.
pub fn add(output: &Output<'_>, node: &mut Node, beside: &mut Beside) {
    let written = node.attrs.iter().any(|attr| attr.path().is_ident("non_exhaustive"));
    if node.shape.non_exhaustive && !written {
        node.attrs.push(match node.condition() {
            Some(condition) => parse_quote!(#[cfg_attr(#condition, non_exhaustive)]),
            None => documentation::word("non_exhaustive"),
        });
    }
    if let Some(name) = node.shape.constructor.clone() {
        construct(output, node, &name, beside);
    }
}

/// A field as the constructor sees it.
struct Field<'a> {
    node: &'a Node,
    /// The argument, and its name in the name of the setter.
    argument: Ident,
    word: String,
    into: bool,
    default: Option<Value<'a>>,
}

/// The value of a field that is not an argument.
enum Value<'a> {
    OfItsType,
    Expression(&'a Expr),
}

impl<'a> Field<'a> {
    fn of(node: &'a Node) -> Self {
        let shape = node.marks.tier.as_ref().map(|mark| &mark.field);
        let position = node.position.unwrap_or_default();
        Self {
            node,
            argument: node.ident.clone().unwrap_or_else(|| format_ident!("field_{position}")),
            word: node
                .ident
                .as_ref()
                .map_or_else(|| position.to_string(), |ident| ident.unraw().to_string()),
            into: shape.is_some_and(|shape| shape.into.is_some()),
            default: match shape.and_then(|shape| shape.default.as_ref()) {
                Some(default) => Some(default.value.as_ref().map_or(Value::OfItsType, Value::Expression)),
                None => is_empty_at_first(node).then_some(Value::OfItsType),
            },
        }
    }

    fn ty(&self) -> Parameter<'_> {
        let ty = self.node.types.first();
        if self.into {
            Parameter::Into(ty)
        } else {
            Parameter::Plain(ty)
        }
    }

    fn value(&self) -> TokenStream {
        let argument = &self.argument;
        if self.into {
            quote!(::core::convert::Into::into(#argument))
        } else {
            quote!(#argument)
        }
    }

    fn has_setter(&self) -> bool {
        self.default.is_some() && self.node.is_public()
    }

    /// The first paragraph of its documentation.
    fn documentation(&self) -> String {
        let lines = self.node.attrs.iter().filter_map(|attr| match &attr.meta {
            syn::Meta::NameValue(pair) if pair.path.is_ident("doc") => match &pair.value {
                Expr::Lit(syn::ExprLit { lit, .. }) => text_of(lit),
                _ => None,
            },
            _ => None,
        });
        let lines: Vec<String> = lines
            .take_while(|line| !line.trim().is_empty())
            .map(|line| line.trim().to_owned())
            .collect();
        lines.join(" ")
    }
}

/// The text of a line of documentation.
fn text_of(lit: &Lit) -> Option<String> {
    let Lit::Verbatim(literal) = lit else { return None };
    let written = literal.to_string();
    let plain = written.strip_prefix('"').and_then(|text| text.strip_suffix('"'));
    match plain {
        // Most have nothing that a parser must read.
        Some(plain) if !plain.contains('\\') => Some(plain.to_owned()),
        _ => syn::parse_str::<LitStr>(&written).ok().map(|line| line.value()),
    }
}

/// The type of an argument.
enum Parameter<'a> {
    Plain(Option<&'a RawType>),
    Into(Option<&'a RawType>),
}

impl ToTokens for Parameter<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        match self {
            Self::Plain(ty) => ty.to_tokens(tokens),
            Self::Into(ty) => tokens.extend(quote!(impl ::core::convert::Into<#ty>)),
        }
    }
}

/// A field in the literal that the constructor returns.
struct Initializer<'a>(&'a Field<'a>);

impl ToTokens for Initializer<'_> {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        let Field { node, default, .. } = self.0;
        let value = match default {
            // The argument has the name of the field.
            None if !self.0.into => return self.0.argument.to_tokens(tokens),
            None => self.0.value(),
            Some(Value::OfItsType) => quote!(::core::default::Default::default()),
            Some(Value::Expression(expression)) => expression.to_token_stream(),
        };
        if let Some(ident) = &node.ident {
            tokens.extend(quote!(#ident:));
        }
        value.to_tokens(tokens);
    }
}

/// Writes, for `pub struct Request { pub model: Model, #[stable(since = "…", default)] pub memory: Option<Frame> }`:
///
/// ```text
/// impl Request {
///     pub fn new(model: Model) -> Self {
///         Self { model, memory: Default::default() }
///     }
///     pub fn with_memory(mut self, memory: Option<Frame>) -> Self {
///         self.memory = memory;
///         self
///     }
/// }
/// ```
fn construct(output: &Output<'_>, node: &Node, name: &Ident, beside: &mut Beside) {
    let Some(ident) = &node.ident else { return };
    let fields: Vec<Field<'_>> = node.children().iter().map(Field::of).collect();
    let required: Vec<&Field<'_>> = fields.iter().filter(|field| field.default.is_none()).collect();
    let constructor = constructor(output.environment, node, name, &fields, &required);
    let setters = fields
        .iter()
        .filter(|field| field.has_setter())
        .map(|field| setter(output.environment, node, field, &fields));
    let (parameters, arguments, clause) = node.generics.split_for_impl();
    let (cfgs, condition) = (
        node.cfgs(),
        node.condition().map(|condition| quote!(#[cfg(#condition)])),
    );
    // Behind a feature that is off, nothing outside calls them; the type or a field may be deprecated.
    beside.tokens.extend(quote! {
        #(#cfgs)*
        #condition
        #[allow(dead_code, deprecated)]
        impl #parameters #ident #arguments #clause {
            #constructor
            #(#setters)*
        }
    });
    if output.complete && registers() && matches!(node.vis, Visibility::Public(_)) {
        add_records(output, node, name, &fields, &required, beside);
    }
}

fn constructor(
    environment: &Environment,
    node: &Node,
    name: &Ident,
    fields: &[Field<'_>],
    required: &[&Field<'_>],
) -> TokenStream {
    let (vis, ident) = (&node.vis, &node.ident);
    let values = fields.iter().map(Initializer);
    let value_cfgs: Vec<Vec<_>> = fields.iter().map(|field| field.node.cfgs().collect()).collect();
    let body = match node.children().first() {
        None if node.tail.is_empty() => quote!(Self {}),
        None => quote!(Self),
        Some(field) if field.position.is_some() => quote!(Self(#(#(#value_cfgs)* #values),*)),
        Some(_) => quote!(Self { #(#(#value_cfgs)* #values),* }),
    };
    let names = required.iter().map(|field| &field.argument);
    let types = required.iter().map(|field| field.ty());
    let cfgs: Vec<Vec<_>> = required.iter().map(|field| field.node.cfgs().collect()).collect();
    let mut doc = format!(
        "A `{}` of what it requires",
        ident.as_ref().map(IdentExt::unraw).to_token_stream()
    );
    doc.push_str(if required.is_empty() { "." } else { ":\n" });
    for field in required {
        let (word, says) = (&field.word, field.documentation());
        let colon = if says.is_empty() { "" } else { ": " };
        doc.push_str(&format!("\n- `{word}`{colon}{says}"));
    }
    let must_use = must_use(node);
    let deprecation = node.shape.constructor_deprecated.iter();
    let deprecated = deprecation.flat_map(|it| documentation::deprecated(it, environment));
    let deprecated = deprecated.map(|it| attribute(None, &it));
    quote! {
        #[doc = #doc]
        #(#deprecated)*
        #must_use
        #vis fn #name(#(#(#cfgs)* #names: #types),*) -> Self {
            #body
        }
    }
}

/// A type that must be used itself says so where it is returned, and clippy refuses to hear it twice.
fn must_use(node: &Node) -> Option<TokenStream> {
    let says_so = node.attrs.iter().any(|attr| attr.path().is_ident("must_use"));
    (!says_so).then(|| quote!(#[must_use]))
}

fn setter(environment: &Environment, node: &Node, field: &Field<'_>, fields: &[Field<'_>]) -> TokenStream {
    let name = setter_name(field);
    let (vis, argument, ty, value) = (&field.node.vis, &field.argument, field.ty(), field.value());
    let member = field.node.position.map_or_else(
        || argument.to_token_stream(),
        |position| syn::Index::from(position).to_token_stream(),
    );
    let cfgs = field.node.cfgs();
    // The field keeps its setter when it is deprecated, and the setter warns.
    let plain = conditional::named(&field.node.attrs, "deprecated");
    let plain = plain
        .into_iter()
        .map(|(condition, meta)| attribute(condition.as_ref(), &meta.to_token_stream()));
    let deprecation = field.node.marks.deprecated.as_ref();
    let said = deprecation
        .filter(|deprecation| !deprecation.plain)
        .map(|deprecation| documentation::deprecated(&of_setter(deprecation, node, fields), environment));
    let said = said.into_iter().flatten();
    let deprecated = plain.chain(said.map(|it| attribute(field.node.condition(), &it)));
    let doc = match field.documentation() {
        says if says.is_empty() => format!("The same with this `{}`.", field.word),
        says => format!("The same with this `{}`: {says}", field.word),
    };
    let must_use = must_use(node);
    quote! {
        #(#cfgs)*
        #[doc = #doc]
        #(#deprecated)*
        #must_use
        #vis fn #name(mut self, #argument: #ty) -> Self {
            self.#member = #value;
            self
        }
    }
}

/// The attribute, where the predicate holds.
fn attribute(condition: Option<&TokenStream>, meta: &TokenStream) -> TokenStream {
    if let Some(condition) = condition {
        quote!(#[cfg_attr(#condition, #meta)])
    } else {
        quote!(#[#meta])
    }
}

/// The deprecation of a field as its setter has it: where another field replaces the field, the setter of that one replaces this one.
// ui-tests/constructor/deprecated-setter.rs
fn of_setter(deprecation: &Deprecation, node: &Node, fields: &[Field<'_>]) -> Deprecation {
    let mut deprecation = deprecation.clone();
    if let Some(replacement) = &mut deprecation.replacement
        && let Replacement::Path(path) = &mut replacement.value
        && (path.path.get_ident().is_some() || node.has_member(&path.path) == Some(true))
        && let Some(last) = path.path.segments.last_mut()
        && let Some(other) = fields
            .iter()
            .find(|other| other.has_setter() && last.ident.unraw() == other.word)
    {
        last.ident = setter_name(other);
    }
    deprecation
}

fn setter_name(field: &Field<'_>) -> Ident {
    format_ident!("with_{}", field.word, span = field.argument.span())
}

/// Generated functions are promised too: the constructor like the struct, a setter like its field.
fn add_records(
    output: &Output<'_>,
    node: &Node,
    name: &Ident,
    fields: &[Field<'_>],
    required: &[&Field<'_>],
    beside: &mut Beside,
) {
    let Some(promise) = &node.promise else { return };
    let signature = required
        .iter()
        .map(|field| format!("{}: {}", field.word, text(&field.ty())))
        .collect::<Vec<_>>()
        .join(", ");
    let mut cfgs = node::cfgs(node);
    if let Some(condition) = node.condition() {
        cfgs.extend(quote!(#[cfg(#condition)]));
    }
    let deprecation = node.shape.constructor_deprecated.iter();
    let constructor = Record {
        deprecated: deprecation
            .map(|it| (TokenStream::new(), record::deprecated(it)))
            .collect(),
        signature: format!("fn {name}({signature}) -> Self"),
        may_expose: exposure::permitted(node).collect(),
        location: output.environment.location(node.span()),
        ..generated(node, name, promise)
    };
    beside.submission.line(&cfgs, constructor.json());
    for field in fields.iter().filter(|field| field.has_setter()) {
        let name = setter_name(field);
        // The attribute of the field applies if its predicate is true.
        let own = node::cfgs(field.node);
        let states = match field.node.condition() {
            None => vec![(true, own)],
            Some(condition) => vec![
                (true, quote!(#own #[cfg(#condition)])),
                (false, quote!(#own #[cfg(not(#condition))])),
            ],
        };
        for (marked, own) in states {
            let state = if marked {
                &field.node.promise
            } else {
                &field.node.fallback
            };
            let permitted = exposure::permitted(field.node).filter(|_| marked);
            let setter = Record {
                deprecated: node::deprecated(field.node, marked),
                signature: format!("fn {name}(mut self, {}: {}) -> Self", field.word, text(&field.ty())),
                may_expose: exposure::permitted(node).chain(permitted).collect(),
                location: output.environment.location(field.node.span()),
                ..generated(node, &name, state.as_ref().unwrap_or(promise))
            };
            beside.submission.line(&quote!(#cfgs #own), setter.json());
        }
    }
}

/// The facts in the record of every generated function.
fn generated<'a>(node: &'a Node, function: &Ident, promise: &'a Promise) -> Record<'a> {
    Record {
        kind: "method",
        name: format!("{}::{function}", node.display_name()),
        id: public_path(node).map(|path| format!("{path}::{function}")),
        tier: Some(promise.tier),
        since: promise.since.as_ref(),
        area: node.promise.as_ref().and_then(|promise| promise.area.as_deref()),
        cfg: promise.cfg.as_deref(),
        ..Record::default()
    }
}
