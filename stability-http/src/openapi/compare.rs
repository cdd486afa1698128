//! What an operation says, against what is promised of its route.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::document::{Found, escape};
use super::edit::{Addition, Edit};
use super::promise::{self, RoutePromise};
use super::reference::References;
use super::report::{Difference, Reason, Skipped};

/// How an operation differs from what it is to say.
#[derive(Debug, Default)]
pub struct Comparison {
    /// Its contradictions.
    pub conflicts: Vec<Difference>,
    /// Its missing parts.
    pub edits: Vec<Edit>,
    /// The parts that could not be compared or added.
    pub skipped: Vec<Skipped>,
}

/// Compares an operation with what is promised of its route.
pub fn compare(found: &Found<'_>, references: &References<'_>, promise: &RoutePromise) -> Comparison {
    let mut comparing = Comparing {
        found,
        references,
        comparison: Comparison::default(),
    };
    for (key, expected) in promise::members(promise) {
        comparing.member(key, expected);
    }
    let headers = promise::headers(promise);
    if !headers.is_empty() {
        comparing.responses(&headers);
    }
    if let Some(parameter) = promise::parameter(promise) {
        comparing.parameter(parameter);
    }
    let mut comparison = comparing.comparison;
    // Others would be changed with it.
    if found.is_shared && !comparison.edits.is_empty() {
        comparison.edits.clear();
        comparison.skipped.push(Skipped {
            pointer: found.address.pointer.clone(),
            reason: Reason::SharedPathItem,
        });
    }
    comparison
}

/// One operation, and where its differences go.
struct Comparing<'a, 'd> {
    found: &'a Found<'d>,
    references: &'a References<'d>,
    comparison: Comparison,
}

impl<'d> Comparing<'_, 'd> {
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
            self.comparison.conflicts.push(Difference {
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
            return self.skip("/responses", Reason::NotAnObject);
        };
        // What is missing in responses that are elsewhere, or that others refer to.
        let mut shared = [].into();
        for (code, response) in responses {
            if !code.starts_with("x-") {
                self.response(code, response, headers, &mut shared);
            }
        }
        self.shared_headers(headers, &shared);
    }

    fn response(
        &mut self,
        code: &str,
        response: &'d Value,
        headers: &[(&'static str, Value)],
        shared: &mut BTreeSet<&'static str>,
    ) {
        let place = format!("/responses/{}", escape(code));
        let members = self.references.follow(response).and_then(Value::as_object);
        let declared = members.and_then(|members| members.get("headers"));
        let names = declared.and_then(Value::as_object);
        let mut missing = headers
            .iter()
            .filter(|(name, _)| !names.is_some_and(|names| has_key(names, name)))
            .peekable();
        if missing.peek().is_none() {
            return;
        }
        if response.get("$ref").is_some() || self.is_referred_to(&place) {
            shared.extend(missing.map(|(name, _)| *name));
            return;
        }
        if members.is_none() {
            return self.skip(&place, Reason::NotAnObject);
        }
        if declared.is_some() && names.is_none() {
            return self.skip(&format!("{place}/headers"), Reason::NotAnObject);
        }
        for (name, header) in missing {
            self.add(Addition::Header {
                response: code.into(),
                name,
                header: header.clone(),
            });
        }
    }

    /// Whether a response is that of others as well.
    fn is_referred_to(&self, response: &str) -> bool {
        let places = ["/responses", response, &format!("{response}/headers")];
        places
            .into_iter()
            .any(|place| self.references.count(&self.pointer(place)) > 0)
    }

    fn shared_headers(&mut self, headers: &[(&'static str, Value)], shared: &BTreeSet<&'static str>) {
        let declared = self.found.members.get(promise::HEADERS);
        let names = declared.and_then(Value::as_object);
        if declared.is_some() && names.is_none() && !shared.is_empty() {
            return self.skip(&format!("/{}", promise::HEADERS), Reason::NotAnObject);
        }
        for (name, header) in headers {
            if shared.contains(name) && !names.is_some_and(|names| has_key(names, name)) {
                let header = header.clone();
                self.add(Addition::SharedHeader { name, header });
            }
        }
    }

    fn parameter(&mut self, parameter: Value) {
        let own = self.found.members.get("parameters");
        if own.is_some_and(|parameters| !parameters.is_array()) {
            return self.skip("/parameters", Reason::NotAnArray);
        }
        let in_list = |parameters: Option<&'d Value>| {
            let parameters = parameters.and_then(Value::as_array).into_iter().flatten();
            let mut values = parameters.enumerate().filter_map(|(index, parameter)| {
                let parameter = self.references.follow(parameter)?;
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
            self.comparison.conflicts.push(Difference {
                pointer: format!("{place}/parameters/{index}/required"),
                found: Some(required),
                expected: Some(false.into()),
            });
        }
    }

    fn add(&mut self, addition: Addition) {
        let address = self.found.address.clone();
        self.comparison.edits.push(Edit { address, addition });
    }

    fn skip(&mut self, place: &str, reason: Reason) {
        self.comparison.skipped.push(Skipped {
            pointer: self.pointer(place),
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
    place == Some("header") && name.is_some_and(|name| name.eq_ignore_ascii_case(promise::ACCEPT_STABILITY))
}
