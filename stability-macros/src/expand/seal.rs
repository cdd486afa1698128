//! Seals: a supertrait that only the chosen can reach.
//!
//! The seal is named in a block of its own, after a glob import of everything beside the trait, so that an error for a seal
//! that cannot be reached is ours. Where the implementation has names that the glob could shadow, the path is written out.
//!
//! The sealing trait repeats no bound. The `sealed` crate copies bounds and supertraits, which then need imports and fail
//! inside functions; nothing uses them. So `erase` is accepted and has no effect. Each sealing module is named after its trait
//! as written, so `Shape` and `SHAPE` do not share one.

mod path;

use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote};
use syn::GenericParam;
use syn::ext::IdentExt;

use self::path::SealPath;
use super::{Beside, Output, registers};
use crate::errors::listed;
use crate::item::{Kind, Node};
use crate::model::Seal;
use crate::signature::text;

/// Seals a trait, or breaks the seal for one implementation.
pub fn add(output: &Output<'_>, node: &mut Node, beside: &mut Beside) {
    let Some(seal) = node.marks.seal.clone() else { return };
    let tokens = match node.kind {
        Kind::Trait => seal_trait(output, node, &seal),
        Kind::Impl => {
            // The path through the module, which the seal needs, may be longer than the trait's name in scope.
            node.attrs.push(syn::parse_quote!(#[allow(unused_qualifications)]));
            seal_implementation(output, node)
        }
        _ => TokenStream::new(),
    };
    beside.tokens.extend(tokens);
}

/// The name is kept as it is, so that no two traits of a module share a seal.
pub fn module_name(ident: &Ident) -> Ident {
    format_ident!("__seal_{}", ident.unraw(), span = Span::call_site())
}

/// Writes, for `pub trait Provider: Send {}`:
///
/// ```text
/// pub trait Provider: Send + __seal_Provider::Sealed {}
/// mod __seal_Provider {
///     pub trait Sealed {}
///     pub const TRAIT: &str = ::core::module_path!();
/// }
/// ```
///
/// The sealing trait repeats no bound of the trait: nothing uses it but the bound itself.
fn seal_trait(output: &Output<'_>, node: &mut Node, seal: &Seal) -> TokenStream {
    let Some(ident) = node.ident.clone() else {
        return TokenStream::new();
    };
    let module = module_name(&ident);
    let (_, arguments, _) = node.generics.split_for_impl();
    let bound = quote!(#module::Sealed #arguments);
    node.bounds = if node.bounds.is_empty() {
        bound
    } else {
        let bounds = &node.bounds;
        let plus = if ends_with_plus(bounds) {
            TokenStream::new()
        } else {
            quote!(+)
        };
        quote!(#bounds #plus #bound)
    };

    let parameters = node.generics.params.iter().map(|parameter| match parameter {
        GenericParam::Lifetime(parameter) => {
            let lifetime = &parameter.lifetime;
            quote!(#lifetime)
        }
        GenericParam::Type(parameter) => {
            let ident = &parameter.ident;
            let default = parameter.default.as_ref().map(|(_, default)| quote!(= #default));
            quote!(#ident: ?Sized #default)
        }
        GenericParam::Const(parameter) => {
            let (ident, ty) = (&parameter.ident, &parameter.ty);
            let default = parameter.default.as_ref().map(|(_, default)| quote!(= #default));
            quote!(const #ident: #ty #default)
        }
    });
    let parameters = if node.generics.params.is_empty() {
        TokenStream::new()
    } else {
        quote!(<#(#parameters),*>)
    };
    let visibility = visibility(seal);
    let notice = notice(output, &ident, seal);
    let admission = admission(output, &ident, seal);
    // A default is written in the words of the module around.
    let has_default = node.generics.params.iter().any(|parameter| match parameter {
        GenericParam::Lifetime(_) => false,
        GenericParam::Type(parameter) => parameter.default.is_some(),
        GenericParam::Const(parameter) => parameter.default.is_some(),
    });
    let names = has_default.then(|| {
        quote!(
            #[allow(unused_imports)]
            use super::*;
        )
    });
    let name = registers().then(|| {
        quote!(
            pub const TRAIT: &str = ::core::module_path!();
        )
    });
    let cfgs = node.cfgs();
    quote! {
        #(#cfgs)*
        #[doc(hidden)]
        #[allow(non_snake_case)]
        #visibility mod #module {
            #names
            #notice
            pub trait Sealed #parameters {}
            #admission
            #name
        }
    }
}

/// The visibility of the sealing module: where it is visible, the trait can be implemented.
pub fn visibility(seal: &Seal) -> TokenStream {
    match (&seal.visibility, &seal.friends) {
        (_, Some(_)) => quote!(pub),
        (Some(visibility), None) => quote!(#visibility),
        (None, None) => TokenStream::new(),
    }
}

fn ends_with_plus(bounds: &TokenStream) -> bool {
    let last = bounds.clone().into_iter().last();
    matches!(last, Some(proc_macro2::TokenTree::Punct(punct)) if punct.as_char() == '+')
}

/// The compiler's message for an implementation that is not permitted.
fn notice(output: &Output<'_>, ident: &Ident, seal: &Seal) -> TokenStream {
    let message = format!("`{{Self}}` cannot implement the sealed trait `{ident}`");
    let label = format!("`{ident}` is sealed");
    let owner = output.environment.package.as_deref().unwrap_or("its own package");
    let who = match (&seal.friends, &seal.visibility) {
        (Some(friends), _) => format!("`{owner}` and its friends ({})", friends.value.join(", ")),
        (None, Some(visibility)) => match text(visibility).as_str() {
            "pub(crate)" => format!("`{owner}`"),
            within => format!("code of `{owner}` within `{within}`"),
        },
        (None, None) => format!("code in the module of `{ident}`, in `{owner}`,"),
    };
    let why = seal.note.as_ref().map_or_else(
        || format!("only {who} may implement `{ident}`, so that new methods of it are not breaking changes"),
        |note| format!("only {who} may implement `{ident}`: {}", note.value),
    );
    let instead = seal.instead.as_ref().map_or_else(
        || {
            format!(
                "if this package may implement the trait, write `#[stability::sealed]` above the `impl`, and write the \
                 whole path of the trait in the `impl`, as in `impl path::{ident} for …`"
            )
        },
        |instead| instead.value.clone(),
    );
    let escaped = [why, instead].map(|text| text.replace('{', "{{").replace('}', "}}"));
    let notes = escaped.iter();
    quote!(#[diagnostic::on_unimplemented(message = #message, label = #label, #(note = #notes),*)])
}

/// The question whether another package may implement the trait, answered while that package compiles.
fn admission(output: &Output<'_>, ident: &Ident, seal: &Seal) -> TokenStream {
    let Some(friends) = &seal.friends else {
        // Only code of the package can access the module.
        return quote!(
            #[inline]
            pub const fn admit(_: &str) {}
        );
    };
    let krate = &output.krate;
    let names = &friends.value;
    let owner = output.environment.package.as_deref().unwrap_or_default();
    let refusal = format!(
        "this package may not implement the sealed trait `{ident}`: only {} may; ask the authors of `{owner}` to \
         add this package to `friends`, or implement a trait that is not sealed",
        listed(
            &std::iter::once(owner)
                .chain(names.iter().map(String::as_str))
                .map(|name| format!("`{name}`"))
                .collect::<Vec<_>>(),
            "and",
        ),
    );
    quote! {
        // Only the compiler calls it: inlined, it is in no object file.
        #[inline]
        pub const fn admit(package: &str) {
            if !#krate::__private::admits(&[#owner, #(#names),*], package) {
                ::core::panic!(#refusal)
            }
        }
    }
}

/// Writes, for `impl nika::Provider for Echo {}`, where the [`SealPath`] leads to the seal:
///
/// ```text
/// impl __seal_Provider::Sealed for Echo {}
/// const _: () = __seal_Provider::admit("this-package");
/// ```
fn seal_implementation(output: &Output<'_>, node: &Node) -> TokenStream {
    let (Some(implementation), Some(seal_path)) = (&node.implementation, SealPath::of(node)) else {
        return TokenStream::new();
    };
    let arguments = implementation
        .trait_path
        .as_ref()
        .and_then(|path| path.segments.last())
        .map(|last| &last.arguments);
    let (parameters, _, clause) = node.generics.split_for_impl();
    let SealPath { module, self_type, .. } = &seal_path;
    let package = output.environment.package.as_deref().unwrap_or_default();
    let broken = seal_path.lead(&quote! {
        #[automatically_derived]
        #[doc(hidden)]
        impl #parameters #module::Sealed #arguments for #self_type #clause {}
        const _: () = #module::admit(#package);
    });
    let cfgs = node.cfgs();
    // A feature that is off removes the implementation.
    let gate = node.shown().map(|shown| quote!(#[cfg(#shown)]));
    quote! {
        #(#cfgs)*
        #gate
        const _: () = #broken;
    }
}

/// The module path of the seal of the trait that is implemented, as a value.
pub fn path_of_implementation(node: &Node) -> Option<TokenStream> {
    let seal_path = SealPath::of(node)?;
    let module = &seal_path.module;
    Some(seal_path.lead(&quote!(#module::TRAIT)))
}
