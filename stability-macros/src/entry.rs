//! What the statements of `guarantee!`, `surface!` and `generated!` have in common: documentation, a tier, a semicolon.

use proc_macro2::{Span, TokenStream, TokenTree};
use syn::parse::{ParseStream, Parser};
use syn::{Attribute, Expr, ExprLit, Lit, Meta, Path, Token};

use crate::args::{TierArgs, parse_entry_tier};
use crate::depth::{End, TOO_DEEP, too_deep};
use crate::environment::{EXAMPLE, Environment};
use crate::errors::Errors;
use crate::expand::record::{Record, deprecated};
use crate::keys::Word;
use crate::marks;
use crate::model::{Replacement, Since, Subject, Tier};

/// Reads statements to the end; after a mistake it goes on behind the next semicolon, so that every mistake is reported.
pub fn parse_statements<T>(
    tokens: TokenStream,
    name: &str,
    errors: &mut Errors,
    mut read: impl FnMut(ParseStream<'_>, &mut Errors) -> syn::Result<T>,
) -> Vec<T> {
    let mut statements = Vec::new();
    if let Some(span) = too_deep(tokens.clone(), End::All) {
        errors.push(span, format_args!("in {name}: {TOO_DEEP}"));
        return statements;
    }
    let parse = |input: ParseStream<'_>| {
        while !input.is_empty() {
            let parsed = read(input, errors).and_then(|statement| {
                if input.peek(Token![;]) {
                    input.parse::<Token![;]>()?;
                    return Ok(statement);
                }
                Err(input.error("a statement ends with `;`"))
            });
            match parsed {
                Ok(statement) => statements.push(statement),
                Err(error) => {
                    errors.push(error.span(), format_args!("in {name}: {error}"));
                    skip_statement(input);
                }
            }
        }
        Ok(())
    };
    // Each mistake is already noted.
    let _ = parse.parse2(tokens);
    statements
}

fn skip_statement(input: ParseStream<'_>) {
    while !input.is_empty() {
        if let Ok(TokenTree::Punct(punct)) = input.parse::<TokenTree>()
            && punct.as_char() == ';'
        {
            return;
        }
    }
}

/// `crate = ::path`, as a statement of its own.
pub fn parse_crate(input: ParseStream<'_>) -> Option<syn::Result<Path>> {
    let ahead = input.fork();
    (ahead.parse::<Token![crate]>().is_ok() && ahead.peek(Token![=])).then(|| {
        input.parse::<Token![crate]>()?;
        input.parse::<Token![=]>()?;
        let path: Path = input.parse()?;
        if path.leading_colon.is_none() && path.segments[0].ident != "crate" {
            let corrected = crate::signature::text(&path);
            let message = format!("`crate = {corrected}` is not an absolute path: write `crate = ::{corrected}`");
            return Err(syn::Error::new_spanned(path, message));
        }
        Ok(path)
    })
}

/// What stands before a statement, parted.
pub struct Front {
    /// The documentation, one paragraph, and its attributes.
    pub text: String,
    pub documentation: Vec<Attribute>,
    pub cfgs: Vec<Attribute>,
    /// What is neither documentation nor ours nor `cfg`.
    pub others: Vec<Attribute>,
    marks: Vec<marks::RawMark>,
}

impl Front {
    /// Reads the attributes before a statement.
    pub fn parse(input: ParseStream<'_>, errors: &mut Errors) -> syn::Result<Self> {
        let (attrs, marks) = marks::take(input.call(Attribute::parse_outer)?, true, errors);
        let (documentation, attrs): (Vec<_>, Vec<_>) = attrs.into_iter().partition(|attr| doc(attr).is_some());
        let (cfgs, others) = attrs.into_iter().partition(|attr| attr.path().is_ident("cfg"));
        let lines: Vec<String> = documentation.iter().filter_map(doc).collect();
        Ok(Self {
            text: lines
                .iter()
                .flat_map(|line| line.split_whitespace())
                .collect::<Vec<_>>()
                .join(" "),
            documentation,
            cfgs,
            others,
            marks,
        })
    }

    /// Takes the tiers away, where none can stand; says where the first stood.
    pub fn take_tier_span(&mut self) -> Option<Span> {
        self.marks.drain(..).next().map(|mark| mark.span)
    }

    /// What the tier before the statement says; two are refused, and words of ours that are no tier.
    pub fn tier(&mut self, subject: &Subject, errors: &mut Errors) -> Option<TierArgs> {
        let mut found: Option<TierArgs> = None;
        for raw in self.marks.drain(..) {
            let word = raw.word.as_str();
            let Some(tier) = raw.word.tier() else {
                // ui-tests/surface/no-tier-word.rs
                errors.push(
                    raw.span,
                    format_args!(
                        "`#[{word}]` cannot stand on {subject}: write a tier, such as `#[stable(since = \"{EXAMPLE}\")]`"
                    ),
                );
                continue;
            };
            if raw.word == Word::Unstable {
                // ui-tests/surface/unstable.rs
                errors.push(
                    raw.span,
                    format_args!("no feature hides {subject}: write `#[experimental]`"),
                );
                continue;
            }
            let args = parse_entry_tier(&raw, tier, raw.word.entry_keys(), subject, errors);
            if let Some(first) = &found {
                // ui-tests/surface/two-tiers.rs
                let first = first.mark.word;
                errors.push(
                    raw.span,
                    format_args!("{subject} has two tiers, `{first}` and `{word}`: keep one"),
                );
                continue;
            }
            if let Some(condition) = &raw.condition {
                // ui-tests/surface/tier-under-cfg-attr.rs
                let condition = crate::signature::text(condition);
                errors.push(
                    raw.span,
                    format_args!(
                        "the tier of {subject} cannot depend on `{condition}`: put `#[cfg]` on the whole statement"
                    ),
                );
            }
            found = Some(args);
        }
        found
    }

    /// What the statement says in a record.
    pub fn record<'a>(&'a self, stated: Option<&'a Stated>) -> Record<'a> {
        Record {
            text: Some(self.text.as_str()).filter(|text| !text.is_empty()),
            ..stated.map(Stated::record).unwrap_or_default()
        }
    }

    /// Refuses attributes that would mean nothing.
    pub fn refuse_others(&self, subject: &Subject, errors: &mut Errors) {
        for other in &self.others {
            let name = crate::signature::text(other.path());
            // ui-tests/surface/foreign-attribute.rs
            errors.push(
                syn::spanned::Spanned::span(other.path()),
                format_args!("`#[{name}]` cannot stand on {subject}: it takes documentation, a tier and `#[cfg]`"),
            );
        }
    }
}

fn doc(attr: &Attribute) -> Option<String> {
    let Meta::NameValue(pair) = &attr.meta else { return None };
    match &pair.value {
        Expr::Lit(ExprLit {
            lit: Lit::Str(text), ..
        }) if attr.path().is_ident("doc") => Some(text.value()),
        _ => None,
    }
}

/// The promise of one statement, checked, ready for a record.
pub struct Stated {
    pub tier: Tier,
    pub since: Option<Since>,
    pub area: Option<String>,
    args: Option<TierArgs>,
}

impl Stated {
    /// What the statement says itself, or else what its block says.
    pub fn new(args: Option<TierArgs>, block: Option<&Self>) -> Option<Self> {
        let area = block.and_then(|block| block.area.clone());
        let Some(args) = args else {
            let block = block?;
            return Some(Self {
                tier: block.tier,
                since: block.since.clone(),
                area,
                args: None,
            });
        };
        let mark = &args.mark;
        let whole = block.filter(|block| block.tier == mark.tier);
        Some(Self {
            tier: mark.tier,
            since: mark
                .since
                .as_ref()
                .map(|since| since.value.clone())
                .or_else(|| whole.and_then(|block| block.since.clone())),
            area: mark.area.as_ref().map(|area| area.value.clone()).or(area),
            args: Some(args),
        })
    }

    /// What lasts says since when, and nothing is promised since a version that does not exist yet.
    // ui-tests/guarantee/without-since.rs, ui-tests/guarantee/since-later-than-package.rs
    pub fn check(&self, name: &str, subject: &Subject, environment: &Environment, errors: &mut Errors) {
        let Some(args) = &self.args else { return };
        let mark = &args.mark;
        let word = mark.word;
        if self.tier.lasts() && self.since.is_none() && !mark.faulty {
            errors.push(
                mark.span,
                format_args!(
                    "`{word}` on {subject} does not say since when: write `{word}(since = \"{EXAMPLE}\")`, \
                     or `since = \"next\"` for the release in preparation"
                ),
            );
        }
        let package = environment.version.as_ref();
        let deprecation = args.deprecated.as_ref();
        let stated = mark.since.as_ref().map(|since| (since, "promised"));
        let deprecated = deprecation
            .and_then(|it| it.since.as_ref())
            .map(|since| (since, "deprecated"));
        for (since, what) in stated.into_iter().chain(deprecated) {
            if let Some(package) = package.filter(|package| since.value.is_after_package(package)) {
                errors.push(
                    since.span,
                    format_args!(
                        "{subject} is {what} since {}, but the package is at {package}: write `since = \"next\"` \
                         for the release in preparation",
                        since.value
                    ),
                );
            }
        }
        if let (Some(until), Some(Since::Version(since))) = (&mark.until, &self.since)
            && !until.value.cmp_precedence(since).is_gt()
        {
            // ui-tests/surface/until-before-since.rs
            errors.push(
                until.span,
                format_args!(
                    "{subject} is `{word}` until {}, which is not after since {since}: write the version by which it \
                     graduates or goes",
                    until.value
                ),
            );
        }
        let replacement = deprecation.and_then(|it| it.replacement.as_ref());
        match replacement.map(|replacement| (&replacement.value, replacement.span)) {
            // ui-tests/surface/replacement-by-path.rs
            Some((Replacement::Path(path), span)) => errors.push(
                span,
                format_args!(
                    "what replaces {subject} is not a Rust item, as `{}` would be: write `replacement = \"its name\"`",
                    crate::signature::text(path),
                ),
            ),
            // ui-tests/surface/replaced-by-itself.rs
            Some((Replacement::Text(words), span)) if words == name => errors.push(
                span,
                format_args!("{subject} is replaced by itself: name what users should use instead"),
            ),
            _ => {}
        }
        if let (Some(removal), Some(release)) =
            (deprecation.and_then(|it| it.remove_in.as_ref()), environment.release())
            && removal.value <= release
        {
            // ui-tests/surface/removal-due.rs
            errors.push(
                removal.span,
                format_args!(
                    "{subject} is due for removal in {}, and the package is at {release}: remove it, or move the version",
                    removal.value
                ),
            );
        }
    }

    /// What the statement says a reader should know.
    pub fn note(&self) -> Option<&String> {
        Some(&self.args.as_ref()?.mark.note.as_ref()?.value)
    }

    /// What it says in a record.
    fn record(&self) -> Record<'_> {
        let deprecation = self.args.as_ref().and_then(|args| args.deprecated.as_ref());
        Record {
            tier: Some(self.tier),
            since: self.since.as_ref(),
            area: self.area.as_deref(),
            mark: self.args.as_ref().map(|args| &args.mark),
            deprecated: deprecation
                .map(|it| (TokenStream::new(), deprecated(it)))
                .into_iter()
                .collect(),
            ..Record::default()
        }
    }
}
