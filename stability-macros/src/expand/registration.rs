//! One submission for all that an attribute covers in one module.
//!
//! A submission costs the compiler as much as several records. So the records of a module, of a container or of a lone item
//! share one submission, inside an inline module where `module_path!()` and the names in scope are right.

use proc_macro2::TokenStream;
use quote::quote;
use syn::Path;

use super::json::{Object, Pieces};
use super::registers;
use crate::environment::Environment;

/// One submission to the linker: lines of JSON, and the values that running programs need.
#[derive(Default)]
pub struct Submission {
    lines: Pieces,
    /// References to routes, each with its comma; `__s` is the name of the runtime's private names here and below.
    pub routes: TokenStream,
    /// Error codes, each with its comma.
    pub codes: TokenStream,
    /// The evidence for guarantees, each with its comma.
    pub evidence: TokenStream,
}

impl Submission {
    /// Adds a line under `cfgs`.
    pub fn line(&mut self, cfgs: &TokenStream, mut line: Pieces) {
        line.raw("\n");
        self.lines.append(cfgs, line);
    }

    /// Adds the line of an area that a module declares for what is in it.
    pub fn area(&mut self, area: &str) {
        let mut object = Object::default();
        object.texts("areas", [area]);
        self.line(&TokenStream::new(), object.end());
    }

    pub fn is_empty(&self) -> bool {
        self.lines.is_empty() && self.evidence.is_empty()
    }

    /// Writes, where there is something to hand in:
    ///
    /// ```text
    /// ::stability::__register! { "package" "1.2.0" ["{\"kind\":\"struct\",…}\n{\"kind\":\"fn\",…}\n"] }
    /// ```
    pub fn write(&self, krate: &Path, environment: &Environment) -> TokenStream {
        if self.is_empty() || !registers() {
            return TokenStream::new();
        }
        let Self {
            lines,
            routes,
            codes,
            evidence,
        } = self;
        // Without cargo, the name is that of the crate, which the reader takes from the module path.
        let name = environment.package.as_deref().unwrap_or_default();
        let version = version(environment);
        let call = |values: TokenStream| quote!(#krate::__register! { #name #version #lines #values });
        let mut values = TokenStream::new();
        if !routes.is_empty() {
            values.extend(quote!(routes [#routes]));
        }
        if !codes.is_empty() {
            values.extend(quote!(codes [#codes]));
        }
        if !evidence.is_empty() {
            values.extend(quote!(evidence [#evidence]));
        }
        if values.is_empty() {
            return call(values);
        }
        let call = call(values);
        quote! {
            const _: () = {
                use #krate::__private as __s;
                #call
            };
        }
    }
}

/// The package that is being compiled.
pub fn package(environment: &Environment) -> TokenStream {
    let name = package_name(environment);
    let version = version(environment);
    quote!(__s::PackageId { name: #name, version: #version })
}

/// The name of the package that is being compiled; without cargo, that of the crate.
pub fn package_name(environment: &Environment) -> TokenStream {
    let name = environment.package.as_ref();
    name.map_or_else(|| quote!(::core::module_path!()), |name| quote!(#name))
}

fn version(environment: &Environment) -> String {
    let version = environment.version.as_ref();
    version.map_or_else(|| "0.0.0".to_owned(), ToString::to_string)
}
