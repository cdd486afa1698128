//! What the operations say, against what their routes say.
//!
//! `annotate` applies the additions of one plan, and `check` lists them. What several operations share through `$ref` is not
//! written to: the headers of a shared response are declared on the operation, in `x-stability-headers`, and a shared path
//! item is reported. Declared headers hold no date, which would go stale unseen.

use serde_json::Value;
use stability::route::{Route, shape};

use super::compare::compare;
use super::document::{Found, Operations, operations};
use super::edit::Edit;
use super::owner::{Owners, Served, join, owners};
use super::promise::RoutePromise;
use super::report::{Disagreements, Reason, Report, Skipped};

/// The report, and the missing parts.
#[derive(Debug)]
pub struct Plan<'r> {
    pub report: Report<'r>,
    pub edits: Vec<Edit>,
}

/// Compares a document with the routes.
pub fn plan<'r>(document: &Value, routes: &[&'r Route], mounts: &[String], base_path: &str) -> Plan<'r> {
    let Operations {
        found,
        skipped,
        references,
    } = operations(document);
    let mut plan = Plan {
        report: Report {
            skipped,
            ..Report::default()
        },
        edits: Vec::new(),
    };
    let owners = plan.owners(&found, routes, mounts, base_path);
    for (found, owner) in found.iter().zip(owners) {
        match owner {
            None => plan.report.not_in_registry.push(found.operation.clone()),
            Some(route) => {
                plan.report.applied.push(found.operation.clone());
                let comparison = compare(found, &references, &RoutePromise::from(route));
                plan.report.conflicts.extend(comparison.conflicts);
                plan.report.skipped.extend(comparison.skipped);
                plan.edits.extend(comparison.edits);
            }
        }
    }
    plan
}

impl<'r> Plan<'r> {
    /// The route of each operation; notes the routes that have none, and the operations of two.
    fn owners(
        &mut self,
        operations: &[Found<'_>],
        routes: &[&'r Route],
        mounts: &[String],
        base_path: &str,
    ) -> Vec<Option<&'r Route>> {
        let served = |route: &&'r Route| Served {
            method: route.method,
            shapes: mounted(route, mounts),
        };
        let served: Vec<_> = routes.iter().map(served).collect();
        let Owners { of, without, second } = owners(operations, base_path, &served);
        let owners: Vec<_> = of.into_iter().map(|route| Some(routes[route?])).collect();
        self.report
            .not_in_document
            .extend(without.into_iter().map(|route| routes[route]));
        for (operation, route) in second {
            let promised = |route: &Route| (route.tier, route.retirement);
            if owners[operation].map(promised) != Some(promised(routes[route])) {
                self.report.skipped.push(Skipped {
                    pointer: operations[operation].address.pointer.clone(),
                    reason: Reason::SecondRoute,
                });
            }
        }
        owners
    }

    /// Everything that is not as it should be.
    pub fn into_disagreements(self) -> Disagreements<'r> {
        let Report {
            applied: _,
            not_in_document,
            not_in_registry,
            conflicts,
            skipped,
        } = self.report;
        let mut differences = conflicts;
        differences.extend(self.edits.iter().map(Edit::difference));
        Disagreements {
            not_in_document,
            not_in_registry,
            differences,
            skipped,
        }
    }
}

/// The shapes of the paths at which a route is served.
fn mounted(route: &Route, mounts: &[String]) -> Vec<String> {
    if mounts.is_empty() {
        return [shape(route.path).collect()].into();
    }
    let paths = mounts.iter().map(|mount| join(mount, route.path));
    paths.map(|path| shape(&path).collect()).collect()
}
