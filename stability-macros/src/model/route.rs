//! The content of `route` and `deprecated_route`.

use proc_macro2::{Span, TokenStream};

use super::{Mark, Since, Spanned};

/// The content of one attribute on a handler.
#[derive(Clone)]
pub struct Route {
    pub word: &'static str,
    pub span: Span,
    /// The predicate of the `cfg_attr` around it.
    pub condition: Option<TokenStream>,
    /// One; of a `#[utoipa::path]` with several methods, one for each.
    pub endpoints: Vec<Endpoint>,
    /// `None` where it is missing: then the route is stable if it is deprecated, and refused otherwise.
    pub tier: Option<Mark>,
    /// The named group it belongs to: its own, or else its container's.
    pub area: Option<String>,
    pub retirement: Option<Retirement>,
}

/// A method and a path.
#[derive(Clone)]
pub struct Endpoint {
    pub method: String,
    pub path: String,
    /// The place of the path.
    pub span: Span,
}

/// The deprecation in `deprecated_route`.
#[derive(Clone, Default)]
pub struct Retirement {
    pub since: Option<Spanned<Since>>,
    pub on: Option<Spanned<Moment>>,
    pub sunset: Option<Spanned<Moment>>,
    pub link: Option<Spanned<String>>,
    pub successor: Option<Spanned<String>>,
    pub note: Option<Spanned<String>>,
}

/// A date, as it was written and in seconds since 1970.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Moment {
    pub written: String,
    pub seconds: i64,
}

impl Endpoint {
    /// The id of the route in the contract.
    pub fn id(&self) -> String {
        format!("{} {}", self.method, self.path)
    }

    /// Whether the two are one route: the names of parameters do not matter.
    pub fn is_same(&self, other: &Self) -> bool {
        self.method == other.method && shape(&self.path) == shape(&other.path)
    }
}

/// The path without the names of its parameters; doubled braces are text.
fn shape(path: &str) -> String {
    let mut shape = String::new();
    let mut inside = false;
    let mut rest = path.chars().peekable();
    while let Some(one) = rest.next() {
        let is_brace = matches!(one, '{' | '}');
        if is_brace && rest.next_if_eq(&one).is_some() {
            if !inside {
                shape.extend([one, one]);
            }
        } else if is_brace {
            inside = one == '{';
            shape.push(one);
            if inside && let Some(star) = rest.next_if_eq(&'*') {
                shape.push(star);
            }
        } else if !inside {
            shape.push(one);
        }
    }
    shape
}

#[cfg(test)]
mod tests {
    use super::shape;

    #[test]
    fn escaped_braces_are_text() {
        // The same as in the tests of `stability::route::shape`.
        for (path, expected) in [
            ("/a/{{x}}", "/a/{{x}}"),
            ("/a/{{}}", "/a/{{}}"),
            ("/a/{{{x}", "/a/{{{}"),
            ("/a/{x}}}", "/a/{}"),
            ("/a/{{*x}}", "/a/{{*x}}"),
            ("/a/{*x}", "/a/{*}"),
            ("/*a/{x}/é{y}", "/*a/{}/é{}"),
        ] {
            assert_eq!(shape(path), expected, "{path}");
        }
    }
}
