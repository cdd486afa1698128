//! A list of arguments: known keys, each once; the rest is refused here, so that the readers need not.

use darling::ast::NestedMeta;
use proc_macro2::{Span, TokenStream, TokenTree};
use syn::parse::{ParseStream, Parser};
use syn::spanned::Spanned as _;
use syn::{Lit, Meta, Token};

use super::value::since_of;
use crate::depth::too_deep;
use crate::errors::{Errors, expected, listed, nearest, shown};
use crate::keys::{Key, List};
use crate::model::{Places, Subject, Tier};
use crate::signature::text;

/// The keys that have a list, with that list.
const NESTED: [(Key, List); 4] = [
    (Key::Deprecated, List::Deprecated),
    (Key::Sealed, List::Sealed),
    (Key::Extensions, List::Extensions),
    (Key::Constructor, List::Constructor),
];

/// The arguments of one attribute.
pub struct Entries {
    /// The known ones, each key once.
    pub keyed: Vec<(Key, NestedMeta)>,
    /// Those that do not work where they were written; they are refused.
    pub misplaced: Vec<Key>,
    /// A literal without a key, such as the name of an area.
    pub positional: Vec<Lit>,
}

/// The syntax of an attribute, or of a key with a list.
#[derive(Clone, Copy)]
pub struct Syntax<'a> {
    /// As a message calls it: `#[stable]`, `deprecated(…)`.
    pub name: &'a str,
    pub list: List,
    /// The tier that the attribute states.
    pub tier: Option<Tier>,
}

impl<'a> Syntax<'a> {
    /// A list that states no tier.
    pub const fn new(name: &'a str, list: List) -> Self {
        Self { name, list, tier: None }
    }

    /// The keys that work in this list on `subject`.
    fn keys(self, subject: &Subject) -> Vec<Key> {
        let works = |key: &Key| {
            let places = key.places(self.list);
            places.is_some_and(|places| subject.is_in(places)) && key.goes_with(self.list, self.tier)
        };
        Key::ALL.iter().copied().filter(works).collect()
    }

    /// The list in a message.
    fn place(self, subject: &Subject) -> String {
        format!("in {} on {subject}", self.name)
    }

    /// What to write as an argument.
    fn remedy(self, subject: &Subject) -> String {
        self.keys(subject).first().map_or_else(String::new, |key| key.remedy())
    }

    /// What to write for the value of an argument that has no key: with the key that is probably missing.
    fn with_key(self, value: &Lit, subject: &Subject) -> String {
        let takes = |key: Key| self.keys(subject).contains(&key);
        match value {
            Lit::Str(literal) if takes(Key::Since) && since_of(literal).is_ok() => {
                format!("write `since = {}`", text(value))
            }
            Lit::Str(literal) if takes(Key::Note) && !literal.value().trim().is_empty() => {
                format!("write `note = {}`", text(value))
            }
            _ => format!("write one in front of it, for example `{}`", self.first_form(subject)),
        }
    }

    fn first_form(self, subject: &Subject) -> String {
        self.keys(subject).first().map_or_else(String::new, |key| key.form())
    }

    /// Where the argument `meta`, whose key is one of another list, is to be written, if it can be beside this list or in a list of it.
    fn elsewhere(self, key: Key, meta: &NestedMeta, subject: &Subject) -> Option<String> {
        let works_in = |list: List| key.places(list).is_some_and(|places| subject.is_in(places));
        let inner = NESTED
            .iter()
            .find(|(outer, list)| works_in(*list) && self.keys(subject).contains(outer));
        if let Some((outer, _)) = inner {
            return Some(format!("write `{}({})`", outer.as_str(), in_form(key, meta)));
        }
        // ui-tests/deprecated_route/unknown-key.rs
        if let (Key::RemoveIn, List::DeprecatedRoute) = (key, self.list) {
            return Some(format!(
                "write the date of the removal instead, for example `{}`",
                Key::Sunset.form()
            ));
        }
        if !NESTED.iter().any(|(_, list)| *list == self.list) {
            return None;
        }
        let places = key.places(List::Tier)?;
        // ui-tests/constructor/malformed-list.rs
        Some(if subject.is_in(places) {
            format!("write it outside of {}", self.name)
        } else if places == Places::STRUCT_FIELD && subject.is_in(Places::STRUCT) {
            "write it in the tier attribute of the field that it is for".to_owned()
        } else {
            format!("it is only for {places}, so remove it")
        })
    }

    /// Whether the list has a literal without a key.
    const fn is_positional(self) -> bool {
        matches!(self.list, List::Area | List::Code)
    }
}

/// Parses arguments; after a mistake it goes on behind the next comma, so that every mistake is reported.
pub fn parse_list(tokens: TokenStream, syntax: Syntax<'_>, subject: &Subject, errors: &mut Errors) -> Entries {
    let mut entries = Entries {
        keyed: Vec::new(),
        misplaced: Vec::new(),
        positional: Vec::new(),
    };
    if let Some(deep) = too_deep(&Vec::from_iter(tokens.clone())) {
        errors.push(deep.span, deep.message(&format!("the code {}", syntax.place(subject))));
        return entries;
    }
    let read = |input: ParseStream<'_>| {
        while !input.is_empty() {
            // What may be written before a value that follows without a comma.
            let mut before = None;
            match input.parse::<NestedMeta>() {
                Ok(meta) => {
                    before = Some(match &meta {
                        NestedMeta::Meta(Meta::Path(path)) => Some(text(path)),
                        _ => None,
                    });
                    entries.add(meta, syntax, subject, errors);
                }
                // ui-tests/tier/arguments-cut-short.rs
                Err(_) if input.peek(Token![,]) => {
                    let message = "expected an argument: remove this comma";
                    errors.push(input.span(), expected(message, input.span(), &syntax.place(subject)));
                }
                // ui-tests/tier/arguments-cut-short.rs
                Err(_) if input.peek(Token![=]) => {
                    let form = syntax.first_form(subject);
                    let message = format!("expected a key: write one in front of it, for example `{form}`");
                    errors.push(input.span(), expected(&message, input.span(), &syntax.place(subject)));
                    skip_argument(input);
                }
                Err(error) => {
                    let (place, remedy) = (syntax.place(subject), syntax.remedy(subject));
                    let message = format!("{error}: {remedy}");
                    errors.push(error.span(), expected(&message, error.span(), &place));
                    skip_argument(input);
                }
            }
            if !input.is_empty() && input.parse::<Token![,]>().is_err() {
                // ui-tests/sealed/no-comma.rs, ui-tests/tier/arguments-cut-short.rs
                let message = match (before, input.fork().parse::<Lit>()) {
                    (Some(Some(key)), Ok(value)) => format!("expected `=`: write `{key} = {}`", shown(&value)),
                    (Some(None), Ok(value)) => format!("second value `{}`: remove it", shown(&value)),
                    _ => "expected `,`: write a comma between two arguments".to_owned(),
                };
                errors.push(input.span(), expected(&message, input.span(), &syntax.place(subject)));
                skip_argument(input);
                let _ = input.parse::<Option<Token![,]>>();
            }
        }
        Ok(())
    };
    // Each mistake is already noted.
    let _ = read.parse2(tokens);
    entries
}

fn skip_argument(input: ParseStream<'_>) {
    while !input.is_empty() && !input.peek(Token![,]) {
        let _ = input.parse::<TokenTree>();
    }
}

impl Entries {
    fn add(&mut self, meta: NestedMeta, syntax: Syntax<'_>, subject: &Subject, errors: &mut Errors) {
        let path = match &meta {
            NestedMeta::Lit(lit) if syntax.is_positional() => return self.positional.push(lit.clone()),
            // ui-tests/tier/value-without-key.rs
            NestedMeta::Lit(lit) => {
                let remedy = syntax.with_key(lit, subject);
                return errors.push(
                    lit.span(),
                    format_args!(
                        "the value `{}` {} has no key: {remedy}",
                        shown(lit),
                        syntax.place(subject),
                    ),
                );
            }
            NestedMeta::Meta(Meta::Path(path)) => path,
            NestedMeta::Meta(Meta::List(list)) => &list.path,
            NestedMeta::Meta(Meta::NameValue(pair)) => &pair.path,
            NestedMeta::NameValueInvalidExpr(pair) => &pair.path,
        };
        let span = path.span();
        let written = text(path);
        let Some((key, places)) = Key::from_str(&written).and_then(|key| Some((key, key.places(syntax.list)?))) else {
            return refuse_key(&written, &meta, span, syntax, subject, errors);
        };
        if self.keyed.iter().any(|(seen, _)| *seen == key) {
            // ui-tests/tier/doubled-key.rs
            errors.push(
                span,
                format_args!("`{written}` is written twice in {} on {subject}: keep one", syntax.name),
            );
        } else if !key.goes_with(syntax.list, syntax.tier) {
            // ui-tests/stable/until.rs, ui-tests/tier/key-of-another-attribute.rs
            let tiers: Vec<_> = key.tiers().into_iter().flatten().map(ToString::to_string).collect();
            errors.push(
                span,
                format_args!(
                    "`{written}` does not work in {} on {subject}: it is only for {}, so remove it",
                    syntax.name,
                    listed(&tiers, "and"),
                ),
            );
        } else if let Some(place) = subject.place().filter(|place| !places.contains(*place)) {
            // ui-tests/tier/misplaced-key.rs, ui-tests/constructor/on-enum.rs, ui-tests/sealed/friends-on-impl.rs
            self.misplaced.push(key);
            // `pub` alone is also the visibility of the item.
            let what = match syntax.list {
                List::Sealed => format!("`sealed({written})`"),
                _ => format!("`{written}`"),
            };
            errors.push(span, misplaced(&what, places, subject, key.advice(place)));
        } else {
            self.keyed.push((key, meta));
        }
    }
}

/// Says of `what` that it does not work on `subject`, and what to do.
pub fn misplaced(what: &str, places: Places, subject: &Subject, advice: Option<&str>) -> String {
    match advice {
        Some(advice) => format!("{what} does not work on {subject}: {advice}"),
        None => format!("{what} does not work on {subject}, only on {places}: remove it"),
    }
}

/// The argument as written, where it has the form of `key`, and otherwise an example.
fn in_form(key: Key, meta: &NestedMeta) -> String {
    if has_form_of(key, meta) { text(meta) } else { key.form() }
}

/// Whether the argument has a value, a list, or neither, as `key` needs it.
fn has_form_of(key: Key, meta: &NestedMeta) -> bool {
    let form = key.form();
    let needed = form.find(['=', '(']).map(|at| &form[at..=at]);
    let found = match meta {
        NestedMeta::Meta(Meta::List(_)) => Some("("),
        NestedMeta::Meta(Meta::NameValue(_)) => Some("="),
        NestedMeta::NameValueInvalidExpr(pair) if !pair.value.is_empty() => Some("="),
        _ => None,
    };
    let needs_none = match key {
        Key::Sealed => found != Some("="),
        Key::Default => found != Some("("),
        Key::Constructor => true,
        _ => false,
    };
    found == needed || needs_none
}

/// Says of a key that it is not one of these, and which may be meant.
// ui-tests/tier/unknown-key.rs, ui-tests/tier/key-of-another-attribute.rs
fn refuse_key(
    written: &str,
    meta: &NestedMeta,
    span: Span,
    syntax: Syntax<'_>,
    subject: &Subject,
    errors: &mut Errors,
) {
    let (name, keys) = (syntax.name, syntax.keys(subject));
    let is_key = Key::from_str(written).is_some();
    let known: Vec<String> = keys.iter().map(|key| format!("`{}`", key.as_str())).collect();
    let known = match known.as_slice() {
        [only] => format!("the only key is {only}"),
        several => format!("the keys are {}", several.join(", ")),
    };
    let near = nearest(written, keys.iter().map(|key| key.as_str())).and_then(Key::from_str);
    // A key of another list is more likely meant than one of this list with a similar name.
    let elsewhere = Key::from_str(written).and_then(|key| syntax.elsewhere(key, meta, subject));
    let advice = match (elsewhere, near, syntax.list) {
        (Some(advice), _, _) => advice,
        // What follows the key can stay.
        (None, Some(key), _) if has_form_of(key, meta) => format!("did you mean `{}`?", key.as_str()),
        (None, Some(key), _) => format!("did you mean `{}`?", key.form()),
        (None, None, List::Area) if !is_key => format!("write `#[area(\"{written}\")]` for a name; {known}"),
        (None, None, List::Code) if !is_key => format!("write the number first, for example `#[code(7)]`; {known}"),
        (None, None, _) => known,
    };
    let message = if is_key {
        format!("`{written}` does not work in {name} on {subject}: {advice}")
    } else {
        format!("unknown key `{written}` in {name} on {subject}: {advice}")
    };
    errors.push(span, message);
}
