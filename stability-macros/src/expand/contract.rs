//! The expansion of `contract!`.

mod page;

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Attribute, Path};

use super::json::{List, Object, Pieces};
use super::registration::Submission;
use super::{import, name_runtime, registers};
use crate::environment::Environment;
use crate::errors::Errors;
use crate::model::{Header, HeaderArea, HeaderPath, HeaderTier, Module};
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
            tiers,
            paths,
        } = self;
        // ui-tests/contract/missing-module.rs
        let none = Vec::new();
        let areas_imports = areas.iter().flat_map(|area| imports(&area.cfgs, &area.modules));
        let modules = areas_imports.chain(tiers.iter().flat_map(|tier| imports(&none, &tier.modules)));
        let krate = krate.clone().unwrap_or_else(|| environment.runtime());
        let runtime = name_runtime(&krate);
        let page = environment.documents.then(|| page::write(self));
        let resolved = quote!(#page const _: () = { #runtime #(#modules)* };);
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
        if !tiers.is_empty() {
            let mut list = List::default();
            for tier in tiers {
                list.push(&TokenStream::new(), tier.json());
            }
            header.value("tiers", list.end());
        }
        if !paths.is_empty() {
            let mut list = List::default();
            for path in paths {
                list.push(&TokenStream::new(), path.json());
            }
            header.value("paths", list.end());
        }
        let mut line = Object::default();
        line.value("contract", header.end());
        let mut submission = Submission::default();
        submission.line(&TokenStream::new(), line.end());
        let submission = submission.write(&krate, environment);
        quote!(#resolved #submission)
    }
}

/// Names each module where the compiler must find it. The package itself is there, and cannot be imported namelessly.
fn imports(cfgs: &[Attribute], modules: &[Module]) -> impl Iterator<Item = TokenStream> {
    let named = modules.iter().filter(|module| !module.path.is_ident("crate"));
    named.map(move |module| {
        let (own, import) = (&module.cfgs, import(&module.path));
        quote!(#(#cfgs)* #(#own)* #import)
    })
}

impl HeaderArea {
    fn json(&self) -> Pieces {
        let mut object = Object::default();
        object.text("name", Some(&self.name));
        object.value("modules", module_paths(&self.modules));
        object.end()
    }
}

impl HeaderTier {
    fn json(&self) -> Pieces {
        let mut object = Object::default();
        object.text("tier", Some(self.tier));
        object.text("since", self.since.as_ref());
        object.value("modules", module_paths(&self.modules));
        object.end()
    }
}

// A private module cannot be named from outside of its parent, so that the compiler is not asked to find it.
impl HeaderPath {
    fn json(&self) -> Pieces {
        let mut object = Object::default();
        object.text("public", Some(&self.public));
        object.value("modules", module_paths(&self.modules));
        object.end()
    }
}

fn module_paths(modules: &[Module]) -> Pieces {
    let mut list = List::default();
    for module in modules {
        list.push(&joined(&module.cfgs), Pieces::of_text(module_path(&module.path)));
    }
    list.end()
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
