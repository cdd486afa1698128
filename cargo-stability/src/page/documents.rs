//! The files that pages are written into: those that the policy lists, or else STABILITY.md and, where something is deprecated,
//! DEPRECATIONS.md.

use anyhow::{Result, anyhow};
use stability::Contract;
use stability_policy::{Document, DocumentFormat, DocumentSettings, Policy};

use super::{Page, Templates};
use crate::judge::successor;
use crate::scope::Scope;

/// The files of a policy that lists none.
const DEFAULTS: [(&str, DocumentFormat); 2] = [
    ("STABILITY.md", DocumentFormat::Stability),
    ("DEPRECATIONS.md", DocumentFormat::Deprecations),
];

/// The marks of a region, with nothing between them: what a new file begins with.
pub const EMPTY_REGION: &str = "<!-- stability:begin -->\n<!-- stability:end -->\n";

/// The documents that are written, by path and format.
pub fn listed(policy: &Policy, contract: &Contract) -> Vec<(String, DocumentFormat)> {
    if !policy.documents.is_empty() {
        let listed = policy.documents.iter();
        return listed
            .map(|DocumentSettings { path, format, .. }| (path.clone(), *format))
            .collect();
    }
    let has_deprecated = contract
        .items()
        .iter()
        .any(|item| !contract.deprecations().of(item).is_empty());
    let defaults = DEFAULTS
        .iter()
        .filter(|(_, format)| *format != DocumentFormat::Deprecations || has_deprecated);
    defaults.map(|(path, format)| ((*path).to_owned(), *format)).collect()
}

/// The template of a region without a name; `None` where the contract itself is its page.
pub const fn template(format: DocumentFormat) -> Option<&'static str> {
    match format {
        DocumentFormat::Stability => Some("stability"),
        DocumentFormat::Deprecations => Some("deprecations"),
        DocumentFormat::Changelog => Some("changelog"),
        DocumentFormat::ReleaseNotes => Some("release-notes"),
        DocumentFormat::Migration => Some("migration"),
        _ => None,
    }
}

/// Whether a template says what changed since the baseline, and not only what is promised now.
pub fn is_about_changes(template: &str) -> bool {
    matches!(template, "changelog" | "release-notes" | "migration")
}

/// Renders the page of each region of a document; of those alone that `is_asked`, by the name of their template.
pub fn render(
    document: &mut Document,
    page: &Page,
    templates: &Templates,
    is_asked: impl Fn(&str) -> bool,
) -> Result<()> {
    if document.format == DocumentFormat::OpenApi {
        return Ok(());
    }
    // Marks that are not a pair are reported where the document is compared.
    let regions = document.regions().unwrap_or_default();
    for region in regions {
        let name = if region.is_empty() {
            template(document.format)
        } else {
            Some(region.as_str())
        };
        let Some(name) = name.filter(|name| is_asked(name)) else {
            continue;
        };
        let text = templates
            .markdown(name, page)
            .map_err(|reason| anyhow!("`{}`: {reason}", document.path))?;
        document.pages.insert(region, text);
    }
    Ok(())
}

/// Renders what the documents say of what is promised now, so that `check` can compare it. What they say of changes depends on the
/// baseline, which `check` may take from elsewhere: `doc --check` looks at it.
pub fn render_promised(
    documents: &mut [Document],
    promised: &Contract,
    current: &Contract,
    scope: &Scope,
) -> Result<()> {
    let templates = Templates::of(&scope.policy, &scope.folder);
    let page = Page::new(&successor(current.clone(), [promised], &[]), &scope.policy, None);
    for document in documents {
        render(document, &page, &templates, |template| !is_about_changes(template))?;
    }
    Ok(())
}
