//! The page of deprecations: what `Link: …; rel="deprecation"` leads to, as Markdown and as HTML.

use std::fmt::Write as _;

use pulldown_cmark::{Parser, html};
use stability::contract::{Contract, ContractError, Deprecated, Item};
use stability::{Kind, Tier};

const PREFACE: &str = "# Deprecations\n\n\
    These routes are on their way out. Each of their responses says so by `Deprecation`, `Sunset` and `Link`.\n\n\
    `ornn-contract deprecations` writes this page from the attributes of the handlers.\n";

/// The page as Markdown, from what the linker collected.
///
/// # Errors
///
/// When the promises contradict each other.
pub fn markdown() -> Result<String, ContractError> {
    Ok(render(&Contract::linked()?))
}

/// The page as HTML.
///
/// # Errors
///
/// When the promises contradict each other.
pub fn html() -> Result<String, ContractError> {
    let mut page = String::from(
        "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n<title>Deprecations of Ornn</title>\n\
         <style>body{font:16px/1.5 system-ui,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem}\
         :has(:target)+h2{background:#fff3c4}</style>\n",
    );
    html::push_html(&mut page, Parser::new(&markdown()?));
    Ok(page)
}

/// The deprecated routes, the first to go first.
fn render(contract: &Contract) -> String {
    let mut entries: Vec<(&Item, &Deprecated)> = contract
        .items()
        .iter()
        .filter(|item| item.kind == Kind::Route)
        .filter_map(|item| Some((item, item.deprecated.as_ref()?)))
        .collect();
    // Dates sort as text; a route without one stays longest.
    entries.sort_by_key(|(item, deprecated)| (deprecated.sunset.is_none(), &deprecated.sunset, &item.id));
    let mut page = PREFACE.to_owned();
    for (item, deprecated) in entries {
        // Writing to a `String` does not fail.
        let _ = entry(item, deprecated, &mut page);
    }
    page
}

fn entry(item: &Item, deprecated: &Deprecated, page: &mut String) -> std::fmt::Result {
    page.push('\n');
    if let Some((_, anchor)) = deprecated.link.as_deref().and_then(|link| link.split_once('#')) {
        writeln!(page, "<a id=\"{anchor}\"></a>\n")?;
    }
    writeln!(page, "## `{}`\n", item.id)?;
    if item.tier != Tier::Stable {
        writeln!(page, "- Tier: {}", item.tier)?;
    }
    let since = deprecated.since.as_ref().map(|since| format!(", in {since}"));
    if let Some(on) = &deprecated.on {
        writeln!(page, "- Deprecated: {on}{}", since.unwrap_or_default())?;
    }
    if let Some(sunset) = &deprecated.sunset {
        writeln!(page, "- Sunset: {sunset}")?;
    }
    if let Some(successor) = &deprecated.successor {
        writeln!(page, "- Successor: `{successor}`")?;
    }
    if let Some(note) = &deprecated.note {
        writeln!(page, "\n{note}")?;
    }
    Ok(())
}
