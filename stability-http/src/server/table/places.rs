//! Where the promised routes are served: below the prefixes, or where the list of what is served has them.

use http::Method;
use stability::route::{Route, shape};

use super::Table;
use crate::server::problems::RouteProblem;

/// A route that is served.
#[derive(Clone, Debug)]
pub(super) struct Served {
    pub method: Method,
    pub path: String,
    pub shape: String,
}

impl Table {
    /// Compares what is promised with what is served.
    pub(in crate::server) fn check<'a>(
        &self,
        routes: impl IntoIterator<Item = (&'a str, &'a str)>,
    ) -> Vec<RouteProblem> {
        let served = match read_served(routes) {
            Ok(served) => served,
            Err(problems) => return problems,
        };
        let mut problems = self.set_up_wrong();
        let resolved = self.places(&served);
        for (route, places) in self.routes.iter().zip(&resolved) {
            match places {
                Places::At(places) if places.is_empty() => problems.push(RouteProblem::NotServed { route }),
                Places::ByEnd(path) if self.served.is_none() => problems.push(RouteProblem::Elsewhere {
                    route,
                    path: path.clone(),
                }),
                Places::At(_) | Places::ByEnd(_) => {}
                Places::Ambiguous(paths) => problems.push(RouteProblem::Ambiguous {
                    route,
                    paths: paths.clone(),
                }),
            }
        }
        let promised = |one: &Served| {
            self.routes.iter().zip(&resolved).any(|(route, places)| {
                let method = route.method == one.method.as_str() || one.method == Method::HEAD && route.method == "GET";
                method && places.paths().iter().any(|path| shape(path).eq(one.shape.chars()))
            })
        };
        problems.extend(
            served
                .iter()
                .filter(|one| !promised(one))
                .map(|one| RouteProblem::WithoutTier {
                    method: one.method.to_string(),
                    path: one.path.clone(),
                }),
        );
        problems
    }

    /// The problems that do not depend on the served routes.
    pub(in crate::server) fn set_up_wrong(&self) -> Vec<RouteProblem> {
        let two_promises =
            |(first, second): &(&'static Route, &'static Route)| RouteProblem::TwoPromises { first, second };
        let malformed = |(prefix, reason): &(String, String)| RouteProblem::MalformedPrefix {
            prefix: prefix.clone(),
            reason: reason.clone(),
        };
        let two_promises = self.conflicts.iter().map(two_promises);
        two_promises.chain(self.malformed.iter().map(malformed)).collect()
    }

    /// Where each route is served.
    pub(super) fn places(&self, served: &[Served]) -> Vec<Places> {
        let mut places: Vec<Vec<String>> = Vec::with_capacity(self.routes.len());
        for route in &self.routes {
            let is_there = |template: &String| {
                let mut same = served.iter().filter(|one| one.method.as_str() == route.method);
                same.any(|one| shape(template).eq(one.shape.chars()))
            };
            places.push(self.mounted(route).into_iter().filter(is_there).collect());
        }
        if !self.mounts.is_empty() {
            return places.into_iter().map(Places::At).collect();
        }
        let taken: Vec<String> = places.iter().flatten().cloned().collect();
        let ends: Vec<Vec<&Served>> = self
            .routes
            .iter()
            .zip(&places)
            .map(|(route, places)| {
                if places.is_empty() {
                    by_suffix(route, served, &taken)
                } else {
                    Vec::new()
                }
            })
            .collect();
        let claims = |one: &Served| ends.iter().flatten().filter(|other| other.is(one)).count();
        places
            .into_iter()
            .zip(&ends)
            .map(|(places, ends)| match ends.as_slice() {
                [] => Places::At(places),
                [one] if claims(one) == 1 => Places::ByEnd(one.path.clone()),
                several => Places::Ambiguous(several.iter().map(|one| one.path.clone()).collect()),
            })
            .collect()
    }

    /// The templates of a route below the prefixes.
    pub(super) fn mounted(&self, route: &Route) -> Vec<String> {
        if self.mounts.is_empty() {
            return vec![route.path.to_string()];
        }
        self.mounts.iter().map(|mount| join(mount, route.path)).collect()
    }
}

/// Where a route is served.
pub(super) enum Places {
    At(Vec<String>),
    /// Below a prefix that nobody named, which only the list of what is served shows.
    ByEnd(String),
    /// At one of several places, or at one where another may be meant.
    Ambiguous(Vec<String>),
}

impl Places {
    pub(super) fn paths(&self) -> &[String] {
        match self {
            Self::ByEnd(path) => std::slice::from_ref(path),
            Self::At(paths) | Self::Ambiguous(paths) => paths,
        }
    }
}

impl Served {
    fn is(&self, other: &Self) -> bool {
        self.method == other.method && self.shape == other.shape
    }
}

/// The served paths that end with the path of the route, and do not belong to another route.
fn by_suffix<'a>(route: &Route, served: &'a [Served], taken: &[String]) -> Vec<&'a Served> {
    // Where it does not begin with a slash, it would be found in the middle of a segment.
    if !route.path.starts_with('/') {
        return Vec::new();
    }
    let end: String = shape(route.path).collect();
    let is_taken = |one: &Served| taken.iter().any(|path| shape(path).eq(one.shape.chars()));
    served
        .iter()
        .filter(|one| one.method.as_str() == route.method && one.shape.ends_with(&end) && !is_taken(one))
        .collect()
}

/// Why no request has a path of this template.
fn wrong_path(path: &str) -> Option<String> {
    if !path.starts_with('/') {
        return Some(format!("the path does not start with `/`: write `/{path}`"));
    }
    let illegal = path
        .chars()
        .find(|one| one.is_ascii_control() || [' ', '?', '#'].contains(one))?;
    Some(format!(
        "{illegal:?} is not allowed in a path: remove it, or percent-encode it"
    ))
}

/// Why nothing can be served below a prefix.
pub(super) fn wrong_prefix(prefix: &str) -> Option<String> {
    if prefix.contains("/{*") {
        return Some("a prefix cannot have a catch-all parameter: write only the part before it".to_string());
    }
    let malformed = || matchit::Router::new().insert(prefix, ()).err();
    wrong_path(prefix).or_else(|| Some(malformed()?.to_string()))
}

pub(super) fn read_served<'a>(
    routes: impl IntoIterator<Item = (&'a str, &'a str)>,
) -> Result<Vec<Served>, Vec<RouteProblem>> {
    let mut served: Vec<Served> = Vec::new();
    let mut problems = Vec::new();
    let mut matcher = matchit::Router::new();
    for (method, path) in routes {
        let mut refuse = |reason: String| {
            problems.push(RouteProblem::Malformed {
                method: method.to_string(),
                path: path.to_string(),
                reason,
            });
        };
        let Ok(parsed) = method.parse::<Method>() else {
            refuse("the method is not a token of HTTP: write for example `GET`".to_string());
            continue;
        };
        if method.contains(|one: char| one.is_ascii_lowercase()) {
            refuse(format!(
                "the method is not in capital letters: write `{}`",
                method.to_ascii_uppercase()
            ));
            continue;
        }
        if let Some(reason) = wrong_path(path) {
            refuse(reason);
            continue;
        }
        let one = Served {
            method: parsed,
            path: path.to_string(),
            shape: shape(path).collect(),
        };
        if !served.iter().any(|other| other.shape == one.shape)
            && let Err(reason) = matcher.insert(path, ())
        {
            refuse(reason.to_string());
            continue;
        }
        served.push(one);
    }
    if problems.is_empty() { Ok(served) } else { Err(problems) }
}

/// A path below a prefix, as axum nests it: the root of a nested router is the prefix itself.
pub(in crate::server) fn join(prefix: &str, path: &str) -> String {
    if path == "/" && !prefix.is_empty() {
        return prefix.to_string();
    }
    [prefix.strip_suffix('/').unwrap_or(prefix), path].concat()
}
