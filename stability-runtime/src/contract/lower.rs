//! From the record of a macro to the item of a contract.

use alloc::collections::BTreeMap;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::str::FromStr;

use super::item::{Deprecated, Item, Location, Member, Sealed};
use super::problem::Problem;
use super::stated::{Deprecation, Header, Record};
use super::{area, path};
use crate::kind::{Kind, Namespace};

/// What a top-level record states.
#[derive(Debug, PartialEq)]
pub(super) struct Lowered {
    /// The path of its definition, whatever path its users know it by.
    pub definition: String,
    /// What names it in the contract.
    pub id: String,
    /// The trait it implements, by the path of its definition.
    pub implements: Option<String>,
    /// The package that promises it, as [`Item::package`] has it.
    pub package: String,
    /// The item; `None` without a tier, since that promises nothing.
    pub item: Option<Item>,
}

/// Lowers `record` of the package labelled `package`.
pub(super) fn lower(record: Record, package: &str, header: Option<&Header>, problems: &mut Vec<Problem>) -> Lowered {
    let definition = match record.kind {
        Kind::Macro => path::at_root(&record.module, &record.name),
        _ => path::join(&record.module, &record.name),
    };
    let id = record.path.clone().unwrap_or_else(|| definition.clone());
    let implements = record.implements.as_deref().map(path::sealed_trait);
    let place = Place {
        package,
        id: &id,
        location: location(&record),
    };
    let area = area_of(&record, header);

    let item = record.tier.map(|tier| Item {
        id: id.clone(),
        kind: record.kind,
        name: match record.kind.namespace() {
            Namespace::Guarantee | Namespace::Schema | Namespace::Surface => record.name,
            _ => path::name(record.path.as_deref().unwrap_or(&record.name), record.kind),
        },
        tier,
        since: place.version("since", record.since, problems),
        area,
        text: record.text,
        note: record.note,
        issue: record.issue,
        docs: record.docs,
        until: place.version("until", record.until, problems),
        feature: record.feature,
        deprecated: record.deprecated.map(|it| place.deprecated(it, problems)),
        members: place.members(record.members, problems),
        signature: record.signature,
        exhaustive: record.exhaustive,
        sealed: record.seal.map(|friends| Sealed {
            friends,
            implementations: Vec::new(),
        }),
        implements: implements.clone(),
        schema: record.schema,
        namespaces: record.namespaces,
        document: record.document,
        erased: record.erased,
        may_expose: record.may_expose,
        location: place.location.clone(),
        package: package.to_string(),
        extensions: BTreeMap::new(),
    });

    Lowered {
        definition,
        id,
        implements,
        package: package.to_string(),
        item,
    }
}

/// What a problem with a record or one of its members says of the place.
struct Place<'a> {
    package: &'a str,
    id: &'a str,
    location: Location,
}

impl Place<'_> {
    fn members(&self, records: Vec<Record>, problems: &mut Vec<Problem>) -> Vec<Member> {
        records
            .into_iter()
            .map(|record| {
                let id = path::join(self.id, &record.name);
                let place = Place {
                    package: self.package,
                    id: &id,
                    location: match location(&record) {
                        unknown if unknown.is_unknown() => self.location.clone(),
                        location => location,
                    },
                };
                place.member(record, problems)
            })
            .collect()
    }

    fn member(&self, record: Record, problems: &mut Vec<Problem>) -> Member {
        Member {
            name: record.name,
            kind: record.kind,
            tier: record.tier,
            since: self.version("since", record.since, problems),
            note: record.note,
            issue: record.issue,
            docs: record.docs,
            until: self.version("until", record.until, problems),
            feature: record.feature,
            deprecated: record.deprecated.map(|it| self.deprecated(it, problems)),
            reserved: record.reserved,
            provided: record.provided,
            signature: record.signature,
            may_expose: record.may_expose,
            members: self.members(record.members, problems),
            extensions: BTreeMap::new(),
        }
    }

    fn deprecated(&self, deprecation: Deprecation, problems: &mut Vec<Problem>) -> Deprecated {
        // Of a route, the keys stand side by side in the attribute.
        let key = if deprecation.on.is_some() {
            "since"
        } else {
            "deprecated(since)"
        };
        Deprecated {
            since: self.version(key, deprecation.since, problems),
            note: deprecation.note,
            replacement: deprecation.replacement,
            remove_in: self.version("deprecated(remove_in)", deprecation.remove_in, problems),
            on: deprecation.on,
            sunset: deprecation.sunset,
            link: deprecation.link,
            successor: deprecation.successor,
        }
    }

    fn version<T: FromStr<Err = semver::Error>>(
        &self,
        key: &'static str,
        text: Option<String>,
        problems: &mut Vec<Problem>,
    ) -> Option<T> {
        let text = text?;
        text.parse()
            .map_err(|reason: semver::Error| {
                problems.push(Problem::MalformedVersion {
                    package: self.package.to_string(),
                    id: self.id.to_string(),
                    location: self.location.clone(),
                    key,
                    found: text.clone(),
                    reason: reason.to_string(),
                });
            })
            .ok()
    }
}

/// The area that the record states, or else that of its module.
fn area_of(record: &Record, header: Option<&Header>) -> Option<String> {
    let stated = record.area.as_deref();
    stated.or_else(|| area::of_module(header?, record)).map(String::from)
}

/// Where `record` stands, with `/` in the path on every machine.
fn location(record: &Record) -> Location {
    Location {
        file: record.file.replace('\\', "/"),
        line: record.line,
    }
}
