//! What `surface!` writes: a record for each entry, and a statement for each area.

use proc_macro2::TokenStream;
use quote::quote;

use super::word::Word;
use super::{Area, Entry, Surface};
use crate::environment::Environment;
use crate::expand::json::{List, Object, Pieces};
use crate::expand::record::Record;
use crate::expand::registration::Submission;
use crate::expand::{name_runtime, registers};

impl Surface {
    pub fn expand(&self, environment: &Environment) -> TokenStream {
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
            let cfgs = &entry.front.cfgs;
            submission.line(&quote!(#(#cfgs)*), entry.record(environment).json());
        }
        submission.write(&krate, environment)
    }
}

impl Entry {
    fn record(&self, environment: &Environment) -> Record<'_> {
        Record {
            kind: self.word.kind(),
            name: self.name.clone(),
            id: Some(match self.word {
                // These are known by themselves.
                Word::ErrorCode | Word::Route => self.name.clone(),
                word => format!("{} {}", word.as_str(), self.name),
            }),
            signature: self.signature.clone(),
            location: environment.location(self.span),
            ..self.front.record(self.stated.as_ref())
        }
    }
}

impl Area {
    /// What is said of the area, if anything is.
    fn statement(&self, environment: &Environment) -> Option<Pieces> {
        let note = self.default.as_ref().and_then(|stated| stated.note());
        let text = Some(&self.front.text).filter(|text| !text.is_empty());
        if note.is_none() && text.is_none() && self.excludes.is_empty() && self.planned.is_empty() {
            return None;
        }
        let mut statement = Object::default();
        statement.text("area", Some(&self.name));
        statement.text("tier", self.default.as_ref().map(|stated| stated.tier));
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
