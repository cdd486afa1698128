//! From submissions to a contract.

#[cfg(test)]
mod tests;

use alloc::collections::BTreeMap;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use semver::Version;

use super::header::{Header, Package, Source, labels};
use super::lower::{Lowered, lower};
use super::problem::{ContractError, Problem};
use super::{Contract, Item};
use crate::kind::{Kind, Namespace};
use crate::nearest::nearest;
use crate::record;
use crate::registry::Submission;

pub(super) fn collect<'a>(submissions: impl IntoIterator<Item = &'a Submission>) -> Result<Contract, ContractError> {
    let mut problems = Vec::new();
    let voices = gather(submissions, &mut problems);
    let sources: Vec<Source> = voices.iter().map(|voice| voice.source(&mut problems)).collect();
    let mut lowered = Vec::new();
    for (voice, label) in voices.iter().zip(labels(&sources)) {
        lowered.extend(voice.lower(&label, &mut problems));
    }
    let mut lowered = distinct(lowered, &mut problems);
    join_seals(&mut lowered);
    ContractError::check(problems)?;
    let items = lowered.into_iter().filter_map(|lowered| lowered.item).collect();
    Ok(Contract::assemble(sources, items))
}

/// What one package says.
struct Voice<'a> {
    name: &'a str,
    version: Version,
    headers: Vec<&'a record::Header>,
    areas: Vec<&'a str>,
    records: Vec<&'a record::Record>,
}

/// Brings together what each version of each package says, sorted.
fn gather<'a>(submissions: impl IntoIterator<Item = &'a Submission>, problems: &mut Vec<Problem>) -> Vec<Voice<'a>> {
    let mut voices = BTreeMap::new();
    for submission in submissions {
        let record::Package { name, version } = submission.package;
        let version = match version.parse::<Version>() {
            Ok(version) => version,
            Err(reason) => {
                problems.push(Problem::MalformedPackageVersion {
                    package: name.to_string(),
                    found: version.to_string(),
                    reason: reason.to_string(),
                });
                continue;
            }
        };
        let voice = voices.entry((name, version.clone())).or_insert_with(|| Voice {
            name,
            version,
            headers: Vec::new(),
            areas: Vec::new(),
            records: Vec::new(),
        });
        voice.headers.extend(&submission.header);
        voice.areas.extend(submission.areas);
        voice.records.extend(submission.records);
    }
    voices.into_values().collect()
}

impl Voice<'_> {
    fn source(&self, problems: &mut Vec<Problem>) -> Source {
        let header = self.headers.first().copied();
        if self.headers.iter().any(|other| Some(*other) != header) {
            problems.push(self.duplicate_header());
        }
        Source {
            package: Package {
                name: self.name.to_string(),
                version: self.version.clone(),
            },
            header: header.map(|header| self.header(header, problems)),
        }
    }

    fn header(&self, header: &record::Header, problems: &mut Vec<Problem>) -> Header {
        let scope = header.scope.and_then(|scope| {
            scope
                .parse()
                .map_err(|reason: semver::Error| {
                    problems.push(Problem::MalformedScope {
                        package: self.name.to_string(),
                        found: scope.to_string(),
                        reason: reason.to_string(),
                    });
                })
                .ok()
        });
        Header {
            name: header.name.to_string(),
            state: header.state,
            scope,
            areas: header.areas.iter().map(|area| area.name.to_string()).collect(),
        }
    }

    fn duplicate_header(&self) -> Problem {
        let mut distinct: Vec<&record::Header> = Vec::new();
        for header in &self.headers {
            if !distinct.contains(header) {
                distinct.push(header);
            }
        }
        let mut names: Vec<String> = distinct.iter().map(|header| header.name.to_string()).collect();
        names.sort();
        Problem::DuplicateHeader {
            package: self.name.to_string(),
            names,
        }
    }

    fn lower(&self, label: &str, problems: &mut Vec<Problem>) -> Vec<Lowered> {
        let header = self.headers.first().copied();
        let areas: Vec<&str> = self
            .headers
            .iter()
            .flat_map(|header| header.areas)
            .map(|area| area.name)
            .chain(self.areas.iter().copied())
            .collect();
        let lowered: Vec<Lowered> = self
            .records
            .iter()
            .map(|record| lower(record, label, header, problems))
            .collect();
        for item in lowered.iter().filter_map(|lowered| lowered.item.as_ref()) {
            check_area(item, &areas, problems);
        }
        lowered
    }
}

/// A package that declares no areas leaves its items free to name any.
fn check_area(item: &Item, areas: &[&str], problems: &mut Vec<Problem>) {
    if let Some(area) = item.area.as_deref()
        && !areas.is_empty()
        && !areas.contains(&area)
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
    lowered.sort_by(|a, b| place(a).cmp(&place(b)));
    let mut kept: Vec<Lowered> = Vec::with_capacity(lowered.len());
    let mut taken: BTreeMap<(String, String, Namespace), usize> = BTreeMap::new();
    let (mut codes, mut schemas) = (BTreeMap::new(), BTreeMap::new());
    for next in lowered {
        let Some(item) = &next.item else {
            kept.push(next);
            continue;
        };
        if item.kind == Kind::ErrorCode
            && let Some((first, second)) = claim(&item.id, item, &mut codes)
        {
            let code = item.id.clone();
            problems.push(Problem::DuplicateCode { code, first, second });
        }
        // Every version of a schema belongs to who has the first.
        let schema = item
            .id
            .split('@')
            .next()
            .unwrap_or_default()
            .trim_start_matches("schema ");
        if item.kind == Kind::Schema
            && let Some((first, second)) = claim(schema, item, &mut schemas)
        {
            let schema = schema.to_string();
            problems.push(Problem::DuplicateSchema { schema, first, second });
        }
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
                first: place(other).cloned().unwrap_or_default(),
                second: item.location.clone(),
            }),
        }
    }
    kept
}

/// A package, and where it says something.
type Claim = (String, super::Location);

/// Who claims `name` first, and who after, where they are two packages; two versions of one package are one.
fn claim(name: &str, item: &Item, claims: &mut BTreeMap<String, Item>) -> Option<(Claim, Claim)> {
    let package = |item: &Item| item.package.split('@').next().map(ToString::to_string);
    let place = |item: &Item| (item.package.clone(), item.location.clone());
    let first = claims.entry(name.to_string()).or_insert_with(|| item.clone());
    (package(first) != package(item)).then(|| (place(first), place(item)))
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
