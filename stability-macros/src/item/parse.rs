//! Tokens to nodes.

mod attributes;
mod containers;
mod leaves;
mod types;

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use syn::parse::Parser;
use syn::{Attribute, Error, Generics, Result, Token, Visibility, WhereClause};

use self::attributes::parse_attributes;
use self::containers::{parse_impl, parse_mod, parse_trait};
use self::leaves::{parse_fn, parse_macro, parse_type, parse_use, parse_value};
use self::types::{parse_enum, parse_struct, parse_union};
use super::tokens::{Tokens, is_brace, is_punct, stream};
use super::{Body, Context, Kind, Node};
use crate::depth::too_deep;
use crate::errors::Errors;

/// Parses the item under an attribute, or returns why it is not an item.
pub fn parse(tokens: TokenStream, errors: &mut Errors) -> Result<Node> {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let mut input = Tokens::new(&tokens);
    let node = parse_node(&mut input, Context::Top, errors)?;
    match input.get(0) {
        None => Ok(node),
        Some(next) => Err(Error::new(
            next.span(),
            "expected the end of the item: remove what follows",
        )),
    }
}

/// Parses one item or member.
fn parse_node(input: &mut Tokens<'_>, context: Context, errors: &mut Errors) -> Result<Node> {
    if let Some(TokenTree::Group(group)) = input.get(0)
        && group.delimiter() == Delimiter::None
    {
        let tokens: Vec<TokenTree> = group.stream().into_iter().collect();
        // A `macro_rules!` puts an invisible group around its `$item:item`, and around its `$vis:vis`, which is shorter.
        if tokens.len() > 2 {
            input.take(1);
            return parse_node(&mut Tokens::new(&tokens), context, errors);
        }
    }
    let mut node = parse_start(input, context.is_inside(), errors)?;
    match keyword(*input) {
        Keyword::Struct => parse_struct(input, &mut node, errors)?,
        Keyword::Union => parse_union(input, &mut node, errors)?,
        Keyword::Enum => parse_enum(input, &mut node, errors)?,
        Keyword::Trait => parse_trait(input, &mut node, errors)?,
        Keyword::Impl => parse_impl(input, &mut node, errors)?,
        Keyword::Mod => parse_mod(input, &mut node, errors)?,
        Keyword::Fn => parse_fn(input, &mut node, context, errors)?,
        Keyword::Const => {
            let kind = if context.is_member() {
                Kind::AssociatedConst
            } else {
                Kind::Const
            };
            parse_value(input, &mut node, kind, errors)?;
        }
        Keyword::Static => parse_value(input, &mut node, Kind::Static, errors)?,
        Keyword::Type => parse_type(input, &mut node, context, errors)?,
        Keyword::Use => parse_use(input, &mut node, errors)?,
        Keyword::MacroRules => parse_macro(input, &mut node)?,
        Keyword::Other(noun) => {
            node.kind = Kind::Other(noun);
            node.head = stream(take_rest_of_item(input, false));
        }
    }
    Ok(node)
}

/// A node of the attributes and the visibility that come next.
fn parse_start(input: &mut Tokens<'_>, bare: bool, errors: &mut Errors) -> Result<Node> {
    let parted = parse_attributes(input, bare, errors)?;
    let mut node = Node::empty(parted.attrs, parse_visibility(input)?);
    node.raw_marks = parted.marks;
    node.has_ours = parted.has_ours;
    Ok(node)
}

fn parse_visibility(input: &mut Tokens<'_>) -> Result<Visibility> {
    match input.get(0) {
        Some(TokenTree::Ident(word)) if word == "pub" => {
            let Some(group) = input.group(1, Delimiter::Parenthesis).filter(restricts) else {
                input.take(1);
                return Ok(Visibility::Public(Token![pub](word.span())));
            };
            drop(group);
            syn::parse2(stream(input.take(2)))
        }
        // That of a `$vis:vis`.
        Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::None => {
            match group.stream().into_iter().next() {
                None => {}
                Some(TokenTree::Ident(word)) if word == "pub" => {}
                Some(_) => return Ok(Visibility::Inherited),
            }
            input.take(1);
            syn::parse2(group.stream())
        }
        _ => Ok(Visibility::Inherited),
    }
}

/// Whether the parentheses after `pub` are its own, and not those of a tuple.
fn restricts(group: &proc_macro2::Group) -> bool {
    let mut inside = group.stream().into_iter();
    let Some(TokenTree::Ident(word)) = inside.next() else {
        return false;
    };
    word == "in" || ["crate", "self", "super"].iter().any(|it| word == it) && inside.next().is_none()
}

/// Refuses what nests too deep to be parsed.
fn check_depth(tokens: &[TokenTree], what: impl FnOnce() -> String, errors: &mut Errors) -> Result<()> {
    match too_deep(tokens) {
        None => Ok(()),
        Some(deep) => {
            let message = deep.message(&what());
            errors.push(deep.span, &message);
            Err(Error::new(deep.span, message))
        }
    }
}

/// The keyword that decides what an item is.
enum Keyword {
    Struct,
    Union,
    Enum,
    Trait,
    Impl,
    Mod,
    Fn,
    Const,
    Static,
    Type,
    Use,
    MacroRules,
    Other(&'static str),
}

/// Looks past the modifiers, such as `unsafe` or `extern "C"`, for the keyword.
fn keyword(mut input: Tokens<'_>) -> Keyword {
    while let Some(word) = input.ident(0) {
        input.take(1);
        match word.to_string().as_str() {
            "struct" => return Keyword::Struct,
            "enum" => return Keyword::Enum,
            "trait" => return Keyword::Trait,
            "impl" => return Keyword::Impl,
            "mod" => return Keyword::Mod,
            "fn" => return Keyword::Fn,
            "static" => return Keyword::Static,
            "type" => return Keyword::Type,
            "use" => return Keyword::Use,
            "const" if is_modifier(input) => {}
            "const" => return Keyword::Const,
            "extern" if input.is_ident(0, "crate") => return Keyword::Other("`extern crate`"),
            "extern" => {
                if matches!(input.get(0), Some(TokenTree::Literal(_))) {
                    input.take(1);
                }
                if input.get(0).is_some_and(is_brace) {
                    return Keyword::Other("`extern` block");
                }
            }
            "unsafe" | "async" | "safe" | "auto" | "default" | "gen"
                if !input.is_punct(0, '!') && !input.is_punct(0, ':') => {}
            "union" if input.ident(0).is_some() => return Keyword::Union,
            "macro_rules" if input.is_punct(0, '!') => return Keyword::MacroRules,
            "macro" if input.ident(0).is_some() => return Keyword::Other("declarative macro 2.0"),
            _ => return Keyword::Other("macro call"),
        }
    }
    Keyword::Other("expression or macro call")
}

/// Whether what follows makes a modifier of a `const`.
fn is_modifier(input: Tokens<'_>) -> bool {
    match input.ident(0).map(ToString::to_string).as_deref() {
        // In the edition 2015 it may be a name.
        Some("async") => !input.is_punct(1, ':'),
        Some("fn" | "unsafe" | "extern" | "trait" | "impl") => true,
        _ => false,
    }
}

/// Parses modifiers, the keyword, the name and the parameters into the head.
fn parse_head(input: &mut Tokens<'_>, node: &mut Node, keyword: &str, errors: &mut Errors) -> Result<()> {
    let start = *input;
    input.take_keyword(keyword)?;
    // `static mut`
    if input.is_ident(0, "mut") {
        input.take(1);
    }
    node.ident = Some(input.take_name()?);
    let parameters = input.take_angles();
    if !parameters.is_empty() {
        let what = || format!("the list of parameters of `{}`", node.display_name());
        check_depth(parameters, what, errors)?;
        node.generics = syn::parse2(stream(parameters))?;
    }
    node.head = stream(input.since(start));
    Ok(())
}

/// Takes a where clause, which is parsed, up to a body or a semicolon.
fn take_where<'a>(input: &mut Tokens<'a>, generics: &mut Generics, errors: &mut Errors) -> Result<&'a [TokenTree]> {
    if !input.is_ident(0, "where") {
        return Ok(&[]);
    }
    let clause = input.take_until(|token| is_brace(token) || is_punct(token, ';') || is_punct(token, '='));
    check_depth(clause, || "the `where` clause".to_owned(), errors)?;
    let clause_of = |input: syn::parse::ParseStream<'_>| input.parse::<WhereClause>();
    generics.where_clause = Some(clause_of.parse2(stream(clause))?);
    Ok(clause)
}

fn parse_semicolon(input: &mut Tokens<'_>, node: &mut Node) -> Result<()> {
    let semicolon = input.take_punct(';').ok_or_else(|| input.expected("`;`"))?;
    node.tail.extend([semicolon.clone()]);
    Ok(())
}

/// Takes everything to the item's end: a semicolon, or, unless told otherwise, a block.
fn take_rest_of_item<'a>(input: &mut Tokens<'a>, only_semicolon: bool) -> &'a [TokenTree] {
    let start = *input;
    while let [token] = input.take(1) {
        if is_punct(token, ';') || !only_semicolon && is_brace(token) {
            break;
        }
    }
    input.since(start)
}

impl Context {
    /// Whether a function there is a method, and a constant an associated one.
    fn is_member(self) -> bool {
        matches!(self, Self::Trait | Self::Impl | Self::TraitImpl)
    }
}

impl Node {
    /// Tokens that are printed as they are.
    pub fn verbatim(tokens: TokenStream) -> Self {
        Self {
            head: tokens,
            ..Self::empty(Vec::new(), Visibility::Inherited)
        }
    }

    /// The tokens beside an item that belong to it.
    pub fn generated(tokens: TokenStream) -> Self {
        Self {
            generated: true,
            ..Self::verbatim(tokens)
        }
    }

    fn empty(attrs: Vec<Attribute>, vis: Visibility) -> Self {
        Self {
            attrs,
            vis,
            head: TokenStream::new(),
            bounds: TokenStream::new(),
            trait_where: TokenStream::new(),
            children: None,
            body: Body::None,
            tail: TokenStream::new(),
            kind: Kind::Other("item"),
            ident: None,
            position: None,
            generics: Generics::default(),
            types: Vec::new(),
            implementation: None,
            receiver: false,
            returns: false,
            imports: Vec::new(),
            proc_macro: None,
            gate: None,
            cfg_gate: None,
            shape: super::Built::default(),
            generated: false,
            is_extension: false,
            has_ours: false,
            raw_marks: Vec::new(),
            marks: crate::model::Marks::default(),
            promise: None,
            fallback: None,
            deprecated_with: None,
        }
    }
}
