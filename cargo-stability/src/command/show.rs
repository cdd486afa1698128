//! `show` prints what is promised.

use std::collections::BTreeSet;

use anyhow::Result;
use stability::contract::{Item, Member};
use stability::{Contract, Kind};
use stability_policy::Policy;

use crate::args::{PageFormat, ShowArgs};
use crate::context::Context;
use crate::exit::Outcome;
use crate::output::columns;
use crate::page::{Page, Templates};
use crate::read;
use crate::settings;
use crate::source::Source;

pub fn run(args: &ShowArgs, context: &Context) -> Result<Outcome> {
    let (contract, folder, policy) = if args.files.is_empty() {
        let mut source = Source::find(context, &args.selection)?;
        source.scope = source.scope.restricted_to(&args.selection);
        let source = source.in_recorded_form();
        (source.contract(context)?, source.scope.folder, source.scope.policy)
    } else {
        let files: Vec<_> = args.files.iter().map(|file| context.folder.join(file)).collect();
        // The policy of the current folder says what the tiers of a page promise.
        let policy = match args.format {
            PageFormat::Html => settings::read(&context.folder)?.unwrap_or_default(),
            _ => Policy::default(),
        };
        (read::contract(&files)?, context.folder.clone(), policy)
    };
    let all = contract.items().len();
    let deprecated = if args.deprecated {
        deprecated(&contract)
    } else {
        BTreeSet::new()
    };
    let is_deprecated = |item: &Item| deprecated.contains(&(item.package.clone(), item.id.clone(), item.kind));
    let contract = contract.filtered(|item| is_selected(args, item) && (!args.deprecated || is_deprecated(item)));
    if contract.items().is_empty() && all > 0 && args.format != PageFormat::Json {
        let items = if all == 1 { "1 item" } else { &format!("{all} items") };
        context.output.warning(format_args!(
            "the contract has {items}, and none of them matches the options"
        ));
        return Ok(Outcome::Success);
    }
    let text = match args.format {
        PageFormat::Text => contract.to_text(columns()),
        PageFormat::Markdown => contract.to_markdown(),
        PageFormat::Json => contract.to_json(),
        PageFormat::Html => Templates::of(&policy, &folder).html(&Page::new(&contract, &policy, None))?,
    };
    super::print(&text, args.format, context)
}

fn is_selected(args: &ShowArgs, item: &Item) -> bool {
    let area = item.area.as_deref().unwrap_or_default();
    (args.tiers.is_empty() || args.tiers.contains(&item.tier))
        && (args.areas.is_empty() || args.areas.iter().any(|asked| asked == area))
        && (args.kinds.is_empty() || args.kinds.contains(&item.kind))
}

/// What is deprecated, by itself or with what it belongs to, or has members that are.
fn deprecated(contract: &Contract) -> BTreeSet<(String, String, Kind)> {
    let deprecations = contract.deprecations();
    let is_deprecated = |item: &&Item| !deprecations.of(item).is_empty() || has_deprecated(&item.members);
    let items = contract.items().iter().filter(is_deprecated);
    items
        .map(|item| (item.package.clone(), item.id.clone(), item.kind))
        .collect()
}

fn has_deprecated(members: &[Member]) -> bool {
    members
        .iter()
        .any(|member| member.deprecated.is_some() || has_deprecated(&member.members))
}
