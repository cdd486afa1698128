//! `surface!`: promises that are no Rust item.

mod expand;
mod word;

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use syn::ext::IdentExt;
use syn::parse::ParseStream;
use syn::spanned::Spanned as _;
use syn::{LitInt, LitStr, Path, Token};

use self::word::{Form, Word};
use crate::args::{TierArgs, parse_entry_tier};
use crate::entry::{Front, Stated, parse_crate, parse_statements};
use crate::environment::{EXAMPLE, Environment};
use crate::errors::{Errors, nearest, shown};
use crate::keys::{self, List};
use crate::marks::RawMark;
use crate::model::Subject;
use crate::signature::text;

/// Expands `surface! { area "…", stable(since = "…"); command "…"; … }`.
pub fn expand(input: TokenStream, environment: &Environment) -> TokenStream {
    let mut errors = Errors::default();
    let statements = parse_statements(input, "`surface!`", &mut errors, parse);
    // After a statement that could not be read, what seems to be missing may have stood in it.
    let mut surface = Surface {
        faulty: !errors.is_empty(),
        ..Surface::default()
    };
    for statement in statements {
        surface.take(statement, environment, &mut errors);
    }
    let complete = errors.is_empty();
    let mut tokens = errors.into_tokens();
    if complete {
        tokens.extend(surface.expand(environment));
    }
    tokens
}

/// One statement as written.
enum Statement {
    Crate(Path),
    Area {
        front: Front,
        name: LitStr,
        default: Option<(Ident, TokenStream)>,
    },
    Excludes(Front, LitStr),
    Planned(Front, LitStr),
    Entry(EntryArgs),
}

/// A promised thing as written.
struct EntryArgs {
    front: Front,
    word: Word,
    /// What parts its name: of an option the command and the option.
    names: Vec<LitStr>,
    number: Option<LitInt>,
    /// What follows a colon: the type of a setting.
    signature: TokenStream,
}

fn parse(input: ParseStream<'_>, errors: &mut Errors) -> syn::Result<Statement> {
    if let Some(path) = parse_crate(input) {
        return path.map(Statement::Crate);
    }
    let front = Front::parse(input, errors)?;
    let word: Ident = input.call(Ident::parse_any)?;
    match word.to_string().as_str() {
        "area" => {
            let name = input
                .parse()
                .map_err(|error| form(&error, &format!("area \"CLI\", stable(since = \"{EXAMPLE}\");")))?;
            let default = input.parse::<Option<Token![,]>>()?.map(|_| parse_default(input));
            Ok(Statement::Area {
                front,
                name,
                default: default.transpose()?,
            })
        }
        "excludes" => {
            let words = input
                .parse()
                .map_err(|error| form(&error, "excludes \"human-readable output\";"))?;
            Ok(Statement::Excludes(front, words))
        }
        "planned" => {
            let name = input.parse().map_err(|error| form(&error, "planned \"its name\";"))?;
            Ok(Statement::Planned(front, name))
        }
        written => match Word::from_str(written) {
            Some(known) => parse_entry(input, front, known).map(Statement::Entry),
            None => Err(unknown(&word, written)),
        },
    }
}

fn form(error: &syn::Error, form: &str) -> syn::Error {
    syn::Error::new(error.span(), format!("{error}: write `{form}`"))
}

// ui-tests/surface/unknown-word.rs
fn unknown(word: &Ident, written: &str) -> syn::Error {
    let words = || {
        Word::ALL
            .iter()
            .map(|word| word.as_str())
            .chain(["area", "excludes", "planned"])
    };
    let advice = match nearest(written, words()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("write one of {}", words().collect::<Vec<_>>().join(", ")),
    };
    syn::Error::new(
        word.span(),
        format!("nothing is promised by the word `{written}`: {advice}"),
    )
}

/// The tier of a block: `stable(since = "0.5.0")`.
fn parse_default(input: ParseStream<'_>) -> syn::Result<(Ident, TokenStream)> {
    let word = input
        .call(Ident::parse_any)
        .map_err(|error| form(&error, &format!("area \"CLI\", stable(since = \"{EXAMPLE}\");")))?;
    let args = if input.peek(syn::token::Paren) {
        let content;
        syn::parenthesized!(content in input);
        content.parse()?
    } else {
        TokenStream::new()
    };
    Ok((word, args))
}

// ui-tests/surface/malformed.rs
fn parse_entry(input: ParseStream<'_>, front: Front, word: Word) -> syn::Result<EntryArgs> {
    let refused = |error: syn::Error| form(&error, word.form());
    let mut entry = EntryArgs {
        front,
        word,
        names: vec![input.parse().map_err(refused)?],
        number: None,
        signature: TokenStream::new(),
    };
    match word.syntax() {
        Form::Name => {}
        Form::Option => entry.names.push(input.parse().map_err(refused)?),
        Form::ExitCode => {
            entry.number = Some(input.parse().map_err(refused)?);
            if input.peek(LitStr) {
                let meaning: LitStr = input.parse()?;
                let text = [entry.front.text.as_str(), &meaning.value()].join(" ");
                text.trim().clone_into(&mut entry.front.text);
            }
            return Ok(entry);
        }
    }
    if input.parse::<Option<Token![:]>>()?.is_some() {
        while !input.is_empty() && !input.peek(Token![;]) {
            entry.signature.extend([input.parse::<TokenTree>()?]);
        }
        if entry.signature.is_empty() {
            return Err(form(&input.error("a type is missing after `:`"), word.form()));
        }
    }
    Ok(entry)
}

/// What may be generated.
#[derive(Default)]
struct Surface {
    faulty: bool,
    krate: Option<Path>,
    areas: Vec<Area>,
    entries: Vec<Entry>,
}

/// A block: an area with its default.
struct Area {
    front: Front,
    name: String,
    span: Span,
    default: Option<Stated>,
    excludes: Vec<String>,
    planned: Vec<(String, String)>,
}

/// A promised thing, checked.
struct Entry {
    front: Front,
    word: Word,
    name: String,
    span: Span,
    signature: String,
    stated: Option<Stated>,
}

impl Surface {
    fn take(&mut self, statement: Statement, environment: &Environment, errors: &mut Errors) {
        match statement {
            Statement::Crate(path) => self.krate = Some(path),
            Statement::Area { front, name, default } => self.take_area(front, &name, default, environment, errors),
            Statement::Excludes(mut front, words) => {
                let subject = Subject::nameless("`excludes`");
                refuse_front(&mut front, "what is excluded is promised to no one", &subject, errors);
                refuse_documentation(&front, &subject, errors);
                check_text(&words, &subject, errors);
                match self.area("excludes", words.span(), errors) {
                    Some(area) if area.excludes.contains(&words.value()) => {
                        // ui-tests/surface/excluded-twice.rs
                        errors.push(
                            words.span(),
                            format_args!("area `{}` excludes {} twice: keep one", area.name, shown(&words)),
                        );
                    }
                    Some(area) => area.excludes.push(words.value()),
                    None => {}
                }
            }
            Statement::Planned(mut front, name) => {
                let subject = Subject::named("planned", name.value());
                refuse_front(
                    &mut front,
                    "what is planned is promised to no one yet",
                    &subject,
                    errors,
                );
                check_text(&name, &subject, errors);
                match self.area("planned", name.span(), errors) {
                    Some(area) if area.planned.iter().any(|(seen, _)| *seen == name.value()) => {
                        // ui-tests/surface/planned-twice.rs
                        errors.push(
                            name.span(),
                            format_args!("{subject} stands twice in area `{}`: keep one", area.name),
                        );
                    }
                    Some(area) => area.planned.push((name.value(), front.text)),
                    None => {}
                }
            }
            Statement::Entry(args) => self.take_entry(args, environment, errors),
        }
    }

    fn area(&mut self, word: &str, span: Span, errors: &mut Errors) -> Option<&mut Area> {
        if self.areas.is_empty() {
            // ui-tests/surface/excludes-without-area.rs
            errors.push(
                span,
                format_args!("`{word}` belongs to an area: write `area \"Name\";` before it"),
            );
        }
        self.areas.last_mut()
    }

    fn take_area(
        &mut self,
        mut front: Front,
        name: &LitStr,
        default: Option<(Ident, TokenStream)>,
        environment: &Environment,
        errors: &mut Errors,
    ) {
        let subject = Subject::named("area", name.value());
        refuse_front(
            &mut front,
            &format!("an area has it behind its name, as in `area \"CLI\", stable(since = \"{EXAMPLE}\");`"),
            &subject,
            errors,
        );
        check_text(name, &subject, errors);
        if self.areas.iter().any(|area| area.name == name.value()) {
            // ui-tests/surface/area-twice.rs
            errors.push(
                name.span(),
                format_args!("{subject} stands twice in `surface!`: put its entries into one block"),
            );
        }
        let before = errors.count();
        let args = default.and_then(|(word, args)| default_tier(&word, args, &subject, errors));
        self.faulty |= errors.count() > before;
        let mut stated = Stated::new(args, None);
        if let Some(stated) = &mut stated {
            stated.check(&name.value(), &subject, environment, errors);
            stated.area = Some(name.value());
        }
        self.areas.push(Area {
            front,
            name: name.value(),
            span: name.span(),
            default: stated,
            excludes: Vec::new(),
            planned: Vec::new(),
        });
    }

    fn take_entry(&mut self, args: EntryArgs, environment: &Environment, errors: &mut Errors) {
        let EntryArgs {
            mut front,
            word,
            names,
            number,
            signature,
        } = args;
        let span = names.last().map_or_else(Span::call_site, LitStr::span);
        let mut parts: Vec<String> = names.iter().map(LitStr::value).collect();
        parts.extend(number.as_ref().map(ToString::to_string));
        let name = parts.join(" ");
        let subject = Subject::named(word.noun(), &name);
        let before = errors.count();
        let tier = front.tier(&subject, errors);
        front.refuse_others(&subject, errors);
        for name in &names {
            check_text(name, &subject, errors);
        }
        word.check(&names, number.as_ref(), &subject, errors);
        let block = self.areas.last();
        let stated = Stated::new(tier, block.and_then(|area| area.default.as_ref()));
        match &stated {
            Some(stated) => stated.check(&name, &subject, environment, errors),
            None if errors.count() > before || self.faulty => {}
            // ui-tests/surface/without-tier.rs
            None => errors.push(
                span,
                format_args!(
                    "{subject} has no tier: write `#[stable(since = \"{EXAMPLE}\")]` above it, or one for all in \
                     `area \"Name\", stable(since = \"{EXAMPLE}\");`"
                ),
            ),
        }
        let mut stated = stated;
        if let (Some(stated), Some(area)) = (&mut stated, block) {
            stated.area.get_or_insert_with(|| area.name.clone());
        }
        if self.entries.iter().any(|other| {
            other.word == word && other.name == name && other.front.cfgs.is_empty() && front.cfgs.is_empty()
        }) {
            // ui-tests/surface/entry-twice.rs
            errors.push(span, format_args!("{subject} stands twice in `surface!`: keep one"));
        }
        self.entries.push(Entry {
            front,
            word,
            name,
            span,
            signature: text(&signature),
            stated,
        });
    }
}

/// What the word of a block's tier says.
fn default_tier(word: &Ident, args: TokenStream, subject: &Subject, errors: &mut Errors) -> Option<TierArgs> {
    let written = word.to_string();
    let known = keys::Word::from_str(&written).filter(|word| *word != keys::Word::Unstable);
    let Some((known, tier)) = known.and_then(|word| word.tier().map(|tier| (word, tier))) else {
        // ui-tests/surface/unknown-tier.rs
        errors.push(
            word.span(),
            format_args!(
                "no tier of {subject} is called `{written}`: write frozen, stable, beta, evolving, experimental or internal"
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

/// Refuses attributes on what is no entry; `instead` says why no tier stands there.
// ui-tests/surface/tier-on-area.rs
fn refuse_front(front: &mut Front, instead: &str, subject: &Subject, errors: &mut Errors) {
    if let Some(span) = front.take_tier_span() {
        errors.push(span, format_args!("a tier cannot stand on {subject}: {instead}"));
    }
    for other in front.others.iter().chain(&front.cfgs) {
        let name = text(other.path());
        errors.push(
            other.path().span(),
            format_args!("`#[{name}]` cannot stand on {subject}: remove it"),
        );
    }
}

// ui-tests/surface/documented-exclusion.rs
fn refuse_documentation(front: &Front, subject: &Subject, errors: &mut Errors) {
    if let Some(doc) = front.documentation.first() {
        errors.push(
            doc.span(),
            format_args!("documentation on {subject} is not shown: write it into its text"),
        );
    }
}

// ui-tests/surface/empty-name.rs
fn check_text(literal: &LitStr, subject: &Subject, errors: &mut Errors) {
    let text = literal.value();
    if text.trim().is_empty() {
        errors.push(
            literal.span(),
            format_args!(
                "the text {} of {subject} says nothing: write its name in the quotes",
                shown(literal)
            ),
        );
    } else if text.trim() != text || text.contains(|one: char| one.is_control()) {
        errors.push(
            literal.span(),
            format_args!(
                "{} of {subject} has spaces around it or control characters in it: write only the name",
                shown(literal),
            ),
        );
    }
}
