//! The derives and attributes of serde on an item, and the serialized form that follows from them.

pub mod arguments;
mod case;
pub mod wire;

use proc_macro2::TokenStream;
use quote::quote;
use syn::parse::Parser;
use syn::punctuated::Punctuated;
use syn::{Attribute, Meta, Path, Token};

use crate::conditional;
use crate::item::Node;
pub use crate::item::{Derived, Trait};

/// The traits of serde that the attributes derive.
pub fn derived(attrs: &[Attribute]) -> Vec<Derived> {
    take_derived(&mut attrs.to_vec())
}

/// Takes the derives of serde's traits out of the attributes.
pub fn take_derived(attrs: &mut Vec<Attribute>) -> Vec<Derived> {
    let mut found = Vec::new();
    attrs.retain_mut(|attr| {
        if let Some(meta) = without_derived(&attr.meta, None, &mut found) {
            attr.meta = meta;
            return true;
        }
        false
    });
    found
}

/// The rest of `meta`; `None` if it is empty.
fn without_derived(meta: &Meta, condition: Option<&TokenStream>, found: &mut Vec<Derived>) -> Option<Meta> {
    let unchanged = || Some(meta.clone());
    let Meta::List(list) = meta else { return unchanged() };
    let before = found.len();
    let mut left = list.clone();
    if list.path.segments.last().is_some_and(|last| last.ident == "derive") {
        let Ok(paths) = Punctuated::<Path, Token![,]>::parse_terminated.parse2(list.tokens.clone()) else {
            return unchanged();
        };
        let mut kept = Vec::new();
        for path in paths {
            match of(&path) {
                Some(of) => found.push(Derived {
                    of,
                    path,
                    condition: condition.cloned(),
                }),
                None => kept.push(path),
            }
        }
        if found.len() == before {
            return unchanged();
        }
        left.tokens = quote!(#(#kept),*);
        (!kept.is_empty()).then_some(Meta::List(left))
    } else if let (None, Some((predicate, inner))) = (condition, conditional::parse(meta)) {
        let kept: Vec<_> = inner
            .iter()
            .filter_map(|meta| without_derived(meta, Some(&predicate), found))
            .collect();
        if found.len() == before {
            return unchanged();
        }
        left.tokens = quote!(#predicate, #(#kept),*);
        (!kept.is_empty()).then_some(Meta::List(left))
    } else {
        unchanged()
    }
}

fn of(path: &Path) -> Option<Trait> {
    let last = path.segments.last()?;
    match last.ident.to_string().as_str() {
        "Serialize" => Some(Trait::Serialize),
        "Deserialize" => Some(Trait::Deserialize),
        _ => None,
    }
}

/// The attributes that speak to serde, and those that decide whether the node is there.
pub fn of_field(node: &Node) -> impl Iterator<Item = &Attribute> {
    node.attrs
        .iter()
        .filter(|attr| attr.path().is_ident("cfg") || is_serde_attribute(attr))
}

/// The attributes that speak to serde.
pub fn serde_attributes(attrs: &[Attribute]) -> impl Iterator<Item = &Attribute> {
    attrs.iter().filter(|attr| is_serde_attribute(attr))
}

fn is_serde_attribute(attr: &Attribute) -> bool {
    attr.path().is_ident("serde")
        || conditional::parse(&attr.meta)
            .is_some_and(|(_, inner)| inner.iter().any(|meta| meta.path().is_ident("serde")))
}
