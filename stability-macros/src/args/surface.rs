//! `surface!`.

use proc_macro2::{Ident, TokenStream, TokenTree};
use syn::ext::IdentExt;
use syn::parse::ParseStream;
use syn::{LitInt, LitStr, Token};

use super::statement::{AttributesArgs, EntryArgs, Statements, parse_statements, parse_text, with_remedy};
use super::{TierArgs, parse_entry_tier};
use crate::environment::EXAMPLE;
use crate::errors::{Errors, nearest};
use crate::keys::{List, Word};
use crate::marks::RawMark;
use crate::model::{EntryForm, EntryKind, Subject};
use crate::signature::text;

/// One statement as written.
pub enum SurfaceArgs {
    Area(SurfaceAreaArgs),
    Excludes(AttributesArgs, LitStr),
    Planned(AttributesArgs, LitStr),
    Entry(SurfaceEntryArgs),
}

/// An area as written: `area "Name", stable(since = "…");`.
pub struct SurfaceAreaArgs {
    pub subject: Subject,
    pub attributes: AttributesArgs,
    pub name: LitStr,
    pub default: Option<TierArgs>,
    /// Whether its tier was refused, so that what seems to be missing may be it.
    pub faulty: bool,
}

/// A promised thing as written.
pub struct SurfaceEntryArgs {
    pub subject: Subject,
    pub entry: EntryArgs,
    pub kind: EntryKind,
    /// Its name, with the number of an exit code.
    pub name: String,
    /// The parts of its name: of an option, the command and the option.
    pub names: Vec<LitStr>,
    pub number: Option<LitInt>,
    /// The tokens after a colon: the type of a setting.
    pub signature: TokenStream,
}

/// Reads the statements of `surface!`.
pub fn parse_surface(tokens: TokenStream, errors: &mut Errors) -> Statements<SurfaceArgs> {
    parse_statements(tokens, "`surface!`", errors, parse_statement)
}

fn parse_statement(
    input: ParseStream<'_>,
    attributes: AttributesArgs,
    errors: &mut Errors,
) -> syn::Result<SurfaceArgs> {
    let word: Ident = input.call(Ident::parse_any)?;
    match word.to_string().as_str() {
        "area" => parse_area(input, attributes, errors).map(SurfaceArgs::Area),
        "excludes" => {
            let words = parse_text(input).map_err(|error| form(&error, "excludes \"human-readable output\";"))?;
            Ok(SurfaceArgs::Excludes(attributes, words))
        }
        "planned" => {
            let name = parse_text(input).map_err(|error| form(&error, "planned \"its name\";"))?;
            Ok(SurfaceArgs::Planned(attributes, name))
        }
        written => match EntryKind::from_str(written) {
            Some(known) => parse_entry(input, attributes, known, errors).map(SurfaceArgs::Entry),
            None => Err(unknown(&word, written)),
        },
    }
}

fn parse_area(input: ParseStream<'_>, attributes: AttributesArgs, errors: &mut Errors) -> syn::Result<SurfaceAreaArgs> {
    let example = |name: &str| format!("area {name}, stable(since = \"{EXAMPLE}\");");
    let name = parse_text(input).map_err(|error| form(&error, &example("\"Name\"")))?;
    let subject = Subject::named("area", name.value());
    let before = errors.count();
    let mut default = None;
    if input.parse::<Option<Token![,]>>()?.is_some() {
        let word = input
            .call(Ident::parse_any)
            .map_err(|error| form(&error, &example(&text(&name))))?;
        let mut args = TokenStream::new();
        if input.peek(syn::token::Paren) {
            let content;
            syn::parenthesized!(content in input);
            args = content.parse()?;
        }
        default = default_tier(&word, args, &subject, errors);
    }
    Ok(SurfaceAreaArgs {
        subject,
        attributes,
        name,
        default,
        faulty: errors.count() > before,
    })
}

fn form(error: &syn::Error, form: &str) -> syn::Error {
    with_remedy(error, &format!("write for example `{form}`"))
}

// ui-tests/surface/unknown-word.rs
fn unknown(word: &Ident, written: &str) -> syn::Error {
    let words = || {
        EntryKind::ALL
            .iter()
            .map(|word| word.as_str())
            .chain(["area", "excludes", "planned"])
    };
    let advice = match nearest(written, words()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("write one of {}", words().collect::<Vec<_>>().join(", ")),
    };
    syn::Error::new(word.span(), format!("unknown word `{written}`: {advice}"))
}

// ui-tests/surface/malformed.rs
fn parse_entry(
    input: ParseStream<'_>,
    mut attributes: AttributesArgs,
    kind: EntryKind,
    errors: &mut Errors,
) -> syn::Result<SurfaceEntryArgs> {
    let first = parse_text(input).map_err(|error| form(&error, kind.form()))?;
    // The form with the name as written.
    let example = match kind.form().splitn(3, '"').nth(2) {
        Some(rest) => format!("{} {}{rest}", kind.as_str(), text(&first)),
        None => kind.form().to_owned(),
    };
    let refused = |error: syn::Error| form(&error, &example);
    let mut names = vec![first];
    let mut number: Option<LitInt> = None;
    let mut signature = TokenStream::new();
    match kind.syntax() {
        EntryForm::Name => {}
        EntryForm::Option => names.push(parse_text(input).map_err(refused)?),
        EntryForm::ExitCode => {
            number = Some(input.parse().map_err(refused)?);
            if input.peek(LitStr) {
                let meaning: LitStr = input.parse()?;
                let text = [attributes.attributes.text.as_str(), &meaning.value()].join(" ");
                text.trim().clone_into(&mut attributes.attributes.text);
            }
        }
    }
    if number.is_none() && input.parse::<Option<Token![:]>>()?.is_some() {
        while !input.is_empty() && !input.peek(Token![;]) {
            signature.extend([input.parse::<TokenTree>()?]);
        }
        if signature.is_empty() {
            return Err(refused(input.error("expected a type")));
        }
    }
    let number_text = number.as_ref().map(ToString::to_string);
    let parts: Vec<String> = names.iter().map(LitStr::value).chain(number_text).collect();
    let name = parts.join(" ");
    let subject = Subject::named(kind.noun(), &name);
    Ok(SurfaceEntryArgs {
        entry: attributes.read(&subject, errors),
        subject,
        kind,
        name,
        names,
        number,
        signature,
    })
}

/// The tier of a block.
fn default_tier(word: &Ident, args: TokenStream, subject: &Subject, errors: &mut Errors) -> Option<TierArgs> {
    let written = word.to_string();
    let known = Word::from_str(&written).filter(|word| *word != Word::Unstable);
    let Some((known, tier)) = known.and_then(|word| word.tier().map(|tier| (word, tier))) else {
        // ui-tests/surface/unknown-tier.rs
        errors.push(
            word.span(),
            format_args!(
                "`{written}` of {subject} is not a tier: write frozen, stable, beta, evolving, experimental or \
                 internal"
            ),
        );
        return None;
    };
    let raw = RawMark {
        word: known,
        span: word.span(),
        args,
        condition: None,
    };
    Some(parse_entry_tier(&raw, tier, List::BlockTier, subject, errors))
}
