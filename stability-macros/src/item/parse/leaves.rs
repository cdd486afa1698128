//! Items with nothing inside that a promise could be about.

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use quote::ToTokens;
use syn::ext::IdentExt;
use syn::parse::{ParseStream, Parser};
use syn::{FnArg, Generics, Ident, Result, ReturnType, Token, UseTree, parenthesized};

use super::{check_depth, is_brace, is_punct, parse_head, parse_semicolon, stream, take_where};
use crate::errors::Errors;
use crate::item::tokens::Tokens;
use crate::item::{Body, Context, Import, Kind, Node};
use crate::proc_macro_kind::ProcMacro;

pub fn parse_fn(input: &mut Tokens<'_>, node: &mut Node, context: Context, errors: &mut Errors) -> Result<()> {
    let tokens = input.take_until(|token| is_brace(token) || is_punct(token, ';'));
    let mut ahead = Tokens::new(tokens);
    ahead.take_keyword("fn")?;
    let ident = ahead.take_name()?;
    check_depth(tokens, || format!("the signature of `{}`", ident.unraw()), errors)?;
    let read = |input: ParseStream<'_>| {
        let mut generics: Generics = input.parse()?;
        let parameters;
        parenthesized!(parameters in input);
        let inputs = parse_parameters(&parameters)?;
        let output: ReturnType = input.parse()?;
        generics.where_clause = input.parse()?;
        Ok((generics, inputs, output))
    };
    let (generics, inputs, output) = read.parse2(stream(ahead.rest()))?;
    (node.generics, node.head) = (generics, stream(tokens));
    node.receiver = matches!(inputs.first(), Some(FnArg::Receiver(_)));
    node.returns = matches!(output, ReturnType::Type(..));
    // Only what belongs to a type can say `Self`.
    let says_self = crate::signature::mentions(&node.head, &["Self".to_owned()]);
    node.kind = if context.is_member() || node.receiver || says_self {
        Kind::Method
    } else {
        Kind::Fn
    };
    let returned = match &output {
        ReturnType::Type(_, ty) => Some(&**ty),
        ReturnType::Default => None,
    };
    let taken = inputs.iter().filter_map(|input| match input {
        FnArg::Typed(typed) => Some(&*typed.ty),
        FnArg::Receiver(_) => None,
    });
    node.types = taken.chain(returned).map(|ty| ty.to_token_stream().into()).collect();
    node.proc_macro = ProcMacro::of(&ident, &node.attrs);
    if node.proc_macro.is_some() {
        node.kind = Kind::Macro;
        // Its users write tokens, not the types of the function.
        node.types.clear();
    }
    node.ident = Some(ident);
    if let Some(group) = input.group(0, Delimiter::Brace) {
        input.take(1);
        node.body = Body::Block(group);
        return Ok(());
    }
    parse_semicolon(input, node)
}

/// The parameters of a function, without those of C that have no number.
fn parse_parameters(input: ParseStream<'_>) -> Result<Vec<FnArg>> {
    let mut parameters = Vec::new();
    while !input.is_empty() {
        if input.peek(Token![...]) || input.peek2(Token![:]) && input.peek3(Token![...]) {
            input.parse::<TokenStream>()?;
            break;
        }
        parameters.push(input.parse()?);
        input.parse::<Option<Token![,]>>()?;
    }
    Ok(parameters)
}

pub fn parse_value(input: &mut Tokens<'_>, node: &mut Node, kind: Kind, errors: &mut Errors) -> Result<()> {
    let start = *input;
    parse_head(
        input,
        node,
        if kind == Kind::Static { "static" } else { "const" },
        errors,
    )?;
    node.kind = kind;
    input.take_punct(':').ok_or_else(|| input.expected("`:`"))?;
    let ty = input.take_until(|token| is_punct(token, '=') || is_punct(token, ';'));
    check_depth(ty, || format!("the type of `{}`", node.display_name()), errors)?;
    node.types.push(ty.to_vec().into());
    node.head = stream(input.since(start));
    if input.take_punct('=').is_some() {
        node.body = Body::Init(stream(input.take_until_semicolon()));
    }
    parse_semicolon(input, node)
}

pub fn parse_type(input: &mut Tokens<'_>, node: &mut Node, context: Context, errors: &mut Errors) -> Result<()> {
    node.kind = if context.is_member() {
        Kind::AssociatedType
    } else {
        Kind::TypeAlias
    };
    let start = *input;
    parse_head(input, node, "type", errors)?;
    take_where(input, &mut node.generics, errors)?;
    // The bounds of an associated type.
    input.take_until(|token| is_punct(token, '=') || is_punct(token, ';'));
    if input.take_punct('=').is_some() {
        let ends =
            |token: &TokenTree| is_punct(token, ';') || matches!(token, TokenTree::Ident(word) if word == "where");
        let ty = input.take_until(ends);
        check_depth(ty, || format!("the type of `{}`", node.display_name()), errors)?;
        node.types.push(ty.to_vec().into());
    }
    input.take_until_semicolon();
    node.head = stream(input.since(start));
    parse_semicolon(input, node)
}

pub fn parse_use(input: &mut Tokens<'_>, node: &mut Node, errors: &mut Errors) -> Result<()> {
    node.kind = Kind::Use;
    let tokens = input.take_until_semicolon();
    check_depth(tokens, || "the `use`".to_owned(), errors)?;
    node.head = stream(tokens);
    let read = |input: ParseStream<'_>| {
        input.parse::<Token![use]>()?;
        input.parse::<Option<Token![::]>>()?;
        input.parse::<UseTree>()
    };
    imports(&read.parse2(node.head.clone())?, &mut Vec::new(), &mut node.imports);
    parse_semicolon(input, node)
}

/// Lists the names that a `use` brings in, in the order of the source.
fn imports(tree: &UseTree, prefix: &mut Vec<String>, found: &mut Vec<Import>) {
    let mut add = |name: &Ident, last: &Ident, prefix: &[String]| {
        let path = prefix
            .iter()
            .cloned()
            .chain([last.unraw().to_string()])
            .collect::<Vec<_>>()
            .join("::");
        // `use a::b::{self}` brings in `b`.
        let path = path.strip_suffix("::self").map(str::to_owned).unwrap_or(path);
        let name = if name == "self" {
            prefix.last().cloned().unwrap_or_default()
        } else {
            name.unraw().to_string()
        };
        found.push(Import {
            name,
            path,
            span: last.span(),
        });
    };
    match tree {
        UseTree::Path(path) => {
            prefix.push(path.ident.unraw().to_string());
            imports(&path.tree, prefix, found);
            prefix.pop();
        }
        UseTree::Name(name) => add(&name.ident, &name.ident, prefix),
        UseTree::Rename(rename) if rename.rename == "_" => {}
        UseTree::Rename(rename) => add(&rename.rename, &rename.ident, prefix),
        UseTree::Glob(glob) => found.push(Import {
            name: "*".to_owned(),
            path: format!("{}::*", prefix.join("::")),
            span: glob.star_token.span,
        }),
        UseTree::Group(group) => {
            for tree in &group.items {
                imports(tree, prefix, found);
            }
        }
    }
}

pub fn parse_macro(input: &mut Tokens<'_>, node: &mut Node) -> Result<()> {
    node.kind = Kind::Macro;
    let start = *input;
    input.take(2);
    node.ident = Some(input.take_name()?);
    if !matches!(input.take(1), [TokenTree::Group(_)]) {
        return Err(input.expected("rules"));
    }
    input.take_punct(';');
    node.head = stream(input.since(start));
    Ok(())
}
