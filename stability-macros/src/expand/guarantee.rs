//! The expansion of `guarantee!`.

use proc_macro2::{Ident, TokenStream};
use quote::quote;
use syn::Path;

use super::doc::{heading, meaning};
use super::entry::Constant;
use super::pages;
use super::record::Record;
use super::registration::package_name;
use crate::environment::Environment;
use crate::model::{Attributes, Guarantee, Tier};

impl Constant for Guarantee {
    fn cfgs(&self) -> &[syn::Attribute] {
        &self.attributes.cfgs
    }

    /// Writes:
    ///
    /// ```text
    /// /// Text.
    /// pub const NAME: ::stability::Guarantee = ::stability::Guarantee::declared("id", "Text.", Tier::Stable, "package");
    /// ```
    fn constant(&self, krate: &Path, environment: &Environment) -> TokenStream {
        let Self {
            attributes,
            vis,
            ident,
            id,
            promise,
        } = self;
        let tier = promise.as_ref().map_or(Tier::Internal, |promise| promise.tier);
        let since = promise.as_ref().and_then(|promise| promise.since.as_ref());
        let since = since.map(|since| format!(" since {since}")).unwrap_or_default();
        let badge = pages::badge_line(environment, tier);
        let section = format!("\n\n# Stability\n\n**{}**{since} — {}", heading(tier), meaning(tier));
        let variant = Ident::new(tier.variant(), proc_macro2::Span::call_site());
        let package = package_name(environment);
        let Attributes {
            text,
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
            #vis const #ident: #krate::Guarantee =
                #krate::Guarantee::declared(#id, #text, #krate::Tier::#variant, #package);
        }
    }

    fn record(&self, environment: &Environment) -> Record<'_> {
        Record {
            kind: "guarantee",
            name: self.id.clone(),
            id: Some(format!("guarantee {}", self.id)),
            location: environment.location(self.ident.span()),
            ..Record::of_entry(&self.attributes, self.promise.as_ref())
        }
    }
}
