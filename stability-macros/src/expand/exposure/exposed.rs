//! The types that a type exposes, and that can be asked: named, outside the parameters in scope, and not of the language or
//! its library.

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::ToTokens;
use syn::visit::{self, Visit};
use syn::visit_mut::{self, VisitMut};
use syn::{Lifetime, Type, TypeImplTrait, TypeMacro, TypePath};

use super::bare_name;
use crate::item::{RawType, Tokens, is_punct, stream};
use crate::signature::{mentions, text};

/// A type that can be asked.
pub struct Exposed {
    /// As a constant names it.
    pub named: TokenStream,
    /// As a message shows it.
    pub written: String,
    /// Without its arguments.
    pub name: String,
    /// The place of its last name.
    pub span: Span,
}

/// Finds the types in `ty`; `names` are the parameters in scope. `is_lone` says that there may be some that cannot be seen.
pub fn find(ty: &RawType, names: &[String], is_lone: bool) -> Vec<Exposed> {
    if !ty.tokens().iter().any(has_foreign_name) {
        return Vec::new();
    }
    if let Some(paths) = plain_paths(ty.tokens()) {
        let asked = paths.into_iter().filter(|path| {
            let first = path.segments[0].to_string();
            let is_parameter = |token: &TokenTree| names.iter().any(|name| is_ident(token, name));
            needs_probe(&first, path.segments.len(), is_lone) && !path.tokens.iter().any(is_parameter)
        });
        return asked.map(|path| path.exposed()).collect();
    }
    // Syntax that only the compiler can read is not checked here.
    let Ok(ty) = ty.parse::<Type>() else {
        return Vec::new();
    };
    let mut visitor = Visitor {
        names,
        is_lone,
        found: Vec::new(),
    };
    visitor.visit_type(&ty);
    visitor.found
}

/// Whether a token of a type has a name other than those of the language and its library.
fn has_foreign_name(token: &TokenTree) -> bool {
    match token {
        TokenTree::Ident(ident) => {
            let name = ident.to_string();
            !is_primitive(&name) && !is_standard(&name)
        }
        TokenTree::Group(group) => group.stream().into_iter().any(|token| has_foreign_name(&token)),
        _ => false,
    }
}

/// Whether a path with this first segment can be of another package, and is no parameter that cannot be seen.
fn needs_probe(first: &str, segments: usize, is_lone: bool) -> bool {
    match first {
        "std" | "core" | "alloc" => false,
        first if segments == 1 && (is_primitive(first) || is_standard(first)) => false,
        first => !is_lone || !looks_like_parameter(first),
    }
}

/// A path such as `a::B<C>`.
struct PlainPath<'a> {
    tokens: &'a [TokenTree],
    segments: Vec<&'a Ident>,
}

/// The paths in a type that consists of nothing else, the outer before the inner; `None` where it takes a parser.
fn plain_paths(tokens: &[TokenTree]) -> Option<Vec<PlainPath<'_>>> {
    let mut paths = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        let before = at.checked_sub(1).map(|before| &tokens[before]);
        let is_after = |expected: char| before.is_some_and(|token| is_punct(token, expected));
        match token {
            TokenTree::Ident(word) if is_keyword(&word.to_string()) => return None,
            TokenTree::Ident(_) if is_after(':') => {}
            TokenTree::Ident(_) => paths.push(PlainPath::of(Tokens::new(&tokens[at..]))),
            TokenTree::Punct(punct) => match punct.as_char() {
                // `::a`, `<A as B>::C`
                ':' | '<' if before.is_none() || is_after('<') || is_after(',') => return None,
                ':' | '<' | '>' | ',' => {}
                _ => return None,
            },
            _ => return None,
        }
    }
    Some(paths)
}

impl<'a> PlainPath<'a> {
    fn of(mut input: Tokens<'a>) -> Self {
        let start = input;
        let mut segments = Vec::new();
        while let Some(segment) = input.ident(0) {
            segments.push(segment);
            input.take(1);
            if input.is_punct(2, '<') && input.is_punct(0, ':') {
                input.take(2);
            }
            input.take_angles();
            if input.is_punct(0, ':') {
                input.take(2);
            }
        }
        Self {
            tokens: input.since(start),
            segments,
        }
    }

    fn exposed(&self) -> Exposed {
        let segments: Vec<String> = self.segments.iter().map(ToString::to_string).collect();
        let name = segments.join("::");
        let named = stream(self.tokens);
        let has_arguments = self.tokens.iter().any(|token| is_punct(token, '<'));
        Exposed {
            written: if has_arguments { text(&named) } else { name.clone() },
            named,
            name,
            span: self.segments.last().map_or_else(Span::call_site, |last| last.span()),
        }
    }
}

fn is_ident(token: &TokenTree, name: &str) -> bool {
    matches!(token, TokenTree::Ident(ident) if ident == name)
}

/// Whether a type with this word is more than paths.
fn is_keyword(word: &str) -> bool {
    matches!(
        word,
        "as" | "const" | "dyn" | "extern" | "fn" | "for" | "impl" | "mut" | "unsafe" | "where"
    )
}

/// Finds them in what is parsed.
struct Visitor<'a> {
    names: &'a [String],
    is_lone: bool,
    found: Vec<Exposed>,
}

impl<'ast> Visit<'ast> for Visitor<'_> {
    fn visit_type_path(&mut self, ty: &'ast TypePath) {
        let segments = &ty.path.segments;
        if ty.qself.is_none()
            && needs_probe(&segments[0].ident.to_string(), segments.len(), self.is_lone)
            && !mentions(ty, self.names)
            && !Unnameable::is_in(ty)
        {
            let mut named = ty.clone();
            NameLifetimes.visit_type_path_mut(&mut named);
            self.found.push(Exposed {
                named: named.into_token_stream(),
                written: text(ty),
                name: bare_name(&Type::Path(ty.clone())),
                span: segments.last().map_or_else(Span::call_site, |last| last.ident.span()),
            });
        }
        visit::visit_type_path(self, ty);
    }
}

/// Whether the name may be that of a parameter of an `impl` around a lone function.
pub fn looks_like_parameter(name: &str) -> bool {
    name.len() <= 2 && name.chars().all(|one| one.is_ascii_uppercase() || one.is_ascii_digit())
}

/// Whether it is a type of the language.
pub fn is_primitive(name: &str) -> bool {
    matches!(
        name,
        "bool"
            | "char"
            | "f32"
            | "f64"
            | "i128"
            | "i16"
            | "i32"
            | "i64"
            | "i8"
            | "isize"
            | "str"
            | "u128"
            | "u16"
            | "u32"
            | "u64"
            | "u8"
            | "usize"
    )
}

/// Whether it is a type of the library under a name that hardly anything else has; a question costs the compiler time.
fn is_standard(name: &str) -> bool {
    matches!(
        name,
        "Arc"
            | "BTreeMap"
            | "BTreeSet"
            | "BinaryHeap"
            | "Box"
            | "Cow"
            | "HashMap"
            | "HashSet"
            | "Infallible"
            | "Mutex"
            | "NonZero"
            | "Option"
            | "OsStr"
            | "OsString"
            | "PathBuf"
            | "PhantomData"
            | "Pin"
            | "Rc"
            | "RefCell"
            | "Result"
            | "RwLock"
            | "String"
            | "SystemTime"
            | "Vec"
            | "VecDeque"
    )
}

/// Types that a constant cannot name: `impl Trait`, macros, lifetimes of a `for<…>`.
#[derive(Default)]
struct Unnameable {
    found: bool,
}

impl Unnameable {
    fn is_in(ty: &TypePath) -> bool {
        let mut this = Self::default();
        this.visit_type_path(ty);
        this.found
    }
}

impl<'ast> Visit<'ast> for Unnameable {
    fn visit_type_impl_trait(&mut self, _: &'ast TypeImplTrait) {
        self.found = true;
    }

    fn visit_type_macro(&mut self, _: &'ast TypeMacro) {
        self.found = true;
    }

    fn visit_bound_lifetimes(&mut self, _: &'ast syn::BoundLifetimes) {
        self.found = true;
    }
}

/// Lets the compiler infer every lifetime.
struct NameLifetimes;

impl VisitMut for NameLifetimes {
    fn visit_lifetime_mut(&mut self, lifetime: &mut Lifetime) {
        if lifetime.ident != "static" {
            *lifetime = Lifetime::new("'_", lifetime.apostrophe);
        }
    }

    fn visit_type_mut(&mut self, ty: &mut Type) {
        visit_mut::visit_type_mut(self, ty);
    }
}

#[cfg(test)]
mod tests {
    use proc_macro2::{TokenStream, TokenTree};
    use syn::visit::Visit as _;

    use super::{Visitor, find, plain_paths, text};
    use crate::item::RawType;

    /// The scan of tokens and the parser find the same.
    #[test]
    fn plain_paths_are_what_a_parser_finds() {
        let names = ["Self".to_owned(), "T".to_owned()];
        for (written, expected) in [
            ("Frame", vec!["Frame"]),
            ("Option<Box<Frame>>", vec!["Frame"]),
            (
                "a::Map<crate::Key, Vec<b::Value<u8>>>",
                vec!["a::Map<crate::Key, Vec<b::Value<u8>>>", "crate::Key", "b::Value<u8>"],
            ),
            ("a::B::<u8>", vec!["a::B::<u8>"]),
            ("a::B<Frame>::C", vec!["a::B<Frame>::C", "Frame"]),
            ("Pair<T, Frame>", vec!["Frame"]),
            ("Self", vec![]),
            ("std::collections::HashMap<String, Frame>", vec!["Frame"]),
        ] {
            let tokens: Vec<TokenTree> = written.parse::<TokenStream>().unwrap().into_iter().collect();
            assert!(plain_paths(&tokens).is_some(), "{written}");
            let found = find(&RawType::from(tokens), &names, false);
            let mut visitor = Visitor {
                names: &names,
                is_lone: false,
                found: Vec::new(),
            };
            visitor.visit_type(&syn::parse_str(written).unwrap());
            let show = |found: Vec<super::Exposed>| -> Vec<_> {
                let each = found.into_iter();
                each.map(|it| (it.written, it.name, text(&it.named))).collect()
            };
            let found = show(found);
            assert_eq!(found, show(visitor.found), "{written}");
            let written: Vec<_> = found.iter().map(|(written, ..)| written.as_str()).collect();
            assert_eq!(written, expected);
        }
    }

    #[test]
    fn other_types_than_paths_need_a_parser() {
        for written in [
            "&Frame",
            "(Frame,)",
            "[Frame; 2]",
            "::a::Frame",
            "Box<dyn A<Frame>>",
            "<A as B>::C",
            "Vec<<A as B>::C>",
            "Batch<'a>",
            "A<B = C>",
            "A<3>",
            "make!()",
        ] {
            let tokens: Vec<TokenTree> = written.parse::<TokenStream>().unwrap().into_iter().collect();
            assert!(plain_paths(&tokens).is_none(), "{written}");
        }
    }
}
