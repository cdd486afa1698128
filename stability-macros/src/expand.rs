//! The expansion: the item with its documentation, and beside it the code that checks its promise. Cannot fail.

mod contract;
mod denied;
mod doc;
mod document;
mod documentation;
mod entry;
mod erased;
mod error_code;
mod evidence;
mod exposure;
mod extension;
mod gate;
mod generated;
mod guarantee;
mod items;
mod json;
mod node;
mod pages;
mod record;
mod registration;
mod replacement;
mod reserved;
mod route;
mod seal;
mod shape;
mod surface;
mod use_note;
mod wire;

pub use self::contract::expand_contract;
pub use self::entry::expand_constants;
pub use self::erased::is_inside_of_another;
pub use self::error_code::expand_error_codes;
pub use self::evidence::expand_evidence;
use self::registration::Submission;
pub use self::surface::expand_surface;
use proc_macro2::{Delimiter, Group, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::Path;

use crate::environment::{Environment, is_described};
use crate::errors::Errors;
use crate::item::{Body, Kind, Node, regroup, split_inner_attributes};
use crate::model::Deprecation;

/// Writes the annotated item, everything that belongs to it, and every error.
pub fn expand(mut node: Node, environment: &Environment, errors: Errors) -> TokenStream {
    let output = Output {
        krate: runtime(&node, environment),
        environment,
        // After a mistake, only what keeps other errors from following is written.
        complete: errors.is_empty(),
    };
    let mut beside = Beside::default();
    output.annotate(&mut node, None, &mut beside);
    let Beside {
        tokens,
        names_runtime,
        submission,
    } = beside;
    let submission = output.submit(submission, &node);
    let must_name = output.complete && submission.is_empty() && !names_runtime;
    let named = (must_name && !node.body.is_literal()).then(|| name_runtime(&output.krate));
    let mut companions = named.unwrap_or_default();
    push(&mut companions, tokens);
    push(&mut companions, submission);
    // A function or constant may be in an `impl`, where nothing can be beside it: what belongs to it goes inside.
    let is_inside = node.body.take_in(&companions);
    if is_inside && registers() {
        gate::keep(&mut node, &companions);
    }
    let mut expanded = node.into_token_stream();
    if !is_inside {
        push(&mut expanded, companions);
    }
    push(&mut expanded, errors.into_tokens());
    expanded
}

/// Appends a stream. Each that is appended makes the compiler take over what is there, even where it is empty.
fn push(to: &mut TokenStream, tokens: TokenStream) {
    if to.is_empty() {
        *to = tokens;
    } else if !tokens.is_empty() {
        to.extend(tokens);
    }
}

/// The path of the runtime in expansions.
pub fn runtime(node: &Node, environment: &Environment) -> Path {
    node.marks.krate.clone().unwrap_or_else(|| environment.runtime())
}

/// Names the runtime where nothing else does, so that one that cannot be found is missed in the package itself, and not
/// when a binary turns registration on.
pub fn name_runtime(krate: &Path) -> TokenStream {
    quote!(use #krate as _;)
}

/// Whether the linker is to collect records.
pub fn registers() -> bool {
    cfg!(any(feature = "inventory", feature = "linkme")) && !is_described()
}

/// An import of `path` that is refused, where it does not exist, at the path. Its arguments, which an import cannot have, are left
/// out. A function in the place of a type passes: `{self as _}`, which takes types alone, is refused of all but modules by Rust 1.97.
pub fn import(path: &Path) -> TokenStream {
    let path = without_arguments(path);
    // An import reaches from its first token to its last.
    let alias = quote_spanned!(end_of(&path)=> as _);
    quote!(use #path #alias;)
}

fn without_arguments(path: &Path) -> Path {
    let mut path = path.clone();
    for segment in &mut path.segments {
        segment.arguments = syn::PathArguments::None;
    }
    path
}

fn end_of(path: &Path) -> Span {
    let last = path
        .segments
        .last()
        .map_or_else(Span::call_site, |segment| segment.ident.span());
    Span::call_site().located_at(last)
}

/// The input of every part of an expansion.
pub struct Output<'a> {
    /// The path of the runtime.
    pub krate: Path,
    /// The package.
    pub environment: &'a Environment,
    /// Whether there was no mistake.
    pub complete: bool,
}

/// The tokens beside an item.
#[derive(Default)]
pub struct Beside {
    /// Items.
    pub tokens: TokenStream,
    /// Whether one of them names the runtime.
    pub names_runtime: bool,
    /// The submissions to the linker, one for each module.
    pub submission: Submission,
}

impl Output<'_> {
    /// Documents the node, and puts what belongs to it into `beside`.
    fn annotate(&self, node: &mut Node, outer: Option<&Container>, beside: &mut Beside) {
        if !self.complete {
            // An item behind a feature could be missed where it is used.
            node.gate = None;
            node.cfg_gate = None;
        }
        let extensions = extension::split(node);
        document::add(self, node, beside);
        if self.complete {
            items::add(self, node, outer, beside);
            route::add(self, node, beside);
            if outer.is_none() {
                exposure::add(self, node, beside);
            }
            replacement::add(self, node, outer, beside);
            replacement::add_of_constructor(node, beside);
        }
        seal::add(self, node, beside);
        erased::add(self, node, beside);
        shape::add(self, node, beside);
        reserved::add(self, node, outer);
        documentation::add(self, node);
        denied::add(self, node);
        gate::add(self, node, outer);
        use_note::add(self, node);
        if node.kind == Kind::Mod {
            self.annotate_module(node);
        } else {
            self.annotate_members(node, beside);
        }
        for (mut extension, implementation) in extensions {
            self.annotate(&mut extension, None, beside);
            beside.tokens.extend(extension.into_token_stream());
            beside.tokens.extend(implementation);
        }
    }

    /// The generated code for the items of a module is in the module, where names resolve in the same way.
    fn annotate_module(&self, node: &mut Node) {
        let Some(mut children) = node.children.take() else {
            return;
        };
        let mut beside = Beside::default();
        let mut nodes = Vec::with_capacity(children.nodes.len() + 1);
        for mut child in children.nodes {
            self.annotate(&mut child, None, &mut beside);
            nodes.push(child);
        }
        let submission = self.submit(beside.submission, node);
        nodes.extend([beside.tokens, submission].map(Node::generated));
        children.nodes = nodes;
        node.children = Some(children);
    }

    /// Hands in what was found, with the area that the node declares.
    fn submit(&self, mut submission: Submission, node: &Node) -> TokenStream {
        if let Some(area) = node.marks.area.as_ref().filter(|_| !submission.is_empty()) {
            submission.area(&area.value);
        }
        submission.write(&self.krate, self.environment)
    }

    fn annotate_members(&self, node: &mut Node, beside: &mut Beside) {
        let container = Container::of(node);
        if let Some(children) = &mut node.children {
            for child in &mut children.nodes {
                self.annotate(child, Some(&container), beside);
            }
        }
    }
}

/// The public path of a re-exported item.
pub fn public_path(node: &Node) -> Option<&str> {
    let mark = node.marks.tier.as_ref()?;
    mark.path.as_ref().map(|path| path.value.as_str())
}

/// The facts about a container that its members need.
pub struct Container {
    pub kind: Kind,
    /// The name under which members of an inherent `impl` are listed.
    pub name: String,
    /// Their public path.
    pub path: Option<String>,
    pub of_trait: bool,
    /// The type that `Self` represents, where it has no parameters.
    pub self_type: Option<syn::Type>,
    /// The replacements of its members that are members themselves.
    pub replacements: Vec<String>,
    /// Whether `async` methods with a body are to be functions that return a future.
    pub wants_futures: bool,
    /// The weaker types that its members may show.
    pub may_expose: Vec<String>,
    /// Of an inherent `impl`, which has no record: the deprecations of its members, each with the attributes under which it is
    /// there.
    pub deprecated: Vec<(TokenStream, Deprecation)>,
}

impl Container {
    fn of(node: &Node) -> Self {
        let implementation = node.implementation.as_ref();
        Self {
            kind: node.kind,
            name: plain_name(node),
            path: public_path(node).map(str::to_owned),
            of_trait: implementation.is_some_and(|implementation| implementation.trait_path.is_some()),
            self_type: implementation
                .filter(|_| node.generics.params.is_empty())
                .map(|implementation| implementation.self_type.clone()),
            replacements: replacement::inside(node),
            wants_futures: erased::wants_futures(node),
            may_expose: exposure::permitted(node).collect(),
            deprecated: deprecations_of_members(node),
        }
    }
}

fn deprecations_of_members(node: &Node) -> Vec<(TokenStream, Deprecation)> {
    let is_inherent = node.implementation.as_ref().is_some_and(|it| it.trait_path.is_none());
    if !is_inherent {
        return Vec::new();
    }
    let condition = node.condition().map(|condition| quote!(#[cfg(#condition)]));
    let each = node::deprecations(node, true).into_iter().map(|(cfg, deprecation)| {
        let condition = condition.as_ref().filter(|_| !deprecation.plain);
        (quote!(#cfg #condition), deprecation.clone())
    });
    each.collect()
}

/// The name of a container: of `impl<T> Set<T>` that is `Set`, of `impl Set<u8>` it is `Set<u8>`.
fn plain_name(node: &Node) -> String {
    let mut parameters = node.generics.params.iter().map(|parameter| match parameter {
        syn::GenericParam::Lifetime(lifetime) => lifetime.lifetime.to_token_stream().to_string(),
        syn::GenericParam::Type(parameter) => parameter.ident.to_string(),
        syn::GenericParam::Const(parameter) => parameter.ident.to_string(),
    });
    if let Some(syn::Type::Path(path)) = node
        .implementation
        .as_ref()
        .map(|implementation| &implementation.self_type)
        && let Some(last) = path.path.segments.last()
        && let syn::PathArguments::AngleBracketed(arguments) = &last.arguments
        && arguments.args.iter().all(|argument| {
            let argument = argument.to_token_stream().to_string();
            argument.starts_with('\'') || parameters.any(|parameter| parameter == argument)
        })
    {
        let mut path = path.clone();
        if let Some(last) = path.path.segments.last_mut() {
            last.arguments = syn::PathArguments::None;
        }
        return crate::signature::text(&path);
    }
    node.display_name()
}

impl Body {
    /// Whether it is a literal, which rustdoc shows as the value of a constant: anything beside it would hide it.
    fn is_literal(&self) -> bool {
        matches!(self, Self::Init(init) if syn::parse2::<syn::Lit>(init.clone()).is_ok())
    }

    /// Puts items at the start of a body; says whether there is a body.
    fn take_in(&mut self, items: &TokenStream) -> bool {
        match self {
            Self::None => return false,
            _ if items.is_empty() => {}
            Self::Block(block) => {
                let (inner, statements) = split_inner_attributes(block);
                *block = regroup(block, quote!(#inner #items #statements));
            }
            Self::Init(init) => {
                *init = Group::new(Delimiter::Brace, quote!(#items #init)).into_token_stream();
            }
        }
        true
    }
}
