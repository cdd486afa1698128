//! `generated!`: artefacts that a program generates, each under a policy.

use proc_macro2::{Ident, TokenStream};
use quote::quote;
use syn::ext::IdentExt;
use syn::parse::ParseStream;
use syn::{LitStr, Path, Token, Visibility};

use crate::entry::{Front, Stated, parse_crate, parse_statements};
use crate::environment::{EXAMPLE, Environment};
use crate::errors::{Errors, nearest, shown};
use crate::expand::documentation::{heading, meaning};
use crate::expand::record::Record;
use crate::expand::registers;
use crate::expand::registration::{Submission, package};
use crate::model::{Subject, Tier};

/// Expands `generated! { #[stable(since = "…")] pub NAME = "path", frozen; … }`.
pub fn expand(input: TokenStream, environment: &Environment) -> TokenStream {
    let mut errors = Errors::default();
    let statements = parse_statements(input, "`generated!`", &mut errors, parse);
    let mut krate = environment.runtime();
    let mut declared: Vec<Declared> = Vec::new();
    for statement in statements {
        match statement {
            Statement::Crate(path) => krate = path,
            Statement::Artefact(args) => {
                let artefact = check(args, &declared, environment, &mut errors);
                declared.push(artefact);
            }
        }
    }
    let constants: Vec<TokenStream> = declared.iter().map(|it| it.constant(&krate, environment)).collect();
    let mut submission = Submission::default();
    if errors.is_empty() && registers() {
        for declared in &declared {
            let cfgs = &declared.front.cfgs;
            submission.line(&quote!(#(#cfgs)*), declared.record(environment).json());
        }
    }
    let submission = submission.write(&krate, environment);
    let errors = errors.into_tokens();
    quote!(#(#constants)* #submission #errors)
}

enum Statement {
    Crate(Path),
    Artefact(Args),
}

/// What was written.
struct Args {
    front: Front,
    vis: Visibility,
    ident: Ident,
    path: LitStr,
    policy: Ident,
    options: Vec<(Ident, Option<Setting>)>,
}

enum Setting {
    Text(LitStr),
    List(Vec<LitStr>),
}

impl Setting {
    /// What stands behind the name of an option.
    fn shown(setting: Option<&Self>) -> String {
        match setting {
            None => String::new(),
            Some(Self::Text(text)) => format!(" = {}", shown(text)),
            Some(Self::List(list)) => format!(" = {}", shown(&quote!([#(#list),*]))),
        }
    }
}

const FORM: &str = "pub NAME = \"path/to/file\", frozen;";

fn parse(input: ParseStream<'_>, errors: &mut Errors) -> syn::Result<Statement> {
    if let Some(path) = parse_crate(input) {
        return path.map(Statement::Crate);
    }
    let front = Front::parse(input, errors)?;
    // ui-tests/generated/malformed.rs
    let form = |error: syn::Error| syn::Error::new(error.span(), format!("{error}: write `{FORM}`"));
    let vis = input.parse()?;
    let ident = input.call(Ident::parse_any).map_err(form)?;
    input.parse::<Token![=]>().map_err(form)?;
    let path = input.parse().map_err(form)?;
    input.parse::<Token![,]>().map_err(form)?;
    let policy = input.call(Ident::parse_any).map_err(form)?;
    let mut options = Vec::new();
    if input.peek(syn::token::Paren) {
        let content;
        syn::parenthesized!(content in input);
        while !content.is_empty() {
            options.push(parse_option(&content).map_err(form)?);
            if !content.is_empty() {
                content.parse::<Token![,]>().map_err(form)?;
            }
        }
    }
    Ok(Statement::Artefact(Args {
        front,
        vis,
        ident,
        path,
        policy,
        options,
    }))
}

fn parse_option(input: ParseStream<'_>) -> syn::Result<(Ident, Option<Setting>)> {
    let word = input.call(Ident::parse_any)?;
    if input.parse::<Option<Token![=]>>()?.is_none() {
        return Ok((word, None));
    }
    if input.peek(LitStr) {
        return Ok((word, Some(Setting::Text(input.parse()?))));
    }
    let content;
    syn::bracketed!(content in input);
    let list = content.parse_terminated(<LitStr as syn::parse::Parse>::parse, Token![,])?;
    Ok((word, Some(Setting::List(list.into_iter().collect()))))
}

/// What may be generated.
struct Declared {
    front: Front,
    vis: Visibility,
    ident: Ident,
    path: LitStr,
    policy: Policy,
    reason: bool,
    stated: Option<Stated>,
}

enum Policy {
    Frozen,
    Keyed { key: String, fields: Vec<String> },
    Additive,
    Free,
}

fn check(args: Args, earlier: &[Declared], environment: &Environment, errors: &mut Errors) -> Declared {
    let Args {
        mut front,
        vis,
        ident,
        path,
        policy,
        options,
    } = args;
    let subject = Subject::named("artefact", ident.unraw());
    let before = errors.count();
    let tier = front.tier(&subject, errors);
    let stated = Stated::new(tier, None);
    match &stated {
        Some(stated) => stated.check(&path.value(), &subject, environment, errors),
        None if errors.count() > before => {}
        // ui-tests/generated/without-tier.rs
        None => errors.push(
            ident.span(),
            format_args!("{subject} has no tier: write `#[stable(since = \"{EXAMPLE}\")]` above it"),
        ),
    }
    check_path(&path, &subject, earlier, errors);
    let (policy, reason) = check_policy(&policy, options, &subject, errors);
    Declared {
        front,
        vis,
        ident,
        path,
        policy,
        reason,
        stated,
    }
}

/// A path stays below the folder of the package, is the same on every machine, and stands once.
// ui-tests/generated/malformed-path.rs, ui-tests/generated/path-twice.rs
fn check_path(path: &LitStr, subject: &Subject, earlier: &[Declared], errors: &mut Errors) {
    let written = path.value();
    let is_segment = |segment: &str| !segment.trim().is_empty() && !matches!(segment, "." | "..");
    if !written.split('/').all(is_segment) || written.contains(['\\', ':']) {
        errors.push(
            path.span(),
            format_args!(
                "`{written}` is not a path of {subject} below the folder of its package: write one such as \
                 `\"generated/schema.sql\"`"
            ),
        );
    }
    if let Some(other) = earlier.iter().find(|other| other.path.value() == written) {
        errors.push(
            path.span(),
            format_args!(
                "`{written}` is artefact `{}` already: give {subject} a file of its own",
                other.ident.unraw()
            ),
        );
    }
}

const POLICIES: [&str; 3] = ["frozen", "additive", "free"];

// ui-tests/generated/unknown-policy.rs, ui-tests/generated/option-of-another-policy.rs
fn check_policy(
    word: &Ident,
    options: Vec<(Ident, Option<Setting>)>,
    subject: &Subject,
    errors: &mut Errors,
) -> (Policy, bool) {
    let written = word.to_string();
    let (mut key, mut fields, mut reason) = (None, Vec::new(), false);
    let mut seen: Vec<String> = Vec::new();
    for (option, setting) in options {
        let name = option.to_string();
        let fits = match name.as_str() {
            "key" | "fields" => written == "frozen",
            "reason" => written != "free",
            _ => false,
        };
        if seen.contains(&name) {
            // ui-tests/generated/option-twice.rs
            errors.push(
                option.span(),
                format_args!("`{name}` stands twice on {subject}: keep one"),
            );
        }
        seen.push(name.clone());
        match (name.as_str(), setting) {
            _ if !fits => errors.push(
                option.span(),
                format_args!(
                    "`{name}` does not go with `{written}` on {subject}: `frozen` takes `key = \"name\"`, \
                     `fields = [\"field\"]` and `reason`, `additive` takes `reason`, `free` takes nothing"
                ),
            ),
            ("key", Some(Setting::Text(text))) if !text.value().is_empty() => key = Some(text.value()),
            ("fields", Some(Setting::List(list))) if !list.is_empty() => {
                fields = list.iter().map(LitStr::value).collect();
            }
            ("reason", None) => reason = true,
            // ui-tests/generated/malformed-option.rs
            (_, setting) => {
                let form = match name.as_str() {
                    "key" => "key = \"name\"",
                    "fields" => "fields = [\"field\"]",
                    _ => "reason",
                };
                errors.push(
                    option.span(),
                    format_args!(
                        "`{name}{}` on {subject} has another form: write `{form}`",
                        Setting::shown(setting.as_ref())
                    ),
                );
            }
        }
    }
    let names = |name: &str| seen.iter().any(|seen| seen == name);
    if written == "frozen" && names("fields") && !names("key") {
        // ui-tests/generated/fields-without-key.rs
        errors.push(
            word.span(),
            format_args!(
                "`fields` on {subject} says what stays of each element, and not what names one: add `key = \"name\"`"
            ),
        );
    }
    let policy = match (written.as_str(), key) {
        ("frozen", Some(key)) => Policy::Keyed { key, fields },
        ("frozen", None) => Policy::Frozen,
        ("additive", _) => Policy::Additive,
        ("free", _) => Policy::Free,
        _ => {
            let advice = nearest(&written, POLICIES).map_or_else(
                || "write frozen, additive or free".to_owned(),
                |near| format!("did you mean `{near}`?"),
            );
            errors.push(
                word.span(),
                format_args!("no policy of {subject} is called `{written}`: {advice}"),
            );
            Policy::Free
        }
    };
    (policy, reason)
}

impl Policy {
    /// As a reader of the contract sees it.
    fn text(&self) -> String {
        match self {
            Self::Frozen => "frozen".to_owned(),
            Self::Keyed { key, fields } if fields.is_empty() => format!("frozen by {key}"),
            Self::Keyed { key, fields } => format!("frozen by {key}: {}", fields.join(", ")),
            Self::Additive => "additive".to_owned(),
            Self::Free => "free".to_owned(),
        }
    }
}

impl Declared {
    fn constant(&self, krate: &Path, environment: &Environment) -> TokenStream {
        let Self {
            front,
            vis,
            ident,
            path,
            policy,
            reason,
            stated,
        } = self;
        let tier = stated.as_ref().map_or(Tier::Internal, |stated| stated.tier);
        let section = format!("\n\n# Stability\n\n**{}** — {}", heading(tier), meaning(tier));
        let policy = match policy {
            Policy::Frozen => quote!(Frozen),
            Policy::Keyed { key, fields } => quote!(FrozenByKey { key: #key, fields: &[#(#fields),*] }),
            Policy::Additive => quote!(Additive),
            Policy::Free => quote!(Free),
        };
        let package = package(environment);
        let (documentation, cfgs, others) = (&front.documentation, &front.cfgs, &front.others);
        quote! {
            #(#cfgs)*
            #(#documentation)*
            #[doc = #section]
            #(#others)*
            #vis const #ident: #krate::Artefact = {
                use #krate::__private as __s;
                __s::Artefact::declared(#path, __s::Policy::#policy, #reason, #package)
            };
        }
    }

    fn record(&self, environment: &Environment) -> Record<'_> {
        let name = self.path.value();
        Record {
            kind: "artefact",
            id: Some(format!("generated {name}")),
            name,
            signature: self.policy.text(),
            location: environment.location(self.ident.span()),
            ..self.front.record(self.stated.as_ref())
        }
    }
}
