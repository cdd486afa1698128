//! The expansion of `surface!`: a record for each entry, and a statement for each area.

use proc_macro2::TokenStream;
use quote::quote;

use super::json::{List, Object, Pieces};
use super::record::Record;
use super::registration::Submission;
use super::{name_runtime, registers};
use crate::environment::Environment;
use crate::errors::Errors;
use crate::model::{EntryKind, Surface, SurfaceArea, SurfaceEntry};

/// Writes the submission, where there was no mistake, and every error.
pub fn expand_surface(surface: &Surface, environment: &Environment, errors: Errors) -> TokenStream {
    let complete = errors.is_empty();
    let mut tokens = errors.into_tokens();
    if complete {
        tokens.extend(surface.expand(environment));
    }
    tokens
}

impl Surface {
    fn expand(&self, environment: &Environment) -> TokenStream {
        let krate = self.krate.clone().unwrap_or_else(|| environment.runtime());
        if !registers() || self.entries.is_empty() && self.areas.is_empty() {
            return name_runtime(&krate);
        }
        let mut submission = Submission::default();
        for area in &self.areas {
            submission.area(&area.name);
            if let Some(statement) = area.statement(environment) {
                submission.line(&TokenStream::new(), statement);
            }
        }
        for entry in &self.entries {
            let cfgs = &entry.attributes.cfgs;
            submission.line(&quote!(#(#cfgs)*), entry.record(environment).json());
        }
        submission.write(&krate, environment)
    }
}

impl SurfaceEntry {
    fn record(&self, environment: &Environment) -> Record<'_> {
        Record {
            kind: self.kind.contract_kind(),
            name: self.name.clone(),
            id: Some(match self.kind {
                // These are known by themselves.
                EntryKind::ErrorCode | EntryKind::Route => self.name.clone(),
                kind => format!("{} {}", kind.as_str(), self.name),
            }),
            signature: self.signature.clone(),
            location: environment.location(self.span),
            ..Record::of_entry(&self.attributes, self.promise.as_ref())
        }
    }
}

impl SurfaceArea {
    /// Facts about the area, if there are some.
    fn statement(&self, environment: &Environment) -> Option<Pieces> {
        let note = self
            .default
            .as_ref()
            .and_then(|it| Some(&it.mark.as_ref()?.note.as_ref()?.value));
        let text = Some(&self.text).filter(|text| !text.is_empty());
        if note.is_none() && text.is_none() && self.excludes.is_empty() && self.planned.is_empty() {
            return None;
        }
        let mut statement = Object::default();
        statement.text("area", Some(&self.name));
        statement.text("tier", self.default.as_ref().map(|default| default.tier));
        statement.text("text", text);
        statement.text("note", note);
        statement.texts("excludes", &self.excludes);
        let mut planned = List::default();
        for (name, text) in &self.planned {
            let mut object = Object::default();
            object.text("name", Some(name));
            object.text("text", Some(text).filter(|text| !text.is_empty()));
            planned.push(&TokenStream::new(), object.end());
        }
        statement.value("planned", planned.end());
        statement.location(environment.location(self.span));
        let mut line = Object::default();
        line.value("statement", statement.end());
        Some(line.end())
    }
}
