//! The statements of `surface!`: areas, exclusions, possible names.

use proc_macro2::Span;
use syn::spanned::Spanned as _;
use syn::{LitInt, LitStr};

use super::entry::{check_promise, promise, refuse_without_tier};
use crate::args::{AttributesArgs, EntryArgs, METHODS, Statements, SurfaceAreaArgs, SurfaceArgs, SurfaceEntryArgs};
use crate::environment::{EXAMPLE, Environment};
use crate::errors::{Errors, nearest, shown};
use crate::marks::RawMark;
use crate::model::{Attributes, EntryKind, Subject, Surface, SurfaceArea, SurfaceEntry};
use crate::signature::text;

/// Checks the statements of one call.
pub fn check_surface(args: Statements<SurfaceArgs>, environment: &Environment, errors: &mut Errors) -> Surface {
    let Statements {
        krate,
        each,
        mut faulty,
    } = args;
    let mut surface = Surface {
        krate,
        ..Surface::default()
    };
    for statement in each {
        match statement {
            SurfaceArgs::Area(args) => {
                faulty |= args.faulty;
                check_area(args, &mut surface, environment, errors);
            }
            SurfaceArgs::Excludes(args, words) => check_excludes(&args, &words, &mut surface, errors),
            SurfaceArgs::Planned(args, name) => check_planned(args, &name, &mut surface, errors),
            SurfaceArgs::Entry(args) => check_entry(args, faulty, &mut surface, environment, errors),
        }
    }
    surface
}

fn check_area(args: SurfaceAreaArgs, surface: &mut Surface, environment: &Environment, errors: &mut Errors) {
    let SurfaceAreaArgs {
        subject,
        attributes,
        name,
        default,
        faulty: _,
    } = args;
    let tier = attributes.first_mark().map_or_else(String::new, RawMark::as_written);
    let instead = format!("write it after the name, `area {}, {tier};`", text(&name));
    refuse_attributes(&attributes, &instead, &subject, errors);
    check_text(&name, &subject, errors);
    if surface.areas.iter().any(|area| area.name == name.value()) {
        // ui-tests/surface/area-twice.rs
        errors.push(
            name.span(),
            format_args!("{subject} is written twice in `surface!`: keep one, and write all its entries after it"),
        );
    }
    let mut default = promise(default, None);
    if let Some(default) = &mut default {
        check_promise(default, &name.value(), &subject, environment, errors);
        default.area = Some(name.value());
    }
    surface.areas.push(SurfaceArea {
        text: attributes.attributes.text,
        name: name.value(),
        span: name.span(),
        default,
        excludes: Vec::new(),
        planned: Vec::new(),
    });
}

fn check_excludes(args: &AttributesArgs, words: &LitStr, surface: &mut Surface, errors: &mut Errors) {
    let subject = Subject::nameless(&format!("`excludes {}`", shown(words)));
    refuse_attributes(
        args,
        "remove it, because an exclusion is not a promise",
        &subject,
        errors,
    );
    refuse_documentation(&args.attributes, &subject, errors);
    check_text(words, &subject, errors);
    let Some(area) = area_of(&subject, words.span(), surface, errors) else {
        return;
    };
    if area.excludes.contains(&words.value()) {
        // ui-tests/surface/excluded-twice.rs
        errors.push(
            words.span(),
            format_args!("area `{}` excludes {} twice: keep one", area.name, shown(words)),
        );
    } else {
        area.excludes.push(words.value());
    }
}

fn check_planned(args: AttributesArgs, name: &LitStr, surface: &mut Surface, errors: &mut Errors) {
    let subject = Subject::nameless(&format!("`planned {}`", shown(name)));
    refuse_attributes(&args, "remove it, because a plan is not a promise", &subject, errors);
    check_text(name, &subject, errors);
    let Some(area) = area_of(&subject, name.span(), surface, errors) else {
        return;
    };
    if area.planned.iter().any(|(seen, _)| *seen == name.value()) {
        // ui-tests/surface/planned-twice.rs
        errors.push(
            name.span(),
            format_args!("{subject} is written twice in area `{}`: keep one", area.name),
        );
    } else {
        area.planned.push((name.value(), args.attributes.text));
    }
}

/// The area that a statement belongs to.
fn area_of<'a>(
    subject: &Subject,
    span: Span,
    surface: &'a mut Surface,
    errors: &mut Errors,
) -> Option<&'a mut SurfaceArea> {
    if surface.areas.is_empty() {
        // ui-tests/surface/excludes-without-area.rs
        errors.push(
            span,
            format_args!("{subject} must be in an area: write `area \"Name\";` before it"),
        );
    }
    surface.areas.last_mut()
}

fn check_entry(
    args: SurfaceEntryArgs,
    faulty: bool,
    surface: &mut Surface,
    environment: &Environment,
    errors: &mut Errors,
) {
    let SurfaceEntryArgs {
        subject,
        entry: EntryArgs {
            attributes,
            tier,
            faulty: tier_faulty,
        },
        kind,
        name,
        names,
        number,
        signature,
    } = args;
    let span = names.last().map_or_else(Span::call_site, LitStr::span);
    refuse_others(&attributes, &subject, errors);
    for name in &names {
        check_text(name, &subject, errors);
    }
    check_names(kind, &names, number.as_ref(), &subject, errors);
    if let (EntryKind::Feature, Some(name), Some(features)) = (kind, names.last(), environment.features()) {
        check_exists(name, features, &subject, errors);
    }
    let area = surface.areas.last();
    let mut promise = promise(tier, area.and_then(|area| area.default.as_ref()));
    match &mut promise {
        Some(promise) => {
            check_promise(promise, &name, &subject, environment, errors);
            promise.area = promise.area.take().or_else(|| area.map(|area| area.name.clone()));
        }
        None if faulty || tier_faulty => {}
        // ui-tests/surface/without-tier.rs
        None => refuse_without_tier(
            span,
            &format!(
                ", or a tier for its whole area, as in `area {:?}, stable(since = \"{EXAMPLE}\");`",
                area.map_or("Name", |area| &area.name),
            ),
            &subject,
            errors,
        ),
    }
    let is_same = |other: &SurfaceEntry| {
        other.kind == kind && other.name == name && other.attributes.cfgs.is_empty() && attributes.cfgs.is_empty()
    };
    if surface.entries.iter().any(is_same) {
        // ui-tests/surface/entry-twice.rs
        errors.push(span, format_args!("{subject} is written twice in `surface!`: keep one"));
    }
    surface.entries.push(SurfaceEntry {
        attributes,
        kind,
        name,
        span,
        signature: text(&signature),
        promise,
    });
}

/// Refuses attributes that would mean nothing.
fn refuse_others(attributes: &Attributes, subject: &Subject, errors: &mut Errors) {
    for other in &attributes.others {
        let name = text(other.path());
        // ui-tests/surface/foreign-attribute.rs
        errors.push(
            other.path().span(),
            format_args!("`#[{name}]` does not work on {subject}: remove it; doc comments, a tier and `#[cfg]` work"),
        );
    }
}

/// Refuses attributes on statements that are not entries; `instead` says what to do with a tier.
// ui-tests/surface/tier-on-area.rs
fn refuse_attributes(args: &AttributesArgs, instead: &str, subject: &Subject, errors: &mut Errors) {
    if let Some(mark) = args.first_mark() {
        let word = mark.word.as_str();
        errors.push(
            mark.span,
            format_args!("`#[{word}]` does not work on {subject}: {instead}"),
        );
    }
    for other in args.attributes.others.iter().chain(&args.attributes.cfgs) {
        let name = text(other.path());
        errors.push(
            other.path().span(),
            format_args!("`#[{name}]` does not work on {subject}: remove it"),
        );
    }
}

// ui-tests/surface/documented-exclusion.rs
fn refuse_documentation(attributes: &Attributes, subject: &Subject, errors: &mut Errors) {
    if let Some(doc) = attributes.documentation.first() {
        errors.push(
            doc.span(),
            format_args!("the doc comment on {subject} is not shown anywhere: write its content in the quotes"),
        );
    }
}

// ui-tests/surface/empty-name.rs
fn check_text(literal: &LitStr, subject: &Subject, errors: &mut Errors) {
    let text = literal.value();
    if text.trim().is_empty() {
        errors.push(
            literal.span(),
            format_args!(
                "the text {} in `surface!` is empty: write a name or a text in the quotes",
                shown(literal)
            ),
        );
    } else if text.trim() != text || text.contains(|one: char| one.is_control()) {
        let mistake = if text.contains(|one: char| one.is_control()) {
            "a control character"
        } else if text.starts_with(char::is_whitespace) {
            "a space at its start"
        } else {
            "a space at its end"
        };
        errors.push(
            literal.span(),
            format_args!("the text {} of {subject} has {mistake}: remove it", shown(literal)),
        );
    }
}

/// A name is one that such a thing can have.
fn check_names(kind: EntryKind, names: &[LitStr], number: Option<&LitInt>, subject: &Subject, errors: &mut Errors) {
    let Some(last) = names.last() else { return };
    let name = last.value();
    match kind {
        // ui-tests/surface/malformed-env.rs
        EntryKind::Env => {
            if let Some(mistake) = mistake_in_env(&name) {
                let legal = |one: char| one.is_ascii_alphanumeric() || one == '*';
                let proposed: String = name.chars().map(|one| if legal(one) { one } else { '_' }).collect();
                let advice = match mistake_in_env(&proposed) {
                    None => format!("write `env \"{proposed}\";`"),
                    Some(_) => "write for example `env \"NAME\";` or `env \"NAME_*\";`".to_owned(),
                };
                errors.push(last.span(), format_args!("the name of {subject} {mistake}: {advice}"));
            }
        }
        // ui-tests/surface/malformed-option.rs
        EntryKind::Option if !is_option(&name) => {
            let word = name.trim_matches(|one: char| !one.is_alphanumeric());
            let proposed = Some(format!("--{word}")).filter(|proposed| is_option(proposed));
            let proposed = proposed.as_deref().unwrap_or("--name");
            errors.push(
                last.span(),
                format_args!(
                    "the name {} of {subject} must be written as `--name`, `-n`, or `<NAME>` for an argument: write \
                     `\"{proposed}\"`",
                    shown(last),
                ),
            );
        }
        // ui-tests/surface/malformed-route.rs
        EntryKind::Route if !is_route(&name) => {
            let (method, path) = name.split_once(' ').unwrap_or(("", &name));
            let corrected = format!("{} {path}", method.to_uppercase());
            let example = format!("GET {path}");
            let advice = if is_route(&corrected) {
                format!("write `route {corrected:?};`")
            } else if is_route(&example) {
                format!("write for example `route {example:?};`")
            } else {
                format!("write for example `{}`", kind.form())
            };
            errors.push(
                last.span(),
                format_args!("{subject} must be a method in capital letters and a path: {advice}"),
            );
        }
        // ui-tests/surface/malformed-error-code.rs
        EntryKind::ErrorCode if name.contains(char::is_whitespace) => errors.push(
            last.span(),
            format_args!(
                "{subject} has a space in it: write the code without spaces, for example `error_code \"{}\";`",
                name.split_whitespace().collect::<Vec<_>>().join("-")
            ),
        ),
        // ui-tests/surface/malformed-exit-code.rs
        EntryKind::ExitCode => {
            if let Some(number) = number.filter(|number| number.base10_parse::<u8>().is_err()) {
                errors.push(
                    number.span(),
                    format_args!("{subject} is not a possible exit code: write a number from 0 to 255"),
                );
            }
        }
        _ => {}
    }
}

/// A feature is one that the package has.
// ui-tests/surface/missing-feature.rs
fn check_exists(name: &LitStr, features: &[String], subject: &Subject, errors: &mut Errors) {
    let written = name.value();
    if features.contains(&written) {
        return;
    }
    let advice = match nearest(&written, features.iter().map(String::as_str)) {
        Some(near) => format!("did you mean `feature \"{near}\";`?"),
        None => format!("add `{written} = []` under `[features]`, or remove the statement"),
    };
    errors.push(
        name.span(),
        format_args!("{subject} in `surface!` is not in Cargo.toml: {advice}"),
    );
}

/// Why no environment variable can have the name, in which `*` matches any number of characters.
fn mistake_in_env(name: &str) -> Option<String> {
    let legal = |one: char| one.is_ascii_alphanumeric() || one == '_' || one == '*';
    if let Some(illegal) = name.chars().find(|one| !legal(*one)) {
        Some(format!(
            "has {illegal:?}, but only letters, digits, `_` and `*` are allowed"
        ))
    } else if name.starts_with(|first: char| first.is_ascii_digit()) {
        Some("starts with a digit".to_owned())
    } else if name.chars().all(|one| one == '*') {
        Some("has no letter, digit or `_`".to_owned())
    } else {
        None
    }
}

fn is_option(name: &str) -> bool {
    let is_word = |word: &str| {
        !word.is_empty()
            && word
                .chars()
                .all(|one| one.is_alphanumeric() || matches!(one, '-' | '_' | '.'))
    };
    if let Some(long) = name.strip_prefix("--") {
        return is_word(long) && !long.starts_with('-');
    }
    if let Some(short) = name.strip_prefix('-') {
        return short.chars().count() == 1 && short != "-";
    }
    name.strip_prefix('<')
        .and_then(|rest| rest.strip_suffix('>'))
        .is_some_and(is_word)
}

fn is_route(name: &str) -> bool {
    name.split_once(' ')
        .is_some_and(|(method, path)| METHODS.contains(&method) && path.starts_with('/') && !path.contains(' '))
}

#[cfg(test)]
mod tests {
    use super::{is_option, is_route, mistake_in_env};

    #[test]
    fn names_are_those_that_can_exist() {
        for name in ["AKSARA_*", "PATH", "_x", "A1", "*_TOKEN"] {
            assert_eq!(mistake_in_env(name), None, "{name}");
        }
        for name in ["", "*", "1A", "A-B", "A B", "A=", "Ä"] {
            assert!(mistake_in_env(name).is_some(), "{name}");
        }
        for name in ["--fake", "-v", "--no-color", "<APP>", "-ü"] {
            assert!(is_option(name), "{name}");
        }
        for name in ["", "fake", "-", "--", "---", "-vv", "<>", "<A", "--a b"] {
            assert!(!is_option(name), "{name}");
        }
        for name in ["GET /", "PATCH /a/{id}"] {
            assert!(is_route(name), "{name}");
        }
        for name in ["", "/", "GET", "get /", "GET a", "GET /a b", "FETCH /"] {
            assert!(!is_route(name), "{name}");
        }
    }
}
