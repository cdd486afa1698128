//! Structs, unions and enums: fields and variants are nodes of their own.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use quote::ToTokens;
use syn::Result;

use super::{check_depth, is_punct, parse_head, parse_semicolon, parse_start, stream, take_where};
use crate::errors::Errors;
use crate::item::tokens::Tokens;
use crate::item::{Children, Kind, Node};

pub fn parse_struct(input: &mut Tokens<'_>, node: &mut Node, errors: &mut Errors) -> Result<()> {
    node.kind = Kind::Struct;
    parse_head_with_where(input, node, "struct", errors)?;
    if let Some(group) = input.group(0, Delimiter::Brace) {
        input.take(1);
        node.children = Some(parse_fields(group, errors)?);
        return Ok(());
    }
    if let Some(group) = input.group(0, Delimiter::Parenthesis) {
        input.take(1);
        node.children = Some(parse_fields(group, errors)?);
        take_where(input, &mut node.generics, errors)?;
        node.generics.where_clause.to_tokens(&mut node.tail);
    }
    parse_semicolon(input, node)
}

pub fn parse_union(input: &mut Tokens<'_>, node: &mut Node, errors: &mut Errors) -> Result<()> {
    node.kind = Kind::Union;
    parse_head_with_where(input, node, "union", errors)?;
    let group = take_brace(input)?;
    node.children = Some(parse_fields(group, errors)?);
    Ok(())
}

pub fn parse_enum(input: &mut Tokens<'_>, node: &mut Node, errors: &mut Errors) -> Result<()> {
    node.kind = Kind::Enum;
    parse_head_with_where(input, node, "enum", errors)?;
    let group = take_brace(input)?;
    node.children = Some(parse_parts(group, |input, _| parse_variant(input, errors))?);
    Ok(())
}

fn parse_head_with_where(input: &mut Tokens<'_>, node: &mut Node, keyword: &str, errors: &mut Errors) -> Result<()> {
    parse_head(input, node, keyword, errors)?;
    let clause = take_where(input, &mut node.generics, errors)?;
    node.head.extend(clause.iter().cloned());
    Ok(())
}

fn take_brace(input: &mut Tokens<'_>) -> Result<Group> {
    let group = input.group(0, Delimiter::Brace).ok_or_else(|| input.expected("`{`"))?;
    input.take(1);
    Ok(group)
}

fn parse_fields(group: Group, errors: &mut Errors) -> Result<Children> {
    let named = group.delimiter() == Delimiter::Brace;
    parse_parts(group, |input, position| {
        let mut node = parse_start(input, true, errors)?;
        node.kind = Kind::Field;
        let start = *input;
        if named {
            // `unsafe` and other modifiers may be before the name.
            while input.ident(0).is_some() && !input.is_punct(1, ':') {
                input.take(1);
            }
            node.ident = Some(input.take_name()?);
            input.take_punct(':').ok_or_else(|| input.expected("`:`"))?;
        } else {
            node.position = Some(position);
        }
        let ty = input.take_until(|token| is_punct(token, ',') || is_punct(token, '='));
        if ty.is_empty() {
            return Err(input.expected("a type"));
        }
        check_depth(ty, || format!("the type of field `{}`", node.display_name()), errors)?;
        node.types.push(ty.to_vec().into());
        // A default value, where the compiler takes one.
        take_until_comma(input);
        node.head = stream(input.since(start));
        Ok(node)
    })
}

fn parse_variant(input: &mut Tokens<'_>, errors: &mut Errors) -> Result<Node> {
    let mut node = parse_start(input, true, errors)?;
    node.kind = Kind::Variant;
    let ident = input.take_name()?;
    ident.to_tokens(&mut node.head);
    node.ident = Some(ident);
    let fields = [Delimiter::Brace, Delimiter::Parenthesis];
    if let Some(group) = fields.into_iter().find_map(|delimiter| input.group(0, delimiter)) {
        input.take(1);
        node.children = Some(parse_fields(group, errors)?);
    }
    node.tail = stream(take_until_comma(input));
    Ok(node)
}

/// Parses what commas separate; `parse` gets the number of those before.
fn parse_parts(group: Group, mut parse: impl FnMut(&mut Tokens<'_>, usize) -> Result<Node>) -> Result<Children> {
    let tokens: Vec<TokenTree> = group.stream().into_iter().collect();
    let mut input = Tokens::new(&tokens);
    let mut nodes = Vec::new();
    while !input.is_empty() {
        nodes.push(parse(&mut input, nodes.len())?);
        if input.take_punct(',').is_none() && !input.is_empty() {
            return Err(input.expected("`,`"));
        }
    }
    Ok(Children {
        group,
        inner: TokenStream::new(),
        nodes,
        separated: true,
    })
}

fn take_until_comma<'a>(input: &mut Tokens<'a>) -> &'a [TokenTree] {
    let start = *input;
    while input.get(0).is_some_and(|token| !is_punct(token, ',')) {
        input.take(1);
    }
    input.since(start)
}
