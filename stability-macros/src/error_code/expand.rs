//! What the derive writes.

use proc_macro2::TokenStream;
use quote::quote;
use syn::Path;
use syn::ext::IdentExt;

use super::{Coded, Codes};
use crate::environment::Environment;
use crate::expand::registers;
use crate::expand::registration::submit;
use crate::item::Node;

impl Codes<'_> {
    /// Writes, for `pub enum AuthError { #[code(7)] Expired { … } }`:
    ///
    /// ```text
    /// impl AuthError {
    ///     pub const fn code(&self) -> Code { match self { Self::Expired { .. } => Code::new("NIKA-AUTH", 7) } }
    /// }
    /// impl ErrorCode for AuthError {
    ///     const CODES: &'static [CodeEntry] = &[CodeEntry { code: Code::new("NIKA-AUTH", 7), variant: "Expired", retired: false }];
    ///     fn code(&self) -> Code { Self::code(self) }
    /// }
    /// ```
    pub fn expand(&self, node: &Node, environment: &Environment) -> TokenStream {
        let krate = self.krate(environment);
        let (vis, ident) = (&node.vis, &node.ident);
        let (parameters, arguments, clause) = node.generics.split_for_impl();
        let arms = self.variants.iter().map(|variant| {
            let (cfgs, ident, code) = (variant.node.cfgs(), &variant.node.ident, self.code(&krate, variant));
            quote!(#(#cfgs)* Self::#ident { .. } => #code,)
        });
        let entries = self.variants.iter().map(|variant| {
            let (cfgs, name, code) = (
                variant.node.cfgs(),
                variant.node.display_name(),
                self.code(&krate, variant),
            );
            let retired = variant.retired;
            quote!(#(#cfgs)* #krate::CodeEntry { code: #code, variant: #name, retired: #retired },)
        });
        // A type without variants has no error to ask.
        let body = if self.variants.is_empty() {
            quote!(match *self {})
        } else {
            quote!(match self { #(#arms)* })
        };
        let doc = match self.variants.first() {
            Some(variant) => format!("The code of this error, such as `{}`.", variant.text()),
            None => "The code of this error.".to_owned(),
        };
        let records = self.records(node, &krate, environment);
        quote! {
            #[automatically_derived]
            #[allow(deprecated)]
            impl #parameters #ident #arguments #clause {
                #[doc = #doc]
                #[must_use]
                #vis const fn code(&self) -> #krate::Code {
                    #body
                }
            }
            #[automatically_derived]
            impl #parameters #krate::ErrorCode for #ident #arguments #clause {
                const CODES: &'static [#krate::CodeEntry] = &[#(#entries)*];
                fn code(&self) -> #krate::Code {
                    Self::code(self)
                }
            }
            #records
        }
    }

    /// After a mistake, only what keeps other errors from following: the functions without what they say.
    pub fn expand_without_codes(&self, node: &Node, environment: &Environment) -> TokenStream {
        let krate = self.krate(environment);
        let (vis, ident) = (&node.vis, &node.ident);
        let (parameters, arguments, clause) = node.generics.split_for_impl();
        quote! {
            impl #parameters #ident #arguments #clause {
                #[doc(hidden)]
                #vis const fn code(&self) -> #krate::Code {
                    loop {}
                }
            }
            impl #parameters #krate::ErrorCode for #ident #arguments #clause {
                const CODES: &'static [#krate::CodeEntry] = &[];
                fn code(&self) -> #krate::Code {
                    Self::code(self)
                }
            }
        }
    }

    fn krate(&self, environment: &Environment) -> Path {
        self.family.krate.clone().unwrap_or_else(|| environment.runtime())
    }

    fn code(&self, krate: &Path, variant: &Coded<'_>) -> TokenStream {
        let (namespace, number) = (&variant.namespace, variant.number);
        let make = if self.family.internal {
            quote!(internal)
        } else {
            quote!(new)
        };
        quote!(#krate::Code::#make(#namespace, #number))
    }

    /// A record for each code; the code is its id.
    fn records(&self, node: &Node, krate: &Path, environment: &Environment) -> TokenStream {
        if self.variants.is_empty() || !registers() {
            return TokenStream::new();
        }
        let tier = if self.family.internal {
            quote!(Internal)
        } else {
            quote!(Stable)
        };
        let since = self
            .family
            .since
            .as_ref()
            .map(|since| since.value.to_string())
            .map(|since| quote!(since: __s::Some(#since),));
        let area = self
            .family
            .area
            .as_ref()
            .map(|area| &area.value)
            .map(|area| quote!(area: __s::Some(#area),));
        let owner = node.ident.as_ref().map(IdentExt::unraw);
        let records = self.variants.iter().map(|variant| {
            let (cfgs, code) = (variant.node.cfgs(), variant.text());
            let name = format!(
                "{}::{}",
                owner.as_ref().map(ToString::to_string).unwrap_or_default(),
                variant.node.display_name()
            );
            let place = environment.location(variant.node.span());
            let place = place.map(|(file, line)| quote!(file: #file, line: #line,));
            let (entry, retired, own) = (self.code(krate, variant), variant.retired, variant.node.display_name());
            let before = if variant.retired { "retired; was " } else { "" };
            let says = format!("{before}`{name}`");
            quote! {
                #(#cfgs)*
                __s::Record {
                    kind: __s::Kind::ErrorCode,
                    name: #name,
                    module: ::core::module_path!(),
                    tier: __s::Some(__s::Tier::#tier),
                    path: __s::Some(#code),
                    signature: #name,
                    note: __s::Some(#says),
                    code: __s::Some(#krate::CodeEntry { code: #entry, variant: #own, retired: #retired }),
                    #since #area #place
                    ..__s::Record::EMPTY
                }
            }
        });
        let records: Vec<TokenStream> = records.collect();
        submit(krate, &records, None, environment)
    }
}

impl Coded<'_> {
    /// The code as it is displayed.
    fn text(&self) -> String {
        format!("{}-{:03}", self.namespace, self.number)
    }
}
