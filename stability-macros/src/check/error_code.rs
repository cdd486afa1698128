//! Error codes: a namespace, and numbers in their range, each used once.

use std::ops::RangeInclusive;

use super::version::{At, Versions};
use crate::args::{CodeArgs, ErrorCodeArgs, FamilyArgs};
use crate::environment::Environment;
use crate::errors::Errors;
use crate::item::Node;
use crate::model::{Code, ErrorCodes};

/// Checks the codes of the enum `node`.
pub fn check_error_codes(
    args: ErrorCodeArgs<'_>,
    node: &Node,
    environment: &Environment,
    errors: &mut Errors,
) -> Option<ErrorCodes> {
    let ErrorCodeArgs {
        family,
        faulty,
        codes: args,
    } = args;
    let range = family.range();
    let FamilyArgs {
        namespace,
        range: _,
        internal,
        since,
        area,
        krate,
    } = family;
    let subject = node.subject();
    if let Some(since) = &since {
        let versions = Versions {
            subject: &subject,
            deprecation: At::in_key(&subject),
            since: Some(&since.value),
            environment,
        };
        versions.check_reached("since", since, &versions.within("`#[error_code]`"), errors);
    }
    let mut codes: Vec<Code> = Vec::new();
    let mut has_namespaces = true;
    for args in args {
        let own = args.namespace.as_ref().or(namespace.as_ref());
        let Some(own) = own.map(|namespace| namespace.value.clone()) else {
            has_namespaces = false;
            continue;
        };
        codes.extend(check_code(args, own, &range, &codes, errors));
    }
    if !has_namespaces && !faulty {
        // ui-tests/error_code/without-namespace.rs
        errors.push(
            node.span(),
            format_args!(
                "the codes of {subject} have no namespace: write for example `#[error_code(namespace = \"{}\")]`",
                namespace_of(node),
            ),
        );
    }
    Some(ErrorCodes {
        vis: node.vis.clone(),
        ident: node.ident.clone()?,
        generics: node.generics.clone(),
        internal: internal.is_some(),
        since: since.map(|since| since.value),
        area: area.map(|area| area.value),
        krate: krate.map(|krate| krate.value),
        codes,
    })
}

/// A namespace from the name of the enum: `AUTH-ERROR` of `AuthError`.
fn namespace_of(node: &Node) -> String {
    let mut namespace = String::new();
    let mut before = '_';
    for one in node.display_name().chars() {
        if one.is_ascii_uppercase() && !before.is_ascii_uppercase() && !namespace.is_empty() {
            namespace.push('-');
        }
        if one.is_ascii_alphanumeric() {
            namespace.push(one.to_ascii_uppercase());
        }
        before = one;
    }
    namespace
}

/// A number is in its range, and used once.
// ui-tests/error_code/outside-range.rs, ui-tests/error_code/doubled-code.rs
fn check_code(
    args: CodeArgs<'_>,
    namespace: String,
    range: &RangeInclusive<u32>,
    earlier: &[Code],
    errors: &mut Errors,
) -> Option<Code> {
    let CodeArgs {
        variant,
        number: literal,
        namespace: _,
        retired,
    } = args;
    let subject = variant.subject();
    let number = literal.base10_parse::<u32>().ok()?;
    if !range.contains(&number) {
        errors.push(
            literal.span(),
            format_args!(
                "the code {number} of {subject} is outside of the range {}..={}: write a number of this range that \
                 was never used",
                range.start(),
                range.end(),
            ),
        );
    }
    let is_same = |other: &&Code| other.number == number && other.namespace == namespace;
    if let Some(other) = earlier.iter().find(is_same) {
        let retired = if other.retired { ", which is retired" } else { "" };
        errors.push(
            literal.span(),
            format_args!(
                "the code {number} of {subject} is already the code of variant `{}`{retired}: write a number that \
                 was never used",
                other.variant,
            ),
        );
    }
    Some(Code {
        cfgs: variant.cfgs().cloned().collect(),
        variant: variant.ident.clone()?,
        span: variant.span(),
        namespace,
        number,
        retired,
    })
}
