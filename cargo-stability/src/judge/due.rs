//! What changes stage: by a release, or by a date.

use jiff::civil::Date;
use semver::Version;
use serde::Serialize;
use stability::Contract;
use stability::contract::{Deprecated, Item, Member, Since};
use stability::policy::Policy;

use super::{json, rows};
use crate::args::Format;

/// How far ahead is looked.
#[derive(Clone, Debug)]
pub enum Horizon {
    /// Up to this release; and what is due by a date that has passed.
    Release(Version),
    /// Up to this date, from this one on.
    Date {
        /// Today.
        today: Date,
        /// The last day.
        last: Date,
    },
}

/// What changes stage.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Due {
    /// The version or the date.
    pub when: String,
    /// What it is about: an item, `item::member`, or what a suppression is about.
    pub subject: String,
    /// What happens to it.
    pub what: String,
    /// The package.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub package: String,
}

/// What changes stage up to the horizon, the earliest first.
pub fn due(contract: &Contract, policy: &Policy, horizon: &Horizon) -> Vec<Due> {
    let mut found = Found {
        horizon,
        due: Vec::new(),
    };
    for item in contract.items() {
        found.item(item);
    }
    for suppression in &policy.suppressions {
        if let Some(expires) = suppression.expires {
            found.by_date(
                expires,
                "",
                &suppression.item,
                &format!("`{}` is reported again", suppression.rule),
            );
        }
    }
    found.due.sort();
    found.due.dedup();
    found.due
}

/// What changes stage, in the form that was asked for.
pub fn report(due: &[Due], format: Format) -> String {
    let wide = |of: fn(&Due) -> &str| due.iter().map(|it| of(it).chars().count()).max().unwrap_or(0);
    let (when, subject) = (wide(|it| &it.when), wide(|it| &it.subject));
    match format {
        Format::Json => json(due),
        Format::Text => rows(due, "nothing is due\n", |it, text| {
            std::fmt::Write::write_fmt(
                text,
                format_args!("{:<when$}  {:<subject$}  {}\n", it.when, it.subject, it.what),
            )
        }),
        Format::Markdown => rows(due, "Nothing is due.\n", |it, text| {
            std::fmt::Write::write_fmt(text, format_args!("- **{}** `{}`: {}\n", it.when, it.subject, it.what))
        }),
    }
}

struct Found<'a> {
    horizon: &'a Horizon,
    due: Vec<Due>,
}

impl Found<'_> {
    fn item(&mut self, item: &Item) {
        let stage = Stage {
            package: &item.package,
            subject: item.id.clone(),
        };
        self.since(&stage, item.since.as_ref(), &format!("becomes {}", item.tier));
        self.until(&stage, item.until.as_ref());
        self.deprecated(&stage, item.deprecated.as_ref());
        self.members(&stage, &item.members);
    }

    fn members(&mut self, container: &Stage<'_>, members: &[Member]) {
        for member in members {
            let stage = Stage {
                package: container.package,
                subject: format!("{}::{}", container.subject, member.name),
            };
            let tier = member
                .tier
                .map_or_else(|| "is promised".to_owned(), |tier| format!("becomes {tier}"));
            self.since(&stage, member.since.as_ref(), &tier);
            self.until(&stage, member.until.as_ref());
            self.deprecated(&stage, member.deprecated.as_ref());
            self.members(&stage, &member.members);
        }
    }

    /// What is there since the release in preparation comes with it.
    fn since(&mut self, stage: &Stage<'_>, since: Option<&Since>, what: &str) {
        if let (Some(Since::Next), Horizon::Release(version)) = (since, self.horizon) {
            self.add(version, stage.package, &stage.subject, what);
        }
    }

    fn until(&mut self, stage: &Stage<'_>, until: Option<&Version>) {
        self.by_version(until, stage, "graduates or goes");
    }

    fn deprecated(&mut self, stage: &Stage<'_>, deprecated: Option<&Deprecated>) {
        let Some(deprecated) = deprecated else {
            return;
        };
        self.since(stage, deprecated.since.as_ref(), "is deprecated");
        self.by_version(deprecated.remove_in.as_ref(), stage, "goes");
        let dates = [
            (&deprecated.on, "is deprecated"),
            (&deprecated.sunset, "may go: its sunset"),
        ];
        for (date, what) in dates {
            if let Some(date) = date.as_deref().and_then(|text| text.parse().ok()) {
                self.by_date(date, stage.package, &stage.subject, what);
            }
        }
    }

    fn by_version(&mut self, version: Option<&Version>, stage: &Stage<'_>, what: &str) {
        if let (Some(version), Horizon::Release(next)) = (version, self.horizon)
            && version <= next
        {
            self.add(version, stage.package, &stage.subject, what);
        }
    }

    fn by_date(&mut self, date: Date, package: &str, subject: &str, what: &str) {
        if let Horizon::Date { today, last } = self.horizon
            && date <= *last
        {
            let overdue = if date < *today { " (passed)" } else { "" };
            self.add(date, package, subject, &format!("{what}{overdue}"));
        }
    }

    fn add(&mut self, when: impl ToString, package: &str, subject: &str, what: &str) {
        self.due.push(Due {
            when: when.to_string(),
            subject: subject.to_owned(),
            what: what.to_owned(),
            package: package.to_owned(),
        });
    }
}

/// Whose stage it is.
struct Stage<'a> {
    package: &'a str,
    subject: String,
}
