//! A route and what is promised of it: `'static`, const, without allocation.

use core::fmt;

use crate::tier::Tier;

/// A route and what is promised of it.
///
/// [`route`](macro@crate::route) and [`deprecated_route`](macro@crate::deprecated_route) write it; by hand it is a literal
/// over [`Route::new`].
///
/// ```
/// use stability::Tier;
/// use stability::route::Route;
///
/// const READ: Route = Route::new("GET", "/api/v1/skills/{id}", Tier::Beta);
/// assert_eq!(READ.to_string(), "GET /api/v1/skills/{id}");
/// ```
#[cfg_attr(feature = "promises", stability::stable(since = "0.1.0"))]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Route {
    /// The method, in the capitals of HTTP.
    pub method: &'static str,
    /// The path template as the handler's package knows it, with `{name}` for a parameter and, at its end, `{*name}` for
    /// the rest of the path. A prefix under which the package is mounted is no part of it.
    pub path: &'static str,
    /// The strength of the promise.
    pub tier: Tier,
    /// The version in which the route entered its tier, or `next`.
    pub since: Option<&'static str>,
    /// Of a deprecated route, when it goes, and where its callers go.
    pub retirement: Option<&'static Retirement>,
}

#[cfg_attr(feature = "promises", stability::stable(since = "0.1.0"))]
impl Route {
    /// A route that is not deprecated.
    pub const fn new(method: &'static str, path: &'static str, tier: Tier) -> Self {
        Self {
            method,
            path,
            tier,
            since: None,
            retirement: None,
        }
    }

    /// Whether the two are one route: method and path are the same but for the names of parameters.
    ///
    /// ```
    /// use stability::Tier;
    /// use stability::route::Route;
    ///
    /// let route = Route::new("GET", "/skills/{id}", Tier::Beta);
    /// assert!(route.is_same(&Route { path: "/skills/{name}", ..route }));
    /// assert!(!route.is_same(&Route { path: "/skills/{*name}", ..route }));
    /// ```
    pub fn is_same(&self, other: &Self) -> bool {
        self.method == other.method && shape(self.path).eq(shape(other.path))
    }
}

/// `GET /api/v1/skills/{id}`, which is its id in the contract.
impl fmt::Display for Route {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.method, self.path)
    }
}

/// When a deprecated route goes, and where its callers go.
#[cfg_attr(feature = "promises", stability::stable(since = "0.1.0"))]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Retirement {
    /// The version in which it was deprecated, or `next`.
    pub since: Option<&'static str>,
    /// When it was or will be deprecated; the header is that of RFC 9745, `@1788220800`.
    pub on: Moment,
    /// When it may be removed; the header is that of RFC 8594, `Fri, 01 Jan 2027 00:00:00 GMT`.
    pub sunset: Option<Moment>,
    /// Where the deprecation is explained, as a URI reference.
    pub link: Option<&'static str>,
    /// What takes its place, as a URI reference; braces are parameters of the route.
    pub successor: Option<&'static str>,
    /// The value of one `Link` header (RFC 8288) with everything that is to be linked.
    pub link_header: Option<&'static str>,
    /// Why, and what to do.
    pub note: Option<&'static str>,
}

#[cfg_attr(feature = "promises", stability::stable(since = "0.1.0"))]
impl Retirement {
    /// A deprecation that says nothing more.
    pub const fn new(on: Moment) -> Self {
        Self {
            since: None,
            on,
            sunset: None,
            link: None,
            successor: None,
            link_header: None,
            note: None,
        }
    }
}

/// A date of a route, in every form that something asks for.
#[cfg_attr(feature = "promises", stability::stable(since = "0.1.0"))]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    /// As the author wrote it: `2027-01-01`, which is the start of that day in UTC, or RFC 3339.
    pub written: &'static str,
    /// In seconds since 1970-01-01T00:00:00Z.
    pub seconds: i64,
    /// The value of the header that announces it.
    pub header: &'static str,
}

/// The characters of a path template without the names of its parameters.
///
/// ```
/// use stability::route::shape;
///
/// assert_eq!(shape("/skills/{id}/files/{*rest}").collect::<String>(), "/skills/{}/files/{*}");
/// ```
#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
pub fn shape(path: &str) -> impl Iterator<Item = char> {
    let mut inside = false;
    path.chars().filter(move |c| {
        match c {
            '{' => inside = true,
            '}' => inside = false,
            '*' => {}
            _ => return !inside,
        }
        true
    })
}
