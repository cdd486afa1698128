//! `contract!`.

use proc_macro2::{Ident, TokenStream, TokenTree};
use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream, Parser};
use syn::punctuated::Punctuated;
use syn::spanned::Spanned as _;
use syn::{Attribute, LitStr, Path, Token, braced, bracketed, parenthesized, token};

use super::statement::{parse_text, with_remedy};
use crate::depth::too_deep;
use crate::environment::EXAMPLE;
use crate::errors::{Errors, expected, nearest};
use crate::model::Module;
use crate::signature::text;

/// The header of a contract as written.
#[derive(Default)]
pub struct ContractArgs {
    pub name: Option<LitStr>,
    /// Whether a key was written that may be meant as `name`.
    pub name_misspelled: bool,
    pub state: Option<Ident>,
    pub scope: Option<LitStr>,
    pub areas: Vec<ContractAreaArgs>,
    pub tiers: Vec<ContractTierArgs>,
    pub paths: Vec<ContractPathArgs>,
    pub krate: Option<Path>,
}

/// An area as written: `"Name" = [module, …]`.
pub struct ContractAreaArgs {
    pub cfgs: Vec<Attribute>,
    pub name: LitStr,
    pub modules: Vec<Module>,
}

/// A tier as written: `stable(since = "1.0.0") = [module, …]`.
pub struct ContractTierArgs {
    pub word: Ident,
    pub since: Option<LitStr>,
    pub modules: Vec<Module>,
}

/// A public module as written, with the modules whose items users find in it: `"nika::map" = [map::core]`.
pub struct ContractPathArgs {
    pub public: LitStr,
    pub modules: Vec<Module>,
}

const KEYS: [&str; 7] = ["name", "state", "scope", "areas", "tiers", "paths", "crate"];

/// A key as it is to be written, with a value of the right form.
fn form(key: &str) -> String {
    match key {
        "name" => "name = \"Name\"".to_owned(),
        "state" => "state = draft".to_owned(),
        "scope" => "scope = \">=0.80.0, <2.0.0\"".to_owned(),
        "tiers" => format!("tiers {{ stable(since = \"{EXAMPLE}\") = [module] }}"),
        "paths" => "paths { \"library::path\" = [module] }".to_owned(),
        "crate" => "crate = ::path::to::stability".to_owned(),
        _ => "areas { \"Name\" = [module] }".to_owned(),
    }
}

/// Reads what is in `contract!`; `None` where it cannot be read.
pub fn parse_contract(tokens: TokenStream, errors: &mut Errors) -> Option<ContractArgs> {
    if let Some(deep) = too_deep(&Vec::from_iter(tokens.clone())) {
        errors.push(deep.span, deep.message("the code in `contract!`"));
        return None;
    }
    let mut args = ContractArgs::default();
    let mut seen = Vec::new();
    let read = |input: ParseStream<'_>| {
        while !input.is_empty() {
            args.read(input, &mut seen, errors)?;
            if !input.is_empty() {
                let message = "expected `,`: write a comma between two keys";
                let comma: syn::Result<Token![,]> = input.parse();
                comma.map_err(|error| syn::Error::new(error.span(), message))?;
            }
        }
        Ok(())
    };
    // ui-tests/contract/malformed.rs
    if let Err(error) = read.parse2(tokens) {
        errors.push(
            error.span(),
            expected(&error.to_string(), error.span(), "in `contract!`"),
        );
        return None;
    }
    Some(args)
}

impl ContractArgs {
    /// Reads a key with its value.
    fn read(&mut self, input: ParseStream<'_>, seen: &mut Vec<String>, errors: &mut Errors) -> syn::Result<()> {
        let key = input.call(Ident::parse_any)?;
        let written = key.to_string();
        // The value of a repeated key is read and dropped.
        let mut doubled = Self::default();
        let args = if seen.contains(&written) {
            // ui-tests/contract/doubled-key.rs
            errors.push(
                key.span(),
                format_args!("`{written}` is written twice in `contract!`: keep one"),
            );
            &mut doubled
        } else {
            self
        };
        args.read_value(&key, &written, input, errors)
            .map_err(|error| with_remedy(&error, &format!("write for example `{}`", form(&written))))?;
        seen.push(written);
        Ok(())
    }

    fn read_value(
        &mut self,
        key: &Ident,
        written: &str,
        input: ParseStream<'_>,
        errors: &mut Errors,
    ) -> syn::Result<()> {
        if written == "areas" {
            self.areas = parse_braced(input)?;
        } else if written == "tiers" {
            self.tiers = parse_braced(input)?;
        } else if written == "paths" {
            self.paths = parse_braced(input)?;
        } else {
            input
                .parse::<Token![=]>()
                .map_err(|error| with_remedy(&error, &format!("write `=` after `{written}`")))?;
            match written {
                "name" => self.name = Some(parse_text(input)?),
                "state" => self.state = Some(input.call(Ident::parse_any)?),
                "scope" => self.scope = Some(parse_text(input)?),
                "crate" => self.krate = Some(input.parse()?),
                _ => {
                    self.name_misspelled |= refuse_key(key, written, errors) == Some("name");
                    while !input.is_empty() && !input.peek(Token![,]) {
                        input.parse::<TokenTree>()?;
                    }
                }
            }
        }
        Ok(())
    }
}

/// The content of braces, with or without `=` before them.
fn parse_braced<T: Parse>(input: ParseStream<'_>) -> syn::Result<Vec<T>> {
    input.parse::<Option<Token![=]>>()?;
    let content;
    braced!(content in input);
    let entries = Punctuated::<T, Token![,]>::parse_terminated(&content)?;
    Ok(entries.into_iter().collect())
}

/// `= [module, …]`.
fn parse_modules(input: ParseStream<'_>) -> syn::Result<Vec<Module>> {
    input.parse::<Token![=]>()?;
    let content;
    bracketed!(content in input);
    let modules = Punctuated::<Module, Token![,]>::parse_terminated(&content)?;
    Ok(modules.into_iter().collect())
}

/// Says which key may be meant.
// ui-tests/contract/unknown-key.rs
fn refuse_key(key: &Ident, written: &str, errors: &mut Errors) -> Option<&'static str> {
    let near = nearest(written, KEYS);
    let advice = near.map_or_else(
        || format!("the keys are {}", KEYS.map(|key| format!("`{key}`")).join(", ")),
        |key| format!("did you mean `{key}`?"),
    );
    errors.push(
        key.span(),
        format_args!("unknown key `{written}` in `contract!`: {advice}"),
    );
    near
}

impl Parse for ContractAreaArgs {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        Ok(Self {
            cfgs: parse_cfgs(input)?,
            name: parse_text(input)?,
            modules: parse_modules(input)?,
        })
    }
}

impl Parse for ContractTierArgs {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let word = input.call(Ident::parse_any)?;
        let mut since = None;
        if input.peek(token::Paren) {
            let content;
            parenthesized!(content in input);
            let key = content.call(Ident::parse_any)?;
            // ui-tests/contract/tier-with-another-key.rs
            if key != "since" {
                let message = format!("unknown key `{key}` of tier `{word}`: the only key is `since`");
                return Err(syn::Error::new(key.span(), message));
            }
            content.parse::<Token![=]>()?;
            since = Some(content.parse()?);
            content.parse::<Option<Token![,]>>()?;
            if !content.is_empty() {
                return Err(content.error("expected `)`"));
            }
        }
        Ok(Self {
            word,
            since,
            modules: parse_modules(input)?,
        })
    }
}

impl Parse for ContractPathArgs {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        Ok(Self {
            public: parse_text(input)?,
            modules: parse_modules(input)?,
        })
    }
}

impl Parse for Module {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        Ok(Self {
            cfgs: parse_cfgs(input)?,
            path: input.call(Path::parse_mod_style)?,
        })
    }
}

/// The attributes of an area or a module, which can only be `#[cfg(…)]`.
fn parse_cfgs(input: ParseStream<'_>) -> syn::Result<Vec<Attribute>> {
    let attributes = input.call(Attribute::parse_outer)?;
    match attributes.iter().find(|attribute| !attribute.path().is_ident("cfg")) {
        // ui-tests/contract/foreign-attribute.rs
        Some(foreign) => {
            let name = text(foreign.path());
            let message =
                format!("`#[{name}]` does not work on areas and modules: remove it; only `#[cfg(…)]` works there");
            Err(syn::Error::new(foreign.path().span(), message))
        }
        None => Ok(attributes),
    }
}
