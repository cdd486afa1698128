//! What macros state, as owned values: whether it comes from the registry of a program or from the lines of a file, a
//! contract is collected from these.

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::path;
use crate::kind::Kind;
use crate::record;
use crate::record::State;
use crate::registry;
use crate::tier::Tier;

/// What is handed in at once.
#[derive(Debug, PartialEq)]
pub(super) struct Submission {
    pub package: String,
    pub version: String,
    pub header: Option<Header>,
    pub areas: Vec<String>,
    pub records: Vec<Record>,
    pub statements: Vec<Statement>,
}

/// See [`record::Header`].
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Header {
    pub name: String,
    pub state: State,
    pub scope: Option<String>,
    pub areas: Vec<Area>,
}

/// See [`record::Area`].
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Area {
    pub name: String,
    /// Whole paths.
    pub modules: Vec<String>,
}

/// See [`record::Record`], of which it has what a contract takes.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Record {
    pub kind: Kind,
    pub name: String,
    pub module: String,
    pub tier: Option<Tier>,
    pub since: Option<String>,
    pub area: Option<String>,
    pub text: Option<String>,
    pub note: Option<String>,
    pub issue: Option<String>,
    pub docs: Option<String>,
    pub until: Option<String>,
    pub path: Option<String>,
    pub feature: Option<String>,
    pub deprecated: Option<Deprecation>,
    pub signature: Option<String>,
    pub exhaustive: Option<bool>,
    /// The friends of a sealed trait.
    pub seal: Option<Vec<String>>,
    pub implements: Option<String>,
    pub reserved: bool,
    pub provided: bool,
    pub schema: Option<super::Marker>,
    pub namespaces: Option<super::Namespaces>,
    pub erased: Option<String>,
    pub document: bool,
    pub may_expose: Vec<String>,
    pub members: Vec<Record>,
    pub file: String,
    pub line: u32,
}

/// The deprecation of an item, or the retirement of a route.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Deprecation {
    pub since: Option<String>,
    pub note: Option<String>,
    pub replacement: Option<String>,
    pub remove_in: Option<String>,
    pub on: Option<String>,
    pub sunset: Option<String>,
    pub link: Option<String>,
    pub successor: Option<String>,
}

/// See [`record::Statement`].
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Statement {
    pub area: String,
    pub tier: Option<Tier>,
    pub text: Option<String>,
    pub note: Option<String>,
    pub excludes: Vec<String>,
    pub planned: Vec<super::Planned>,
    pub file: String,
    pub line: u32,
}

impl From<&registry::Submission> for Submission {
    fn from(submission: &registry::Submission) -> Self {
        Self {
            package: submission.package.name.to_string(),
            version: submission.package.version.to_string(),
            header: submission.header.as_ref().map(Header::from),
            areas: all(submission.areas),
            records: submission.records.iter().map(Record::from).collect(),
            statements: submission.statements.iter().map(Statement::from).collect(),
        }
    }
}

impl From<&record::Header> for Header {
    fn from(header: &record::Header) -> Self {
        let area = |area: &record::Area| Area {
            name: area.name.to_string(),
            modules: area.modules.iter().map(|it| path::join(it.base, it.path)).collect(),
        };
        Self {
            name: header.name.to_string(),
            state: header.state,
            scope: owned(header.scope),
            areas: header.areas.iter().map(area).collect(),
        }
    }
}

impl From<&record::Record> for Record {
    fn from(record: &record::Record) -> Self {
        Self {
            kind: record.kind,
            name: record.name.to_string(),
            module: record.module.to_string(),
            tier: record.tier,
            since: owned(record.since),
            area: owned(record.area),
            text: owned(record.text),
            note: owned(record.note),
            issue: owned(record.issue),
            docs: owned(record.docs),
            until: owned(record.until),
            path: owned(record.path),
            feature: owned(record.feature),
            deprecated: match record.route {
                Some(route) => route.retirement.map(Deprecation::from),
                None => record.deprecated.as_ref().map(Deprecation::from),
            },
            signature: (!record.signature.is_empty()).then(|| record.signature.to_string()),
            exhaustive: record.exhaustive,
            seal: record.seal.map(|seal| all(seal.friends)),
            implements: owned(record.implements),
            reserved: record.reserved,
            provided: record.provided,
            schema: record.schema.map(|marker| super::Marker {
                key: marker.key.to_string(),
                value: marker.value.to_string(),
            }),
            namespaces: record.extensions.map(|namespaces| super::Namespaces {
                core: namespaces.core.to_string(),
                community: namespaces.community.to_string(),
            }),
            erased: owned(record.erased),
            document: record.document,
            may_expose: all(record.may_expose),
            members: record.members.iter().map(Self::from).collect(),
            file: record.file.to_string(),
            line: record.line,
        }
    }
}

impl From<&record::Deprecation> for Deprecation {
    fn from(deprecation: &record::Deprecation) -> Self {
        Self {
            since: owned(deprecation.since),
            note: owned(deprecation.note),
            replacement: owned(deprecation.replacement),
            remove_in: owned(deprecation.remove_in),
            ..Self::default()
        }
    }
}

impl From<&crate::route::Retirement> for Deprecation {
    fn from(retirement: &crate::route::Retirement) -> Self {
        Self {
            since: owned(retirement.since),
            note: owned(retirement.note),
            on: Some(retirement.on.written.to_string()),
            sunset: retirement.sunset.map(|sunset| sunset.written.to_string()),
            link: owned(retirement.link),
            successor: owned(retirement.successor),
            ..Self::default()
        }
    }
}

impl From<&record::Statement> for Statement {
    fn from(statement: &record::Statement) -> Self {
        let planned = |planned: &record::Planned| super::Planned {
            name: planned.name.to_string(),
            text: owned(planned.text),
        };
        Self {
            area: statement.area.to_string(),
            tier: statement.tier,
            text: owned(statement.text),
            note: owned(statement.note),
            excludes: all(statement.excludes),
            planned: statement.planned.iter().map(planned).collect(),
            file: statement.file.to_string(),
            line: statement.line,
        }
    }
}

fn owned(text: Option<&str>) -> Option<String> {
    text.map(String::from)
}

fn all(texts: &[&str]) -> Vec<String> {
    texts.iter().copied().map(String::from).collect()
}
