//! The expansion of `derive(ErrorCode)`.

use proc_macro2::TokenStream;
use quote::quote;
use syn::Path;
use syn::ext::IdentExt;

use super::record::Record;
use super::registers;
use super::registration::Submission;
use crate::environment::Environment;
use crate::errors::Errors;
use crate::model::{Code, ErrorCodes, Tier};

/// Writes what belongs to the codes, and every error.
pub fn expand_error_codes(codes: Option<&ErrorCodes>, environment: &Environment, errors: Errors) -> TokenStream {
    let complete = errors.is_empty();
    let expansion = codes.map(|codes| {
        if complete {
            codes.expand(environment)
        } else {
            codes.expand_without_codes(environment)
        }
    });
    let errors = errors.into_tokens();
    quote!(#expansion #errors)
}

impl ErrorCodes {
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
    fn expand(&self, environment: &Environment) -> TokenStream {
        let krate = self.krate(environment);
        let (vis, ident) = (&self.vis, &self.ident);
        let (parameters, arguments, clause) = self.generics.split_for_impl();
        let arms = self.codes.iter().map(|code| {
            let (cfgs, variant, value) = (&code.cfgs, &code.variant, self.value(&krate, code));
            quote!(#(#cfgs)* Self::#variant { .. } => #value,)
        });
        let entries = self.codes.iter().map(|code| {
            let (cfgs, entry) = (&code.cfgs, self.entry(&krate, code));
            quote!(#(#cfgs)* #entry,)
        });
        // A type without variants has no error to ask.
        let body = if self.codes.is_empty() {
            quote!(match *self {})
        } else {
            quote!(match self { #(#arms)* })
        };
        let doc = match self.codes.first() {
            Some(code) => format!("The code of this error, such as `{}`.", code.text()),
            None => "The code of this error.".to_owned(),
        };
        let records = self.records(&krate, environment);
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
    fn expand_without_codes(&self, environment: &Environment) -> TokenStream {
        let krate = self.krate(environment);
        let (vis, ident) = (&self.vis, &self.ident);
        let (parameters, arguments, clause) = self.generics.split_for_impl();
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
        self.krate.clone().unwrap_or_else(|| environment.runtime())
    }

    fn value(&self, krate: &Path, code: &Code) -> TokenStream {
        let (namespace, number) = (&code.namespace, code.number);
        let make = if self.internal { quote!(internal) } else { quote!(new) };
        quote!(#krate::Code::#make(#namespace, #number))
    }

    fn entry(&self, krate: &Path, code: &Code) -> TokenStream {
        let (value, name, retired) = (self.value(krate, code), code.name(), code.retired);
        quote!(#krate::CodeEntry { code: #value, variant: #name, retired: #retired })
    }

    /// A record for each code; the code is its id.
    fn records(&self, krate: &Path, environment: &Environment) -> TokenStream {
        if self.codes.is_empty() || !registers() {
            return TokenStream::new();
        }
        let tier = if self.internal { Tier::Internal } else { Tier::Stable };
        let mut submission = Submission::default();
        for code in &self.codes {
            let cfgs = &code.cfgs;
            let cfgs = quote!(#(#cfgs)*);
            let name = format!("{}::{}", self.ident.unraw(), code.name());
            let before = if code.retired { "retired; was " } else { "" };
            let record = Record {
                kind: "error-code",
                signature: name.clone(),
                note: Some(format!("{before}`{name}`")),
                name,
                id: Some(code.text()),
                tier: Some(tier),
                since: self.since.as_ref(),
                area: self.area.as_deref(),
                location: environment.location(code.span),
                ..Record::default()
            };
            submission.line(&cfgs, record.json());
            let entry = self.entry(krate, code);
            submission.codes.extend(quote!(#cfgs #entry,));
        }
        submission.write(krate, environment)
    }
}

impl Code {
    fn name(&self) -> String {
        self.variant.unraw().to_string()
    }

    /// The code as it is displayed.
    fn text(&self) -> String {
        format!("{}-{:03}", self.namespace, self.number)
    }
}
