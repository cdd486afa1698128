//! The expansion of `generated!`.

use proc_macro2::TokenStream;
use quote::quote;
use syn::Path;

use super::doc::{heading, meaning};
use super::entry::Constant;
use super::pages;
use super::record::Record;
use super::registration::package;
use crate::environment::Environment;
use crate::model::{Artefact, Attributes, Policy, Tier};

impl Constant for Artefact {
    fn cfgs(&self) -> &[syn::Attribute] {
        &self.attributes.cfgs
    }

    fn constant(&self, krate: &Path, environment: &Environment) -> TokenStream {
        let Self {
            attributes,
            vis,
            ident,
            path,
            policy,
            reason,
            promise,
        } = self;
        let tier = promise.as_ref().map_or(Tier::Internal, |promise| promise.tier);
        let badge = pages::badge_line(environment, tier);
        let section = format!("\n\n# Stability\n\n**{}** — {}", heading(tier), meaning(tier));
        let policy = match policy {
            Policy::Frozen => quote!(Frozen),
            Policy::Keyed { key, fields } => quote!(FrozenByKey { key: #key, fields: &[#(#fields),*] }),
            Policy::Additive => quote!(Additive),
            Policy::Free => quote!(Free),
        };
        let package = package(environment);
        let Attributes {
            text: _,
            documentation,
            cfgs,
            others,
        } = attributes;
        quote! {
            #(#cfgs)*
            #badge
            #(#documentation)*
            #[doc = #section]
            #(#others)*
            #vis const #ident: #krate::Artefact = {
                use #krate::__private as __s;
                __s::Artefact::declared(#path, __s::Policy::#policy, #reason, #package)
            };
        }
    }

    fn record(&self, environment: &Environment) -> Record<'_> {
        Record {
            kind: "artefact",
            name: self.path.clone(),
            id: Some(format!("generated {}", self.path)),
            signature: self.policy.text(),
            location: environment.location(self.ident.span()),
            ..Record::of_entry(&self.attributes, self.promise.as_ref())
        }
    }
}

impl Policy {
    /// As a reader of the contract sees it.
    fn text(&self) -> String {
        match self {
            Self::Frozen => "frozen".to_owned(),
            Self::Keyed { key, fields } if fields.is_empty() => format!("frozen by {key}"),
            Self::Keyed { key, fields } => format!("frozen by {key}: {}", fields.join(", ")),
            Self::Additive => "additive".to_owned(),
            Self::Free => "free".to_owned(),
        }
    }
}
