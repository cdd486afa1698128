//! `#[upholds(…)]` on tests and `#[implements(…)]` on code.

mod target;

use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::parse::Parser;
use syn::spanned::Spanned as _;
use syn::{Path, Token};

use self::target::Target;
use crate::entry::parse_crate;
use crate::environment::Environment;
use crate::errors::{Errors, shown};
use crate::expand::registers;
use crate::expand::registration::{Submission, package};
use crate::signature::text;

/// What ties code to a guarantee.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Relation {
    Implements,
    Upholds,
}

impl Relation {
    const fn word(self) -> &'static str {
        match self {
            Self::Implements => "implements",
            Self::Upholds => "upholds",
        }
    }

    const fn variant(self) -> &'static str {
        match self {
            Self::Implements => "Implements",
            Self::Upholds => "Upholds",
        }
    }
}

/// Expands the attribute with `args` on the item `tokens`. The item is always emitted.
pub fn expand(relation: Relation, args: TokenStream, tokens: TokenStream, environment: &Environment) -> TokenStream {
    let mut errors = Errors::default();
    let target = Target::parse(tokens.clone());
    let subject = target.as_ref().map_or_else(|| "this".to_owned(), Target::to_string);
    let args = parse_args(relation, args, &subject, environment, &mut errors);
    let target = target.and_then(|target| target.checked(relation, &mut errors));
    let expansion = match target {
        Some(target) if errors.is_empty() => target.with(
            evidence(relation, &args, &target, environment),
            relation == Relation::Upholds,
        ),
        _ => {
            if errors.is_empty() {
                refuse(relation, Span::call_site(), &subject, &mut errors);
            }
            tokens
        }
    };
    let errors = errors.into_tokens();
    quote!(#expansion #errors)
}

// ui-tests/upholds/on-struct.rs, ui-tests/implements/on-constant.rs
fn refuse(relation: Relation, span: Span, subject: &str, errors: &mut Errors) {
    match relation {
        Relation::Upholds => errors.push(
            span,
            format_args!("`#[upholds]` stands on a test function, and {subject} is none: what does it is marked by `#[stability::implements(…)]`"),
        ),
        Relation::Implements => errors.push(
            span,
            format_args!(
                "`#[implements]` cannot stand on {subject}: write it on the function, method, `impl`, type, trait or module that does it"
            ),
        ),
    }
}

/// What stands in the parentheses.
struct Args {
    guarantees: Vec<Path>,
    krate: Path,
}

/// Reads the paths of guarantees, each once, and the path of the runtime where one is given.
fn parse_args(
    relation: Relation,
    args: TokenStream,
    subject: &str,
    environment: &Environment,
    errors: &mut Errors,
) -> Args {
    let word = relation.word();
    let mut krate = environment.runtime();
    let mut paths = Vec::new();
    let mut crate_error = None;
    let read = |input: syn::parse::ParseStream<'_>| {
        while !input.is_empty() {
            match parse_crate(input) {
                Some(Ok(path)) => krate = path,
                Some(Err(error)) => crate_error = Some(error),
                None => paths.push(input.call(Path::parse_mod_style)?),
            }
            if !input.is_empty() {
                input.parse::<Token![,]>()?;
            }
        }
        Ok(())
    };
    let names = format!("it takes the names of guarantees, by path: write `#[{word}(DEFAULT_DENY)]`");
    let written = shown(&args);
    let unread = read.parse2(args).err().map(|error| (error.span(), names));
    let refused = crate_error.map(|error| (error.span(), error.to_string()));
    if let Some((span, reason)) = refused.or(unread) {
        // ui-tests/upholds/id-in-quotes.rs, ui-tests/upholds/relative-crate-path.rs
        errors.push(span, format_args!("in `#[{word}({written})]` on {subject}: {reason}"));
        return Args {
            guarantees: Vec::new(),
            krate,
        };
    }
    if paths.is_empty() {
        // ui-tests/upholds/without-guarantee.rs
        errors.push(
            Span::call_site(),
            format_args!("`#[{word}]` on {subject} names no guarantee: write `#[{word}(DEFAULT_DENY)]`"),
        );
    }
    let mut seen: Vec<Path> = Vec::new();
    for path in paths {
        if seen.iter().any(|other| text(other) == text(&path)) {
            // ui-tests/upholds/guarantee-twice.rs
            errors.push(
                path.span(),
                format_args!(
                    "guarantee `{}` stands twice in `#[{word}]` on {subject}: keep one",
                    text(&path)
                ),
            );
        }
        seen.push(path);
    }
    Args {
        guarantees: seen,
        krate,
    }
}

/// Writes, for the compiler to find each guarantee, and for the linker where it collects:
///
/// ```text
/// const _: ::stability::Guarantee = DEFAULT_DENY;
/// const _: () = {
///     use ::stability::__private as __s;
///     ::stability::__register! { "package" "1.2.0" [] Evidence [__s::Evidence { … }] }
/// };
/// ```
///
/// A test says it too when it runs: `::stability::__uphold! { … }`.
fn evidence(relation: Relation, args: &Args, target: &Target, environment: &Environment) -> TokenStream {
    let Args { guarantees, krate } = args;
    // ui-tests/upholds/missing-guarantee.rs, ui-tests/upholds/no-guarantee.rs
    let resolved = guarantees.iter().map(|path| {
        let ty = quote_spanned!(path.span()=> #krate::Guarantee);
        quote!(const _: #ty = #path;)
    });
    let resolved = quote!(#(#resolved)*);
    let upholds = relation == Relation::Upholds;
    if !registers() && !upholds {
        return resolved;
    }
    let variant = Ident::new(relation.variant(), Span::call_site());
    let (name, ignored, should_panic) = (target.name(), target.ignored(), target.should_panic());
    let (file, line) = environment.location(target.span()).unwrap_or_default();
    let each = guarantees.iter().map(|guarantee| {
        quote! {
            __s::Evidence {
                relation: __s::Relation::#variant,
                guarantee: #guarantee,
                module: ::core::module_path!(),
                name: #name,
                file: #file,
                line: #line,
                ignored: #ignored,
                should_panic: #should_panic,
            }
        }
    });
    let mut submission = Submission::default();
    if !upholds {
        submission.evidence = quote!(#(#each),*);
        let submission = submission.write(krate, environment);
        return quote!(#resolved #submission);
    }
    let count = guarantees.len();
    submission.evidence = (0..count).map(|at| quote!(__EVIDENCE[#at],)).collect();
    let submission = submission.write(krate, environment);
    let package = package(environment);
    quote! {
        {
            use #krate::__private as __s;
            #resolved
            const __EVIDENCE: [__s::Evidence; #count] = [#(#each),*];
            #submission
            #krate::__uphold!(#package.name, &__EVIDENCE, "");
        }
    }
}
