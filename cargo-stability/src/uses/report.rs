//! The uses and the findings, in each form.
//!
//! | key of the JSON | is |
//! |---|---|
//! | `schema` | [`SCHEMA`]; keys may be added under it, and none changes or goes |
//! | `clean` | whether nothing is refused |
//! | `packages` | the packages whose code was looked at |
//! | `uses` | what they use, by package, version and path: `item`, `kind`, `tier` (`null` where only its deprecation is known), `implements` (`true` where a trait with another tier for that is implemented), `since`, `area`, `deprecated` (`since`, `note`, `replacement`, `remove_in`), and `places`, each with `user`, `path`, `line` and `column` |
//! | `unpromised` | the direct dependencies without attributes, of whose items nothing is known |
//! | `unseen` | what a contract from elsewhere promises, and of which no use would be found: `package`, `item`, `kind`, `tier`, `reason` |
//! | `omitted` | code of the packages that no build of this call has, for one reason each: `package`, `missing` (the conditions that do not hold), `places` (`path` and `line` of each), `targets` (those that are not built: `test api`), and `flags` of the command that are enough to look at it (`null` where none are) |
//! | `findings` | each with `rule`, `level`, `package`, `subject`, `message`, `advice` and `places` |

use std::collections::BTreeMap;

use anyhow::Result;
use serde::Serialize;
use serde_json::{Value, json};
use stability::Tier;
use stability::render::escape::line;
use stability_policy::Level;

use super::finding::RULES;
use super::{Finding, Item, Judged, Omitted, Place, Unseen, Use, omitted};
use crate::args::UsesFormat;
use crate::judge;
use crate::report::{github, sarif};

/// The schema.
pub const SCHEMA: &str = "stability/uses@1";

/// What is printed.
pub struct Report<'a> {
    pub uses: &'a [Use],
    pub judged: &'a Judged,
    /// The packages that were looked at.
    pub users: Vec<String>,
    /// The dependencies of which nothing is known.
    pub unpromised: &'a [String],
    /// What is promised and of which no use would be found, each with its package.
    pub unseen: &'a [(String, Unseen)],
    /// Code that was not looked at.
    pub omitted: &'a [Omitted],
    /// Whether frozen and stable items are listed as text too.
    pub all: bool,
}

/// The report in a form.
pub fn render(report: &Report<'_>, format: UsesFormat) -> Result<String> {
    match format {
        UsesFormat::Text => Ok(text(report)),
        UsesFormat::Json => document(report),
        UsesFormat::Sarif => log(report),
        UsesFormat::Github => Ok(annotations(report)),
    }
}

/// `deprecated since 1.3.0, to be removed in 2.0.0: use x`.
pub fn deprecated(item: &Item) -> String {
    let Some(deprecated) = &item.deprecated else {
        return String::new();
    };
    let since = deprecated.since.as_ref().map(|since| format!(" since {since}"));
    let removal = deprecated
        .remove_in
        .as_ref()
        .map(|version| format!(", to be removed in {version}"));
    let said = match (&deprecated.replacement, &deprecated.note) {
        (Some(replacement), _) => Some(format!(": use {replacement}")),
        (None, Some(note)) => Some(format!(": {note}")),
        (None, None) => None,
    };
    let parts = [Some("deprecated".to_owned()), since, removal, said];
    parts.into_iter().flatten().collect()
}

type Items<'a> = BTreeMap<&'a Item, Vec<(&'a str, &'a Place)>>;

fn items(uses: &[Use]) -> Items<'_> {
    let mut items = Items::new();
    for used in uses {
        items.entry(&used.item).or_default().push((&used.user, &used.place));
    }
    items
}

fn text(report: &Report<'_>) -> String {
    let mut text = String::new();
    let mut packages: BTreeMap<(&str, &str), Items<'_>> = BTreeMap::new();
    for (item, places) in items(report.uses) {
        let of_package = packages.entry((&item.package, &item.version)).or_default();
        of_package.insert(item, places);
    }
    for ((package, version), items) in packages {
        text += &format!("{}\n", line(format!("{package} {version}").trim_end()));
        // The weakest first, and what lasts as a number.
        for tier in Tier::ALL.into_iter().rev().map(Some).chain([None]) {
            let of_tier = || items.iter().filter(|(item, _)| item.tier == tier);
            let lasts = tier.is_some_and(|tier| tier >= Tier::Stable) && !report.all;
            for (item, places) in of_tier().filter(|(item, _)| !lasts || item.deprecated.is_some()) {
                text += &listed(item, places);
            }
            let number = of_tier().filter(|(item, _)| lasts && item.deprecated.is_none()).count();
            if let (Some(tier), true) = (tier, number > 0) {
                text += &format!("  {:<13} {}\n", tier.as_str(), count(number, "item"));
            }
        }
        text.push('\n');
    }
    for finding in &report.judged.findings {
        let word = if finding.level == Level::Deny {
            "error"
        } else {
            "warning"
        };
        let place = finding
            .places
            .first()
            .map(|place| format!("  --> {}\n", position(place)));
        text += &format!(
            "{word}[{}]: {}\n{}  help: {}\n\n",
            finding.rule,
            line(&finding.message),
            place.unwrap_or_default(),
            line(&finding.advice)
        );
    }
    if !report.unseen.is_empty() {
        text += "uses of these would not be found\n";
    }
    for (_, unseen) in report.unseen {
        let what = line(&format!("{} ({})", unseen.item, unseen.reason));
        text += &format!("  {:<13} {what}\n", unseen.tier.as_str());
    }
    if !report.unseen.is_empty() {
        text.push('\n');
    }
    text + &summary(report) + "\n" + &omitted::lines(report.omitted, report.all)
}

fn listed(item: &Item, places: &[(&str, &Place)]) -> String {
    let tier = item.tier.map_or("not promised", Tier::as_str);
    let since = item
        .since
        .as_ref()
        .map(|since| format!(" since {since}"))
        .unwrap_or_default();
    let deprecated = match deprecated(item) {
        none if none.is_empty() => none,
        some => format!(", {some}"),
    };
    let implemented = if item.is_implemented { ", implemented" } else { "" };
    let what = line(&format!("{}{since}{implemented}{deprecated}", item.path));
    let mut text = format!("  {tier:<13} {what}\n");
    for (_, place) in places {
        text += &format!("                {}\n", position(place));
    }
    text
}

fn position(place: &Place) -> String {
    line(&format!("{}:{}:{}", place.path, place.line, place.column))
}

/// `3 packages use 12 promised items of 2 dependencies: 1 error, 2 warnings`.
fn summary(report: &Report<'_>) -> String {
    let items = items(report.uses);
    let dependencies: std::collections::BTreeSet<_> = items.keys().map(|item| &item.package).collect();
    let of_level = |level: Level| report.judged.findings.iter().filter(|it| it.level == level).count();
    let (errors, warnings) = (of_level(Level::Deny), of_level(Level::Warn));
    let permitted = match report.judged.permitted.len() {
        0 => String::new(),
        number => format!(", {} permitted by stability.toml", count(number, "item")),
    };
    let unpromised = match report.unpromised {
        [] => String::new(),
        [name] => format!("\nnot checked: {}, which has no attributes of Stability", line(name)),
        names => {
            let names = line(&names.join(", "));
            format!("\nnot checked: {names}, which have no attributes of Stability")
        }
    };
    format!(
        "{}: {} of {}, {}, {}{permitted}{}",
        report.users.join(", "),
        count(items.len(), "item"),
        if dependencies.len() == 1 {
            "1 dependency".to_owned()
        } else {
            format!("{} dependencies", dependencies.len())
        },
        count(errors, "error"),
        count(warnings, "warning"),
        unpromised,
    )
}

pub fn count(number: usize, what: &str) -> String {
    if number == 1 {
        format!("1 {what}")
    } else {
        format!("{number} {what}s")
    }
}

fn document(report: &Report<'_>) -> Result<String> {
    #[derive(Serialize)]
    struct JsonUse<'a> {
        #[serde(flatten)]
        item: &'a Item,
        places: Vec<JsonPlace<'a>>,
    }
    #[derive(Serialize)]
    struct JsonPlace<'a> {
        user: &'a str,
        #[serde(flatten)]
        place: &'a Place,
    }
    #[derive(Serialize)]
    struct JsonUnseen<'a> {
        package: &'a str,
        #[serde(flatten)]
        unseen: &'a Unseen,
    }
    let uses = items(report.uses).into_iter().map(|(item, places)| JsonUse {
        item,
        places: places
            .into_iter()
            .map(|(user, place)| JsonPlace { user, place })
            .collect(),
    });
    let unseen = report
        .unseen
        .iter()
        .map(|(package, unseen)| JsonUnseen { package, unseen });
    judge::json(&json!({
        "schema": SCHEMA,
        "clean": report.judged.is_clean(),
        "packages": report.users,
        "uses": uses.collect::<Vec<_>>(),
        "unpromised": report.unpromised,
        "unseen": unseen.collect::<Vec<_>>(),
        "omitted": report.omitted,
        "findings": report.judged.findings,
    }))
}

fn log(report: &Report<'_>) -> Result<String> {
    let rules = RULES.map(|(id, summary)| json!({ "id": id, "shortDescription": { "text": summary } }));
    let results = report.judged.findings.iter().map(|finding| {
        let locations = finding.places.iter().map(|place| {
            json!({
                "physicalLocation": sarif::physical(&place.path, Some((place.line, place.column))),
                "logicalLocations": [{ "fullyQualifiedName": line(&finding.subject) }],
            })
        });
        json!({
            "ruleId": finding.rule,
            "ruleIndex": RULES.iter().position(|(id, _)| *id == finding.rule),
            "level": sarif::level(finding.level),
            "message": { "text": sarif::without_links(&message(finding)) },
            "locations": locations.collect::<Vec<Value>>(),
        })
    });
    let mut log = sarif::log(&rules, &results.collect::<Vec<_>>());
    let notes = omitted::lines(report.omitted, true);
    let notes = notes
        .lines()
        .map(|it| json!({ "level": "note", "message": { "text": sarif::without_links(it) } }));
    log["runs"][0]["invocations"] = json!([{
        "executionSuccessful": true,
        "toolExecutionNotifications": notes.collect::<Vec<Value>>(),
    }]);
    judge::json(&log)
}

fn annotations(report: &Report<'_>) -> String {
    let each = report.judged.findings.iter().flat_map(|finding| {
        finding.places.iter().map(move |place| {
            let position = Some((place.path.as_str(), u32::try_from(place.line).ok()));
            github::command(finding.level, position, finding.rule, &message(finding))
        })
    });
    let summary = format!("{}\n{}", summary(report), omitted::lines(report.omitted, report.all));
    each.collect::<String>() + &github::notice(summary.trim_end())
}

fn message(finding: &Finding) -> String {
    format!("{}\nhelp: {}", line(&finding.message), line(&finding.advice))
}
