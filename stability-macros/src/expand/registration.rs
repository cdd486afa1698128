//! One submission for all that an attribute covers in one module.

use proc_macro2::TokenStream;
use quote::quote;
use syn::Path;

use super::{Output, registers};
use crate::environment::Environment;
use crate::item::Node;

/// Writes:
///
/// ```text
/// const _: () = {
///     use ::stability::__private as __s;
///     static RECORDS: &[__s::Record] = &[…];
///     ::stability::__register! { __s::Submission { records: RECORDS, ..__s::Submission::new(…) } }
/// };
/// ```
pub fn submission(output: &Output<'_>, records: &[TokenStream], node: &Node) -> TokenStream {
    if records.is_empty() || !registers() {
        return TokenStream::new();
    }
    let areas = node
        .marks
        .area
        .as_ref()
        .map(|area| &area.value)
        .map(|area| quote!(areas: &[#area],));
    let package = package(output.environment);
    register(
        &output.krate,
        // A literal may say everything, and still needs its rest when a field is added.
        quote!(#[allow(clippy::needless_update)] static RECORDS: &[__s::Record] = &[#(#records,)*];),
        quote!(__s::Submission { records: RECORDS, #areas ..__s::Submission::new(#package) }),
    )
}

/// Hands `submission` to the linker, with `statics` beside it; `__s` stands for the runtime's private names in both.
pub fn register(krate: &Path, statics: TokenStream, submission: TokenStream) -> TokenStream {
    quote! {
        const _: () = {
            use #krate::__private as __s;
            #statics
            #krate::__register! { #submission }
        };
    }
}

/// The package that is being compiled.
pub fn package(environment: &Environment) -> TokenStream {
    // Without cargo, the crate speaks for itself.
    let name = environment
        .package
        .as_ref()
        .map_or_else(|| quote!(::core::module_path!()), |name| quote!(#name));
    let version = environment
        .version
        .as_ref()
        .map_or_else(|| "0.0.0".to_owned(), ToString::to_string);
    quote!(__s::Package { name: #name, version: #version })
}
