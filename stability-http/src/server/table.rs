//! Which route answers a request: resolved once, looked up without allocation.

mod places;
#[cfg(test)]
mod tests;

use std::cmp::Reverse;

use http::Method;

#[cfg(feature = "axum")]
pub(super) use self::places::join;
use self::places::{Places, Served, read_served, wrong_prefix};
use super::accept::Consent;
use super::problems::RouteProblem;
use super::stamp::Stamp;
use stability::route::{Route, shape, shape_bytes};

/// The place of a route in [`Table::routes`].
pub(super) type RouteIndex = usize;

/// The target of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Found {
    /// A promised route.
    Route(RouteIndex),
    /// A path of promised routes, by a method that none of them has.
    Path(usize),
}

/// The promised routes and where they are served.
#[derive(Clone, Debug, Default)]
pub(super) struct Table {
    /// The routes, each once.
    pub routes: Vec<&'static Route>,
    /// Routes of which two different things are promised; the stricter promise is kept.
    conflicts: Vec<(&'static Route, &'static Route)>,
    mounts: Vec<String>,
    /// Prefixes below which nothing can be served, and why.
    malformed: Vec<(String, String)>,
    served: Option<Vec<Served>>,

    paths: Vec<Path>,
    /// The paths by the hash of their shape.
    index: Vec<(u64, usize)>,
    /// Every path that is served, where that is known.
    matcher: Option<matchit::Router<Place>>,
}

/// The routes of a served path.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    /// The path, where something is promised of it.
    pub path: Option<usize>,
    /// The first route there, by its place in what is served.
    served: usize,
}

/// A path template at which promised routes are served.
#[derive(Clone, Debug)]
struct Path {
    template: String,
    routes: Vec<(Method, RouteIndex)>,
    /// The headers of a response that refuses the method: those of all routes here, if they are the same.
    retired: Option<RouteIndex>,
}

impl Table {
    pub(super) fn new(given: impl IntoIterator<Item = &'static Route>) -> Self {
        let mut table = Self::default();
        for route in given {
            match table.routes.iter_mut().find(|other| other.is_same(route)) {
                None => table.routes.push(route),
                Some(other) if promise(other) == promise(route) => {}
                Some(other) => {
                    table.conflicts.push((other, route));
                    *other = std::cmp::max_by_key(*other, route, |route| strictness(route));
                }
            }
        }
        table.resolve();
        table
    }

    /// Adds a prefix under which the routes are served.
    pub(super) fn mount(&mut self, prefix: &str) {
        let prefix = String::from("/") + prefix.trim_matches('/');
        if let Some(reason) = wrong_prefix(&prefix) {
            self.malformed.push((prefix.clone(), reason));
        }
        self.mounts.push(if prefix == "/" { String::new() } else { prefix });
        self.resolve();
    }

    /// Says which routes are served, all of them.
    pub(super) fn serve<'a>(
        &mut self,
        routes: impl IntoIterator<Item = (&'a str, &'a str)>,
    ) -> Result<(), Vec<RouteProblem>> {
        self.served = Some(read_served(routes)?);
        self.resolve();
        Ok(())
    }

    /// The path whose template it is.
    pub(super) fn template(&self, template: &str) -> Option<usize> {
        let hash = shape_hash(template);
        let start = self.index.partition_point(|(other, _)| *other < hash);
        let same_hash = self.index[start..].iter().take_while(|(other, _)| *other == hash);
        same_hash
            .map(|(_, at)| *at)
            .find(|at| self.paths[*at].template == template || shape(&self.paths[*at].template).eq(shape(template)))
    }

    /// The routes of a request's path, if all served routes are known.
    pub(super) fn place(&self, path: &str) -> Option<Place> {
        Some(*self.matcher.as_ref()?.at(path).ok()?.value)
    }

    /// The template that answers to a request's path, where all served routes are known.
    pub(super) fn served_template(&self, path: &str) -> Option<&str> {
        let place = self.place(path)?;
        Some(&self.served.as_ref()?[place.served].path)
    }

    /// Whether all served routes are known, so that what is not found is not promised.
    pub(super) fn knows_all(&self) -> bool {
        self.matcher.is_some()
    }

    /// Whether a path, or a template of one, is below the prefixes.
    pub(super) fn is_below_mount(&self, path: &str) -> bool {
        let is_below = |mount: &String| {
            let mut found = path.split('/');
            mount.split('/').all(|wanted| {
                let is_same = |found: &str| wanted.contains('{') || wanted == found;
                found.next().is_some_and(is_same)
            })
        };
        self.mounts.is_empty() || self.mounts.iter().any(is_below)
    }

    /// The methods that something is promised of at a path, as `Allow` has them.
    pub(super) fn allowed(&self, path: usize) -> String {
        let routes = &self.paths[path].routes;
        let mut methods: Vec<&str> = routes.iter().map(|(method, _)| method.as_str()).collect();
        if methods.contains(&"GET") {
            methods.push("HEAD");
        }
        methods.sort_unstable_by_key(|method| (*method != "GET", *method != "HEAD", *method));
        methods.dedup();
        methods.join(",")
    }

    /// Whether a route is served at a path.
    pub(super) fn has(&self, path: usize, route: &Route) -> bool {
        let mut routes = self.paths[path].routes.iter();
        routes.any(|(_, other)| self.routes[*other].is_same(route))
    }

    /// The templates at which a route is looked for.
    pub(super) fn templates(&self, route: RouteIndex) -> impl Iterator<Item = &str> {
        let paths = self.paths.iter().enumerate();
        let here = paths.filter(move |(at, _)| self.has(*at, self.routes[route]));
        here.map(|(_, path)| path.template.as_str())
    }

    /// How a path template is written out.
    pub(super) fn template_of(&self, path: usize) -> &str {
        &self.paths[path].template
    }

    /// The route that answers a method at a path; `HEAD` counts as `GET`.
    pub(super) fn method(&self, path: usize, method: &Method) -> Found {
        let routes = &self.paths[path].routes;
        let by = |method: &Method| {
            routes
                .iter()
                .find(|(other, _)| other == method)
                .map(|(_, route)| *route)
        };
        let route = by(method).or_else(|| by(&Method::GET).filter(|_| *method == Method::HEAD));
        route.map_or(Found::Path(path), Found::Route)
    }

    /// The route whose headers a refusal of the method has.
    pub(super) fn retired(&self, path: usize) -> Option<RouteIndex> {
        self.paths[path].retired
    }

    /// Finds out again where the routes are served.
    fn resolve(&mut self) {
        (self.paths, self.index, self.matcher) = (Vec::new(), Vec::new(), None);
        let served = self.served.take();
        let places: Vec<Places> = match &served {
            Some(served) => self.places(served),
            None => self
                .routes
                .iter()
                .map(|route| Places::At(self.mounted(route)))
                .collect(),
        };
        for (at, (route, places)) in self.routes.clone().into_iter().zip(places).enumerate() {
            let paths = match places {
                Places::At(paths) => paths,
                Places::ByEnd(path) => vec![path],
                Places::Ambiguous(_) => continue,
            };
            let Ok(method) = route.method.parse::<Method>() else {
                continue;
            };
            for path in paths {
                let path = self.path_of(path);
                self.paths[path].routes.push((method.clone(), at));
            }
        }
        if let Some(served) = &served {
            let mut matcher = matchit::Router::new();
            for (at, one) in served.iter().enumerate() {
                let place = Place {
                    path: self.template(&one.path),
                    served: at,
                };
                // What is served at one path by several methods is there already.
                let _ = matcher.insert(one.path.clone(), place);
            }
            self.matcher = Some(matcher);
        }
        self.served = served;
        for at in 0..self.paths.len() {
            self.paths[at].retired = self.retired_alike(at);
        }
    }

    /// The path with that template, added if it does not exist.
    fn path_of(&mut self, template: String) -> usize {
        if let Some(at) = self.template(&template) {
            return at;
        }
        let (at, hash) = (self.paths.len(), shape_hash(&template));
        let place = self.index.partition_point(|(other, _)| *other < hash);
        self.index.insert(place, (hash, at));
        self.paths.push(Path {
            template,
            routes: Vec::new(),
            retired: None,
        });
        at
    }

    /// One of the routes at a path, where all that are served there are deprecated in the same words.
    fn retired_alike(&self, path: usize) -> Option<RouteIndex> {
        let path = &self.paths[path];
        let stamp = |route: RouteIndex| self.routes[route].retirement.map(Stamp::new);
        let (_, first) = path.routes.first()?;
        let expected = stamp(*first)?;
        let alike = path
            .routes
            .iter()
            .all(|(_, route)| stamp(*route).as_ref() == Some(&expected));
        let promised = |one: &Served| path.routes.iter().any(|(method, _)| *method == one.method);
        let mut here = self
            .served
            .iter()
            .flatten()
            .filter(|one| shape(&path.template).eq(one.shape.chars()));
        (alike && here.all(|one| promised(one) || one.method == Method::HEAD)).then_some(*first)
    }
}

/// The headers with which the layer announces a route.
fn promise(route: &Route) -> (stability::Tier, Option<Stamp>, Option<i64>) {
    let retirement = route.retirement;
    let sunset = retirement.and_then(|retirement| retirement.sunset);
    (
        route.tier,
        retirement.map(Stamp::new),
        sunset.map(|sunset| sunset.seconds),
    )
}

/// More consent is stricter, and of equals the earlier sunset.
fn strictness(route: &Route) -> (Consent, Reverse<i64>) {
    let sunset = route.retirement.and_then(|retirement| retirement.sunset);
    let end = sunset.map_or(i64::MAX, |sunset| sunset.seconds);
    (Consent::required_by(route.tier), Reverse(end))
}

/// FNV-1a over the shape of a template. Templates are the program's own, so that nobody chooses them to collide.
fn shape_hash(template: &str) -> u64 {
    shape_bytes(template).fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}
