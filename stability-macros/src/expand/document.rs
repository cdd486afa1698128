//! A struct as a document: a marker in front, extension fields behind.
//!
//! The derives of serde are moved to a copy of the struct that represents it (`remote`), so that what they read and write
//! passes through a reader and a writer of the runtime, which see every key.
//!
//! With `schema` or `extensions`, serde's derives move to a private copy of the struct (`#[serde(remote = "…")]`), and the
//! implementations pass what the copy reads and writes through a reader and a writer that see every key. A marker field would
//! be in every literal and pattern; flattened extension fields would buffer the whole document before anything can be refused,
//! so that a limit comes too late and no error has a place. `SerdeAttributes`, a derive that writes nothing, keeps serde's
//! attributes on the struct for other derives that read them.
//!
//! A derive above the attribute has seen the struct as it was, and leaves nothing behind in the tokens; a probe asks whether
//! the type implements serde's traits already. A missing derive is not an error: `cfg_attr` may have removed it before the
//! macro ran.

mod implementations;

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, format_ident, quote, quote_spanned};
use syn::{Attribute, Path, parse_quote};

use self::implementations::implementations;
use super::{Beside, Output, registers};
use crate::item::{Kind, Node};
use crate::keys::Key;
use crate::model::Extensions;
use crate::serde::{self, Derived};

/// Makes the node a document, where its attribute asks for it.
pub fn add(output: &Output<'_>, node: &mut Node, beside: &mut Beside) {
    if node.kind == Kind::Enum && registers() {
        node.shape.derived = serde::derived(&node.attrs);
    }
    if node.kind != Kind::Struct {
        return;
    }
    let derived = serde::derived(&node.attrs);
    node.shape.derived.clone_from(&derived);
    if output.complete {
        keep_reserved(output, node, &derived);
        ask_for_derive(output, node, beside);
    }
    let Some(mark) = &node.marks.tier else { return };
    let (document, condition) = (mark.document.clone(), mark.condition.is_some());
    let is_braced = node
        .children
        .as_ref()
        .is_some_and(|children| children.separated && node.tail.is_empty());
    let is_taken =
        document.extensions.is_some() && node.children().iter().any(|field| field.display_name() == "extensions");
    let asked = cfg!(feature = "serde") && (document.marker().is_some() || document.extensions.is_some());
    if !asked || condition || !is_braced || is_taken {
        return;
    }
    serde::take_derived(&mut node.attrs);
    if !derived.is_empty() {
        let implementations = implementations(output, node, &derived);
        beside.tokens.extend(implementations);
        keep_words(output, node);
    }
    if let Some((_, value)) = document.marker() {
        beside.tokens.extend(constant(node, value));
    }
    if let Some(extensions) = &document.extensions {
        beside.tokens.extend(accessors(&output.krate, node, extensions));
        add_field(&output.krate, node);
    }
}

/// Asks the compiler whether a derive above the attribute, which has seen the struct as it was before, has been there.
/// If serde is optional, there may be no derive.
// ui-tests/schema/derive-above.rs, ui-tests/extensions/derive-above.rs, ui-tests/reserved/derive-above.rs
fn ask_for_derive(output: &Output<'_>, node: &Node, beside: &mut Beside) {
    let reserved = node.children().iter().find_map(|field| field.marks.reserved.as_ref());
    let document = node.marks.tier.as_ref().map(|mark| &mark.document);
    let schema = document
        .and_then(|document| document.schema.as_ref())
        .map(|schema| (Key::Schema.as_str(), schema.key));
    let extensions = document.and_then(|document| document.extensions.as_ref());
    let extensions = extensions.map(|extensions| (Key::Extensions.as_str(), extensions.span));
    let asked = schema
        .or(extensions)
        .or(reserved.map(|reserved| ("reserved", reserved.span)));
    let Some((word, span)) = asked.filter(|_| node.shape.derived.is_empty() && node.generics.params.is_empty()) else {
        return;
    };
    let (krate, this, cfgs) = (&output.krate, &node.ident, node.cfgs());
    let message = format!(
        "`{word}` on {} has no effect on a derive of serde above it: move `#[derive(…)]` below the attribute with \
         `{word}`",
        node.subject()
    );
    let ask = quote_spanned! {Span::call_site().located_at(span)=>
        __s::derived_above(__s::Derived::<#this>::__WRITES || __s::Derived::<#this>::__READS, #message)
    };
    beside.tokens.extend(quote! {
        #(#cfgs)*
        #[allow(deprecated)]
        const _: () = {
            #[allow(unused_imports)]
            use #krate::__private::{self as __s, Underived as _};
            #ask
        };
    });
}

/// The attributes of serde stay on the item for other derives that read them.
fn keep_words(output: &Output<'_>, node: &mut Node) {
    let fields = node
        .children()
        .iter()
        .flat_map(|field| serde::serde_attributes(&field.attrs));
    if serde::serde_attributes(&node.attrs).chain(fields).next().is_some() {
        let krate = &output.krate;
        let derive = parse_quote!(#[::core::prelude::v1::derive(#krate::__private::SerdeAttributes)]);
        node.attrs.insert(0, derive);
    }
}

/// A reserved field is read where it is there, and written where it was read.
fn keep_reserved(output: &Output<'_>, node: &mut Node, derived: &[Derived]) {
    let conditions: Option<Vec<_>> = derived.iter().map(|derived| derived.condition.clone()).collect();
    let Some(children) = node
        .children
        .as_mut()
        .filter(|_| node.kind == Kind::Struct && !derived.is_empty())
    else {
        return;
    };
    let absent = format!("{}::Reserved::is_absent", crate::signature::text(&output.krate));
    for field in children.nodes.iter_mut().filter(|field| field.marks.reserved.is_some()) {
        let words = quote!(serde(default, skip_serializing_if = #absent));
        let attribute: Attribute = match &conditions {
            Some(conditions) => parse_quote!(#[cfg_attr(any(#(#conditions),*), #words)]),
            None => parse_quote!(#[#words]),
        };
        field.attrs.push(attribute);
    }
}

/// The private field, after those that were written.
fn add_field(krate: &Path, node: &mut Node) {
    let Some(children) = &mut node.children else { return };
    let ident = Ident::new("extensions", Span::call_site());
    let ty = quote!(#krate::Extensions<Self>);
    let mut field = Node::generated(quote!(#ident: #ty));
    (field.kind, field.ident, field.types) = (Kind::Field, Some(ident), vec![ty.into()]);
    children.nodes.push(field);
}

/// How the extension fields are reached, and who may write those of the core.
fn accessors(krate: &Path, node: &Node, extensions: &Extensions) -> TokenStream {
    let (vis, ident) = (&node.vis, &node.ident);
    let (parameters, arguments, clause) = node.generics.split_for_impl();
    let cfgs: Vec<_> = node.cfgs().collect();
    let namespaces = namespaces(extensions);
    // If two are confused, the error of the compiler names their owners.
    let core = format_ident!("CoreOf{}", node.display_name());
    quote! {
        #(#cfgs)*
        #[allow(deprecated, single_use_lifetimes)]
        const _: () = {
            use #krate::__private as __s;
            #[::core::prelude::v1::derive(::core::clone::Clone, ::core::marker::Copy)]
            pub struct #core(());
            impl #parameters __s::Extended for #ident #arguments #clause {
                type Core = #core;
                const NAMESPACES: __s::Namespaces = #namespaces;
            }
            #[allow(dead_code)]
            impl #parameters #ident #arguments #clause {
                /// What lets this package write core keys.
                pub(crate) const CORE: #core = #core(());

                /// The keys that are no fields, each in one of the two namespaces.
                #vis fn extensions(&self) -> &#krate::Extensions<Self> {
                    &self.extensions
                }

                /// The keys that are no fields, to be written.
                #vis fn extensions_mut(&mut self) -> &mut #krate::Extensions<Self> {
                    &mut self.extensions
                }
            }
        };
    }
}

/// The namespaces as a record has them.
pub fn namespaces(extensions: &Extensions) -> TokenStream {
    let prefix = |prefix: &Option<crate::model::Spanned<String>>| {
        prefix.as_ref().map(|prefix| prefix.value.clone()).unwrap_or_default()
    };
    let (core, community) = (prefix(&extensions.core), prefix(&extensions.community));
    let keys = extensions.max_keys.as_ref().map(|limit| limit.value);
    let keys = keys.map_or_else(|| quote!(__s::Namespaces::MAX_KEYS), ToTokens::into_token_stream);
    let depth = extensions.max_depth.as_ref().map(|limit| limit.value);
    let depth = depth.map_or_else(|| quote!(__s::Namespaces::MAX_DEPTH), ToTokens::into_token_stream);
    quote!(__s::Namespaces { core: #core, community: #community, max_keys: #keys, max_depth: #depth })
}

/// The value of the marker, for code that writes it elsewhere.
fn constant(node: &Node, value: &str) -> TokenStream {
    let (vis, ident) = (&node.vis, &node.ident);
    let (parameters, arguments, clause) = node.generics.split_for_impl();
    let cfgs = node.cfgs();
    quote! {
        #(#cfgs)*
        #[allow(dead_code, deprecated, single_use_lifetimes)]
        impl #parameters #ident #arguments #clause {
            /// The schema that its documents say they have, and the only one that is read.
            #vis const SCHEMA: &'static str = #value;
        }
    }
}

/// Whether the constructor takes no argument for the field, which is then empty.
pub fn is_empty_at_first(field: &Node) -> bool {
    field.generated || field.kind == Kind::Field && field.marks.reserved.is_some()
}
