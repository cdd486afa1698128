//! From submissions to a contract.

#[cfg(test)]
mod tests;

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use semver::Version;

use super::header::{Header, Package, Source, labels};
use super::lower::{Lowered, lower};
use super::problem::{ContractError, Problem};
use super::statement::merge;
use super::{Contract, Item, stated};
use crate::kind::{Kind, Namespace};
use crate::nearest::nearest;

pub(super) fn collect(submissions: impl IntoIterator<Item = stated::Submission>) -> Result<Contract, ContractError> {
    let mut problems = Vec::new();
    let voices = gather(submissions, &mut problems);
    let sources: Vec<Source> = voices.iter().map(|voice| voice.source(&mut problems)).collect();
    let mut lowered = Vec::new();
    let mut areas = Vec::new();
    for (mut voice, label) in voices.into_iter().zip(labels(&sources)) {
        areas.extend(merge(core::mem::take(&mut voice.statements), &label));
        lowered.extend(voice.lower(&label, &mut problems));
    }
    let mut lowered = distinct(lowered, &mut problems);
    join_seals(&mut lowered);
    ContractError::check(problems)?;
    let items = lowered.into_iter().filter_map(|lowered| lowered.item).collect();
    Ok(Contract::assemble(sources, items, areas))
}

/// What one package says.
struct Voice {
    name: String,
    version: Version,
    headers: Vec<stated::Header>,
    areas: Vec<String>,
    records: Vec<stated::Record>,
    statements: Vec<stated::Statement>,
}

/// Brings together what each version of each package says, sorted.
fn gather(submissions: impl IntoIterator<Item = stated::Submission>, problems: &mut Vec<Problem>) -> Vec<Voice> {
    let mut voices = BTreeMap::new();
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
        let voice = voices
            .entry((name, version))
            .or_insert_with_key(|(name, version)| Voice {
                name: name.clone(),
                version: version.clone(),
                headers: Vec::new(),
                areas: Vec::new(),
                records: Vec::new(),
                statements: Vec::new(),
            });
        voice.headers.extend(submission.header);
        voice.areas.extend(submission.areas);
        voice.records.extend(submission.records);
        voice.statements.extend(submission.statements);
    }
    voices.into_values().collect()
}

impl Voice {
    fn source(&self, problems: &mut Vec<Problem>) -> Source {
        let header = self.headers.first();
        if self.headers.iter().any(|other| Some(other) != header) {
            problems.push(self.duplicate_header());
        }
        Source {
            package: Package {
                name: self.name.clone(),
                version: self.version.clone(),
            },
            header: header.map(|header| self.header(header, problems)),
            manifest: None,
            unmarked: None,
        }
    }

    fn header(&self, header: &stated::Header, problems: &mut Vec<Problem>) -> Header {
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
        let mut distinct: Vec<&stated::Header> = Vec::new();
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

    fn lower(self, label: &str, problems: &mut Vec<Problem>) -> Vec<Lowered> {
        let header = self.headers.first();
        let areas: BTreeSet<&str> = self
            .headers
            .iter()
            .flat_map(|header| &header.areas)
            .map(|area| area.name.as_str())
            .chain(self.areas.iter().map(String::as_str))
            .collect();
        let lowered: Vec<Lowered> = self
            .records
            .into_iter()
            .map(|record| lower(record, label, header, problems))
            .collect();
        for item in lowered.iter().filter_map(|lowered| lowered.item.as_ref()) {
            check_area(item, &areas, problems);
        }
        lowered
    }
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
fn distinct(mut lowered: Vec<Lowered>, problems: &mut Vec<Problem>) -> Vec<Lowered> {
    // By place, so that the same two places are reported whatever the order of the submissions.
    let kind = |lowered: &Lowered| lowered.item.as_ref().map(|item| item.kind);
    lowered.sort_by(|a, b| (place(a), kind(a)).cmp(&(place(b), kind(b))));
    let mut kept: Vec<Lowered> = Vec::with_capacity(lowered.len());
    let mut taken: BTreeMap<(String, String, Namespace), usize> = BTreeMap::new();
    let mut claims: BTreeMap<(Namespace, String), Item> = BTreeMap::new();
    for next in lowered {
        let Some(item) = &next.item else {
            kept.push(next);
            continue;
        };
        problems.extend(claim(item, &mut claims));
        let name = item.identity();
        match taken.get(&name).map(|at| &kept[*at]) {
            None => {
                taken.insert(name, kept.len());
                kept.push(next);
            }
            Some(same) if *same == next => {}
            Some(other) if item.kind == Kind::Route => problems.push(Problem::DuplicateRoute {
                package: item.package.clone(),
                first: (other.id.clone(), place(other).cloned().unwrap_or_default()),
                second: (item.id.clone(), item.location.clone()),
            }),
            Some(other) => problems.push(Problem::DuplicateId {
                package: item.package.clone(),
                id: item.id.clone(),
                kind: item.kind,
                first: place(other).cloned().unwrap_or_default(),
                second: item.location.clone(),
            }),
        }
    }
    kept
}

/// A code, a schema, a command or a variable means one thing, whichever package says so; two versions of one package mean
/// the same.
fn claim(item: &Item, claims: &mut BTreeMap<(Namespace, String), Item>) -> Option<Problem> {
    let namespace = item.kind.namespace();
    let name = match namespace {
        Namespace::Code | Namespace::Surface => item.id.as_str(),
        // Every version of a schema belongs to who has the first.
        Namespace::Schema => item.id.split('@').next()?.trim_start_matches("schema "),
        _ => return None,
    };
    let claimed = claims
        .entry((namespace, name.to_string()))
        .or_insert_with(|| item.clone());
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

fn place(lowered: &Lowered) -> Option<&super::Location> {
    lowered.item.as_ref().map(|item| &item.location)
}

/// Gives each sealed trait the ids of its implementations, and each implementation the id of its trait.
fn join_seals(lowered: &mut [Lowered]) {
    let mut traits: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, candidate) in lowered.iter().enumerate() {
        if candidate.item.as_ref().is_some_and(|item| item.sealed.is_some()) {
            traits.entry(candidate.definition.clone()).or_default().push(at);
        }
    }
    for at in 0..lowered.len() {
        let Some(versions) = lowered[at].implements.as_ref().and_then(|it| traits.get(it)) else {
            continue;
        };
        // Where two versions of a package are linked, its own implementations are of its own trait.
        let own = |candidate: &&usize| lowered[**candidate].package == lowered[at].package;
        let sealed = match versions.iter().find(own) {
            Some(own) => core::slice::from_ref(own),
            None => versions,
        };
        let id = lowered[at].id.clone();
        for of in sealed {
            let trait_id = lowered[*of].id.clone();
            if let Some(item) = &mut lowered[at].item {
                item.implements = Some(trait_id);
            }
            if let Some(sealed) = lowered[*of].item.as_mut().and_then(|item| item.sealed.as_mut()) {
                sealed.implementations.push(id.clone());
            }
        }
    }
    for sealed in lowered.iter_mut().filter_map(|it| it.item.as_mut()?.sealed.as_mut()) {
        sealed.implementations.sort();
        sealed.implementations.dedup();
    }
}
