//! What the derive writes.

use proc_macro2::TokenStream;
use quote::quote;
use syn::Path;

use super::{Coded, Codes};
use crate::environment::Environment;
use crate::expand::record::Record;
use crate::expand::registration::Submission;
use crate::expand::{items, registers};
use crate::item::Node;
use crate::model::Tier;

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
            let (cfgs, entry) = (variant.node.cfgs(), self.entry(&krate, variant));
            quote!(#(#cfgs)* #entry,)
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

    fn entry(&self, krate: &Path, variant: &Coded<'_>) -> TokenStream {
        let (code, name, retired) = (self.code(krate, variant), variant.node.display_name(), variant.retired);
        quote!(#krate::CodeEntry { code: #code, variant: #name, retired: #retired })
    }

    /// A record for each code; the code is its id.
    fn records(&self, node: &Node, krate: &Path, environment: &Environment) -> TokenStream {
        if self.variants.is_empty() || !registers() {
            return TokenStream::new();
        }
        let tier = if self.family.internal {
            Tier::Internal
        } else {
            Tier::Stable
        };
        let mut submission = Submission::default();
        for variant in &self.variants {
            let (cfgs, own) = (items::cfgs(variant.node), variant.node.display_name());
            let name = format!("{}::{own}", node.display_name());
            let before = if variant.retired { "retired; was " } else { "" };
            let record = Record {
                kind: "error-code",
                signature: name.clone(),
                note: Some(format!("{before}`{name}`")),
                name,
                id: Some(variant.text()),
                tier: Some(tier),
                since: self.family.since.as_ref().map(|since| &since.value),
                area: self.family.area.as_ref().map(|area| area.value.as_str()),
                location: environment.location(variant.node.span()),
                ..Record::default()
            };
            submission.line(&cfgs, record.json());
            let entry = self.entry(krate, variant);
            submission.codes.extend(quote!(#cfgs #entry,));
        }
        submission.write(krate, environment)
    }
}

impl Coded<'_> {
    /// The code as it is displayed.
    fn text(&self) -> String {
        format!("{}-{:03}", self.namespace, self.number)
    }
}
