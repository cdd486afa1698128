//! The check that what lasts exposes nothing weaker, left to the type system.
//!
//! A marked type implements `Tiered`. `Probe::<T>::__TIER` is an inherent constant where `T: Tiered`, and wins over that of
//! the blanket trait `Unmarked`, so that an unmarked type is permitted. Only stable and frozen items have probes, only for
//! types that can be named outside of the item's own parameters, and not for those of the language and its library, which are
//! recognised by name. Each probe is a constant of its own, so that every leak of an item is reported. On a lone function,
//! names of one or two capitals are taken for parameters of an `impl` and not probed.

use proc_macro2::{Span, TokenStream, TokenTree};
use quote::{quote, quote_spanned};
use syn::visit::{self, Visit};
use syn::visit_mut::{self, VisitMut};
use syn::{Lifetime, Type, TypeImplTrait, TypeMacro, TypePath};

use super::{Beside, Output};
use crate::item::{Kind, Node, RawType};
use crate::model::Tier;
use crate::signature::{mentions, text};

/// Gives a type its tier, and asks the types that an item exposes for theirs.
pub fn add(output: &Output<'_>, node: &Node, beside: &mut Beside) {
    let tier = tier_of_type(output, node);
    beside.names_runtime |= !tier.is_empty();
    beside.tokens.extend(tier);
    let mut probes = Probes {
        output,
        names: vec!["Self".to_owned()],
        permitted: Vec::new(),
        asked: Vec::new(),
        tokens: TokenStream::new(),
    };
    probes.visit_node(node, None);
    beside.tokens.extend(probes.tokens);
}

/// Writes `impl IsStable for Type {}`, or with `IsWeaker`, for a promise that another can be stronger than.
fn tier_of_type(output: &Output<'_>, node: &Node) -> TokenStream {
    let (Some(promise), Some(ident), true) = (&node.promise, &node.ident, node.kind.is_type()) else {
        return TokenStream::new();
    };
    let Some(tier) = trait_of(output, promise.tier) else {
        return TokenStream::new();
    };
    let (parameters, arguments, clause) = node.generics.split_for_impl();
    let cfgs = node.cfgs();
    let condition = node.condition().map(|condition| quote!(#[cfg(#condition)]));
    let marks = &node.marks;
    let is_deprecated = marks.deprecated.is_some() || !marks.conditional_deprecations.is_empty();
    let deprecated = is_deprecated.then(|| quote!(#[allow(deprecated)]));
    // For the lints about generics; without any, there is nothing that they could say.
    let derived = (!node.generics.params.is_empty()).then(|| quote!(#[automatically_derived]));
    quote! {
        #(#cfgs)*
        #condition
        #deprecated
        #derived
        #[doc(hidden)]
        impl #parameters #tier for #ident #arguments #clause {}
    }
}

/// The trait that types of this tier implement.
pub fn trait_of(output: &Output<'_>, tier: Tier) -> Option<TokenStream> {
    let krate = &output.krate;
    match tier {
        Tier::Frozen => None,
        Tier::Stable => Some(quote!(#krate::__private::IsStable)),
        _ => Some(quote!(#krate::__private::IsWeaker)),
    }
}

/// The questions that one item asks.
struct Probes<'a> {
    output: &'a Output<'a>,
    /// Parameters in scope, which no constant beside the item can name.
    names: Vec<String>,
    /// Types that `may_expose` permits.
    permitted: Vec<String>,
    /// What was asked already, with the tier that asked.
    asked: Vec<(String, Tier)>,
    tokens: TokenStream,
}

impl Probes<'_> {
    fn visit_node(&mut self, node: &Node, outer: Option<&Node>) {
        let around = (self.names.len(), self.permitted.len());
        self.names
            .extend(node.generics.params.iter().filter_map(|parameter| match parameter {
                syn::GenericParam::Type(parameter) => Some(parameter.ident.to_string()),
                syn::GenericParam::Const(parameter) => Some(parameter.ident.to_string()),
                syn::GenericParam::Lifetime(_) => None,
            }));
        self.permitted.extend(permitted(node));
        self.name_permitted(node, outer);
        if !unknown_parameters(node, outer) {
            self.ask_for_types(node, outer);
        }
        if node.kind != Kind::Mod {
            for child in node.children() {
                self.visit_node(child, Some(node));
            }
        }
        self.names.truncate(around.0);
        self.permitted.truncate(around.1);
    }

    /// Writes an import of each type that the node's attribute permits, since a permit of what does not exist permits nothing.
    // ui-tests/leak/permit-of-nothing.rs
    fn name_permitted(&mut self, node: &Node, outer: Option<&Node>) {
        let cfgs: Vec<_> = outer.into_iter().chain([node]).flat_map(Node::cfgs).collect();
        let condition = node.condition().map(|condition| quote!(#[cfg(#condition)]));
        for ty in node.marks.tier.iter().flat_map(|mark| &mark.may_expose) {
            let Type::Path(TypePath { qself: None, path, .. }) = ty else {
                continue;
            };
            let first = path.segments[0].ident.to_string();
            let is_parameter =
                self.names.contains(&first) || Self::may_be_unseen(node, outer) && looks_like_parameter(&first);
            // What the language itself names is imported from nowhere.
            let is_primitive = path.segments.len() == 1 && is_primitive(&first);
            if is_parameter || is_primitive {
                continue;
            }
            let import = super::import_type(path);
            self.tokens.extend(quote! {
                #(#cfgs)*
                #condition
                #[allow(deprecated, unused_imports)]
                const _: () = { #import };
            });
        }
    }

    /// Whether parameters of an `impl` around a lone function may be in scope.
    fn may_be_unseen(node: &Node, outer: Option<&Node>) -> bool {
        outer.is_none() && matches!(node.kind, Kind::Fn | Kind::Method | Kind::Const)
    }

    fn ask_for_types(&mut self, node: &Node, outer: Option<&Node>) {
        let Some(promise) = node.promise.as_ref().filter(|promise| promise.tier.lasts()) else {
            return;
        };
        let is_lone = outer.is_none() && matches!(node.kind, Kind::Fn | Kind::Const);
        for ty in node.types.iter().filter(|ty| ty.tokens().iter().any(may_be_asked)) {
            // What only the compiler can read, only the compiler checks.
            let Ok(ty) = ty.parse::<Type>() else {
                continue;
            };
            let mut found = Exposed {
                names: &self.names,
                skip_short: is_lone,
                types: Vec::new(),
            };
            found.visit_type(&ty);
            for ty in found.types {
                let written = text(&ty);
                let asked = (written.clone(), promise.tier);
                if self.permitted.contains(&bare_name(&Type::Path(ty.clone()))) || self.asked.contains(&asked) {
                    continue;
                }
                // What is asked under a predicate may not be asked at all.
                if is_unconditional(node) && outer.is_none_or(is_unconditional) {
                    self.asked.push(asked);
                }
                let probe = self.probe(node, outer, &ty, &written, promise.tier);
                self.tokens.extend(probe);
            }
        }
    }

    /// Writes:
    ///
    /// ```text
    /// const _: () = {
    ///     use ::stability::__private::{self as __s, Unmarked as _};
    ///     __s::refuse_leak(__s::Probe::<Type>::__IS_WEAKER, "…")
    /// };
    /// ```
    // ui-tests/leak/*.rs
    fn probe(&self, node: &Node, outer: Option<&Node>, ty: &TypePath, written: &str, tier: Tier) -> TokenStream {
        let krate = &self.output.krate;
        let place = outer
            .filter(|outer| outer.ident.is_some())
            .map(|outer| format!(" of {}", outer.subject()))
            .unwrap_or_default();
        let name = bare_name(&Type::Path(ty.clone()));
        let message = format!(
            "{}{place} is {tier} but exposes `{written}`, which promises less: raise the tier of `{name}`, lower this one, \
             or permit it with `may_expose({name})`",
            node.subject(),
        );
        let mut named = ty.clone();
        NameLifetimes.visit_type_path_mut(&mut named);
        // At the type itself, but resolved as the rest of the expansion.
        let last = ty
            .path
            .segments
            .last()
            .map_or_else(Span::call_site, |segment| segment.ident.span());
        let span = Span::call_site().located_at(last);
        let is_stable = (tier == Tier::Frozen).then(|| quote!(__s::Probe::<#named>::__IS_STABLE |));
        let question = quote_spanned! {span=>
            __s::refuse_leak(#is_stable __s::Probe::<#named>::__IS_WEAKER, #message)
        };
        let cfgs = outer.into_iter().chain([node]).flat_map(Node::cfgs);
        let condition = node.condition().map(|condition| quote!(#[cfg(#condition)]));
        quote! {
            #(#cfgs)*
            #condition
            #[allow(deprecated)]
            const _: () = {
                use #krate::__private::{self as __s, Unmarked as _};
                #question
            };
        }
    }
}

fn is_unconditional(node: &Node) -> bool {
    node.cfgs().next().is_none() && node.condition().is_none()
}

/// On a lone method or associated constant, parameters of the `impl` may be in scope that the macro cannot see.
fn unknown_parameters(node: &Node, outer: Option<&Node>) -> bool {
    outer.is_none() && (node.receiver || node.types.iter().any(mentions_self))
}

/// Whether a token of a type has a name that is none of the language or its library.
fn may_be_asked(token: &TokenTree) -> bool {
    match token {
        TokenTree::Ident(ident) => {
            let name = ident.to_string();
            !is_primitive(&name) && !is_standard(&name)
        }
        TokenTree::Group(group) => group.stream().into_iter().any(|token| may_be_asked(&token)),
        _ => false,
    }
}

fn mentions_self(ty: &RawType) -> bool {
    mentions(ty, &["Self".to_owned()])
}

/// The path of a type without its arguments.
/// The weaker types that a node's attribute permits it to show, without their arguments.
pub fn permitted(node: &Node) -> impl Iterator<Item = String> {
    node.marks.tier.iter().flat_map(|mark| &mark.may_expose).map(bare_name)
}

fn bare_name(ty: &Type) -> String {
    match ty {
        Type::Path(path) => path
            .path
            .segments
            .iter()
            .map(|segment| segment.ident.to_string())
            .collect::<Vec<_>>()
            .join("::"),
        _ => text(ty),
    }
}

/// Finds the types that can be asked: named, outside the parameters in scope, and not of the language or its library.
struct Exposed<'a> {
    names: &'a [String],
    skip_short: bool,
    types: Vec<TypePath>,
}

impl<'ast> Visit<'ast> for Exposed<'_> {
    fn visit_type_path(&mut self, ty: &'ast TypePath) {
        if self.can_be_asked(ty) {
            self.types.push(ty.clone());
        }
        visit::visit_type_path(self, ty);
    }
}

impl Exposed<'_> {
    fn can_be_asked(&self, ty: &TypePath) -> bool {
        let first = &ty.path.segments[0].ident.to_string();
        let single = ty.path.segments.len() == 1;
        let short = self.skip_short && looks_like_parameter(first);
        let standard =
            single && (is_primitive(first) || is_standard(first)) || matches!(first.as_str(), "std" | "core" | "alloc");
        let nameable = || ty.qself.is_none() && !mentions(ty, self.names) && !Unnameable::is_in(ty);
        !standard && !short && nameable()
    }
}

/// Whether the name may be that of a parameter of an `impl` around a lone function.
fn looks_like_parameter(name: &str) -> bool {
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

/// What a constant cannot name: `impl Trait`, macros, lifetimes of a `for<…>`.
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
