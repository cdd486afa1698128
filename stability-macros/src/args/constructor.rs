//! `constructor`.

use super::list::{Syntax, parse_list};
use super::parse_deprecated;
use super::value::{WrittenConstructor, args};
use crate::errors::Errors;
use crate::keys::List;
use crate::model::{Constructor, Spanned, Subject};

args! {
    ConstructorArgs {
        name: Name as Name,
        deprecated: Deprecated as Inner,
    }
}

/// Reads what is behind `constructor`.
pub fn parse_constructor(
    written: Spanned<WrittenConstructor>,
    subject: &Subject,
    errors: &mut Errors,
) -> Spanned<Constructor> {
    let Spanned {
        key,
        span,
        value: WrittenConstructor { name, inner },
    } = written;
    let mut constructor = Constructor { name, deprecated: None };
    if !inner.is_empty() {
        let syntax = Syntax::new("`constructor(…)`", List::Constructor);
        let keyed = parse_list(inner, syntax, subject, errors).keyed;
        let ConstructorArgs { name, deprecated } = ConstructorArgs::read(&keyed, subject, errors);
        constructor.name = name.map(|name| name.value);
        constructor.deprecated = deprecated.map(|it| parse_deprecated(it.key, it.value, subject, errors));
    }
    Spanned {
        key,
        span,
        value: constructor,
    }
}
