//! `area`.

use quote::quote;
use syn::{Lit, Path};

use super::list::{Syntax, parse_list};
use super::parse_constructor;
use super::value::args;
use crate::errors::{Errors, shown};
use crate::keys::List;
use crate::marks::RawMark;
use crate::model::{Shape, Spanned, Subject, Tier};

/// The arguments of `#[area("Name")]`.
pub struct AreaArgs {
    pub name: Option<Spanned<String>>,
    pub shape: Shape,
    pub wire: Option<Spanned<Tier>>,
    pub krate: Option<Path>,
}

args! {
    AreaKeys {
        non_exhaustive: NonExhaustive as Alone,
        constructor: Constructor as NameOrInner,
        wire: Wire as WireTier,
        forward_compatible: ForwardCompatible as Alone,
        krate: Crate as CratePath,
    }
}

/// Reads the name in `#[area("Name")]`, the shape for what is in it, and the path of the runtime where one is given.
pub fn parse_area(raw: &RawMark, subject: &Subject, errors: &mut Errors) -> AreaArgs {
    let syntax = Syntax::new("`#[area]`", List::Area);
    let before = errors.count();
    let entries = parse_list(raw.args.clone(), syntax, subject, errors);
    let AreaKeys {
        non_exhaustive,
        constructor,
        wire,
        forward_compatible,
        krate,
    } = AreaKeys::read(&entries.keyed, subject, errors);
    let constructor = constructor.map(|it| parse_constructor(it, subject, errors));
    if let Some(deprecated) = constructor.as_ref().and_then(|it| it.value.deprecated.as_ref()) {
        // ui-tests/constructor/deprecated-on-area.rs
        errors.push(
            deprecated.span,
            format_args!(
                "`deprecated` in `#[area]` would deprecate every constructor in {subject}: write \
                 `constructor(deprecated(…))` in the tier attribute of the struct"
            ),
        );
    }
    if let Some(constructor) = &constructor
        && let Some(name) = &constructor.value.name
    {
        // ui-tests/constructor/name-on-area.rs
        errors.push(
            constructor.span,
            format_args!(
                "`constructor = {name}` in `#[area]` would give every constructor in {subject} the name `{name}`: write \
                 `constructor` in `#[area]`, and `constructor = {name}` in the tier attribute of the struct"
            ),
        );
    }
    let name = match entries.positional.as_slice() {
        [Lit::Str(name)] if !name.value().trim().is_empty() => Some(Spanned {
            key: raw.span,
            span: name.span(),
            value: name.value(),
        }),
        // The name may be the part that could not be read.
        [] if errors.count() > before => None,
        // ui-tests/area/without-name.rs
        names => {
            let written = match names {
                [] => String::new(),
                names => format!("({})", shown(&quote!(#(#names),*))),
            };
            let mistake = match names {
                [] => "has no name: write for example `#[area(\"Name\")]`",
                [Lit::Str(_)] => "has an empty name: write for example `#[area(\"Name\")]`",
                [_] => "must have its name in quotes: write for example `#[area(\"Name\")]`",
                _ => "has more than one name: keep one",
            };
            errors.push(
                names.last().map_or(raw.span, Lit::span),
                format_args!("`#[area{written}]` on {subject} {mistake}"),
            );
            None
        }
    };
    AreaArgs {
        name,
        shape: Shape {
            non_exhaustive: non_exhaustive.map(|it| it.key),
            constructor,
            forward_compatible: forward_compatible.map(|it| it.key),
        },
        wire,
        krate: krate.map(|krate| krate.value),
    }
}
