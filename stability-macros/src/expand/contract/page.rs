//! The page of a contract in rustdoc: a module without items, written for rustdoc alone.
//!
//! There is no other way into the page of the crate: only inner attributes are in it, and those are the author's. The name begins
//! with `_`, as other crates name modules that only document.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::Attribute;

use crate::environment::Environment;
use crate::expand::doc::{heading, meaning};
use crate::expand::pages::TIERS;
use crate::model::{Header, HeaderTier, Module};
use crate::signature::segments;

/// Writes the module.
pub fn write(header: &Header) -> TokenStream {
    let mut page = Page {
        header,
        lines: TokenStream::new(),
        linked: Environment::public_modules(),
    };
    let name = escaped(&header.name);
    let state = header.state;
    let scope = header.scope.as_ref();
    let scope = scope
        .map(|scope| format!(", for versions `{scope}`"))
        .unwrap_or_default();
    page.line(&format!(
        "What {name} promises.\n\nThe contract is in the state “{state}”{scope}. The section “Stability” on the page of an item \
         states its tier. Lists show the tier of an item where it is weaker than stable."
    ));
    if !header.areas.is_empty() {
        page.line("\n# Areas\n\n| Area | Where |\n|---|---|");
        for area in &header.areas {
            let name = escaped(&area.name);
            page.rows(&area.cfgs, &area.modules, |modules| format!("| {name} | {modules} |"));
        }
    }
    if !header.tiers.is_empty() {
        page.line("\n# Items without an attribute\n\n| In | Tier |\n|---|---|");
        for HeaderTier { tier, since, modules } in &header.tiers {
            let since = since
                .as_ref()
                .map(|since| format!(" since {since}"))
                .unwrap_or_default();
            let tier = heading(*tier);
            page.rows(&[], modules, |modules| format!("| {modules} | {tier}{since} |"));
        }
    }
    page.line("\n# Tiers\n\n| Tier | Meaning |\n|---|---|");
    for tier in TIERS {
        page.line(&format!("| {} | {} |", heading(tier), meaning(tier)));
    }
    let lines = page.lines;
    quote!(#lines pub mod _stability {})
}

struct Page<'a> {
    header: &'a Header,
    /// Its documentation.
    lines: TokenStream,
    /// The modules to which links lead.
    linked: Vec<String>,
}

impl Page<'_> {
    fn line(&mut self, text: &str) {
        self.lines.extend(quote!(#[doc = #text]));
    }

    /// A row for the modules that are always there, and one for each that is there by a predicate.
    fn rows(&mut self, cfgs: &[Attribute], modules: &[Module], row: impl Fn(&str) -> String) {
        let (always, by_predicate): (Vec<_>, Vec<_>) = modules.iter().partition(|module| module.cfgs.is_empty());
        let mut names: Vec<String> = always.into_iter().map(|module| self.name(module)).collect();
        names.sort();
        names.dedup();
        if !names.is_empty() {
            self.row(cfgs.iter(), &row(&names.join(", ")));
        }
        for module in by_predicate {
            let name = self.name(module);
            if !names.contains(&name) {
                self.row(cfgs.iter().chain(&module.cfgs), &row(&name));
                names.push(name);
            }
        }
    }

    fn row<'a>(&mut self, cfgs: impl Iterator<Item = &'a Attribute>, row: &str) {
        let mut predicates = cfgs.map(|cfg| match &cfg.meta {
            syn::Meta::List(list) => list.tokens.clone(),
            meta => meta.to_token_stream(),
        });
        match predicates.next() {
            None => self.line(row),
            Some(first) => self
                .lines
                .extend(quote!(#[cfg_attr(all(#first #(, #predicates)*), doc = #row)])),
        }
    }

    /// Where users find the items of a module, as a link where that is known to have a page: one to a private module leads
    /// nowhere.
    fn name(&self, module: &Module) -> String {
        let path = path_in_crate(module);
        let is_it = |other: &&Module| path_in_crate(other) == path;
        let public = self
            .header
            .paths
            .iter()
            .find(|it| it.modules.iter().any(|it| is_it(&it)));
        let path = public.map_or(path, |public| match public.public.split_once("::") {
            Some((_, path)) => path.to_owned(),
            None => String::new(),
        });
        if path.is_empty() {
            "the crate root".to_owned()
        } else if path == "crate" {
            "the whole crate".to_owned()
        } else if self.linked.contains(&path) {
            format!("[`{path}`](mod@{path})")
        } else {
            format!("`{path}`")
        }
    }
}

fn path_in_crate(module: &Module) -> String {
    let path = segments(&module.path).join("::");
    path.trim_start_matches("crate::")
        .trim_start_matches("self::")
        .to_owned()
}

/// A name as text in a table of Markdown.
fn escaped(name: &str) -> String {
    name.replace('<', "&lt;").replace('|', "\\|")
}
