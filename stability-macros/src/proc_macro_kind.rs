//! A function that is a proc macro: its users know it by the name and the form of the macro, not by the function.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use syn::ext::IdentExt;
use syn::parse::{ParseStream, Parser};
use syn::punctuated::Punctuated;
use syn::{Attribute, Ident, Meta, Token, parenthesized};

/// A proc macro.
pub struct ProcMacro {
    /// The name that users write.
    pub name: String,
    /// How users call it: `name!`, `#[name]`, or `#[derive(Name)] with #[helper]`.
    pub call: String,
}

impl ProcMacro {
    /// The attributes that make a function a proc macro.
    pub fn is_made_by(attr: &Attribute) -> bool {
        let names = ["proc_macro", "proc_macro_attribute", "proc_macro_derive"];
        names.iter().any(|name| attr.path().is_ident(name))
    }

    /// The proc macro that `function` is under these attributes, if it is one.
    pub fn of(function: &Ident, attrs: &[Attribute]) -> Option<Self> {
        let attr = attrs.iter().find(|attr| Self::is_made_by(attr))?;
        let name = function.unraw().to_string();
        if attr.path().is_ident("proc_macro") {
            let call = format!("{name}!");
            return Some(Self { name, call });
        }
        if attr.path().is_ident("proc_macro_attribute") {
            let call = format!("#[{name}]");
            return Some(Self { name, call });
        }
        let Meta::List(list) = &attr.meta else { return None };
        // The compiler reports what cannot be read here.
        let (name, helpers) = parse_derive.parse2(list.tokens.clone()).ok()?;
        let mut call = format!("#[derive({name})]");
        if !helpers.is_empty() {
            let helpers: Vec<String> = helpers.iter().map(|helper| format!("#[{helper}]")).collect();
            call.push_str(&format!(" with {}", helpers.join(", ")));
        }
        Some(Self { name, call })
    }
}

/// Reads `Name, attributes(helper, …)`. The order of the helpers means nothing.
fn parse_derive(input: ParseStream<'_>) -> syn::Result<(String, BTreeSet<String>)> {
    let name = input.parse::<Ident>()?.unraw().to_string();
    let mut helpers = BTreeSet::new();
    if input.parse::<Option<Token![,]>>()?.is_some() && !input.is_empty() {
        input.parse::<Ident>()?;
        let list;
        parenthesized!(list in input);
        let idents = Punctuated::<Ident, Token![,]>::parse_terminated_with(&list, Ident::parse_any)?;
        helpers.extend(idents.iter().map(|ident| ident.unraw().to_string()));
    }
    input.parse::<TokenStream>()?;
    Ok((name, helpers))
}

#[cfg(test)]
mod tests {
    use super::ProcMacro;

    #[test]
    fn a_proc_macro_is_known_as_its_users_call_it() {
        for (written, name, call) in [
            ("#[proc_macro] fn f() {}", "f", "f!"),
            ("#[proc_macro_attribute] fn r#type() {}", "type", "#[type]"),
            ("#[proc_macro_derive(Der)] fn f() {}", "Der", "#[derive(Der)]"),
            (
                "#[proc_macro_derive(Der, attributes(),)] fn f() {}",
                "Der",
                "#[derive(Der)]",
            ),
            (
                "#[doc = \"a\"] #[proc_macro_derive(Der, attributes(z, a, type,))] fn f() {}",
                "Der",
                "#[derive(Der)] with #[a], #[type], #[z]",
            ),
        ] {
            let function: syn::ItemFn = syn::parse_str(written).unwrap();
            let found = ProcMacro::of(&function.sig.ident, &function.attrs).unwrap();
            assert_eq!((found.name.as_str(), found.call.as_str()), (name, call));
        }
        let function: syn::ItemFn = syn::parse_str("#[test] fn f() {}").unwrap();
        assert!(ProcMacro::of(&function.sig.ident, &function.attrs).is_none());
    }
}
