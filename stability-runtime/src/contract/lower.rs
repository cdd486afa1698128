//! From the record of a macro to the item of a contract.

use alloc::collections::BTreeMap;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::str::FromStr;

use super::item::{Deprecated, Item, Location, Marker, Member, Namespaces, Sealed};
use super::problem::Problem;
use super::{area, path};
use crate::kind::{Kind, Namespace};
use crate::record::{Deprecation, Header, Record};
use crate::route::Retirement;

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
pub(super) fn lower(record: &Record, package: &str, header: Option<&Header>, problems: &mut Vec<Problem>) -> Lowered {
    let definition = match record.kind {
        Kind::Macro => path::at_root(record.module, record.name),
        _ => path::join(record.module, record.name),
    };
    let id = record.path.map_or_else(|| definition.clone(), String::from);
    let implements = record.implements.map(path::sealed_trait);
    let place = Place {
        package,
        id: &id,
        location: location(record),
    };

    let item = record.tier.map(|tier| Item {
        id: id.clone(),
        kind: record.kind,
        name: match record.kind.namespace() {
            Namespace::Guarantee | Namespace::Schema | Namespace::Surface => record.name.to_string(),
            _ => path::name(record.path.unwrap_or(record.name), record.kind),
        },
        tier,
        since: place.version("since", record.since, problems),
        area: record
            .area
            .or_else(|| area::of_module(header?, record))
            .map(String::from),
        text: owned(record.text),
        note: owned(record.note),
        issue: owned(record.issue),
        docs: owned(record.docs),
        until: place.version("until", record.until, problems),
        feature: owned(record.feature),
        deprecated: match record.route {
            Some(route) => route.retirement.map(|it| place.retired(it, problems)),
            None => record.deprecated.map(|it| place.deprecated(&it, problems)),
        },
        members: place.members(record, problems),
        signature: signature(record),
        exhaustive: record.exhaustive,
        sealed: record.seal.map(|seal| Sealed {
            friends: seal.friends.iter().copied().map(String::from).collect(),
            implementations: Vec::new(),
        }),
        implements: implements.clone(),
        schema: record.schema.map(|marker| Marker {
            key: marker.key.to_string(),
            value: marker.value.to_string(),
        }),
        namespaces: record.extensions.map(|namespaces| Namespaces {
            core: namespaces.core.to_string(),
            community: namespaces.community.to_string(),
        }),
        document: record.document,
        erased: owned(record.erased),
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
    fn members(&self, container: &Record, problems: &mut Vec<Problem>) -> Vec<Member> {
        container
            .members
            .iter()
            .map(|record| {
                let id = path::join(self.id, record.name);
                let place = Place {
                    package: self.package,
                    id: &id,
                    location: match location(record) {
                        unknown if unknown.is_unknown() => self.location.clone(),
                        location => location,
                    },
                };
                place.member(record, problems)
            })
            .collect()
    }

    fn member(&self, record: &Record, problems: &mut Vec<Problem>) -> Member {
        Member {
            name: record.name.to_string(),
            kind: record.kind,
            tier: record.tier,
            since: self.version("since", record.since, problems),
            note: owned(record.note),
            issue: owned(record.issue),
            docs: owned(record.docs),
            until: self.version("until", record.until, problems),
            feature: owned(record.feature),
            deprecated: record.deprecated.map(|it| self.deprecated(&it, problems)),
            reserved: record.reserved,
            provided: record.provided,
            signature: signature(record),
            members: self.members(record, problems),
            extensions: BTreeMap::new(),
        }
    }

    fn deprecated(&self, deprecation: &Deprecation, problems: &mut Vec<Problem>) -> Deprecated {
        Deprecated {
            since: self.version("deprecated(since)", deprecation.since, problems),
            note: owned(deprecation.note),
            replacement: owned(deprecation.replacement),
            remove_in: self.version("deprecated(remove_in)", deprecation.remove_in, problems),
            ..Deprecated::default()
        }
    }

    fn retired(&self, retirement: &Retirement, problems: &mut Vec<Problem>) -> Deprecated {
        Deprecated {
            since: self.version("since", retirement.since, problems),
            note: owned(retirement.note),
            on: Some(retirement.on.written.to_string()),
            sunset: retirement.sunset.map(|sunset| sunset.written.to_string()),
            link: owned(retirement.link),
            successor: owned(retirement.successor),
            ..Deprecated::default()
        }
    }

    fn version<T: FromStr<Err = semver::Error>>(
        &self,
        key: &'static str,
        text: Option<&str>,
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
                    found: text.to_string(),
                    reason: reason.to_string(),
                });
            })
            .ok()
    }
}

fn owned(text: Option<&str>) -> Option<String> {
    text.map(String::from)
}

fn signature(record: &Record) -> Option<String> {
    (!record.signature.is_empty()).then(|| record.signature.to_string())
}

/// Where `record` stands, with `/` in the path on every machine.
fn location(record: &Record) -> Location {
    Location {
        file: record.file.replace('\\', "/"),
        line: record.line,
    }
}
