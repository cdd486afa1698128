//! `reserved`.

use syn::Path;

use super::list::{Syntax, parse_list};
use super::value::{CratePath, VersionText, read};
use crate::errors::Errors;
use crate::keys::{Key, List};
use crate::marks::RawMark;
use crate::model::{Reserved, Subject};

/// Reads the arguments of `reserved`, and the path of the runtime where one is given.
pub fn parse_reserved(raw: &RawMark, subject: &Subject, errors: &mut Errors) -> (Reserved, Option<Path>) {
    let mut reserved = Reserved {
        span: raw.span,
        until: None,
    };
    let mut krate = None;
    let syntax = Syntax::new("`#[reserved]`", List::Reserved);
    for (key, meta) in parse_list(raw.args.clone(), syntax, subject, errors).keyed {
        match key {
            Key::Crate => krate = read::<CratePath>(key, &meta, subject, errors).map(|it| it.value),
            _ => reserved.until = read::<VersionText>(key, &meta, subject, errors),
        }
    }
    (reserved, krate)
}
