//! Items with nothing inside that a promise could be about.

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use quote::ToTokens;
use syn::ext::IdentExt;
use syn::parse::{ParseStream, Parser};
use syn::{FnArg, Generics, Ident, Result, ReturnType, Token, UseTree, WhereClause, token};

use super::{group, parse_name, parse_named_head, skip_to, with_tokens};
use crate::item::{Body, Context, Import, Kind, Node};
use crate::proc_macro_kind::ProcMacro;

pub fn parse_fn(input: ParseStream<'_>, node: &mut Node, context: Context) -> Result<()> {
    let (signature, head) = with_tokens(input, |input| {
        skip_to(input, "fn")?;
        let ident = parse_name(input)?;
        let mut generics: Generics = input.parse()?;
        let parameters = group(input, Delimiter::Parenthesis, "expected parameters")?;
        let output: ReturnType = input.parse()?;
        generics.where_clause = input.parse()?;
        Ok((ident, generics, parameters, output))
    })?;
    let (ident, generics, parameters, output) = signature;
    let inputs = Parser::parse2(parse_parameters, parameters.stream())?;
    node.receiver = matches!(inputs.first(), Some(FnArg::Receiver(_)));
    node.returns = matches!(output, ReturnType::Type(..));
    // Only what belongs to a type can say `Self`.
    let says_self = crate::signature::mentions(&head, &["Self".to_owned()]);
    node.kind = if context.is_member() || node.receiver || says_self {
        Kind::Method
    } else {
        Kind::Fn
    };
    node.types = inputs
        .iter()
        .filter_map(|input| match input {
            FnArg::Typed(typed) => Some((*typed.ty).clone()),
            FnArg::Receiver(_) => None,
        })
        .chain(match &output {
            ReturnType::Type(_, ty) => Some((**ty).clone()),
            ReturnType::Default => None,
        })
        .collect();
    node.proc_macro = ProcMacro::of(&ident, &node.attrs);
    if node.proc_macro.is_some() {
        node.kind = Kind::Macro;
        // Its users write tokens, not the types of the function.
        node.types.clear();
    }
    (node.ident, node.generics, node.head) = (Some(ident), generics, head);
    if input.peek(token::Brace) {
        node.body = Body::Block(group(input, Delimiter::Brace, "expected a body")?);
    } else {
        input.parse::<Token![;]>()?.to_tokens(&mut node.tail);
    }
    Ok(())
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

pub fn parse_value(input: ParseStream<'_>, node: &mut Node, kind: Kind) -> Result<()> {
    node.kind = kind;
    let (ident, head) = with_tokens(input, |input| {
        skip_to(input, if kind == Kind::Static { "static" } else { "const" })?;
        input.parse::<Option<Token![mut]>>()?;
        let ident = input.call(Ident::parse_any)?;
        node.generics = input.parse()?;
        input.parse::<Token![:]>()?;
        node.types.push(input.parse()?);
        Ok(ident)
    })?;
    (node.ident, node.head) = (Some(ident), head);
    if input.parse::<Option<Token![=]>>()?.is_some() {
        let mut init = TokenStream::new();
        while !input.peek(Token![;]) {
            init.extend([input.parse::<TokenTree>()?]);
        }
        node.body = Body::Init(init);
    }
    input.parse::<Token![;]>()?.to_tokens(&mut node.tail);
    Ok(())
}

pub fn parse_type(input: ParseStream<'_>, node: &mut Node, context: Context) -> Result<()> {
    node.kind = if context.is_member() {
        Kind::AssociatedType
    } else {
        Kind::TypeAlias
    };
    parse_named_head(input, node, "type", true)?;
    let ((), rest) = with_tokens(input, |input| {
        while !input.peek(Token![=]) && !input.peek(Token![;]) {
            input.parse::<TokenTree>()?;
        }
        if input.parse::<Option<Token![=]>>()?.is_some() {
            node.types.push(input.parse()?);
        }
        if input.peek(Token![where]) {
            input.parse::<WhereClause>()?;
        }
        Ok(())
    })?;
    node.head.extend(rest);
    input.parse::<Token![;]>()?.to_tokens(&mut node.tail);
    Ok(())
}

pub fn parse_use(input: ParseStream<'_>, node: &mut Node) -> Result<()> {
    node.kind = Kind::Use;
    let (tree, head) = with_tokens(input, |input| {
        skip_to(input, "use")?;
        input.parse::<Option<Token![::]>>()?;
        input.parse::<UseTree>()
    })?;
    node.head = head;
    imports(&tree, &mut Vec::new(), &mut node.imports);
    input.parse::<Token![;]>()?.to_tokens(&mut node.tail);
    Ok(())
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

pub fn parse_macro(input: ParseStream<'_>, node: &mut Node) -> Result<()> {
    node.kind = Kind::Macro;
    let (ident, head) = with_tokens(input, |input| {
        input.parse::<Ident>()?;
        input.parse::<Token![!]>()?;
        let ident = input.call(Ident::parse_any)?;
        input.parse::<TokenTree>()?;
        input.parse::<Option<Token![;]>>()?;
        Ok(ident)
    })?;
    (node.ident, node.head) = (Some(ident), head);
    Ok(())
}
