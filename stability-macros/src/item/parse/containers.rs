//! Traits, implementations and modules: what is in them is parsed as items.

use proc_macro2::{Delimiter, TokenTree};
use quote::ToTokens;
use syn::parse::discouraged::Speculative;
use syn::parse::{ParseStream, Parser};
use syn::{Attribute, Ident, Result, Token, Type, TypeParamBound, Visibility, WhereClause, token};

use super::{Keyword, group, keyword, parse_named_head, parse_node, rest_of_item, skip_to, with_tokens};
use crate::errors::Errors;
use crate::item::{Children, Context, Implementation, Kind, Node};

pub fn parse_trait(input: ParseStream<'_>, node: &mut Node, errors: &mut Errors) -> Result<()> {
    node.kind = Kind::Trait;
    parse_named_head(input, node, "trait", false)?;
    if input.peek(Token![=]) {
        node.kind = Kind::Other("trait alias");
        node.tail = rest_of_item(input, true);
        return Ok(());
    }
    if input.parse::<Option<Token![:]>>()?.is_some() {
        let ((), bounds) = with_tokens(input, |input| {
            while !input.peek(Token![where]) && !input.peek(token::Brace) && !input.is_empty() {
                input.parse::<TypeParamBound>()?;
                input.parse::<Option<Token![+]>>()?;
            }
            Ok(())
        })?;
        node.bounds = bounds;
    }
    let clause: Option<WhereClause> = input.parse()?;
    node.trait_where = clause.to_token_stream();
    node.generics.where_clause = clause;
    node.children = Some(parse_members(input, Context::Trait, errors)?);
    Ok(())
}

pub fn parse_impl(input: ParseStream<'_>, node: &mut Node, errors: &mut Errors) -> Result<()> {
    node.kind = Kind::Impl;
    let (implementation, head) = with_tokens(input, |input| {
        skip_to(input, "impl")?;
        if starts_generics(input) {
            node.generics = input.parse()?;
        }
        input.parse::<Option<Token![const]>>()?;
        let negative: Option<Token![!]> = input.parse()?;
        let first = ungrouped(input.parse()?);
        let implementation = if input.parse::<Option<Token![for]>>()?.is_some() {
            let Type::Path(path) = &first else {
                return Err(syn::Error::new_spanned(first, "expected the path of a trait"));
            };
            Implementation {
                trait_path: Some(path.path.clone()),
                self_type: ungrouped(input.parse()?),
            }
        } else if let Some(negative) = negative {
            return Err(syn::Error::new_spanned(negative, "expected a type"));
        } else {
            Implementation {
                trait_path: None,
                self_type: first,
            }
        };
        if input.peek(Token![where]) {
            node.generics.where_clause = input.parse()?;
        }
        Ok(implementation)
    })?;
    node.head = head;
    let context = if implementation.trait_path.is_some() {
        Context::TraitImpl
    } else {
        Context::Impl
    };
    node.implementation = Some(implementation);
    node.children = Some(parse_members(input, context, errors)?);
    Ok(())
}

/// The type that a `macro_rules!` has wrapped into one piece, as with `$type:ty`.
fn ungrouped(ty: Type) -> Type {
    match ty {
        Type::Group(group) => ungrouped(*group.elem),
        ty => ty,
    }
}

/// Whether `<` opens parameters, as in `impl<T> …`, and not a qualified path, as in `impl <T as Trait>::Type`.
fn starts_generics(input: ParseStream<'_>) -> bool {
    input.peek(Token![<])
        && (input.peek2(Token![>])
            || input.peek2(Token![#])
            || input.peek2(Token![const])
            || (input.peek2(Ident) || input.peek2(syn::Lifetime))
                && (input.peek3(Token![:])
                    || input.peek3(Token![,])
                    || input.peek3(Token![>])
                    || input.peek3(Token![=])))
}

pub fn parse_mod(input: ParseStream<'_>, node: &mut Node, errors: &mut Errors) -> Result<()> {
    node.kind = Kind::Mod;
    let (ident, head) = with_tokens(input, |input| {
        skip_to(input, "mod")?;
        input.parse()
    })?;
    (node.ident, node.head) = (Some(ident), head);
    if input.peek(token::Brace) {
        node.children = Some(parse_members(input, Context::Module, errors)?);
    } else {
        input.parse::<Token![;]>()?.to_tokens(&mut node.tail);
    }
    Ok(())
}

pub fn parse_members(input: ParseStream<'_>, context: Context, errors: &mut Errors) -> Result<Children> {
    let group = group(input, Delimiter::Brace, "expected `{`")?;
    let read = |input: ParseStream<'_>| {
        let ((), inner) = with_tokens(input, |input| {
            while input.peek(Token![#]) && input.peek2(Token![!]) {
                input.parse::<Token![#]>()?;
                input.parse::<Token![!]>()?;
                input.parse::<TokenTree>()?;
            }
            Ok(())
        })?;
        let mut nodes = Vec::new();
        while !input.is_empty() {
            let ahead = input.fork();
            match parse_node(&ahead, context, errors) {
                Ok(node) => {
                    input.advance_to(&ahead);
                    nodes.push(node);
                }
                // Syntax that only the compiler knows is none of ours: pass it on.
                Err(_) => nodes.push(parse_unknown(input)),
            }
        }
        Ok((inner, nodes))
    };
    let (inner, nodes) = Parser::parse2(read, group.stream())?;
    Ok(Children {
        group,
        inner,
        nodes,
        separated: false,
    })
}

pub fn parse_unknown(input: ParseStream<'_>) -> Node {
    let ends_at_semicolon = {
        let ahead = input.fork();
        let _ = ahead.call(Attribute::parse_outer);
        let _ = ahead.parse::<Visibility>();
        matches!(
            keyword(&ahead),
            Keyword::Const | Keyword::Static | Keyword::Type | Keyword::Use
        )
    };
    Node::verbatim(rest_of_item(input, ends_at_semicolon))
}
