//! Attributes. Most are documentation, and of that only the text is kept.

use proc_macro2::{Delimiter, Group, Span, TokenTree};
use syn::parse::Parser;
use syn::{AttrStyle, Attribute, Expr, ExprLit, Lit, Meta, MetaNameValue, Path, Result, Token, token};

use crate::errors::Errors;
use crate::item::tokens::{Tokens, is_punct, stream};
use crate::marks::Parted;

/// Parses the attributes that come next.
pub fn parse_attributes(input: &mut Tokens<'_>, bare: bool, errors: &mut Errors) -> Result<Parted> {
    let mut parted = Parted::default();
    while input.is_punct(0, '#')
        && let Some(group) = input.group(1, Delimiter::Bracket)
    {
        let tokens = input.take(2);
        if let Some(documentation) = documentation(tokens[0].span(), &group) {
            parted.attrs.push(documentation);
            continue;
        }
        for attr in Attribute::parse_outer.parse2(stream(tokens))? {
            parted.add(attr, bare, errors);
        }
    }
    Ok(parted)
}

/// `#[doc = "…"]`, whose text is not looked at.
fn documentation(pound: Span, group: &Group) -> Option<Attribute> {
    let mut tokens = group.stream().into_iter();
    let (Some(TokenTree::Ident(doc)), Some(eq), Some(TokenTree::Literal(text)), None) =
        (tokens.next(), tokens.next(), tokens.next(), tokens.next())
    else {
        return None;
    };
    (doc == "doc" && is_punct(&eq, '=')).then(|| Attribute {
        pound_token: Token![#](pound),
        style: AttrStyle::Outer,
        bracket_token: token::Bracket(group.span()),
        meta: Meta::NameValue(MetaNameValue {
            path: Path::from(doc),
            eq_token: Token![=](eq.span()),
            value: Expr::Lit(ExprLit {
                attrs: Vec::new(),
                lit: Lit::Verbatim(text),
            }),
        }),
    })
}
