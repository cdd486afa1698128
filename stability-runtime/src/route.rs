//! A route and its promise: `'static`, const, without allocation.

use core::fmt;

use crate::tier::Tier;

/// A route and its promise.
///
/// [`route`](macro@crate::route) and [`deprecated_route`](macro@crate::deprecated_route) write it; by hand, use
/// [`Route::new`].
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
    /// The path template in the package of the handler, with `{name}` for a parameter and, at its end, `{*name}` for
    /// the rest of the path. As in axum, `{{` and `}}` are literal braces. It does not include a prefix under which the package is
    /// mounted.
    pub path: &'static str,
    /// The strength of the promise.
    pub tier: Tier,
    /// The version in which the route entered its tier, or `next`.
    pub since: Option<&'static str>,
    /// Of a deprecated route, its dates and links.
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

    /// Whether both are the same route: method and path are equal, except for the names of parameters.
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

/// The dates and links of a deprecated route.
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
    /// The route to use instead, as a URI reference; braces are parameters of the route.
    pub successor: Option<&'static str>,
    /// The value of one `Link` header (RFC 8288) with all links.
    pub link_header: Option<&'static str>,
    /// The reason, and what callers should do.
    pub note: Option<&'static str>,
}

#[cfg_attr(feature = "promises", stability::stable(since = "0.1.0"))]
impl Retirement {
    /// A deprecation without further facts.
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

/// A date of a route, in all needed forms.
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
/// Doubled braces are literal braces, as in axum, and stay doubled.
///
/// ```
/// use stability::route::shape;
///
/// assert_eq!(shape("/skills/{id}/files/{*rest}").collect::<String>(), "/skills/{}/files/{*}");
/// assert_eq!(shape("/skills/{{id}}").collect::<String>(), "/skills/{{id}}");
/// ```
#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
pub fn shape(path: &str) -> impl Iterator<Item = char> {
    let mut braces = Braces::default();
    // Only ASCII decides, so what begins with another byte is one kind of text.
    let byte = |at: usize| path.as_bytes().get(at).copied();
    path.char_indices()
        .filter(move |(at, one)| braces.keeps(byte(*at).unwrap_or_default(), byte(at + one.len_utf8())))
        .map(|(_, one)| one)
}

/// The bytes of [`shape`].
#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
pub fn shape_bytes(path: &str) -> impl Iterator<Item = u8> {
    let bytes = path.as_bytes();
    let mut braces = Braces::default();
    let kept = move |(at, one): &(usize, &u8)| braces.keeps(**one, bytes.get(at + 1).copied());
    bytes.iter().enumerate().filter(kept).map(|(_, one)| *one)
}

/// The state of a reader of a template, from left to right.
#[derive(Default)]
struct Braces {
    place: Place,
    /// Whether the next one is the second of two literal braces.
    escaped: bool,
}

#[derive(Clone, Copy, Default, PartialEq)]
enum Place {
    #[default]
    Text,
    /// At the first character of a parameter.
    Start,
    Name,
}

impl Braces {
    /// Whether the shape has the next character, of which `one` is the first byte; `next` begins the one after it.
    fn keeps(&mut self, one: u8, next: Option<u8>) -> bool {
        let place = self.place;
        if place == Place::Start {
            self.place = Place::Name;
        }
        if self.escaped {
            self.escaped = false;
            return place == Place::Text;
        }
        match one {
            b'{' | b'}' if next == Some(one) => {
                self.escaped = true;
                place == Place::Text
            }
            b'{' => {
                self.place = Place::Start;
                true
            }
            b'}' => {
                self.place = Place::Text;
                true
            }
            b'*' => place != Place::Name,
            _ => place == Place::Text,
        }
    }
}

#[cfg(all(test, feature = "contract"))]
mod tests {
    use alloc::string::String;

    use super::{Route, shape};
    use crate::tier::Tier;

    #[test]
    fn escaped_braces_are_text() {
        for (template, expected) in [
            ("/a/{{x}}", "/a/{{x}}"),
            ("/a/{{}}", "/a/{{}}"),
            ("/a/{{{x}", "/a/{{{}"),
            // As the matcher of axum reads it, this is one parameter.
            ("/a/{x}}}", "/a/{}"),
            ("/a/{{*x}}", "/a/{{*x}}"),
            ("/a/{*x}", "/a/{*}"),
            ("/*a/{x}/é{y}", "/*a/{}/é{}"),
        ] {
            assert_eq!(shape(template).collect::<String>(), expected, "{template}");
            assert_eq!(shape(expected).collect::<String>(), expected, "a shape is its own");
            assert!(super::shape_bytes(template).eq(expected.bytes()), "{template}");
        }
        let route = Route::new("GET", "/a/{{x}}", Tier::Beta);
        assert!(!route.is_same(&Route {
            path: "/a/{{y}}",
            ..route
        }));
        assert!(!route.is_same(&Route {
            path: "/a/{x}",
            ..route
        }));
    }
}
