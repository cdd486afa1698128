//! `contract!`: the header of a package's contract.

use proc_macro2::{Span, TokenStream};
use quote::quote;
use semver::VersionReq;
use syn::parse::{Parse, ParseStream};
use syn::punctuated::Punctuated;
use syn::spanned::Spanned as _;
use syn::{Attribute, Ident, LitStr, Path, Token, braced, bracketed};

use crate::depth::{End, TOO_DEEP, too_deep};
use crate::environment::Environment;
use crate::errors::{Errors, nearest, shown};
use crate::expand::json::{List, Object, Pieces};
use crate::expand::registration::Submission;
use crate::expand::{import, name_runtime, registers};
use crate::signature::{segments, text};

/// Expands `contract! { name = "…", state = …, scope = "…", areas { "…" = [path, …], … } }`.
pub fn expand(input: TokenStream, environment: &Environment) -> TokenStream {
    let mut errors = Errors::default();
    if let Some(span) = too_deep(input.clone(), End::All) {
        errors.push(span, format_args!("in `contract!`: {TOO_DEEP}"));
        return errors.into_tokens();
    }
    let args = match syn::parse2::<Args>(input) {
        Ok(args) => args,
        Err(error) => {
            // ui-tests/contract/malformed.rs
            errors.push(error.span(), format_args!("in `contract!`: {error}"));
            return errors.into_tokens();
        }
    };
    let header = check(args, &mut errors);
    if !errors.is_empty() {
        return errors.into_tokens();
    }
    let _ = errors.into_tokens();
    header.expand(environment)
}

/// What was written.
struct Args {
    entries: Vec<Entry>,
}

enum Entry {
    Name(Span, LitStr),
    State(Span, Ident),
    Scope(Span, LitStr),
    Crate(Span, Path),
    Areas(Span, Vec<AreaArgs>),
    Unknown(Ident),
}

struct AreaArgs {
    cfgs: Vec<Attribute>,
    name: LitStr,
    modules: Vec<Module>,
}

/// A module of an area, and the predicates without which it is not there.
struct Module {
    cfgs: Vec<Attribute>,
    path: Path,
}

const KEYS: [&str; 5] = ["name", "state", "scope", "areas", "crate"];

impl Parse for Args {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let mut entries = Vec::new();
        while !input.is_empty() {
            let key: Ident = input.call(syn::ext::IdentExt::parse_any)?;
            let span = key.span();
            if key == "areas" {
                input.parse::<Option<Token![=]>>()?;
                let content;
                braced!(content in input);
                let areas = Punctuated::<AreaArgs, Token![,]>::parse_terminated(&content)?;
                entries.push(Entry::Areas(span, areas.into_iter().collect()));
            } else {
                input.parse::<Token![=]>()?;
                entries.push(match key.to_string().as_str() {
                    "name" => Entry::Name(span, input.parse()?),
                    "state" => Entry::State(span, input.call(syn::ext::IdentExt::parse_any)?),
                    "scope" => Entry::Scope(span, input.parse()?),
                    "crate" => Entry::Crate(span, input.parse()?),
                    _ => {
                        while !input.is_empty() && !input.peek(Token![,]) {
                            input.parse::<proc_macro2::TokenTree>()?;
                        }
                        Entry::Unknown(key)
                    }
                });
            }
            if !input.is_empty() {
                input.parse::<Token![,]>()?;
            }
        }
        Ok(Self { entries })
    }
}

impl Parse for AreaArgs {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let cfgs = parse_cfgs(input)?;
        let name = input.parse()?;
        input.parse::<Token![=]>()?;
        let content;
        bracketed!(content in input);
        let modules = Punctuated::<Module, Token![,]>::parse_terminated(&content)?;
        Ok(Self {
            cfgs,
            name,
            modules: modules.into_iter().collect(),
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

/// What stands above an area or a module: predicates, and nothing else.
fn parse_cfgs(input: ParseStream<'_>) -> syn::Result<Vec<Attribute>> {
    let attributes = input.call(Attribute::parse_outer)?;
    match attributes.iter().find(|attribute| !attribute.path().is_ident("cfg")) {
        // ui-tests/contract/foreign-attribute.rs
        Some(foreign) => Err(syn::Error::new(
            foreign.path().span(),
            "an area and a module take no other attribute than `#[cfg(…)]`",
        )),
        None => Ok(attributes),
    }
}

/// What may be generated.
struct Header {
    name: String,
    state: &'static str,
    scope: Option<String>,
    krate: Option<Path>,
    areas: Vec<Area>,
}

/// A named group of modules.
struct Area {
    cfgs: Vec<Attribute>,
    name: String,
    modules: Vec<Module>,
}

const STATES: [&str; 5] = ["draft", "alpha", "beta", "final", "locked"];

fn check(args: Args, errors: &mut Errors) -> Header {
    let mut header = Header {
        name: String::new(),
        state: "draft",
        scope: None,
        krate: None,
        areas: Vec::new(),
    };
    let mut seen: Vec<&'static str> = Vec::new();
    let mut meant: Vec<&'static str> = Vec::new();
    for entry in args.entries {
        let (key, span) = match &entry {
            Entry::Name(span, _) => ("name", *span),
            Entry::State(span, _) => ("state", *span),
            Entry::Scope(span, _) => ("scope", *span),
            Entry::Crate(span, _) => ("crate", *span),
            Entry::Areas(span, _) => ("areas", *span),
            Entry::Unknown(key) => {
                // ui-tests/contract/unknown-key.rs
                let written = key.to_string();
                let near = nearest(&written, KEYS);
                meant.extend(near);
                let advice = near.map_or_else(
                    || format!("the keys are {}", KEYS.map(|key| format!("`{key}`")).join(", ")),
                    |key| format!("did you mean `{key}`?"),
                );
                errors.push(
                    key.span(),
                    format_args!("unknown key `{written}` in `contract!`: {advice}"),
                );
                continue;
            }
        };
        if seen.contains(&key) {
            // ui-tests/contract/doubled-key.rs
            errors.push(span, format_args!("`{key}` stands twice in `contract!`: keep one"));
            continue;
        }
        seen.push(key);
        header.take(entry, errors);
    }
    if !seen.contains(&"name") && !meant.contains(&"name") {
        // ui-tests/contract/without-name.rs
        errors.push(
            Span::call_site(),
            "`contract!` does not say whose contract it is: write `name = \"Name\"`",
        );
    }
    header
}

impl Header {
    fn take(&mut self, entry: Entry, errors: &mut Errors) {
        match entry {
            Entry::Name(_, name) => {
                if name.value().trim().is_empty() {
                    errors.push(
                        name.span(),
                        format_args!(
                            "`name = {}` in `contract!` says nothing: write `name = \"Name\"`",
                            shown(&name)
                        ),
                    );
                }
                self.name = name.value();
            }
            Entry::State(_, state) => match STATES.into_iter().find(|word| state == word) {
                Some(word) => self.state = word,
                // ui-tests/contract/unknown-state.rs
                None => errors.push(
                    state.span(),
                    format_args!(
                        "no state of a contract is called `{state}`: write draft, alpha, beta, final or locked"
                    ),
                ),
            },
            Entry::Scope(_, scope) => match scope.value().parse::<VersionReq>() {
                Ok(_) => self.scope = Some(scope.value()),
                // ui-tests/contract/malformed-scope.rs
                Err(error) => errors.push(
                    scope.span(),
                    format_args!(
                        "`scope = {}` in `contract!` is not a semver requirement ({error}): write one such as \
                         `scope = \">=0.80.0, <2.0.0\"`",
                        shown(&scope),
                    ),
                ),
            },
            Entry::Crate(_, path) if path.leading_colon.is_none() && path.segments[0].ident != "crate" => {
                let corrected = text(&path);
                errors.push(
                    path.span(),
                    format_args!(
                        "`crate = {corrected}` in `contract!` is not an absolute path: write `crate = ::{corrected}`"
                    ),
                );
            }
            Entry::Crate(_, path) => self.krate = Some(path),
            Entry::Areas(_, areas) => self.take_areas(areas, errors),
            Entry::Unknown(_) => {}
        }
    }

    fn take_areas(&mut self, areas: Vec<AreaArgs>, errors: &mut Errors) {
        // What stands under a predicate may stand again under another one.
        let is_certain = |module: &Module| module.cfgs.is_empty();
        for AreaArgs { cfgs, name, modules } in areas {
            let written = name.value();
            if written.trim().is_empty() {
                // ui-tests/contract/empty-name.rs
                errors.push(
                    name.span(),
                    format_args!(
                        "the name {} of an area says nothing: write `\"Name\" = [module]`",
                        shown(&name)
                    ),
                );
            }
            if cfgs.is_empty()
                && self
                    .areas
                    .iter()
                    .any(|seen| seen.cfgs.is_empty() && seen.name == written)
            {
                // ui-tests/contract/doubled-area.rs
                errors.push(
                    name.span(),
                    format_args!("area `{written}` stands twice in `contract!`: give its modules in one list"),
                );
            }
            for module in modules.iter().filter(|module| cfgs.is_empty() && is_certain(module)) {
                let path = text(&module.path);
                let doubled = self
                    .areas
                    .iter()
                    .filter(|area| area.cfgs.is_empty())
                    .flat_map(|area| &area.modules)
                    .any(|seen| is_certain(seen) && text(&seen.path) == path);
                if doubled {
                    // ui-tests/contract/module-in-two-areas.rs
                    errors.push(
                        module.path.span(),
                        format_args!("module `{path}` is in two areas of `contract!`: keep one"),
                    );
                }
            }
            self.areas.push(Area {
                cfgs,
                name: written,
                modules,
            });
        }
    }

    /// Writes the submission of the header, and names each module where the compiler must find it.
    fn expand(&self, environment: &Environment) -> TokenStream {
        let Self {
            name,
            state,
            scope,
            krate,
            areas,
        } = self;
        // ui-tests/contract/missing-module.rs
        let modules = areas.iter().flat_map(Area::imports);
        let krate = krate.clone().unwrap_or_else(|| environment.runtime());
        let runtime = name_runtime(&krate);
        let resolved = quote!(const _: () = { #runtime #(#modules)* };);
        if !registers() {
            return resolved;
        }
        let mut list = List::default();
        for area in areas {
            list.push(&joined(&area.cfgs), area.json());
        }
        let mut header = Object::default();
        header.text("name", Some(name));
        header.text("state", Some(state));
        header.text("scope", scope.as_ref());
        header.value("areas", list.end());
        let mut line = Object::default();
        line.value("contract", header.end());
        let mut submission = Submission::default();
        submission.line(&TokenStream::new(), line.end());
        let submission = submission.write(&krate, environment);
        quote!(#resolved #submission)
    }
}

impl Area {
    /// Names each module where the compiler must find it. The package itself is there, and cannot be imported namelessly.
    fn imports(&self) -> impl Iterator<Item = TokenStream> {
        let named = self.modules.iter().filter(|module| !module.path.is_ident("crate"));
        named.map(|module| {
            let (area, own, import) = (&self.cfgs, &module.cfgs, import(&module.path));
            quote!(#(#area)* #(#own)* #import)
        })
    }

    fn json(&self) -> Pieces {
        let mut modules = List::default();
        for module in &self.modules {
            modules.push(&joined(&module.cfgs), Pieces::of_text(module_path(&module.path)));
        }
        let mut object = Object::default();
        object.text("name", Some(&self.name));
        object.value("modules", modules.end());
        object.end()
    }
}

fn joined(cfgs: &[Attribute]) -> TokenStream {
    quote!(#(#cfgs)*)
}

/// A module path as the reader joins it: from the root with `crate` in front, from the place of `contract!` with `self`.
fn module_path(path: &Path) -> String {
    let path = segments(path).join("::");
    match path.split("::").next() {
        Some("crate" | "self") => path,
        _ => format!("self::{path}"),
    }
}
