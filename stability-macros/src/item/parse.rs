//! Tokens to nodes.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use syn::ext::IdentExt;
use syn::parse::discouraged::Speculative;
use syn::parse::{ParseStream, Parser};
use syn::{
    Attribute, FnArg, Generics, Ident, Result, ReturnType, Signature, Token, Type, TypeParamBound, UseTree, Visibility,
    WhereClause, token,
};

use super::{Body, Children, Context, Implementation, Import, Kind, Node};
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
    match keyword(input) {
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
                || ahead.peek(Token![async])
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
        Some((TokenTree::Group(group), rest)) if group.delimiter() == delimiter => Ok((group, rest)),
        _ => Err(cursor.error(expected)),
    })
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
        let ident: Ident = input.parse()?;
        let mut generics: Generics = input.parse()?;
        if with_where && input.peek(Token![where]) {
            generics.where_clause = input.parse()?;
        }
        Ok((ident, generics))
    })?;
    (node.ident, node.generics, node.head) = (Some(parts.0), parts.1, head);
    Ok(())
}

fn parse_struct(input: ParseStream<'_>, node: &mut Node, errors: &mut Errors) -> Result<()> {
    node.kind = Kind::Struct;
    parse_named_head(input, node, "struct", true)?;
    if input.peek(token::Brace) {
        node.children = Some(parse_fields(input, Delimiter::Brace, errors)?);
        return Ok(());
    }
    if input.peek(token::Paren) {
        node.children = Some(parse_fields(input, Delimiter::Parenthesis, errors)?);
        let (clause, _) = with_tokens(input, |input| input.parse::<Option<WhereClause>>())?;
        if clause.is_some() {
            node.generics.where_clause = clause;
        }
        if let Some(clause) = &node.generics.where_clause {
            quote::ToTokens::to_tokens(clause, &mut node.tail);
        }
    }
    quote::ToTokens::to_tokens(&input.parse::<Token![;]>()?, &mut node.tail);
    Ok(())
}

fn parse_union(input: ParseStream<'_>, node: &mut Node, errors: &mut Errors) -> Result<()> {
    node.kind = Kind::Union;
    parse_named_head(input, node, "union", true)?;
    node.children = Some(parse_fields(input, Delimiter::Brace, errors)?);
    Ok(())
}

fn parse_fields(input: ParseStream<'_>, delimiter: Delimiter, errors: &mut Errors) -> Result<Children> {
    let group = group(input, delimiter, "expected fields")?;
    let read = |input: ParseStream<'_>| {
        let mut nodes = Vec::new();
        while !input.is_empty() {
            let (attrs, raw_marks) = marks::take(input.call(Attribute::parse_outer)?, true, errors);
            let mut node = Node::empty(attrs, input.parse()?);
            node.raw_marks = raw_marks;
            node.kind = Kind::Field;
            let (_, head) = with_tokens(input, |input| {
                if delimiter == Delimiter::Brace {
                    // `unsafe` and other modifiers may stand before the name.
                    while !input.peek2(Token![:]) {
                        input.call(Ident::parse_any)?;
                    }
                    node.ident = Some(input.parse()?);
                    input.parse::<Token![:]>()?;
                } else {
                    node.position = Some(nodes.len());
                }
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

fn parse_enum(input: ParseStream<'_>, node: &mut Node, errors: &mut Errors) -> Result<()> {
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

fn parse_variant(input: ParseStream<'_>, errors: &mut Errors) -> Result<Node> {
    let (attrs, raw_marks) = marks::take(input.call(Attribute::parse_outer)?, true, errors);
    let mut node = Node::empty(attrs, input.parse()?);
    node.raw_marks = raw_marks;
    node.kind = Kind::Variant;
    let ident: Ident = input.parse()?;
    quote::ToTokens::to_tokens(&ident, &mut node.head);
    node.ident = Some(ident);
    if input.peek(token::Brace) {
        node.children = Some(parse_fields(input, Delimiter::Brace, errors)?);
    } else if input.peek(token::Paren) {
        node.children = Some(parse_fields(input, Delimiter::Parenthesis, errors)?);
    }
    node.tail = until_comma(input);
    Ok(node)
}

fn parse_trait(input: ParseStream<'_>, node: &mut Node, errors: &mut Errors) -> Result<()> {
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
    let (clause, tokens) = with_tokens(input, |input| input.parse::<Option<WhereClause>>())?;
    (node.generics.where_clause, node.trait_where) = (clause, tokens);
    node.children = Some(parse_members(input, Context::Trait, errors)?);
    Ok(())
}

fn parse_impl(input: ParseStream<'_>, node: &mut Node, errors: &mut Errors) -> Result<()> {
    node.kind = Kind::Impl;
    let (implementation, head) = with_tokens(input, |input| {
        skip_to(input, "impl")?;
        if starts_generics(input) {
            node.generics = input.parse()?;
        }
        input.parse::<Option<Token![const]>>()?;
        let negative: Option<Token![!]> = input.parse()?;
        let first: Type = input.parse()?;
        let implementation = if input.parse::<Option<Token![for]>>()?.is_some() {
            let Type::Path(path) = &first else {
                return Err(syn::Error::new_spanned(first, "expected the path of a trait"));
            };
            Implementation {
                trait_path: Some(path.path.clone()),
                self_type: input.parse()?,
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

fn parse_mod(input: ParseStream<'_>, node: &mut Node, errors: &mut Errors) -> Result<()> {
    node.kind = Kind::Mod;
    let (ident, head) = with_tokens(input, |input| {
        skip_to(input, "mod")?;
        input.parse()
    })?;
    (node.ident, node.head) = (Some(ident), head);
    if input.peek(token::Brace) {
        node.children = Some(parse_members(input, Context::Module, errors)?);
    } else {
        quote::ToTokens::to_tokens(&input.parse::<Token![;]>()?, &mut node.tail);
    }
    Ok(())
}

fn parse_members(input: ParseStream<'_>, context: Context, errors: &mut Errors) -> Result<Children> {
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

fn parse_unknown(input: ParseStream<'_>) -> Node {
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

fn parse_fn(input: ParseStream<'_>, node: &mut Node, context: Context) -> Result<()> {
    let (signature, head) = with_tokens(input, |input| {
        if input.peek(Ident) {
            // `default`, of specialization.
            input.parse::<Ident>()?;
        }
        input.parse::<Signature>()
    })?;
    node.receiver = signature.receiver().is_some();
    node.kind = if context.is_member() || node.receiver {
        Kind::Method
    } else {
        Kind::Fn
    };
    node.types = signature
        .inputs
        .iter()
        .filter_map(|input| match input {
            FnArg::Typed(typed) => Some((*typed.ty).clone()),
            FnArg::Receiver(_) => None,
        })
        .chain(match &signature.output {
            ReturnType::Type(_, ty) => Some((**ty).clone()),
            ReturnType::Default => None,
        })
        .collect();
    (node.ident, node.generics, node.head) = (Some(signature.ident), signature.generics, head);
    if input.peek(token::Brace) {
        node.body = Body::Block(group(input, Delimiter::Brace, "expected a body")?);
    } else {
        quote::ToTokens::to_tokens(&input.parse::<Token![;]>()?, &mut node.tail);
    }
    Ok(())
}

fn parse_value(input: ParseStream<'_>, node: &mut Node, kind: Kind) -> Result<()> {
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
    quote::ToTokens::to_tokens(&input.parse::<Token![;]>()?, &mut node.tail);
    Ok(())
}

fn parse_type(input: ParseStream<'_>, node: &mut Node, context: Context) -> Result<()> {
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
    quote::ToTokens::to_tokens(&input.parse::<Token![;]>()?, &mut node.tail);
    Ok(())
}

fn parse_use(input: ParseStream<'_>, node: &mut Node) -> Result<()> {
    node.kind = Kind::Use;
    let (tree, head) = with_tokens(input, |input| {
        skip_to(input, "use")?;
        input.parse::<Option<Token![::]>>()?;
        input.parse::<UseTree>()
    })?;
    node.head = head;
    imports(&tree, &mut Vec::new(), &mut node.imports);
    quote::ToTokens::to_tokens(&input.parse::<Token![;]>()?, &mut node.tail);
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

fn parse_macro(input: ParseStream<'_>, node: &mut Node) -> Result<()> {
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
            imports: Vec::new(),
            gate: None,
            raw_marks: Vec::new(),
            marks: crate::model::Marks::default(),
            promise: None,
        }
    }
}
