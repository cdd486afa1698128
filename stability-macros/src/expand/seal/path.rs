//! The path from an implementation to the seal of its trait, a module beside the trait.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};
use syn::ext::IdentExt;
use syn::{Path, PathArguments, Type};

use super::super::exposure::is_primitive;
use crate::item::{Implementation, Node};
use crate::signature::text;

/// The paths of the seal and the type in `impl Trait for Type`.
pub struct SealPath {
    /// The sealing module.
    pub module: Path,
    /// The type, which must not be shadowed by the names that `around` imports.
    pub self_type: Type,
    around: Option<Around>,
}

/// The code around a use of the seal whose path may not resolve.
struct Around {
    /// The path in front of the trait.
    place: Path,
    trait_name: Ident,
    module: Ident,
    self_type: Path,
}

impl SealPath {
    /// The path from the node to the seal, if it implements a trait.
    pub fn of(node: &Node) -> Option<Self> {
        let implementation = node.implementation.as_ref()?;
        let trait_path = implementation.trait_path.as_ref()?;
        let last = &trait_path.segments.last()?.ident;
        let module = Ident::new(&format!("__seal_{}", last.unraw()), last.span());
        Some(match around(node, implementation, trait_path, &module) {
            Some(around) => Self {
                module: module.into(),
                self_type: syn::parse_quote!(__SealedType),
                around: Some(around),
            },
            None => Self {
                module: beside(trait_path, module)?,
                self_type: implementation.self_type.clone(),
                around: None,
            },
        })
    }

    /// The items, or the value, in `inner`, where the module and the type have their names. Writes, for
    /// `impl nika::Provider for Echo {}`:
    ///
    /// ```text
    /// {
    ///     use Echo as __SealedType;
    ///     mod __seal_Provider { … }
    ///     {
    ///         use nika::*;
    ///         …
    ///     }
    /// }
    /// ```
    ///
    /// Names of `nika` take precedence over those around. So only if `nika` does not have the module, `Echo` must implement
    /// something that no type has, in words of ours.
    // ui-tests/sealed/re-exported-by-name.rs
    pub fn lead(&self, inner: &TokenStream) -> TokenStream {
        let Some(around) = &self.around else {
            return quote!({ #inner });
        };
        let Around {
            place,
            trait_name,
            module,
            self_type,
        } = around;
        let prefix = text(place);
        let message =
            format!("the trait `{prefix}::{trait_name}` is sealed, and its module `{module}` is not accessible here");
        let label = format!("no accessible `{module}` in `{prefix}`");
        let re_export = format!(
            "`#[sealed]` adds the module `{module}` beside the trait; where the trait is re-exported, its author must \
             re-export both: `pub use path::{{{{{trait_name}, {module}}}}};`"
        );
        let closed = "where `sealed` has neither `pub(…)` nor `friends`, only code in the module of the trait can implement it; its author can write \
             `sealed(pub(crate))` for the whole package, or `sealed(friends = [\"package\"])` for other packages";
        quote! {{
            #[allow(unused_imports)]
            use #self_type as __SealedType;
            #[allow(non_snake_case, dead_code, unreachable_pub)]
            mod #module {
                #[diagnostic::on_unimplemented(message = #message, label = #label, note = #re_export, note = #closed)]
                pub trait Reached {}
                pub trait Sealed: Reached {}
                pub const fn admit(_: &str) {}
                pub const TRAIT: &str = "";
            }
            {
                #[allow(unused_imports, clippy::wildcard_imports)]
                use #place::*;
                #inner
            }
        }}
    }
}

/// The module of this name beside what the path leads to.
fn beside(path: &Path, module: Ident) -> Option<Path> {
    let mut path = path.clone();
    let last = path.segments.last_mut()?;
    (last.ident, last.arguments) = (module, PathArguments::None);
    Some(path)
}

/// The code around, if in the implementation only one type has a name that could be ambiguous there.
fn around(node: &Node, implementation: &Implementation, trait_path: &Path, module: &Ident) -> Option<Around> {
    let is_plain = |path: &Path| path.segments.iter().all(|segment| segment.arguments.is_none());
    let Type::Path(ty) = &implementation.self_type else {
        return None;
    };
    let is_primitive = |path: &Path| path.get_ident().is_some_and(|ident| is_primitive(&ident.to_string()));
    let is_named = ty.qself.is_none() && is_plain(&ty.path) && !is_primitive(&ty.path);
    let has_no_generics = node.generics.params.is_empty() && node.generics.where_clause.is_none();
    if !is_named || !has_no_generics || !is_plain(trait_path) {
        return None;
    }
    let mut place = trait_path.clone();
    let trait_name = place.segments.pop()?.ident;
    place.segments.pop_punct();
    (!place.segments.is_empty()).then(|| Around {
        place,
        trait_name: format_ident!("{}", trait_name.unraw()),
        module: module.clone(),
        self_type: ty.path.clone(),
    })
}
