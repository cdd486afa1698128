//! What the operations say, against what their routes say.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use serde_json::{Map, Value};

use super::document::{Found, dereference, escape, operations};
use super::edit::{Addition, Edit};
use super::owner::{Owners, Served, join, owners};
use super::report::{Difference, Disagreements, Reason, Report, Skipped};
use super::said;
use crate::route::{Route, shape};

/// What is to be reported, and what is missing.
#[derive(Debug)]
pub struct Plan<'r> {
    pub report: Report<'r>,
    pub edits: Vec<Edit>,
}

/// Compares a document with the routes.
pub fn plan<'r>(document: &Value, routes: &[&'r Route], mounts: &[String], base_path: &str) -> Plan<'r> {
    let (operations, skipped) = operations(document);
    let mut plan = Plan {
        report: Report {
            skipped,
            ..Report::default()
        },
        edits: Vec::new(),
    };
    let owners = plan.owners(&operations, routes, mounts, base_path);
    for (found, owner) in operations.iter().zip(owners) {
        match owner {
            None => plan.report.not_in_registry.push(found.operation.clone()),
            Some(route) => {
                plan.report.applied.push(found.operation.clone());
                Comparison {
                    document,
                    found,
                    plan: &mut plan,
                }
                .compare(route);
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
        differences.extend(self.edits.into_iter().map(|edit| {
            let operation = edit.address.pointer;
            let (pointer, expected) = match edit.addition {
                Addition::Member(key, value) => (format!("{operation}/{key}"), value),
                Addition::Header { response, name, header } => (
                    format!("{operation}/responses/{}/headers/{name}", escape(&response)),
                    header,
                ),
                Addition::Parameter(parameter) => (format!("{operation}/parameters/-"), parameter),
            };
            Difference {
                pointer,
                found: None,
                expected: Some(expected),
            }
        }));
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

/// One operation, and where its differences go.
struct Comparison<'a, 'd, 'r> {
    document: &'d Value,
    found: &'a Found<'d>,
    plan: &'a mut Plan<'r>,
}

impl Comparison<'_, '_, '_> {
    fn compare(&mut self, route: &Route) {
        for (key, expected) in said::members(route) {
            self.member(key, expected);
        }
        let headers = said::headers(route);
        if !headers.is_empty() {
            self.responses(&headers);
        }
        if let Some(parameter) = said::parameter(route) {
            self.parameter(parameter);
        }
    }

    fn member(&mut self, key: &'static str, expected: Option<Value>) {
        let Some(found) = self.found.members.get(key) else {
            if let Some(expected) = expected {
                self.add(Addition::Member(key, expected));
            }
            return;
        };
        // What is not deprecated may say so.
        let is_denial = key == "deprecated" && expected.is_none() && *found == Value::Bool(false);
        if !is_denial && Some(found) != expected.as_ref() {
            self.plan.report.conflicts.push(Difference {
                pointer: self.pointer(&format!("/{key}")),
                found: Some(found.clone()),
                expected,
            });
        }
    }

    fn responses(&mut self, headers: &[(&'static str, Value)]) {
        let Some(responses) = self.found.members.get("responses") else {
            return;
        };
        let Some(responses) = responses.as_object() else {
            return self.skip("/responses".into(), Reason::NotAnObject);
        };
        for (code, response) in responses {
            if !code.starts_with("x-") {
                self.response(code, response, headers);
            }
        }
    }

    fn response(&mut self, code: &str, response: &Value, headers: &[(&'static str, Value)]) {
        let place = format!("/responses/{}", escape(code));
        let members = dereference(self.document, response).and_then(Value::as_object);
        let declared = members.and_then(|members| members.get("headers"));
        let names = declared.and_then(Value::as_object);
        let mut missing = headers
            .iter()
            .filter(|(name, _)| !names.is_some_and(|names| has_key(names, name)))
            .peekable();
        if missing.peek().is_none() {
            return;
        }
        if response.get("$ref").is_some() {
            return self.skip(place, Reason::SharedResponse);
        }
        if members.is_none() {
            return self.skip(place, Reason::NotAnObject);
        }
        if declared.is_some() && names.is_none() {
            return self.skip(format!("{place}/headers"), Reason::NotAnObject);
        }
        for (name, header) in missing {
            self.add(Addition::Header {
                response: code.into(),
                name,
                header: header.clone(),
            });
        }
    }

    fn parameter(&mut self, parameter: Value) {
        let own = self.found.members.get("parameters");
        if own.is_some_and(|parameters| !parameters.is_array()) {
            return self.skip("/parameters".into(), Reason::NotAnArray);
        }
        let in_list = |parameters: Option<&Value>| {
            let parameters = parameters.and_then(Value::as_array).into_iter().flatten();
            let mut values = parameters.enumerate().filter_map(|(index, parameter)| {
                let parameter = dereference(self.document, parameter)?;
                is_consent(parameter).then_some((index, parameter.get("required").cloned()))
            });
            values.next()
        };
        let shared = || in_list(self.found.shared_parameters).map(|consent| (&self.found.address.item, consent));
        let Some((place, (index, required))) = in_list(own)
            .map(|consent| (&self.found.address.pointer, consent))
            .or_else(shared)
        else {
            return self.add(Addition::Parameter(parameter));
        };
        if let Some(required) = required.filter(|required| *required != Value::Bool(false)) {
            self.plan.report.conflicts.push(Difference {
                pointer: format!("{place}/parameters/{index}/required"),
                found: Some(required),
                expected: Some(false.into()),
            });
        }
    }

    fn add(&mut self, addition: Addition) {
        let address = self.found.address.clone();
        self.plan.edits.push(Edit { address, addition });
    }

    fn skip(&mut self, place: String, reason: Reason) {
        self.plan.report.skipped.push(Skipped {
            pointer: self.pointer(&place),
            reason,
        });
    }

    fn pointer(&self, place: &str) -> String {
        format!("{}{place}", self.found.address.pointer)
    }
}

/// The names of headers have no case.
fn has_key(headers: &Map<String, Value>, name: &str) -> bool {
    headers.keys().any(|key| key.eq_ignore_ascii_case(name))
}

fn is_consent(parameter: &Value) -> bool {
    let name = parameter.get("name").and_then(Value::as_str);
    let place = parameter.get("in").and_then(Value::as_str);
    place == Some("header") && name.is_some_and(|name| name.eq_ignore_ascii_case(said::ACCEPT_STABILITY))
}
