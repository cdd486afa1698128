//! One submission for all that an attribute covers in one module.

use proc_macro2::TokenStream;
use quote::quote;
use syn::Path;

use super::{Output, record, registers};
use crate::environment::Environment;
use crate::item::Node;

/// The submission of what an attribute covers in one module.
pub fn submission(output: &Output<'_>, records: &[TokenStream], node: &Node) -> TokenStream {
    if records.is_empty() || !registers() {
        return TokenStream::new();
    }
    let area = node.marks.area.as_ref().map(|area| area.value.as_str());
    submit(&output.krate, records, area, output.environment)
}

/// Writes:
///
/// ```text
/// const _: () = {
///     use ::stability::__private as __s;
///     static RECORDS: [__s::Record; 2] = […];
///     ::stability::__register! { __s::Submission { package: …, header: None, areas: &[], records: &RECORDS } }
/// };
/// ```
pub fn submit(krate: &Path, records: &[TokenStream], area: Option<&str>, environment: &Environment) -> TokenStream {
    let area = area.into_iter();
    let package = package(environment);
    let (table, slice) = record::table(records);
    register(
        krate,
        table,
        quote!(__s::Submission { package: #package, header: __s::None, areas: &[#(#area)*], records: #slice, evidence: &[], statements: &[] }),
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
