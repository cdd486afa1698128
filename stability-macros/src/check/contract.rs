//! The header of a contract: each value, and each module once.

use proc_macro2::{Ident, Span};
use semver::VersionReq;
use syn::spanned::Spanned as _;
use syn::{LitStr, Path};

use super::version::{At, Versions};
use crate::args::{ContractAreaArgs, ContractArgs, ContractPathArgs, ContractTierArgs, advised, since_of};
use crate::environment::{EXAMPLE, Environment};
use crate::errors::{Errors, shown};
use crate::keys::Word;
use crate::model::{Header, HeaderArea, HeaderPath, HeaderTier, Module, Since, Spanned};
use crate::signature::text;

const STATES: [&str; 5] = ["draft", "alpha", "beta", "final", "locked"];

/// Checks the header.
pub fn check_contract(args: ContractArgs, environment: &Environment, errors: &mut Errors) -> Header {
    let ContractArgs {
        name,
        name_misspelled,
        state,
        scope,
        areas,
        tiers,
        paths,
        krate,
    } = args;
    Header {
        name: check_name(name.as_ref(), name_misspelled, errors),
        state: state.map_or("draft", |state| check_state(&state, errors)),
        scope: scope.map(|scope| check_scope(&scope, errors)),
        krate: krate.inspect(|path| check_crate(path, errors)),
        areas: check_areas(areas, errors),
        tiers: check_tiers(tiers, environment, errors),
        paths: check_paths(paths, errors),
    }
}

fn check_name(name: Option<&LitStr>, misspelled: bool, errors: &mut Errors) -> String {
    match name {
        // ui-tests/contract/without-name.rs
        None if !misspelled => errors.push(
            Span::call_site(),
            "`contract!` has no name: write for example `name = \"Name\"`",
        ),
        // ui-tests/contract/empty-name.rs
        Some(name) if name.value().trim().is_empty() => errors.push(
            name.span(),
            format_args!(
                "`name = {}` in `contract!` is empty: write for example `name = \"Name\"`",
                shown(name)
            ),
        ),
        _ => {}
    }
    name.map(LitStr::value).unwrap_or_default()
}

// ui-tests/contract/unknown-state.rs
fn check_state(state: &Ident, errors: &mut Errors) -> &'static str {
    STATES.into_iter().find(|word| state == word).unwrap_or_else(|| {
        errors.push(
            state.span(),
            format_args!("`{state}` in `contract!` is not a state: write draft, alpha, beta, final or locked"),
        );
        "draft"
    })
}

// ui-tests/contract/malformed-scope.rs
fn check_scope(scope: &LitStr, errors: &mut Errors) -> String {
    if let Err(error) = scope.value().parse::<VersionReq>() {
        errors.push(
            scope.span(),
            format_args!(
                "`scope = {}` in `contract!` is not a semver requirement ({error}): write for example `scope = \
                 \">=0.80.0, <2.0.0\"`",
                shown(scope),
            ),
        );
    }
    scope.value()
}

fn check_crate(path: &Path, errors: &mut Errors) {
    if path.leading_colon.is_none() && path.segments[0].ident != "crate" {
        let corrected = text(path);
        errors.push(
            path.span(),
            format_args!("`crate = {corrected}` in `contract!` is not an absolute path: write `crate = ::{corrected}`"),
        );
    }
}

/// An area has a name, and is there once, as each of its modules is. What is under a predicate may be there again under another.
fn check_areas(args: Vec<ContractAreaArgs>, errors: &mut Errors) -> Vec<HeaderArea> {
    let mut areas: Vec<HeaderArea> = Vec::new();
    for ContractAreaArgs { cfgs, name, modules } in args {
        let written = name.value();
        if written.trim().is_empty() {
            // ui-tests/contract/empty-name.rs
            errors.push(
                name.span(),
                format_args!(
                    "the name {} of an area in `contract!` is empty: write for example `\"Name\" = [module]`",
                    shown(&name)
                ),
            );
        }
        if cfgs.is_empty() {
            check_distinct(&name, &modules, &areas, errors);
        }
        areas.push(HeaderArea {
            cfgs,
            name: written,
            modules,
        });
    }
    areas
}

/// A tier is one of ours, what lasts says since when, and a module has one tier.
fn check_tiers(args: Vec<ContractTierArgs>, environment: &Environment, errors: &mut Errors) -> Vec<HeaderTier> {
    let mut tiers: Vec<HeaderTier> = Vec::new();
    for ContractTierArgs { word, since, modules } in args {
        let written = word.to_string();
        let Some(tier) = Word::from_str(&written).and_then(Word::tier) else {
            // ui-tests/contract/unknown-tier.rs
            errors.push(
                word.span(),
                format_args!(
                    "`{written}` in `contract!` is not a tier: write frozen, stable, beta, evolving, experimental \
                     or internal"
                ),
            );
            continue;
        };
        let is_given = since.is_some();
        let since = since.and_then(|since| check_since(&since, &written, environment, errors));
        // ui-tests/contract/tier-without-since.rs
        if tier.lasts() && !is_given {
            errors.push(
                word.span(),
                format_args!(
                    "the tier `{written}` in `contract!` has no `since`: write the version since which the modules are \
                     `{written}`, for example `{written}(since = \"{EXAMPLE}\")`"
                ),
            );
        }
        // ui-tests/contract/module-in-two-tiers.rs
        let seen = tiers
            .iter()
            .map(|tier| (tier.tier.to_string(), tier.modules.as_slice()));
        refuse_seen(&modules, &written, seen, "tiers", errors);
        tiers.push(HeaderTier { tier, since, modules });
    }
    tiers
}

/// A public path is one that users can write, and a module has one.
fn check_paths(args: Vec<ContractPathArgs>, errors: &mut Errors) -> Vec<HeaderPath> {
    let mut paths: Vec<HeaderPath> = Vec::new();
    for ContractPathArgs { public, modules } in args {
        let path = public.parse_with(Path::parse_mod_style).ok();
        let path = path.map(|path| text(&path).trim_start_matches("::").to_owned());
        let is_relative =
            |path: &str| ["crate", "self", "super"].contains(&path.split("::").next().unwrap_or_default());
        let Some(path) = path.filter(|path| !is_relative(path.as_str())) else {
            // ui-tests/contract/malformed-path.rs
            let written = public.value();
            let first = |text: &str| text.split("::").next().map(ToOwned::to_owned);
            let module = modules.first().and_then(|module| first(&text(&module.path)));
            let module = module
                .filter(|name| name != "crate")
                .unwrap_or_else(|| "module".to_owned());
            let advice = match written.split_once("::") {
                Some((_, rest)) if !rest.is_empty() && is_relative(&written) => format!(
                    "is not a path that users can write: start with the name of the library instead of `{}`, for example \
                     `\"library::{rest}\"`",
                    first(&written).unwrap_or_default(),
                ),
                _ if written.ends_with("::") => {
                    format!("ends with `::`: write the name of a module after it, for example `\"{written}{module}\"`")
                }
                _ => format!(
                    "is not a path that users can write: write the path of the module in the library, for example \
                     `\"library::{module}\"`"
                ),
            };
            errors.push(
                public.span(),
                format_args!("{} in `paths` of `contract!` {advice}", shown(&public)),
            );
            continue;
        };
        // ui-tests/contract/module-with-two-paths.rs
        let seen = paths.iter().map(|path| (path.public.clone(), path.modules.as_slice()));
        refuse_seen(&modules, &path, seen, "paths", errors);
        paths.push(HeaderPath { public: path, modules });
    }
    paths
}

/// Refuses modules of the entry `name` that are in an earlier entry of the same key.
fn refuse_seen<'a>(
    modules: &[Module],
    name: &str,
    seen: impl Iterator<Item = (String, &'a [Module])> + Clone,
    key: &str,
    errors: &mut Errors,
) {
    for module in modules.iter().filter(|module| module.cfgs.is_empty()) {
        let path = text(&module.path);
        let is_same = |seen: &Module| seen.cfgs.is_empty() && text(&seen.path) == path;
        if let Some((first, _)) = seen.clone().find(|(_, modules)| modules.iter().any(is_same)) {
            errors.push(
                module.path.span(),
                format_args!("module `{path}` is in two {key} of `contract!`, `{first}` and `{name}`: keep one"),
            );
        }
    }
}

fn check_since(since: &LitStr, word: &str, environment: &Environment, errors: &mut Errors) -> Option<Since> {
    let value = match since_of(since) {
        Ok(value) => value,
        // ui-tests/contract/malformed-tier-version.rs
        Err(error) => {
            let error = error.to_string();
            let (reason, remedy) = advised(&error, "since");
            let remedy = remedy.unwrap_or_else(|| format!("write for example `since = \"{EXAMPLE}\"`"));
            errors.push(
                since.span(),
                format_args!(
                    "`since = {}` of `{word}` in `contract!` {reason}: {remedy}",
                    shown(since)
                ),
            );
            return None;
        }
    };
    let versions = Versions {
        subject: &"`contract!`",
        deprecation: At::in_key(&"`contract!`"),
        since: Some(&value),
        environment,
    };
    let spanned = Spanned {
        key: since.span(),
        span: since.span(),
        value: value.clone(),
    };
    // ui-tests/contract/tier-later-than-package.rs
    versions.check_reached("since", &spanned, &format_args!("of `{word}` in `contract!`"), errors);
    Some(value)
}

fn check_distinct(name: &LitStr, modules: &[Module], earlier: &[HeaderArea], errors: &mut Errors) {
    let written = name.value();
    let certain = || earlier.iter().filter(|area| area.cfgs.is_empty());
    if certain().any(|area| area.name == written) {
        // ui-tests/contract/doubled-area.rs
        errors.push(
            name.span(),
            format_args!("area `{written}` is written twice in `contract!`: write all its modules in one list"),
        );
    }
    // ui-tests/contract/module-in-two-areas.rs
    let seen = certain().map(|area| (area.name.clone(), area.modules.as_slice()));
    refuse_seen(modules, &written, seen, "areas", errors);
}
