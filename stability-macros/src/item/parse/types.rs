//! Structs, unions and enums: fields and variants are nodes of their own.

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use quote::ToTokens;
use syn::ext::IdentExt;
use syn::parse::{ParseStream, Parser};
use syn::{Attribute, Ident, Result, Token, WhereClause, token};

use super::{check_depth, group, parse_name, parse_named_head, with_tokens};
use crate::depth::End;
use crate::errors::Errors;
use crate::item::{Children, Kind, Node};
use crate::marks;

pub fn parse_struct(input: ParseStream<'_>, node: &mut Node, errors: &mut Errors) -> Result<()> {
    node.kind = Kind::Struct;
    parse_named_head(input, node, "struct", true)?;
    if input.peek(token::Brace) {
        node.children = Some(parse_fields(input, Delimiter::Brace, errors)?);
        return Ok(());
    }
    if input.peek(token::Paren) {
        node.children = Some(parse_fields(input, Delimiter::Parenthesis, errors)?);
        let clause: Option<WhereClause> = input.parse()?;
        if clause.is_some() {
            node.generics.where_clause = clause;
        }
        if let Some(clause) = &node.generics.where_clause {
            clause.to_tokens(&mut node.tail);
        }
    }
    input.parse::<Token![;]>()?.to_tokens(&mut node.tail);
    Ok(())
}

pub fn parse_union(input: ParseStream<'_>, node: &mut Node, errors: &mut Errors) -> Result<()> {
    node.kind = Kind::Union;
    parse_named_head(input, node, "union", true)?;
    node.children = Some(parse_fields(input, Delimiter::Brace, errors)?);
    Ok(())
}

pub fn parse_fields(input: ParseStream<'_>, delimiter: Delimiter, errors: &mut Errors) -> Result<Children> {
    let group = group(input, delimiter, "expected fields")?;
    let read = |input: ParseStream<'_>| {
        let mut nodes = Vec::new();
        while !input.is_empty() {
            let (attrs, raw_marks) = marks::take(input.call(Attribute::parse_outer)?, true, errors);
            let mut node = Node::empty(attrs, input.parse()?);
            node.raw_marks = raw_marks;
            node.kind = Kind::Field;
            let ((), head) = with_tokens(input, |input| {
                if delimiter == Delimiter::Brace {
                    // `unsafe` and other modifiers may stand before the name.
                    while !input.peek2(Token![:]) {
                        input.call(Ident::parse_any)?;
                    }
                    node.ident = Some(parse_name(input)?);
                    input.parse::<Token![:]>()?;
                } else {
                    node.position = Some(nodes.len());
                }
                check_depth(input, End::Comma, errors)?;
                node.types.push(input.parse()?);
                // A default value, where the compiler takes one.
                until_comma(input);
                Ok(())
            })?;
            node.head = head;
            nodes.push(node);
            if !input.is_empty() {
                input.parse::<Token![,]>()?;
            }
        }
        Ok(nodes)
    };
    let nodes = Parser::parse2(read, group.stream())?;
    Ok(Children {
        group,
        inner: TokenStream::new(),
        nodes,
        separated: true,
    })
}

fn until_comma(input: ParseStream<'_>) -> TokenStream {
    let mut tokens = TokenStream::new();
    while !input.is_empty() && !input.peek(Token![,]) {
        if let Ok(token) = input.parse::<TokenTree>() {
            tokens.extend([token]);
        }
    }
    tokens
}

pub fn parse_enum(input: ParseStream<'_>, node: &mut Node, errors: &mut Errors) -> Result<()> {
    node.kind = Kind::Enum;
    parse_named_head(input, node, "enum", true)?;
    let group = group(input, Delimiter::Brace, "expected variants")?;
    let read = |input: ParseStream<'_>| {
        let mut nodes = Vec::new();
        while !input.is_empty() {
            nodes.push(parse_variant(input, errors)?);
            if !input.is_empty() {
                input.parse::<Token![,]>()?;
            }
        }
        Ok(nodes)
    };
    let nodes = Parser::parse2(read, group.stream())?;
    node.children = Some(Children {
        group,
        inner: TokenStream::new(),
        nodes,
        separated: true,
    });
    Ok(())
}

pub fn parse_variant(input: ParseStream<'_>, errors: &mut Errors) -> Result<Node> {
    let (attrs, raw_marks) = marks::take(input.call(Attribute::parse_outer)?, true, errors);
    let mut node = Node::empty(attrs, input.parse()?);
    node.raw_marks = raw_marks;
    node.kind = Kind::Variant;
    let ident = parse_name(input)?;
    ident.to_tokens(&mut node.head);
    node.ident = Some(ident);
    if input.peek(token::Brace) {
        node.children = Some(parse_fields(input, Delimiter::Brace, errors)?);
    } else if input.peek(token::Paren) {
        node.children = Some(parse_fields(input, Delimiter::Parenthesis, errors)?);
    }
    node.tail = until_comma(input);
    Ok(node)
}
