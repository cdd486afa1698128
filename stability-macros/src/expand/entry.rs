//! The common expansion of entries in `guarantee!`, `generated!` and `surface!`.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{Attribute, Path};

use super::record::{Record, deprecated};
use super::registers;
use super::registration::Submission;
use crate::environment::Environment;
use crate::errors::Errors;
use crate::model::{Attributes, EntryPromise};

/// A promise that is a constant, which tests name.
pub trait Constant {
    fn cfgs(&self) -> &[Attribute];
    fn constant(&self, krate: &Path, environment: &Environment) -> TokenStream;
    fn record(&self, environment: &Environment) -> Record<'_>;
}

/// Writes the constants, their records where there was no mistake, and every error.
pub fn expand_constants<T: Constant>(
    entries: &[T],
    krate: Option<Path>,
    environment: &Environment,
    errors: Errors,
) -> TokenStream {
    let krate = krate.unwrap_or_else(|| environment.runtime());
    let constants: Vec<TokenStream> = entries.iter().map(|it| it.constant(&krate, environment)).collect();
    let mut submission = Submission::default();
    if errors.is_empty() && registers() {
        for entry in entries {
            let cfgs = entry.cfgs();
            submission.line(&quote!(#(#cfgs)*), entry.record(environment).json());
        }
    }
    let submission = submission.write(&krate, environment);
    let errors = errors.into_tokens();
    quote!(#(#constants)* #submission #errors)
}

impl<'a> Record<'a> {
    /// The facts in the attributes of an entry.
    pub fn of_entry(attributes: &'a Attributes, promise: Option<&'a EntryPromise>) -> Self {
        let text = Some(attributes.text.as_str()).filter(|text| !text.is_empty());
        let Some(promise) = promise else {
            return Self {
                text,
                ..Self::default()
            };
        };
        let EntryPromise {
            tier,
            since,
            area,
            mark,
            deprecation,
        } = promise;
        Self {
            text,
            tier: Some(*tier),
            since: since.as_ref(),
            area: area.as_deref(),
            mark: mark.as_ref(),
            deprecated: deprecation
                .iter()
                .map(|it| (TokenStream::new(), deprecated(it)))
                .collect(),
            ..Self::default()
        }
    }
}
