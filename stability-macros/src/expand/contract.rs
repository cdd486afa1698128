//! What `contract!` writes.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Attribute, Path};

use super::json::{List, Object, Pieces};
use super::registration::Submission;
use super::{import, name_runtime, registers};
use crate::environment::Environment;
use crate::errors::Errors;
use crate::model::{Header, HeaderArea};
use crate::signature::segments;

/// Writes the header, where there was no mistake, or every error.
pub fn expand_contract(header: Option<&Header>, environment: &Environment, errors: Errors) -> TokenStream {
    let header = header.filter(|_| errors.is_empty());
    let header = header.map(|header| header.expand(environment));
    let errors = errors.into_tokens();
    quote!(#header #errors)
}

impl Header {
    /// Writes the submission of the header, and names each module where the compiler must find it.
    fn expand(&self, environment: &Environment) -> TokenStream {
        let Self {
            name,
            state,
            scope,
            krate,
            areas,
        } = self;
        // ui-tests/contract/missing-module.rs
        let modules = areas.iter().flat_map(HeaderArea::imports);
        let krate = krate.clone().unwrap_or_else(|| environment.runtime());
        let runtime = name_runtime(&krate);
        let resolved = quote!(const _: () = { #runtime #(#modules)* };);
        if !registers() {
            return resolved;
        }
        let mut list = List::default();
        for area in areas {
            list.push(&joined(&area.cfgs), area.json());
        }
        let mut header = Object::default();
        header.text("name", Some(name));
        header.text("state", Some(state));
        header.text("scope", scope.as_ref());
        header.value("areas", list.end());
        let mut line = Object::default();
        line.value("contract", header.end());
        let mut submission = Submission::default();
        submission.line(&TokenStream::new(), line.end());
        let submission = submission.write(&krate, environment);
        quote!(#resolved #submission)
    }
}

impl HeaderArea {
    /// Names each module where the compiler must find it. The package itself is there, and cannot be imported namelessly.
    fn imports(&self) -> impl Iterator<Item = TokenStream> {
        let named = self.modules.iter().filter(|module| !module.path.is_ident("crate"));
        named.map(|module| {
            let (area, own, import) = (&self.cfgs, &module.cfgs, import(&module.path));
            quote!(#(#area)* #(#own)* #import)
        })
    }

    fn json(&self) -> Pieces {
        let mut modules = List::default();
        for module in &self.modules {
            modules.push(&joined(&module.cfgs), Pieces::of_text(module_path(&module.path)));
        }
        let mut object = Object::default();
        object.text("name", Some(&self.name));
        object.value("modules", modules.end());
        object.end()
    }
}

fn joined(cfgs: &[Attribute]) -> TokenStream {
    quote!(#(#cfgs)*)
}

/// A module path as the reader joins it: from the root with `crate` in front, from the place of `contract!` with `self`.
fn module_path(path: &Path) -> String {
    let path = segments(path).join("::");
    match path.split("::").next() {
        Some("crate" | "self") => path,
        _ => format!("self::{path}"),
    }
}
