//! The traits of serde for a document: derived on a copy of the struct, through the reader and writer of the runtime.

use proc_macro2::{Group, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::{GenericParam, Type, parse_quote};

use super::namespaces;
use crate::expand::Output;
use crate::item::Node;
use crate::serde::arguments::SerdeArguments;
use crate::serde::{self, Derived, Trait};

/// The traits of serde, through the reader and the writer of the runtime.
pub fn implementations(output: &Output<'_>, node: &Node, derived: &[Derived]) -> TokenStream {
    let Some(mark) = &node.marks.tier else {
        return TokenStream::new();
    };
    let copy = copy(output, node, mark.document.extensions.is_some(), derived);
    let krate = &output.krate;
    let name = node.display_name();
    let marker = mark.document.marker();
    let marker = marker.map_or_else(
        || quote!(__s::None),
        |(key, value)| quote!(__s::Some(__s::Marker { key: #key, value: #value })),
    );
    let namespaces = mark.document.extensions.as_ref().map(namespaces);
    let namespaces = namespaces.map_or_else(|| quote!(__s::None), |namespaces| quote!(__s::Some(#namespaces)));
    let traits = derived.iter().map(|derived| {
        let extended = mark.document.extensions.is_some();
        let implementation = match derived.of {
            Trait::Serialize => serialize(node, extended),
            Trait::Deserialize => deserialize(node, extended),
        };
        let condition = derived.condition.as_ref().map(|condition| quote!(#[cfg(#condition)]));
        quote!(#condition #implementation)
    });
    // Where a predicate is around each derive, there is nothing without them.
    let conditions: Option<Vec<_>> = derived.iter().map(|derived| derived.condition.clone()).collect();
    let condition = conditions.map(|conditions| quote!(#[cfg(any(#(#conditions),*))]));
    let cfgs = node.cfgs();
    quote! {
        #(#cfgs)*
        #condition
        #[allow(deprecated, single_use_lifetimes)]
        const _: () = {
            use #krate::__private as __s;
            #copy
            static DOCUMENT: __s::Document = __s::Document {
                name: #name,
                marker: #marker,
                namespaces: #namespaces,
            };
            #(#traits)*
        };
    }
}

/// The struct that the derives are on.
fn copy(output: &Output<'_>, node: &Node, extended: bool, derived: &[Derived]) -> TokenStream {
    let this = this_type(node);
    let (generics, clause) = (&node.generics, &node.generics.where_clause);
    let attributes = serde::serde_attributes(&node.attrs);
    let remote = node.ident.to_token_stream().to_string();
    let traits = derived.iter().map(|Derived { path, condition, .. }| {
        let derive = quote!(::core::prelude::v1::derive(#path));
        let derive = condition
            .as_ref()
            .map_or(derive.clone(), |condition| quote!(cfg_attr(#condition, #derive)));
        quote!(#[#derive])
    });
    let fields = node.children().iter().map(|field| {
        let (attributes, ident, ty) = (serde::of_field(field), &field.ident, field.types.first());
        let ty = with_self(ty.to_token_stream(), &this);
        quote!(#(#attributes)* #ident: #ty,)
    });
    let krate = &output.krate;
    let extensions = extended.then(|| {
        quote! {
            #[serde(skip, default = "::core::default::Default::default")]
            extensions: #krate::Extensions<#this>,
        }
    });
    quote! {
        #(#traits)*
        #[serde(remote = #remote)]
        #(#attributes)*
        #[allow(dead_code)]
        struct Fields #generics #clause {
            #(#fields)*
            #extensions
        }
    }
}

/// The type itself, where `Self` would be the copy.
fn this_type(node: &Node) -> Type {
    let (ident, (_, arguments, _)) = (&node.ident, node.generics.split_for_impl());
    parse_quote!(#ident #arguments)
}

/// The tokens with the type in place of `Self`.
fn with_self(tokens: TokenStream, this: &Type) -> TokenStream {
    let replace = |token| match token {
        TokenTree::Ident(ident) if ident == "Self" => this.to_token_stream(),
        TokenTree::Group(group) => {
            let mut inner = Group::new(group.delimiter(), with_self(group.stream(), this));
            inner.set_span(group.span());
            inner.into_token_stream()
        }
        token => token.into_token_stream(),
    };
    tokens.into_iter().map(replace).collect()
}

fn serialize(node: &Node, extended: bool) -> TokenStream {
    let (ident, generics) = (&node.ident, bounded(node, &quote!(__s::serde::Serialize)));
    let (parameters, _, clause) = generics.split_for_impl();
    let (_, arguments, _) = node.generics.split_for_impl();
    let extensions = if extended {
        quote!(self.extensions.__values())
    } else {
        quote!(&__s::BTreeMap::new())
    };
    quote! {
        impl #parameters __s::serde::Serialize for #ident #arguments #clause {
            fn serialize<__S: __s::serde::Serializer>(&self, serializer: __S) -> ::core::result::Result<__S::Ok, __S::Error> {
                Fields::serialize(self, __s::Writer::new(serializer, &DOCUMENT, #extensions))
            }
        }
    }
}

fn deserialize(node: &Node, extended: bool) -> TokenStream {
    let (ident, mut generics) = (&node.ident, bounded(node, &quote!(__s::serde::Deserialize<'de>)));
    with_defaults(node, &mut generics);
    let lifetimes: Vec<_> = node
        .generics
        .lifetimes()
        .map(|parameter| parameter.lifetime.clone())
        .collect();
    let input: GenericParam = if lifetimes.is_empty() {
        parse_quote!('de)
    } else {
        parse_quote!('de: #(#lifetimes)+*)
    };
    generics.params.insert(0, input);
    let (parameters, _, clause) = generics.split_for_impl();
    let (_, arguments, _) = node.generics.split_for_impl();
    let (binding, fill) = if extended {
        (
            quote!(let mut this),
            quote!(this.extensions = __s::Extensions::__of(extensions);),
        )
    } else {
        (quote!(let this), TokenStream::new())
    };
    quote! {
        impl #parameters __s::serde::Deserialize<'de> for #ident #arguments #clause {
            fn deserialize<__D: __s::serde::Deserializer<'de>>(
                deserializer: __D,
            ) -> ::core::result::Result<Self, __D::Error> {
                let mut extensions = __s::BTreeMap::new();
                #binding = Fields::deserialize(__s::Reader::new(deserializer, &DOCUMENT, &mut extensions))?;
                #fill
                ::core::result::Result::Ok(this)
            }
        }
    }
}

fn type_parameters(generics: &syn::Generics) -> Vec<syn::Ident> {
    let parameters = generics.type_params();
    parameters.map(|parameter| parameter.ident.clone()).collect()
}

/// The generics with `bound` on each type parameter, as the derive has them.
fn bounded(node: &Node, bound: &TokenStream) -> syn::Generics {
    let mut generics = node.generics.clone();
    let parameters = type_parameters(&generics);
    let clause = generics.make_where_clause();
    for parameter in parameters {
        clause.predicates.push(parse_quote!(#parameter: #bound));
    }
    generics
}

/// Adds `Default` where the derive asks for it: where a field that may be missing has the parameter.
fn with_defaults(node: &Node, generics: &mut syn::Generics) {
    let may_miss = |field: &&Node| {
        let words = SerdeArguments::of(&field.attrs, true);
        words.has_any(&["default", "skip", "skip_deserializing"])
    };
    let types: Vec<_> = node
        .children()
        .iter()
        .filter(may_miss)
        .flat_map(|field| &field.types)
        .collect();
    let parameters = type_parameters(generics);
    let clause = generics.make_where_clause();
    for parameter in parameters {
        // As in the derive, `Self` represents the type with its parameters.
        let names = [parameter.to_string(), "Self".to_owned()];
        if types.iter().any(|ty| crate::signature::mentions(*ty, &names)) {
            clause
                .predicates
                .push(parse_quote!(#parameter: ::core::default::Default));
        }
    }
}
