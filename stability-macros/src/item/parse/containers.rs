//! Traits, implementations and modules: what is in them is parsed as items.

use proc_macro2::{Delimiter, TokenTree};
use syn::ext::IdentExt;
use syn::parse::{ParseStream, Parser};
use syn::{Error, Ident, Result, Token, Type};

use super::{
    Keyword, check_depth, is_brace, keyword, parse_head, parse_node, parse_semicolon, parse_visibility, stream,
    take_rest_of_item, take_where,
};
use crate::errors::Errors;
use crate::item::tokens::Tokens;
use crate::item::{Children, Context, Implementation, Kind, Node};

pub fn parse_trait(input: &mut Tokens<'_>, node: &mut Node, errors: &mut Errors) -> Result<()> {
    node.kind = Kind::Trait;
    parse_head(input, node, "trait", errors)?;
    if input.is_punct(0, '=') {
        node.kind = Kind::Other("trait alias");
        node.tail = stream(take_rest_of_item(input, true));
        return Ok(());
    }
    if input.take_punct(':').is_some() {
        let ends = |token: &TokenTree| is_brace(token) || matches!(token, TokenTree::Ident(word) if word == "where");
        node.bounds = stream(input.take_until(ends));
    }
    let clause = take_where(input, &mut node.generics, errors)?;
    node.trait_where = stream(clause);
    node.children = Some(parse_members(input, Context::Trait, errors)?);
    Ok(())
}

pub fn parse_impl(input: &mut Tokens<'_>, node: &mut Node, errors: &mut Errors) -> Result<()> {
    node.kind = Kind::Impl;
    let tokens = input.take_until(is_brace);
    check_depth(tokens, || "the head of the `impl`".to_owned(), errors)?;
    node.head = stream(tokens);
    let read = |input: ParseStream<'_>| {
        while input.parse::<Option<Token![impl]>>()?.is_none() {
            input.call(Ident::parse_any)?;
        }
        if starts_generics(input) {
            node.generics = input.parse()?;
        }
        input.parse::<Option<Token![const]>>()?;
        let negative: Option<Token![!]> = input.parse()?;
        let first = ungrouped(input.parse()?);
        let implementation = if input.parse::<Option<Token![for]>>()?.is_some() {
            let Type::Path(path) = &first else {
                return Err(Error::new_spanned(first, "expected the path of a trait"));
            };
            Implementation {
                trait_path: Some(path.path.clone()),
                self_type: ungrouped(input.parse()?),
            }
        } else if let Some(negative) = negative {
            return Err(Error::new_spanned(
                negative,
                "an `impl` without a trait cannot have a `!`: remove it",
            ));
        } else {
            Implementation {
                trait_path: None,
                self_type: first,
            }
        };
        node.generics.where_clause = input.parse()?;
        Ok(implementation)
    };
    let implementation = read.parse2(node.head.clone())?;
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

pub fn parse_mod(input: &mut Tokens<'_>, node: &mut Node, errors: &mut Errors) -> Result<()> {
    node.kind = Kind::Mod;
    let start = *input;
    input.take_keyword("mod")?;
    node.ident = Some(input.take_name()?);
    node.head = stream(input.since(start));
    if input.get(0).is_some_and(is_brace) {
        node.children = Some(parse_members(input, Context::Module, errors)?);
        return Ok(());
    }
    parse_semicolon(input, node)
}

fn parse_members(input: &mut Tokens<'_>, context: Context, errors: &mut Errors) -> Result<Children> {
    let group = input.group(0, Delimiter::Brace).ok_or_else(|| input.expected("`{`"))?;
    input.take(1);
    let tokens: Vec<TokenTree> = group.stream().into_iter().collect();
    let mut input = Tokens::new(&tokens);
    let start = input;
    while input.is_punct(0, '#') && input.is_punct(1, '!') {
        input.take(3);
    }
    let inner = stream(input.since(start));
    let mut nodes = Vec::new();
    while !input.is_empty() {
        let mut ahead = input;
        match parse_node(&mut ahead, context, errors) {
            Ok(node) => {
                input = ahead;
                nodes.push(node);
            }
            // Syntax that only the compiler knows is passed on.
            Err(_) => nodes.push(parse_unknown(&mut input)),
        }
    }
    Ok(Children {
        group,
        inner,
        nodes,
        separated: false,
    })
}

fn parse_unknown(input: &mut Tokens<'_>) -> Node {
    let mut ahead = *input;
    while ahead.take_punct('#').is_some() {
        ahead.take(1);
    }
    // One that cannot be read is no visibility.
    let _ = parse_visibility(&mut ahead);
    let ends_at_semicolon = matches!(
        keyword(ahead),
        Keyword::Const | Keyword::Static | Keyword::Type | Keyword::Use
    );
    Node::verbatim(stream(take_rest_of_item(input, ends_at_semicolon)))
}
