//! What `surface!` writes: a record for each entry, and a statement for each area.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use super::word::Word;
use super::{Area, Entry, Surface};
use crate::entry::record;
use crate::environment::Environment;
use crate::expand::record::table;
use crate::expand::registration::{package, register};
use crate::expand::{name_runtime, registers};

impl Surface {
    pub fn expand(&self, environment: &Environment) -> TokenStream {
        let krate = self.krate.clone().unwrap_or_else(|| environment.runtime());
        if !registers() || self.entries.is_empty() && self.areas.is_empty() {
            return name_runtime(&krate);
        }
        let records: Vec<TokenStream> = self.entries.iter().map(|entry| entry.record(environment)).collect();
        let (table, slice) = table(&records);
        let names = self.areas.iter().map(|area| &area.name);
        let statements = self.areas.iter().filter_map(|area| area.statement(environment));
        let package = package(environment);
        register(
            &krate,
            quote! {
                #table
                static STATEMENTS: &[__s::Statement] = &[#(#statements),*];
            },
            quote! {
                __s::Submission {
                    package: #package,
                    header: __s::None,
                    areas: &[#(#names),*],
                    records: #slice,
                    evidence: &[],
                    statements: STATEMENTS,
                }
            },
        )
    }
}

impl Entry {
    fn record(&self, environment: &Environment) -> TokenStream {
        let mut keys = self.stated.as_ref().map(crate::entry::Stated::keys).unwrap_or_default();
        if !self.signature.is_empty() {
            let signature = &self.signature;
            keys.plain("signature", quote!(#signature));
        }
        let id = match self.word {
            // These are known by themselves.
            Word::ErrorCode | Word::Route => self.name.clone(),
            word => format!("{} {}", word.as_str(), self.name),
        };
        record(
            self.word.kind(),
            &self.name,
            &id,
            &self.front,
            keys,
            self.span,
            environment,
        )
    }
}

impl Area {
    /// What is said of the area, if anything is.
    fn statement(&self, environment: &Environment) -> Option<TokenStream> {
        let note = self.default.as_ref().and_then(|stated| stated.note());
        let text = Some(&self.front.text).filter(|text| !text.is_empty());
        if note.is_none() && text.is_none() && self.excludes.is_empty() && self.planned.is_empty() {
            return None;
        }
        let option = |text: Option<&String>| text.map_or_else(|| quote!(__s::None), |text| quote!(__s::Some(#text)));
        let tier = self
            .default
            .as_ref()
            .map(|stated| Ident::new(stated.tier.variant(), Span::call_site()));
        let tier = tier.map_or_else(|| quote!(__s::None), |tier| quote!(__s::Some(__s::Tier::#tier)));
        let (area, note, text, excludes) = (&self.name, option(note), option(text), &self.excludes);
        let planned = self.planned.iter().map(|(name, text)| {
            let text = option(Some(text).filter(|text| !text.is_empty()));
            quote!(__s::Planned { name: #name, text: #text })
        });
        let (file, line) = environment.location(self.span).unwrap_or_default();
        Some(quote! {
            __s::Statement {
                area: #area,
                tier: #tier,
                text: #text,
                note: #note,
                excludes: &[#(#excludes),*],
                planned: &[#(#planned),*],
                file: #file,
                line: #line,
            }
        })
    }
}
