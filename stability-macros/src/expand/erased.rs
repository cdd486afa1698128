//! The forms of a trait whose methods are `async`: what makes it `dyn`, and what makes its futures `Send`.
//!
//! The attributes of `dynosaur`, `trait_variant` and `async_trait` below ours see the trait after us. What they make of it
//! has the same tier, and the seal lets it in.
//!
//! `erased(DynName<'_>)` takes a type in parentheses, since a type with a lifetime is not an expression. What `dynosaur` makes
//! for itself out of a trait under our attribute (`Erased…`, with its lifetime) is passed on unread.

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, format_ident, quote};
use syn::parse::{ParseStream, Parser};
use syn::{Attribute, Meta, Path, PathArguments, Token, TraitItemType, Visibility};

use super::record::{self, Record};
use super::{Beside, Output, exposure, node, registers};
use crate::item::{Kind, Node};
use crate::model::Seal;
use crate::signature::text;

/// A type or trait that somebody's attribute makes of a trait.
struct Twin {
    /// Its name, with the parameters that an implementation for it names.
    path: Path,
    form: Form,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    /// A struct that takes the place of `dyn Trait`.
    Struct,
    /// The same trait with bounds on its futures.
    Variant,
    /// Something with a name: it is only recorded.
    Named,
}

/// Writes what belongs to the twins of a trait, which it does not write itself.
// ui-tests/erased/missing-twin.rs
pub fn add(output: &Output<'_>, node: &Node, beside: &mut Beside) {
    if node.kind != Kind::Trait {
        return;
    }
    for twin in twins(node) {
        let cfgs: Vec<_> = node.cfgs().collect();
        if let Form::Named = twin.form {
            let import = super::import(&twin.path);
            beside
                .tokens
                .extend(quote!(#(#cfgs)* const _: () = { #[allow(unused_imports)] #import };));
            continue;
        }
        if let Form::Struct = twin.form {
            let tier = tier(output, node, &twin.path);
            let seal = admit(node, &twin.path);
            beside
                .tokens
                .extend(quote!(#(#cfgs)* #[allow(deprecated)] const _: () = { #tier #seal };));
        }
        if let (Form::Variant, Some(seal)) = (twin.form, &node.marks.seal) {
            beside.tokens.extend(share_seal(node, &twin.path, seal));
        }
        if let Some(record) = record(output, node, &twin).filter(|_| registers()) {
            beside.submission.line(&node::cfgs(node), record.json());
        }
    }
}

/// The name of the form that can be `dyn`.
pub fn name(node: &Node) -> Option<String> {
    let is_itself = |attr: &Attribute| called(attr, "async_trait");
    let twin = twins(node).into_iter().find(|twin| twin.form != Form::Variant);
    match twin {
        Some(twin) => twin.path.segments.last().map(|last| last.ident.to_string()),
        None => node.attrs.iter().any(is_itself).then(|| node.display_name()),
    }
}

/// Whether an attribute below ours takes the body of an `async` method for the body of a function that returns a future.
pub fn wants_futures(node: &Node) -> bool {
    node.attrs.iter().any(|attr| called(attr, "make"))
}

/// Whether the node is what `dynosaur` makes of a trait under our attribute, for itself.
pub fn is_inside_of_another(node: &Node) -> bool {
    let has_its_lifetime = |child: &Node| child.head.to_string().contains("'dynosaur");
    let is_named = node
        .ident
        .as_ref()
        .is_some_and(|ident| ident.to_string().starts_with("Erased"));
    node.kind == Kind::Trait && is_named && node.children().iter().any(has_its_lifetime)
}

fn called(attr: &Attribute, name: &str) -> bool {
    attr.path().segments.last().is_some_and(|last| last.ident == name)
}

fn twins(node: &Node) -> Vec<Twin> {
    let said = node.marks.tier.as_ref().and_then(|mark| mark.erased.as_ref());
    let said = said.filter(|_| node.kind == Kind::Trait).map(|said| Twin {
        path: said.value.clone(),
        form: match said.value.segments.last().map(|last| &last.arguments) {
            Some(PathArguments::AngleBracketed(_)) => Form::Struct,
            _ => Form::Named,
        },
    });
    let made = node.attrs.iter().filter_map(|attr| made(attr, node));
    said.into_iter()
        .chain(made.filter(|_| node.kind == Kind::Trait))
        .collect()
}

fn made(attr: &Attribute, node: &Node) -> Option<Twin> {
    let Meta::List(list) = &attr.meta else { return None };
    if called(attr, "dynosaur") {
        // `pub DynStore = dyn(box) Store`
        let read = |input: ParseStream<'_>| {
            input.parse::<Visibility>()?;
            let ident: Ident = input.parse()?;
            input.parse::<TokenStream>()?;
            Ok(ident)
        };
        let ident = read.parse2(list.tokens.clone()).ok()?;
        let generics = node.generics.params.iter().map(|parameter| match parameter {
            syn::GenericParam::Lifetime(parameter) => parameter.lifetime.to_token_stream(),
            syn::GenericParam::Type(parameter) => parameter.ident.to_token_stream(),
            syn::GenericParam::Const(parameter) => parameter.ident.to_token_stream(),
        });
        let types = associated(node).into_iter().map(|ty| ty.ident.into_token_stream());
        let arguments = generics.chain(types);
        let path = syn::parse2(quote!(#ident<'_, #(#arguments),*>)).ok()?;
        return Some(Twin {
            path,
            form: Form::Struct,
        });
    }
    if called(attr, "make") {
        // `SendStore: Send`, or only `Send`, which makes no second trait.
        let read = |input: ParseStream<'_>| {
            let ident: Ident = input.parse()?;
            input.parse::<Token![:]>()?;
            input.parse::<TokenStream>()?;
            Ok(ident)
        };
        return Some(Twin {
            path: read.parse2(list.tokens.clone()).ok()?.into(),
            form: Form::Variant,
        });
    }
    None
}

/// The associated types, which are parameters of the struct.
fn associated(node: &Node) -> Vec<TraitItemType> {
    let types = node
        .children()
        .iter()
        .filter(|child| child.kind == Kind::AssociatedType);
    types
        .filter_map(|child| {
            let (head, tail) = (&child.head, &child.tail);
            syn::parse2(quote!(#head #tail)).ok()
        })
        .collect()
}

/// The parameters of an implementation for the struct.
fn parameters(node: &Node) -> TokenStream {
    let generics = node.generics.params.iter().map(|parameter| match parameter {
        syn::GenericParam::Type(parameter) => {
            let (ident, bounds) = (&parameter.ident, &parameter.bounds);
            quote!(#ident: #bounds)
        }
        syn::GenericParam::Const(parameter) => {
            let (ident, ty) = (&parameter.ident, &parameter.ty);
            quote!(const #ident: #ty)
        }
        syn::GenericParam::Lifetime(parameter) => parameter.to_token_stream(),
    });
    let types = associated(node).into_iter().map(|ty| {
        let (ident, bounds) = (ty.ident, ty.bounds);
        quote!(#ident: #bounds)
    });
    let parameters = generics.chain(types);
    quote!(#(#parameters),*)
}

fn tier(output: &Output<'_>, node: &Node, twin: &Path) -> TokenStream {
    let promise = node.promise.as_ref();
    let Some(tier) = promise.and_then(|promise| exposure::trait_of(promise.tier)) else {
        return TokenStream::new();
    };
    let (krate, parameters, clause) = (&output.krate, parameters(node), &node.generics.where_clause);
    quote! {
        #[doc(hidden)]
        impl<#parameters> #krate::__private::#tier for #twin #clause {}
    }
}

/// Lets in the struct, and what it is reached through: references and boxes of what implements the trait.
fn admit(node: &Node, twin: &Path) -> TokenStream {
    let (Some(_), Some(ident)) = (&node.marks.seal, &node.ident) else {
        return TokenStream::new();
    };
    let (module, parameters) = (super::seal::module_name(ident), parameters(node));
    let (_, arguments, clause) = node.generics.split_for_impl();
    let own = &node.generics.params;
    let comma = (!own.is_empty() && !own.trailing_punct()).then(|| quote!(,));
    let sealed = quote!(#module::Sealed #arguments);
    let all = format_ident!("__T");
    let through = [quote!(&#all), quote!(&mut #all), quote!(__alloc::boxed::Box<#all>)];
    quote! {
        extern crate alloc as __alloc;
        #[doc(hidden)]
        impl<#parameters> #sealed for #twin #clause {}
        #(#[doc(hidden)] impl<#own #comma #all: #sealed + ?::core::marker::Sized> #sealed for #through #clause {})*
    }
}

/// An implementation of the variant looks for its seal beside it, which is the seal of the trait.
fn share_seal(node: &Node, twin: &Path, seal: &Seal) -> TokenStream {
    let (Some(ident), Some(variant)) = (&node.ident, twin.get_ident()) else {
        return TokenStream::new();
    };
    let (module, alias) = (super::seal::module_name(ident), super::seal::module_name(variant));
    let (visibility, cfgs) = (super::seal::visibility(seal), node.cfgs());
    quote! {
        #(#cfgs)*
        #[doc(hidden)]
        #[allow(unused_imports, non_snake_case)]
        #visibility use #module as #alias;
    }
}

/// The record of the twin, with the same facts as that of the trait.
fn record<'a>(output: &Output<'_>, node: &'a Node, twin: &Twin) -> Option<Record<'a>> {
    let promise = node.promise.as_ref()?;
    let name = twin.path.segments.last()?.ident.to_string();
    let is_trait = twin.form == Form::Variant;
    let (kind, signature) = if is_trait {
        ("trait", format!("trait {name}"))
    } else {
        ("struct", format!("struct {}", text(&twin.path)))
    };
    let seal = node.marks.seal.as_ref().filter(|_| is_trait);
    let record = Record {
        kind,
        name,
        note: Some(format!("a form of `{}`", node.display_name())),
        deprecated: node::deprecated(node, true),
        signature,
        sealed: seal.map(record::friends),
        location: output.environment.location(node.span()),
        ..Record::default()
    };
    Some(record.promised(promise))
}
