//! `reserved`.

use syn::Path;

use super::list::{Syntax, parse_list};
use super::value::args;
use crate::errors::Errors;
use crate::keys::List;
use crate::marks::RawMark;
use crate::model::{Reserved, Subject};

args! {
    ReservedArgs {
        until: Until as VersionText,
        krate: Crate as CratePath,
    }
}

/// Reads the arguments of `reserved`, and the path of the runtime where one is given.
pub fn parse_reserved(raw: &RawMark, subject: &Subject, errors: &mut Errors) -> (Reserved, Option<Path>) {
    let syntax = Syntax::new("`#[reserved]`", List::Reserved);
    let keyed = parse_list(raw.args.clone(), syntax, subject, errors).keyed;
    let ReservedArgs { until, krate } = ReservedArgs::read(&keyed, subject, errors);
    let span = raw.span;
    (Reserved { span, until }, krate.map(|krate| krate.value))
}
