//! From submissions to a contract.
//!
//! `Contract::linked` knows whether the constructors have run by a submission of this crate, which is linked behind those of
//! all packages that depend on it. Functions without a `Result` panic before, because an empty list would be taken for the
//! whole.

#[cfg(test)]
mod tests;

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use semver::Version;

use super::header::{Header, Package, Source, labels};
use super::lines::{DeclaredHeader, Record, Submission, area_of_module, public_module};
use super::problem::Problem;
use super::statement::{Statement, merge};
use super::{Contract, Item, path, sorted};
use crate::kind::{Kind, Namespace};
use crate::nearest::nearest;

/// The contract of submissions, as far as there are no problems.
pub(super) fn collect(submissions: impl IntoIterator<Item = Submission>, problems: &mut Vec<Problem>) -> Contract {
    let packages = gather(submissions, problems);
    let sources: Vec<Source> = packages.iter().map(|package| package.source(problems)).collect();
    let mut records = Vec::new();
    let mut areas = Vec::new();
    for (at, (mut package, label)) in packages.into_iter().zip(labels(&sources)).enumerate() {
        areas.extend(merge(core::mem::take(&mut package.statements), &label));
        records.extend(package.records(at, &label, problems));
    }
    let mut records = distinct(records, problems);
    join_seals(&mut records);
    let items = records.into_iter().filter_map(|record| record.item).collect();
    Contract::assemble(sources, items, areas)
}

/// The records of one package.
struct Stated {
    name: String,
    version: Version,
    headers: Vec<DeclaredHeader>,
    areas: Vec<String>,
    records: Vec<Record>,
    statements: Vec<Statement>,
}

/// Brings together what each version of each package states, sorted.
fn gather(submissions: impl IntoIterator<Item = Submission>, problems: &mut Vec<Problem>) -> Vec<Stated> {
    let mut packages = BTreeMap::new();
    for submission in submissions {
        let name = submission.package;
        let version = match submission.version.parse::<Version>() {
            Ok(version) => version,
            Err(reason) => {
                problems.push(Problem::MalformedPackageVersion {
                    package: name,
                    found: submission.version,
                    reason: reason.to_string(),
                });
                continue;
            }
        };
        let stated = packages
            .entry((name, version))
            .or_insert_with_key(|(name, version)| Stated {
                name: name.clone(),
                version: version.clone(),
                headers: Vec::new(),
                areas: Vec::new(),
                records: Vec::new(),
                statements: Vec::new(),
            });
        stated.headers.extend(submission.headers);
        stated.areas.extend(submission.areas);
        stated.records.extend(submission.records);
        stated.statements.extend(submission.statements);
    }
    packages.into_values().collect()
}

impl Stated {
    fn source(&self, problems: &mut Vec<Problem>) -> Source {
        let header = self.headers.first();
        if self.headers.iter().any(|other| Some(other) != header) {
            problems.push(self.duplicate_header());
        }
        let package = Package {
            name: self.name.clone(),
            version: self.version.clone(),
        };
        Source::new(package, header.map(|header| self.header(header, problems)))
    }

    fn header(&self, header: &DeclaredHeader, problems: &mut Vec<Problem>) -> Header {
        let scope = header.scope.as_ref().and_then(|scope| {
            scope
                .parse()
                .map_err(|reason: semver::Error| {
                    problems.push(Problem::MalformedScope {
                        package: self.name.clone(),
                        found: scope.clone(),
                        reason: reason.to_string(),
                    });
                })
                .ok()
        });
        Header {
            name: header.name.clone(),
            state: header.state,
            scope,
            areas: header.areas.iter().map(|area| area.name.clone()).collect(),
        }
    }

    fn duplicate_header(&self) -> Problem {
        let mut distinct: Vec<&DeclaredHeader> = Vec::new();
        for header in &self.headers {
            if !distinct.contains(&header) {
                distinct.push(header);
            }
        }
        let mut names: Vec<String> = distinct.iter().map(|header| header.name.clone()).collect();
        names.sort();
        Problem::DuplicateHeader {
            package: self.name.clone(),
            names,
        }
    }

    /// The records, each with its package and its area.
    fn records(self, package: usize, label: &str, problems: &mut Vec<Problem>) -> Vec<Record> {
        let header = self.headers.first();
        let areas: BTreeSet<&str> = self
            .headers
            .iter()
            .flat_map(|header| &header.areas)
            .map(|area| area.name.as_str())
            .chain(self.areas.iter().map(String::as_str))
            .collect();
        let mut records = self.records;
        for record in &mut records {
            record.package = package;
            if let Some(public) = header.and_then(|header| id_in_public_module(header, record)) {
                if let Some(item) = &mut record.item {
                    item.id.clone_from(&public);
                }
                record.id = public;
            }
            let Some(item) = &mut record.item else { continue };
            item.package = label.to_string();
            if item.area.is_none() {
                item.area = header
                    .and_then(|header| area_of_module(header, &record.module))
                    .map(String::from);
            }
            check_area(item, &areas, problems);
        }
        records
    }
}

/// The id of what is defined in a module for which `contract!` names the public one. An implementation has no path that users write,
/// and a re-export is at the one that it has.
fn id_in_public_module(header: &DeclaredHeader, record: &Record) -> Option<String> {
    let kind = record.item.as_ref()?.kind;
    let has_path = matches!(kind.namespace(), Namespace::Type | Namespace::Value) && kind != Kind::Impl;
    if record.has_id || !has_path {
        return None;
    }
    let (around, name) = path::split_last(&record.id);
    let (module, name) = match kind {
        Kind::Method | Kind::AssociatedConst | Kind::AssociatedType => {
            let (module, of) = path::split_last(around);
            (module, path::join(of, name))
        }
        _ => (around, name.to_string()),
    };
    Some(path::join(public_module(header, module)?, &name))
}

/// A package that declares no areas leaves its items free to name any.
fn check_area(item: &Item, areas: &BTreeSet<&str>, problems: &mut Vec<Problem>) {
    if let Some(area) = item.area.as_deref()
        && !areas.is_empty()
        && !areas.contains(area)
    {
        problems.push(Problem::UnknownArea {
            package: item.package.clone(),
            id: item.id.clone(),
            location: item.location.clone(),
            area: area.to_string(),
            nearest: nearest(area, areas.iter().copied()).map(String::from),
        });
    }
}

/// Leaves out what is stated twice in the same words, and reports what is promised twice in different ones.
fn distinct(records: Vec<Record>, problems: &mut Vec<Problem>) -> Vec<Record> {
    // What has one id is side by side, and by place, so that the same two places are reported whatever the order of the
    // submissions.
    let kind = |record: &Record| record.item.as_ref().map(|item| item.kind);
    let records = sorted(records, |a, b| {
        let by_id = (a.package, &a.id).cmp(&(b.package, &b.id));
        by_id.then_with(|| (place(a), kind(a)).cmp(&(place(b), kind(b))))
    });
    let mut claims = BTreeMap::new();
    // The names of a route's parameters make no other route.
    let mut routes = BTreeMap::new();
    // The first of each namespace among those of one id.
    let mut of_id: Vec<(Namespace, &Record)> = Vec::new();
    let mut is_first = Vec::with_capacity(records.len());
    for record in &records {
        let Some(item) = &record.item else {
            is_first.push(true);
            continue;
        };
        problems.extend(claim(item, &mut claims));
        if of_id
            .first()
            .is_some_and(|(_, other)| (other.package, &other.id) != (record.package, &record.id))
        {
            of_id.clear();
        }
        let namespace = item.kind.namespace();
        let first = match of_id.iter().find(|(other, _)| *other == namespace) {
            _ if item.kind == Kind::Route => *routes.entry(item.identity()).or_insert(record),
            Some((_, first)) => first,
            None => {
                of_id.push((namespace, record));
                record
            }
        };
        is_first.push(core::ptr::eq(first, record));
        if !core::ptr::eq(first, record) && first != record {
            problems.push(promised_twice(first, item));
        }
    }
    let kept = records.into_iter().zip(is_first).filter(|(_, is_first)| *is_first);
    kept.map(|(record, _)| record).collect()
}

fn promised_twice(first: &Record, second: &Item) -> Problem {
    let package = second.package.clone();
    let place = place(first).cloned().unwrap_or_default();
    match second.kind {
        Kind::Route => Problem::DuplicateRoute {
            package,
            first: (first.id.clone(), place),
            second: (second.id.clone(), second.location.clone()),
        },
        kind => Problem::DuplicateId {
            package,
            id: second.id.clone(),
            kind,
            first: place,
            second: second.location.clone(),
        },
    }
}

/// A code, a schema, a command or a variable means one thing, whichever package says so; two versions of one package mean
/// the same.
fn claim<'a>(item: &'a Item, claims: &mut BTreeMap<(Namespace, &'a str), &'a Item>) -> Option<Problem> {
    let namespace = item.kind.namespace();
    let name = match namespace {
        Namespace::Code | Namespace::Surface => item.id.as_str(),
        // Every version of a schema belongs to who has the first.
        Namespace::Schema => item.id.split('@').next()?.trim_start_matches("schema "),
        _ => return None,
    };
    let claimed = *claims.entry((namespace, name)).or_insert(item);
    if claimed.package_name() == item.package_name() {
        return None;
    }
    let name = name.to_string();
    let first = (claimed.package.clone(), claimed.location.clone());
    let second = (item.package.clone(), item.location.clone());
    Some(match namespace {
        Namespace::Code => Problem::DuplicateCode {
            code: name,
            first,
            second,
        },
        Namespace::Schema => Problem::DuplicateSchema {
            schema: name,
            first,
            second,
        },
        _ => Problem::DuplicateEntry {
            id: name,
            first,
            second,
        },
    })
}

fn place(record: &Record) -> Option<&super::Location> {
    record.item.as_ref().map(|item| &item.location)
}

/// Gives each sealed trait the ids of its implementations, and each implementation the id of its trait.
fn join_seals(records: &mut [Record]) {
    let mut traits: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, candidate) in records.iter().enumerate() {
        if let (Some(sealed), Some(_)) = (&candidate.sealed, &candidate.item) {
            traits.entry(sealed.clone()).or_default().push(at);
        }
    }
    for at in 0..records.len() {
        let Some(versions) = records[at].implements.as_ref().and_then(|it| traits.get(it)) else {
            continue;
        };
        // Where two versions of a package are linked, its own implementations are of its own trait.
        let own = |candidate: &&usize| records[**candidate].package == records[at].package;
        let sealed = match versions.iter().find(own) {
            Some(own) => core::slice::from_ref(own),
            None => versions,
        };
        let id = records[at].id.clone();
        for of in sealed {
            let trait_id = records[*of].id.clone();
            if let Some(item) = &mut records[at].item {
                item.implements = Some(trait_id);
            }
            if let Some(sealed) = records[*of].item.as_mut().and_then(|item| item.sealed.as_mut()) {
                sealed.implementations.push(id.clone());
            }
        }
    }
    for sealed in records.iter_mut().filter_map(|it| it.item.as_mut()?.sealed.as_mut()) {
        sealed.implementations.sort();
        sealed.implementations.dedup();
    }
}
