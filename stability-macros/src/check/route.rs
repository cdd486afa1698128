//! Routes: where they are allowed, their versions, and that each has one handler.

use super::Case;
use super::version::{At, Versions};
use crate::errors::Errors;
use crate::item::{Body, Kind, Node};
use crate::model::Endpoint;

/// A route belongs to the function that serves it.
// ui-tests/route/on-struct.rs, ui-tests/route/without-body.rs
pub fn check_target(case: &Case<'_>, errors: &mut Errors) {
    let subject = case.subject;
    for route in &case.node.marks.routes {
        let word = route.word;
        if !matches!(case.node.kind, Kind::Fn | Kind::Method) {
            errors.push(
                route.span,
                format_args!("`#[{word}]` does not work on {subject}: write it on the function that handles the route"),
            );
        } else if matches!(case.node.body, Body::None) {
            errors.push(
                route.span,
                format_args!(
                    "`#[{word}]` does not work on {subject}, which has no body: write it on the implementation"
                ),
            );
        }
    }
}

/// The versions of each route.
pub fn check_versions(case: &Case<'_>, errors: &mut Errors) {
    for route in &case.node.marks.routes {
        let tier = route.tier.as_ref();
        let versions = Versions {
            subject: &format_args!("the route of {}", case.subject),
            deprecation: At {
                list: Some("`#[deprecated_route]`"),
                subject: case.subject,
            },
            since: tier.and_then(|tier| tier.since.as_ref()).map(|since| &since.value),
            environment: case.environment,
        };
        if let Some(tier) = tier {
            versions.check_mark(tier, errors);
        }
        let deprecated = route.retirement.as_ref().and_then(|it| it.since.as_ref());
        versions.check_deprecation(deprecated, None, errors);
    }
}

/// A link that leads back tells nobody where to go.
// ui-tests/deprecated_route/successor-is-itself.rs
pub fn check_successor(case: &Case<'_>, errors: &mut Errors) {
    for route in &case.node.marks.routes {
        let successor = route.retirement.as_ref().and_then(|it| it.successor.as_ref());
        let Some(successor) = successor.filter(|successor| route.endpoints.iter().any(|it| it.path == successor.value))
        else {
            continue;
        };
        errors.push(
            successor.span,
            format_args!(
                "`successor = \"{successor}\"` on {} is the path of the deprecated route itself: write the path that \
                 callers should use instead, or write `note` and no `successor`",
                case.subject,
            ),
        );
    }
}

/// One handler for a route, as far as one attribute sees; the contract finds the rest.
// ui-tests/route/two-handlers.rs, ui-tests/route/route-twice.rs
pub fn check_distinct(node: &Node, errors: &mut Errors) {
    check_among(node, &mut Vec::new(), errors);
}

fn check_among<'a>(node: &'a Node, seen: &mut Vec<(&'a Endpoint, &'a Node)>, errors: &mut Errors) {
    for route in &node.marks.routes {
        // With predicates, only one of two handlers may exist.
        if route.condition.is_some() || node.cfgs().next().is_some() {
            continue;
        }
        for endpoint in &route.endpoints {
            match seen.iter().find(|(other, _)| other.is_same(endpoint)) {
                None => seen.push((endpoint, node)),
                Some((other, handler)) => {
                    let (route, subject) = (endpoint.id(), node.subject());
                    let message = if core::ptr::eq(*handler, node) && other.id() == route {
                        format!(
                            "{subject} has the route `{route}` twice: remove one of the two, or correct its method \
                             or path"
                        )
                    } else {
                        format!(
                            "the route `{route}` of {subject} is already served by {}, as `{}`: remove one of the two, or \
                             correct its method or path",
                            handler.subject(),
                            other.id(),
                        )
                    };
                    errors.push(endpoint.span, message);
                }
            }
        }
    }
    for child in node.children() {
        check_among(child, seen, errors);
    }
}
