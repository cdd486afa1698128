//! Artefacts: their tier, their path, their policy.

use proc_macro2::Ident;
use syn::LitStr;
use syn::ext::IdentExt;

use super::entry::check_entry;
use crate::args::{ArtefactArgs, Setting};
use crate::environment::Environment;
use crate::errors::{Errors, nearest, shown};
use crate::model::{Artefact, Policy, Subject};

/// Checks the artefacts of one call.
pub fn check_artefacts(args: Vec<ArtefactArgs>, environment: &Environment, errors: &mut Errors) -> Vec<Artefact> {
    let mut artefacts: Vec<Artefact> = Vec::new();
    for args in args {
        let ArtefactArgs {
            subject,
            entry,
            vis,
            ident,
            path,
            policy,
            options,
        } = args;
        // ui-tests/generated/without-tier.rs
        let (attributes, promise) = check_entry(entry, &path.value(), ident.span(), &subject, environment, errors);
        check_path(&path, &subject, &artefacts, errors);
        let (policy, reason) = check_policy(&policy, options, &subject, errors);
        check_pattern(&path, &policy, &subject, errors);
        artefacts.push(Artefact {
            attributes,
            vis,
            ident,
            path: path.value(),
            policy,
            reason,
            promise,
        });
    }
    artefacts
}

/// A path stays below the folder of the package, is the same on every machine, and is used once.
// ui-tests/generated/malformed-path.rs, ui-tests/generated/path-twice.rs
fn check_path(path: &LitStr, subject: &Subject, earlier: &[Artefact], errors: &mut Errors) {
    let written = path.value();
    let is_segment = |segment: &str| !segment.trim().is_empty() && !matches!(segment, "." | "..");
    if !written.split('/').all(is_segment) || written.contains(['\\', ':']) {
        let mistake = match written.as_str() {
            text if text.trim().is_empty() => "is empty",
            text if text.contains('\\') => "has a `\\`, which separates folders only on Windows",
            _ => "does not lead to a file below the folder of the package",
        };
        errors.push(
            path.span(),
            format_args!("the path {written:?} of {subject} {mistake}: write for example `\"generated/schema.sql\"`"),
        );
    }
    if let Some(other) = earlier.iter().find(|other| other.path == written) {
        errors.push(
            path.span(),
            format_args!(
                "`{written}` is already the path of artefact `{}`: write another path for {subject}",
                other.ident.unraw()
            ),
        );
    }
}

/// Several files are those that a tool wrote once, each of which stays.
// ui-tests/generated/pattern-of-another-policy.rs
fn check_pattern(path: &LitStr, policy: &Policy, subject: &Subject, errors: &mut Errors) {
    let written = path.value();
    if !written.contains('*') {
        return;
    }
    let (with, instead) = match policy {
        Policy::Frozen => return,
        Policy::Keyed { .. } => ("`key`", "`frozen` without `key`"),
        Policy::Additive => ("the policy `additive`", "the policy `frozen`"),
        Policy::Free => ("the policy `free`", "the policy `frozen`"),
    };
    errors.push(
        path.span(),
        format_args!(
            "the path {written:?} of {subject} has a `*`, which does not work with {with}: write the path of one file, or \
             {instead}"
        ),
    );
}

/// What to write for an option that the policy does not have.
fn option_advice(option: &str, setting: Option<&Setting>, policy: &str) -> String {
    let shown = match setting {
        Some(_) => Setting::shown(setting),
        None => " = …".to_owned(),
    };
    match (option, policy) {
        ("key", _) => format!("write `frozen(key{shown})`, or remove it"),
        ("fields", _) => format!("write `frozen(key = \"…\", fields{shown})`, or remove it"),
        (_, "frozen") => "its options are `key`, `fields` and `reason`".to_owned(),
        ("reason", _) => "`free` has no options, so remove it".to_owned(),
        (_, "additive") => "its only option is `reason`".to_owned(),
        _ => "`free` has no options, so remove it".to_owned(),
    }
}

const POLICIES: [&str; 3] = ["frozen", "additive", "free"];

// ui-tests/generated/unknown-policy.rs, ui-tests/generated/option-of-another-policy.rs
fn check_policy(
    word: &Ident,
    options: Vec<(Ident, Option<Setting>)>,
    subject: &Subject,
    errors: &mut Errors,
) -> (Policy, bool) {
    let written = word.to_string();
    let (mut key, mut fields, mut reason) = (None, Vec::new(), false);
    let mut seen: Vec<String> = Vec::new();
    for (option, setting) in options {
        let name = option.to_string();
        let fits = match name.as_str() {
            "key" | "fields" => written == "frozen",
            "reason" => written != "free",
            _ => false,
        };
        if seen.contains(&name) {
            // ui-tests/generated/option-twice.rs
            errors.push(
                option.span(),
                format_args!("`{name}` is written twice on {subject}: keep one"),
            );
        }
        seen.push(name.clone());
        match (name.as_str(), setting) {
            // That is reported, and nothing is known of its options.
            _ if !POLICIES.contains(&written.as_str()) => {}
            (_, setting) if !fits => errors.push(
                option.span(),
                format_args!(
                    "`{name}` does not work in `{written}(…)` on {subject}: {}",
                    option_advice(&name, setting.as_ref(), &written)
                ),
            ),
            ("key", Some(Setting::Text(text))) if !text.value().is_empty() => key = Some(text.value()),
            ("fields", Some(Setting::List(list))) if !list.is_empty() => {
                fields = list.iter().map(LitStr::value).collect();
            }
            ("reason", None) => reason = true,
            // ui-tests/generated/malformed-option.rs
            (_, setting) => {
                let remedy = match (name.as_str(), &setting) {
                    ("key", _) => "write for example `key = \"name\"`".to_owned(),
                    ("fields", Some(Setting::Text(field))) => format!("write `fields = [{}]`", shown(field)),
                    ("fields", _) => "write for example `fields = [\"field\"]`".to_owned(),
                    _ => "write `reason`".to_owned(),
                };
                let mistake = match (&setting, name.as_str()) {
                    (Some(Setting::Text(_)), "key") | (Some(Setting::List(_)), "fields") => "is empty",
                    (Some(_), "reason") => "takes no value",
                    (Some(Setting::Text(_)), _) => "must be a list in brackets",
                    (None, _) => "has no value",
                    _ => "has the wrong form",
                };
                errors.push(
                    option.span(),
                    format_args!(
                        "`{name}{}` on {subject} {mistake}: {remedy}",
                        Setting::shown(setting.as_ref())
                    ),
                );
            }
        }
    }
    let names = |name: &str| seen.iter().any(|seen| seen == name);
    if written == "frozen" && names("fields") && !names("key") {
        // ui-tests/generated/fields-without-key.rs
        errors.push(
            word.span(),
            format_args!(
                "`fields` on {subject} does not work without `key`, the field that identifies an element: write `key` \
                 too, for example `key = \"name\"`"
            ),
        );
    }
    let policy = match (written.as_str(), key) {
        ("frozen", Some(key)) => Policy::Keyed { key, fields },
        ("frozen", None) => Policy::Frozen,
        ("additive", _) => Policy::Additive,
        ("free", _) => Policy::Free,
        _ => {
            let advice = nearest(&written, POLICIES).map_or_else(
                || "write frozen, additive or free".to_owned(),
                |near| format!("did you mean `{near}`?"),
            );
            errors.push(
                word.span(),
                format_args!("`{written}` of {subject} is not a policy: {advice}"),
            );
            Policy::Free
        }
    };
    (policy, reason)
}
