//! What is wrong between the routes that are promised and those that are served.

use std::error::Error;
use std::fmt;

use stability::route::Route;

/// Everything that is wrong with the routes of a program.
#[cfg_attr(feature = "promises", stability::stable(since = "0.1.0"))]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RouteErrors {
    problems: Vec<RouteProblem>,
}

#[cfg_attr(feature = "promises", stability::stable(since = "0.1.0"))]
impl RouteErrors {
    /// An error if there is a problem.
    pub(super) fn check(problems: Vec<RouteProblem>) -> Result<(), Self> {
        if problems.is_empty() {
            Ok(())
        } else {
            Err(Self { problems })
        }
    }

    /// The problems, in the order of the routes; there is at least one.
    pub fn problems(&self) -> &[RouteProblem] {
        &self.problems
    }
}

/// The problem, or all of them as a list.
impl fmt::Display for RouteErrors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let [problem] = self.problems.as_slice() {
            return problem.fmt(f);
        }
        write!(f, "the routes have {} problems:", self.problems.len())?;
        for problem in &self.problems {
            write!(f, "\n- {problem}")?;
        }
        Ok(())
    }
}

impl Error for RouteErrors {}

/// A problem with the routes of a program. Its text says what to do.
#[cfg_attr(feature = "promises", stability::stable(since = "0.1.0"))]
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum RouteProblem {
    /// A route is promised but not served.
    NotServed {
        /// The route.
        route: &'static Route,
    },
    /// A route is served but not promised.
    WithoutTier {
        /// Its method.
        method: String,
        /// Its path template.
        path: String,
    },
    /// One route has two different promises; the layer keeps the stricter one.
    TwoPromises {
        /// One.
        first: &'static Route,
        /// The other.
        second: &'static Route,
    },
    /// Without a prefix, a route is served at several paths, or several routes could be served at one path.
    Ambiguous {
        /// The route.
        route: &'static Route,
        /// The path templates at which it may be served.
        paths: Vec<String>,
    },
    /// A served route has an invalid method or path template.
    Malformed {
        /// The method.
        method: String,
        /// The path template.
        path: String,
        /// The error.
        reason: String,
    },
    /// A route is served at a path where the layer does not look for it.
    Elsewhere {
        /// The route.
        route: &'static Route,
        /// The path template at which it is served.
        path: String,
    },
    /// Requests to a promised route do not pass the layer, or pass it without information about their route.
    Unseen {
        /// The route.
        route: &'static Route,
        /// The path templates at which the layer looks for it.
        paths: Vec<String>,
    },
    /// Requests to a path pass the layer; it was not checked whether those with the method of the route do.
    NotChecked {
        /// The route.
        route: &'static Route,
        /// The path template.
        path: String,
    },
    /// Another layer than the checked one answers for a route.
    OtherLayer {
        /// The route.
        route: &'static Route,
        /// The path template.
        path: String,
    },
    /// A prefix that was passed to `mount` is not valid.
    MalformedPrefix {
        /// The prefix.
        prefix: String,
        /// The error.
        reason: String,
    },
    /// A route that should be served after its sunset has no sunset.
    WithoutSunset {
        /// The route.
        route: &'static Route,
    },
    /// A route that should be served after its sunset is not known.
    UnknownRoute {
        /// The text that was found.
        found: String,
    },
}

impl fmt::Display for RouteProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotServed { route } => write!(
                f,
                "`{route}` is promised but not served: correct its method or path, pass its prefix to `mount`, or \
                 remove the attribute",
            ),
            Self::WithoutTier { method, path } => write!(
                f,
                "`{method} {path}` is served without a tier: write `#[stability::route({method}, \"{path}\", …)]` \
                 on its handler, or add it to the routes of the layer",
            ),
            Self::TwoPromises { first, second } => {
                write!(f, "`{first}` is promised as {} and", Promise(first))?;
                if first.path != second.path {
                    write!(f, ", as `{second}`,")?;
                }
                write!(
                    f,
                    " as {}: remove one of the two, or use a separate layer for each",
                    Promise(second)
                )
            }
            Self::Ambiguous { route, paths } => {
                write!(f, "`{route}` may be served at ")?;
                write_paths(f, paths)?;
                f.write_str(", where another route may be served too: pass the prefixes to `mount`")
            }
            Self::Malformed { method, path, reason } => {
                write!(f, "`{method} {path}` is not a valid route: {reason}")
            }
            Self::Elsewhere { route, path } => {
                let prefix = path.strip_suffix(route.path).filter(|prefix| !prefix.is_empty());
                write!(
                    f,
                    "`{route}` is served at `{path}`, but the layer looks for it at `{}`: add the prefix with \
                     `mount(\"{}\")`, or pass the list of served routes to `served`",
                    route.path,
                    prefix.unwrap_or("/prefix"),
                )
            }
            Self::Unseen { route, paths } => {
                write!(f, "`{route}` is promised, but the layer does not see requests to it")?;
                if !paths.is_empty() {
                    f.write_str(" at ")?;
                    write_paths(f, paths)?;
                }
                f.write_str(
                    ": add the route to the router before the layer, pass the prefixes of `nest` to `mount`, or \
                     put the layer around the router with `served`",
                )
            }
            Self::NotChecked { route, path } => write!(
                f,
                "`{route}` was not checked: the layer sees requests to `{path}`, but this service does not show whether it sees the \
                 method `{}`. Call `check_wiring` with the `axum::Router` that has the layer, before you put that into another service",
                route.method,
            ),
            Self::OtherLayer { route, path } => write!(
                f,
                "`{route}` was not checked: another `StabilityLayer` answered at `{path}`: call `check_wiring` on a clone \
                 of the layer that the router has",
            ),
            Self::MalformedPrefix { prefix, reason } => {
                write!(f, "`mount(\"{prefix}\")` does not have a valid prefix: {reason}")
            }
            Self::WithoutSunset { route } => write!(
                f,
                "`{route}` {}, so it is always served: remove it from the routes that are served after their sunset",
                match route.retirement {
                    None => "is not deprecated",
                    Some(_) => "is deprecated without a sunset",
                }
            ),
            Self::UnknownRoute { found } => write!(
                f,
                "`{found}` is not a promised route: write a method and a path, for example `GET \
                 /api/v1/skills/{{id}}`, or `*` for all",
            ),
        }
    }
}

/// `/a` and `/b`.
fn write_paths(f: &mut fmt::Formatter<'_>, paths: &[String]) -> fmt::Result {
    for (at, path) in paths.iter().enumerate() {
        write!(f, "{}`{path}`", if at == 0 { "" } else { " and " })?;
    }
    Ok(())
}

/// `stable`, `stable and deprecated on 2026-09-01`.
struct Promise<'a>(&'a Route);

impl fmt::Display for Promise<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.tier.fmt(f)?;
        match self.0.retirement {
            Some(retirement) => write!(f, " and deprecated on {}", retirement.on.written),
            None => Ok(()),
        }
    }
}
