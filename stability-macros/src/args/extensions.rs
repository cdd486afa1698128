//! `extensions(…)`.

use proc_macro2::{Span, TokenStream};

use super::list::{Syntax, parse_list};
use super::value::args;
use crate::errors::Errors;
use crate::keys::{Key, List};
use crate::model::{Extensions, Subject};

args! {
    ExtensionsArgs {
        core: Core as Prefix,
        community: Community as Prefix,
        max_keys: MaxKeys as Limit,
        max_depth: MaxDepth as Limit,
    }
}

/// Reads the arguments of `extensions`.
pub fn parse_extensions(span: Span, tokens: TokenStream, subject: &Subject, errors: &mut Errors) -> Extensions {
    let syntax = Syntax::new("`extensions`", List::Extensions);
    let before = errors.count();
    let keyed = parse_list(tokens, syntax, subject, errors).keyed;
    let ExtensionsArgs {
        core,
        community,
        max_keys,
        max_depth,
    } = ExtensionsArgs::read(&keyed, subject, errors);
    // A key that could not be read is not missing.
    let complete = errors.count() == before;
    let missing = [(Key::Core, core.is_none()), (Key::Community, community.is_none())];
    // ui-tests/extensions/without-namespaces.rs
    for (key, _) in missing.into_iter().filter(|(_, missing)| *missing && complete) {
        let (word, remedy) = (key.as_str(), key.remedy());
        let whose = if key == Key::Core {
            "this package defines"
        } else {
            "others may add"
        };
        errors.push(
            span,
            format_args!(
                "`extensions` on {subject} has no key `{word}`, the prefix of the fields that {whose}: {remedy} in its \
                 parentheses"
            ),
        );
    }
    Extensions {
        span,
        core,
        community,
        max_keys,
        max_depth,
    }
}
