//! Tokens to nodes.

mod containers;
mod leaves;
mod types;

use std::iter;

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use syn::ext::IdentExt;
use syn::parse::{ParseStream, Parser};
use syn::{Attribute, Generics, Ident, Result, Token, Visibility, token};

use self::containers::{parse_impl, parse_mod, parse_trait};
use self::leaves::{parse_fn, parse_macro, parse_type, parse_use, parse_value};
use self::types::{parse_enum, parse_struct, parse_union};
use super::{Body, Context, Kind, Node};
use crate::depth::{End, TOO_DEEP, too_deep};
use crate::errors::Errors;
use crate::marks;

/// Parses the item under an attribute, or says why it is none.
pub fn parse(tokens: TokenStream, errors: &mut Errors) -> Result<Node> {
    Parser::parse2(|input: ParseStream<'_>| parse_node(input, Context::Top, errors), tokens)
}

/// Parses one item or member.
fn parse_node(input: ParseStream<'_>, context: Context, errors: &mut Errors) -> Result<Node> {
    let (attrs, raw_marks) = marks::take(input.call(Attribute::parse_outer)?, context.is_inside(), errors);
    let mut node = Node::empty(attrs, input.parse()?);
    node.raw_marks = raw_marks;
    let keyword = keyword(input);
    let end = match keyword {
        Keyword::Type => End::Semicolon,
        _ => End::Body,
    };
    // What is not parsed may nest as it likes.
    if !matches!(keyword, Keyword::MacroRules | Keyword::Other(_)) {
        check_depth(input, end, errors)?;
    }
    match keyword {
        Keyword::Struct => parse_struct(input, &mut node, errors)?,
        Keyword::Union => parse_union(input, &mut node, errors)?,
        Keyword::Enum => parse_enum(input, &mut node, errors)?,
        Keyword::Trait => parse_trait(input, &mut node, errors)?,
        Keyword::Impl => parse_impl(input, &mut node, errors)?,
        Keyword::Mod => parse_mod(input, &mut node, errors)?,
        Keyword::Fn => parse_fn(input, &mut node, context)?,
        Keyword::Const => parse_value(
            input,
            &mut node,
            if context.is_member() {
                Kind::AssociatedConst
            } else {
                Kind::Const
            },
        )?,
        Keyword::Static => parse_value(input, &mut node, Kind::Static)?,
        Keyword::Type => parse_type(input, &mut node, context)?,
        Keyword::Use => parse_use(input, &mut node)?,
        Keyword::MacroRules => parse_macro(input, &mut node)?,
        Keyword::Other(noun) => {
            node.kind = Kind::Other(noun);
            node.head = rest_of_item(input, false);
        }
    }
    Ok(node)
}

/// Refuses what nests too deep to be parsed.
fn check_depth(input: ParseStream<'_>, end: End, errors: &mut Errors) -> Result<()> {
    let mut cursor = input.cursor();
    let tokens = iter::from_fn(|| {
        // A body is not taken apart for this.
        if end != End::Comma && cursor.group(Delimiter::Brace).is_some() {
            return None;
        }
        let (token, next) = cursor.token_tree()?;
        cursor = next;
        Some(token)
    });
    match too_deep(tokens, end) {
        None => Ok(()),
        Some(span) => {
            // ui-tests/tier/nested-too-deep.rs
            errors.push(span, TOO_DEEP);
            Err(syn::Error::new(span, TOO_DEEP))
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
fn keyword(input: ParseStream<'_>) -> Keyword {
    let ahead = input.fork();
    loop {
        if ahead.peek(Token![const]) {
            let _ = ahead.parse::<Token![const]>();
            let modifies = ahead.peek(Token![fn])
                || ahead.peek(Token![async]) && !ahead.peek2(Token![:])
                || ahead.peek(Token![unsafe])
                || ahead.peek(Token![extern])
                || ahead.peek(Token![trait])
                || ahead.peek(Token![impl]);
            if !modifies {
                return Keyword::Const;
            }
            continue;
        }
        if ahead.peek(Token![extern]) {
            let _ = ahead.parse::<Token![extern]>();
            if ahead.peek(Token![crate]) {
                return Keyword::Other("`extern crate`");
            }
            let _ = ahead.parse::<Option<syn::LitStr>>();
            if ahead.peek(token::Brace) {
                return Keyword::Other("`extern` block");
            }
            continue;
        }
        if let Some(keyword) = strict_keyword(&ahead) {
            return keyword;
        }
        let Ok(word) = ahead.call(Ident::parse_any) else {
            return Keyword::Other("expression or macro call");
        };
        match word.to_string().as_str() {
            "unsafe" | "async" | "safe" | "auto" | "default" | "gen"
                if !ahead.peek(Token![!]) && !ahead.peek(Token![::]) => {}
            "union" if ahead.peek(Ident) => return Keyword::Union,
            "macro_rules" if ahead.peek(Token![!]) => return Keyword::MacroRules,
            "macro" if ahead.peek(Ident) => return Keyword::Other("declarative macro 2.0"),
            _ => return Keyword::Other("macro call"),
        }
    }
}

fn strict_keyword(input: ParseStream<'_>) -> Option<Keyword> {
    let keyword = if input.peek(Token![struct]) {
        Keyword::Struct
    } else if input.peek(Token![enum]) {
        Keyword::Enum
    } else if input.peek(Token![trait]) {
        Keyword::Trait
    } else if input.peek(Token![impl]) {
        Keyword::Impl
    } else if input.peek(Token![mod]) {
        Keyword::Mod
    } else if input.peek(Token![fn]) {
        Keyword::Fn
    } else if input.peek(Token![static]) {
        Keyword::Static
    } else if input.peek(Token![type]) {
        Keyword::Type
    } else if input.peek(Token![use]) {
        Keyword::Use
    } else {
        return None;
    };
    Some(keyword)
}

/// What `read` takes, and the tokens that it took.
fn with_tokens<T>(input: ParseStream<'_>, read: impl FnOnce(ParseStream<'_>) -> Result<T>) -> Result<(T, TokenStream)> {
    let begin = input.fork();
    let value = read(input)?;
    let end = input.cursor();
    let mut cursor = begin.cursor();
    let mut tokens = TokenStream::new();
    while cursor != end {
        let Some((token, next)) = cursor.token_tree() else {
            break;
        };
        tokens.extend([token]);
        cursor = next;
    }
    Ok((value, tokens))
}

/// The group that comes next, whole.
fn group(input: ParseStream<'_>, delimiter: Delimiter, expected: &str) -> Result<Group> {
    input.step(|cursor| match cursor.token_tree() {
        Some((TokenTree::Group(group), rest)) => unwrapped(group, delimiter)
            .map(|group| (group, rest))
            .ok_or_else(|| cursor.error(expected)),
        _ => Err(cursor.error(expected)),
    })
}

/// The group, out of the invisible one that a `macro_rules!` puts around a `$body:block`.
fn unwrapped(group: Group, delimiter: Delimiter) -> Option<Group> {
    if group.delimiter() == delimiter {
        return Some(group);
    }
    let mut inside = group.stream().into_iter();
    match (group.delimiter(), inside.next(), inside.next()) {
        (Delimiter::None, Some(TokenTree::Group(inner)), None) => unwrapped(inner, delimiter),
        _ => None,
    }
}

/// The name of an item or member. The compiler has accepted it: in the edition of the user, `async` may be a name.
fn parse_name(input: ParseStream<'_>) -> Result<Ident> {
    input.call(Ident::parse_any)
}

/// Skips modifiers up to and with the keyword.
fn skip_to(input: ParseStream<'_>, keyword: &str) -> Result<()> {
    while let Ok(word) = input.call(Ident::parse_any) {
        if word == keyword {
            return Ok(());
        }
        let _ = input.parse::<Option<syn::LitStr>>();
    }
    Err(input.error(format_args!("expected `{keyword}`")))
}

fn parse_named_head(input: ParseStream<'_>, node: &mut Node, keyword: &str, with_where: bool) -> Result<()> {
    let (parts, head) = with_tokens(input, |input| {
        skip_to(input, keyword)?;
        let ident = parse_name(input)?;
        let mut generics: Generics = input.parse()?;
        if with_where && input.peek(Token![where]) {
            generics.where_clause = input.parse()?;
        }
        Ok((ident, generics))
    })?;
    (node.ident, node.generics, node.head) = (Some(parts.0), parts.1, head);
    Ok(())
}

/// Everything to the item's end: a semicolon, or, unless told otherwise, a block.
fn rest_of_item(input: ParseStream<'_>, only_semicolon: bool) -> TokenStream {
    let mut tokens = TokenStream::new();
    while let Ok(token) = input.parse::<TokenTree>() {
        let ends = match &token {
            TokenTree::Punct(punct) => punct.as_char() == ';',
            TokenTree::Group(group) => !only_semicolon && group.delimiter() == Delimiter::Brace,
            _ => false,
        };
        tokens.extend([token]);
        if ends {
            break;
        }
    }
    tokens
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
            shape: super::Built::default(),
            generated: false,
            raw_marks: Vec::new(),
            marks: crate::model::Marks::default(),
            promise: None,
            fallback: None,
        }
    }
}
