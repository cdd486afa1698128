//! `area`.

use quote::quote;
use syn::{Lit, Path};

use super::list::{Syntax, parse_list};
use super::tier::read_shape;
use super::value::{CratePath, read};
use crate::errors::{Errors, shown};
use crate::keys::{Key, List};
use crate::marks::RawMark;
use crate::model::{Shape, Spanned, Subject};

/// What `#[area("Name")]` says.
pub struct AreaArgs {
    pub name: Option<Spanned<String>>,
    pub shape: Shape,
    pub krate: Option<Path>,
}

/// Reads the name in `#[area("Name")]`, the shape for what is in it, and the path of the runtime where one is given.
pub fn parse_area(raw: &RawMark, subject: &Subject, errors: &mut Errors) -> AreaArgs {
    let syntax = Syntax::new("`#[area]`", List::Area);
    let before = errors.count();
    let entries = parse_list(raw.args.clone(), syntax, subject, errors);
    let mut args = AreaArgs {
        name: None,
        shape: Shape::default(),
        krate: None,
    };
    for (key, meta) in &entries.keyed {
        match key {
            Key::Crate => args.krate = read::<CratePath>(*key, meta, subject, errors).map(|it| it.value),
            _ => read_shape(&mut args.shape, *key, meta, subject, errors),
        }
    }
    if let Some(name) = args
        .shape
        .constructor
        .as_ref()
        .filter(|constructor| constructor.value.is_some())
    {
        // ui-tests/constructor/name-on-area.rs
        errors.push(
            name.span,
            format_args!(
                "all constructors in {subject} would have the name `{}`: write `constructor` here, and the name on the item",
                name.value.as_ref().map(ToString::to_string).unwrap_or_default(),
            ),
        );
    }
    args.name = match entries.positional.as_slice() {
        [Lit::Str(name)] if !name.value().trim().is_empty() => Some(Spanned {
            key: raw.span,
            span: name.span(),
            value: name.value(),
        }),
        // What seems to be missing may be what could not be read.
        [] if errors.count() > before => None,
        // ui-tests/area/without-name.rs
        names => {
            let written = match names {
                [] => String::new(),
                names => format!("({})", shown(&quote!(#(#names),*))),
            };
            errors.push(
                names.last().map_or(raw.span, Lit::span),
                format_args!("`#[area{written}]` on {subject} takes one name: write `#[area(\"Name\")]`"),
            );
            None
        }
    };
    args
}
