//! The expansion of `upholds` and `implements`.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::spanned::Spanned as _;

use super::registers;
use super::registration::{Submission, package};
use crate::environment::Environment;
use crate::errors::Errors;
use crate::item::Target;
use crate::model::{Evidence, Relation};

/// Writes the item `tokens`, where there was no mistake with what ties it to guarantees, and every error.
pub fn expand_evidence(
    stated: Option<(&Evidence, &Target)>,
    tokens: TokenStream,
    environment: &Environment,
    errors: Errors,
) -> TokenStream {
    let expansion = match stated.filter(|_| errors.is_empty()) {
        Some((stated, target)) => {
            let companion = evidence(stated, target, environment);
            target.with(companion, stated.relation == Relation::Upholds)
        }
        None => tokens,
    };
    let errors = errors.into_tokens();
    quote!(#expansion #errors)
}

/// Writes, for the compiler to find each guarantee, and for the linker where it collects:
///
/// ```text
/// const _: ::stability::Guarantee = DEFAULT_DENY;
/// const _: () = {
///     use ::stability::__private as __s;
///     ::stability::__register! { "package" "1.2.0" [] evidence [__s::Evidence { … }] }
/// };
/// ```
///
/// A test says it too when it runs: `::stability::__uphold! { … }`.
fn evidence(evidence: &Evidence, target: &Target, environment: &Environment) -> TokenStream {
    let Evidence {
        relation,
        guarantees,
        krate,
    } = evidence;
    let krate = &krate.clone().unwrap_or_else(|| environment.runtime());
    // ui-tests/upholds/missing-guarantee.rs, ui-tests/upholds/no-guarantee.rs
    let resolved = guarantees.iter().map(|path| {
        let ty = quote_spanned!(path.span()=> #krate::Guarantee);
        quote!(const _: #ty = #path;)
    });
    let resolved = quote!(#(#resolved)*);
    let upholds = *relation == Relation::Upholds;
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
