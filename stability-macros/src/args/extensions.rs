//! `extensions(…)`.

use proc_macro2::{Span, TokenStream};

use super::list::{Syntax, parse_list};
use super::value::{Limit, Prefix, read};
use crate::errors::Errors;
use crate::keys::{Key, List};
use crate::model::{Extensions, Subject};

/// Reads the arguments of `extensions`.
pub fn parse_extensions(span: Span, tokens: TokenStream, subject: &Subject, errors: &mut Errors) -> Extensions {
    let mut extensions = Extensions {
        span,
        core: None,
        community: None,
        max_keys: None,
        max_depth: None,
    };
    let syntax = Syntax::new("`extensions`", List::Extensions);
    let before = errors.count();
    for (key, meta) in parse_list(tokens, syntax, subject, errors).keyed {
        match key {
            Key::Core => extensions.core = read::<Prefix>(key, &meta, subject, errors),
            Key::Community => extensions.community = read::<Prefix>(key, &meta, subject, errors),
            Key::MaxKeys => extensions.max_keys = read::<Limit>(key, &meta, subject, errors),
            _ => extensions.max_depth = read::<Limit>(key, &meta, subject, errors),
        }
    }
    // What could not be read is not missing.
    let complete = errors.count() == before;
    let missing = [
        (Key::Core, extensions.core.is_none()),
        (Key::Community, extensions.community.is_none()),
    ];
    // ui-tests/extensions/without-namespaces.rs
    for (key, _) in missing.into_iter().filter(|(_, missing)| *missing && complete) {
        let (word, form) = (key.as_str(), key.form());
        errors.push(
            span,
            format_args!("`extensions` on {subject} names no `{word}` namespace: write `{form}` in its parentheses"),
        );
    }
    extensions
}
