//! `guarantee!`: promised behaviour, each a constant that tests name.

use proc_macro2::{Ident, TokenStream};
use quote::quote;
use syn::ext::IdentExt;
use syn::parse::ParseStream;
use syn::{LitStr, Path, Token, Visibility};

use crate::entry::{Front, Stated, parse_crate, parse_statements};
use crate::environment::{EXAMPLE, Environment};
use crate::errors::Errors;
use crate::expand::documentation::{heading, meaning};
use crate::expand::record::Record;
use crate::expand::registers;
use crate::expand::registration::Submission;
use crate::model::{Subject, Tier};

/// Expands `guarantee! { /// Text. #[stable(since = "…")] pub NAME = "id"; … }`.
pub fn expand(input: TokenStream, environment: &Environment) -> TokenStream {
    let mut errors = Errors::default();
    let statements = parse_statements(input, "`guarantee!`", &mut errors, parse);
    let mut krate = environment.runtime();
    let mut declared: Vec<Declared> = Vec::new();
    for statement in statements {
        match statement {
            Statement::Crate(path) => krate = path,
            Statement::Guarantee(statement) => {
                let guarantee = check(statement, &declared, environment, &mut errors);
                declared.push(guarantee);
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
    Guarantee(Args),
}

/// What was written.
struct Args {
    front: Front,
    vis: Visibility,
    ident: Ident,
    id: LitStr,
}

fn parse(input: ParseStream<'_>, errors: &mut Errors) -> syn::Result<Statement> {
    if let Some(path) = parse_crate(input) {
        return path.map(Statement::Crate);
    }
    let front = Front::parse(input, errors)?;
    let vis = input.parse()?;
    // ui-tests/guarantee/malformed.rs
    let form = |error: syn::Error| syn::Error::new(error.span(), format!("{error}: write `pub NAME = \"its-id\";`"));
    let ident = input.call(Ident::parse_any).map_err(form)?;
    input.parse::<Token![=]>().map_err(form)?;
    let id = input.parse().map_err(form)?;
    Ok(Statement::Guarantee(Args { front, vis, ident, id }))
}

/// What may be generated.
struct Declared {
    front: Front,
    vis: Visibility,
    ident: Ident,
    id: LitStr,
    stated: Option<Stated>,
}

fn check(args: Args, earlier: &[Declared], environment: &Environment, errors: &mut Errors) -> Declared {
    let Args {
        mut front,
        vis,
        ident,
        id,
    } = args;
    let subject = Subject::named("guarantee", ident.unraw());
    let before = errors.count();
    let tier = front.tier(&subject, errors);
    if front.text.is_empty() {
        // ui-tests/guarantee/without-text.rs
        errors.push(
            ident.span(),
            format_args!(
                "{subject} does not say what is promised: write it above, as in `/// Calls are denied by default.`"
            ),
        );
    }
    let stated = Stated::new(tier, None);
    match &stated {
        Some(stated) => stated.check(&id.value(), &subject, environment, errors),
        None if errors.count() > before && !front.text.is_empty() => {}
        // ui-tests/guarantee/without-tier.rs
        None => errors.push(
            ident.span(),
            format_args!("{subject} has no tier: write `#[stable(since = \"{EXAMPLE}\")]` above it"),
        ),
    }
    check_id(&id, &subject, earlier, errors);
    Declared {
        front,
        vis,
        ident,
        id,
        stated,
    }
}

/// An id is lower-case words joined by `-`, and stands once.
// ui-tests/guarantee/malformed-id.rs, ui-tests/guarantee/doubled-id.rs
fn check_id(id: &LitStr, subject: &Subject, earlier: &[Declared], errors: &mut Errors) {
    let written = id.value();
    if !is_id(&written) {
        let proposed = proposed_id(&written);
        let advice = if is_id(&proposed) { &proposed } else { "its-id" };
        errors.push(
            id.span(),
            format_args!(
                "the id `{written}` of {subject} is not made of lower-case words joined by `-`: write `\"{advice}\"`"
            ),
        );
    }
    if let Some(other) = earlier.iter().find(|other| other.id.value() == written) {
        errors.push(
            id.span(),
            format_args!(
                "the id `{written}` of {subject} belongs to guarantee `{}`: give it one of its own",
                other.ident.unraw()
            ),
        );
    }
}

fn is_id(text: &str) -> bool {
    let is_word =
        |word: &str| !word.is_empty() && word.bytes().all(|one| one.is_ascii_lowercase() || one.is_ascii_digit());
    text.starts_with(|first: char| first.is_ascii_lowercase()) && text.split('-').all(is_word)
}

/// The id that was probably meant: `DefaultDeny`, `default_deny` and `default deny` mean `default-deny`.
fn proposed_id(text: &str) -> String {
    let mut id = String::new();
    let mut before = '-';
    for one in text.chars() {
        if !one.is_ascii_alphanumeric() {
            if !id.is_empty() && !id.ends_with('-') {
                id.push('-');
            }
        } else if one.is_ascii_uppercase() && before.is_ascii_lowercase() {
            id.push('-');
            id.push(one.to_ascii_lowercase());
        } else {
            id.push(one.to_ascii_lowercase());
        }
        before = one;
    }
    id.trim_end_matches('-').to_owned()
}

impl Declared {
    /// Writes:
    ///
    /// ```text
    /// /// Text.
    /// pub const NAME: ::stability::Guarantee = ::stability::Guarantee::declared("id", "Text.", Tier::Stable, "package");
    /// ```
    fn constant(&self, krate: &Path, environment: &Environment) -> TokenStream {
        let Self {
            front,
            vis,
            ident,
            id,
            stated,
        } = self;
        let tier = stated.as_ref().map_or(Tier::Internal, |stated| stated.tier);
        let since = stated.as_ref().and_then(|stated| stated.since.as_ref());
        let since = since.map(|since| format!(" since {since}")).unwrap_or_default();
        let section = format!("\n\n# Stability\n\n**{}**{since} — {}", heading(tier), meaning(tier));
        let variant = Ident::new(tier.variant(), proc_macro2::Span::call_site());
        // Without cargo, the crate speaks for itself.
        let package = environment
            .package
            .as_ref()
            .map_or_else(|| quote!(::core::module_path!()), |name| quote!(#name));
        let (documentation, cfgs, others, text) = (&front.documentation, &front.cfgs, &front.others, &front.text);
        quote! {
            #(#cfgs)*
            #(#documentation)*
            #[doc = #section]
            #(#others)*
            #vis const #ident: #krate::Guarantee =
                #krate::Guarantee::declared(#id, #text, #krate::Tier::#variant, #package);
        }
    }

    fn record(&self, environment: &Environment) -> Record<'_> {
        let name = self.id.value();
        Record {
            kind: "guarantee",
            id: Some(format!("guarantee {name}")),
            name,
            location: environment.location(self.ident.span()),
            ..self.front.record(self.stated.as_ref())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{is_id, proposed_id};

    #[test]
    fn ids_are_lower_case_words() {
        for id in ["a", "default-deny", "utf8-only", "a-1"] {
            assert!(is_id(id), "{id}");
        }
        for text in ["", "-", "a-", "-a", "a--b", "A", "a_b", "a b", "1a", "ä"] {
            assert!(!is_id(text), "{text}");
        }
    }

    #[test]
    fn what_is_meant_is_proposed() {
        for text in [
            "DefaultDeny",
            "default_deny",
            "default deny",
            "DEFAULT_DENY",
            " default--deny ",
        ] {
            assert_eq!(proposed_id(text), "default-deny", "{text}");
        }
        for text in ["", "-", "ä"] {
            assert!(!is_id(&proposed_id(text)), "{text}");
        }
    }
}
