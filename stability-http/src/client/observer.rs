//! Reads the announcement of each response, and reacts.
//!
//! Warnings stop at a limit, because evicting older ones would repeat warnings. A deprecation in the future is in the announcement,
//! but causes no reaction.

use std::cell::LazyCell;
use std::fmt;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use http::{HeaderMap, HeaderName, HeaderValue};
use stability::Tier;

use super::announcement::Announcement;
use super::date;
use super::deprecation::Deprecation;
use super::link::Relation;
use super::reaction::{Concern, Reaction};
use super::refusal::Refusal;
use super::warned::{Turn, Warned};

const ACCEPT_STABILITY: HeaderName = HeaderName::from_static("accept-stability");
const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// Reads the announcement of each response, and ignores it, warns, or refuses the response.
///
/// It is a `tower_layer::Layer` over services that take `http::Request` and give `http::Response`, and with the feature
/// `reqwest-middleware` a `reqwest_middleware::Middleware`:
///
#[cfg_attr(feature = "reqwest-middleware", doc = "```")]
#[cfg_attr(not(feature = "reqwest-middleware"), doc = "```ignore")]
/// use stability_http::client::{Observer, Reaction};
///
/// let client = reqwest_middleware::ClientBuilder::new(reqwest::Client::new())
///     .with(Observer::new().on_past_sunset(Reaction::Refuse))
///     .build();
/// ```
///
/// By default, it warns of routes that are deprecated or past their sunset, and refuses nothing. If
/// more than one reaction applies, the strongest takes effect; among equals, that of the most urgent [`Concern`].
///
/// It reads responses of every HTTP status. A refusal comes after the server has processed the request; the error has the
/// response. Outside of a redirecting client it sees each response of a chain, and inside of one
/// the last.
///
/// Clones, and the services of one observer, share the remembered warnings.
#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
#[derive(Clone)]
pub struct Observer {
    on_deprecated: Reaction,
    on_past_sunset: Reaction,
    /// Spans before the sunset.
    on_sunset_within: Vec<(Duration, Reaction)>,
    accept_stability: Option<HeaderValue>,
    clock: Arc<dyn Fn() -> SystemTime + Send + Sync>,
    remember: usize,
    warned: Arc<Warned>,
}

#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
impl Observer {
    /// Warns of resources that are deprecated or past their sunset, by the clock of the system.
    pub fn new() -> Self {
        Self {
            on_deprecated: Reaction::Warn,
            on_past_sunset: Reaction::Warn,
            on_sunset_within: Vec::new(),
            accept_stability: None,
            clock: Arc::new(SystemTime::now),
            remember: 1024,
            warned: Arc::default(),
        }
    }

    /// The reaction to a deprecated resource; by default [`Warn`](Reaction::Warn).
    ///
    /// A deprecation in the future is in the [`Announcement`], but causes no reaction.
    #[must_use]
    pub fn on_deprecated(mut self, reaction: Reaction) -> Self {
        self.on_deprecated = reaction;
        self
    }

    /// The reaction to a sunset within this number of days of 24 hours; by default none.
    ///
    /// Each call adds a span: for example, warn 90 days before the sunset, and refuse 7 days before it.
    #[must_use]
    pub fn on_sunset_within(mut self, days: u32, reaction: Reaction) -> Self {
        self.on_sunset_within.push((DAY * days, reaction));
        self
    }

    /// The reaction to a sunset in the past; by default [`Warn`](Reaction::Warn).
    #[must_use]
    pub fn on_past_sunset(mut self, reaction: Reaction) -> Self {
        self.on_past_sunset = reaction;
        self
    }

    /// Sends `Accept-Stability` with each request that does not have it, to consent to routes of this tier and of every
    /// stronger one.
    #[must_use]
    pub fn send_accept_stability(mut self, tier: Tier) -> Self {
        self.accept_stability = Some(HeaderValue::from_static(tier.as_str()));
        self
    }

    /// The clock; by default [`SystemTime::now`]. It is called once for each response that announces something.
    #[must_use]
    pub fn clock(mut self, clock: impl Fn() -> SystemTime + Send + Sync + 'static) -> Self {
        self.clock = Arc::new(clock);
        self
    }

    /// The maximum number of remembered warnings, of about eight bytes each; 1024 by default.
    ///
    /// A warning is remembered for its route and its [`Concern`]. When the limit is reached, one last warning says so, and
    /// there are no warnings about further routes, because forgetting a warning would repeat it. Refusals are not affected.
    /// If paths have identifiers that are not recognized as such, name the routes with [`RouteName`](super::RouteName).
    #[must_use]
    pub fn remember(mut self, warnings: usize) -> Self {
        self.remember = warnings;
        self
    }

    /// Reads the headers of a response and reacts: for clients that are neither tower services nor reqwest.
    ///
    /// `route` returns the name of the route; it is called only if the response announces something. `None` means that nothing
    /// was announced.
    ///
    /// # Errors
    ///
    /// If the response must be refused.
    ///
    /// ```
    /// use stability_http::client::{Concern, Observer, Reaction};
    ///
    /// let observer = Observer::new().on_deprecated(Reaction::Refuse);
    /// let mut headers = http::HeaderMap::new();
    /// assert_eq!(observer.observe(|| "GET /skills".to_owned(), &headers), Ok(None));
    ///
    /// headers.insert("deprecation", "true".parse()?);
    /// let refusal = observer.observe(|| "GET /skills".to_owned(), &headers).unwrap_err();
    /// assert_eq!(refusal.concern, Concern::Deprecated);
    /// assert_eq!(refusal.to_string(), "refused the response of `GET /skills`: it is deprecated");
    /// # Ok::<(), http::header::InvalidHeaderValue>(())
    /// ```
    pub fn observe(
        &self,
        route: impl FnOnce() -> String,
        headers: &HeaderMap,
    ) -> Result<Option<Announcement>, Refusal> {
        let now = LazyCell::new(|| (self.clock)());
        let announcement = Announcement::read_by(headers, || *now);
        if announcement.is_empty() {
            return Ok(None);
        }
        match self.judge(&announcement, *now) {
            Some((Reaction::Refuse, concern)) => Err(Refusal {
                route: route(),
                concern,
                announcement,
            }),
            Some((Reaction::Warn, concern)) => {
                self.warn(&route(), concern, &announcement);
                Ok(Some(announcement))
            }
            Some((Reaction::Ignore, _)) | None => Ok(Some(announcement)),
        }
    }

    /// The strongest reaction that applies; among equals, the one to the most urgent concern.
    fn judge(&self, announcement: &Announcement, now: SystemTime) -> Option<(Reaction, Concern)> {
        let is_deprecated = announcement
            .deprecation()
            .is_some_and(|deprecation| deprecation.in_force(now));
        let deprecated = is_deprecated.then_some((self.on_deprecated, Concern::Deprecated));
        let sunset = announcement.sunset();
        let past = sunset
            .is_some_and(|sunset| sunset <= now)
            .then_some((self.on_past_sunset, Concern::PastSunset));
        let ahead = sunset
            .and_then(|sunset| sunset.duration_since(now).ok())
            .filter(|ahead| !ahead.is_zero());
        let near = self
            .on_sunset_within
            .iter()
            .filter_map(|&(span, reaction)| (ahead? <= span).then_some((reaction, Concern::NearSunset)));
        deprecated.into_iter().chain(past).chain(near).max()
    }

    fn warn(&self, route: &str, concern: Concern, announcement: &Announcement) {
        match self.warned.turn(route, concern, self.remember) {
            Turn::Again => return,
            Turn::Full => {
                tracing::warn!(
                    limit = self.remember,
                    "the limit of remembered routes is reached; there are no warnings about further deprecated \
                     routes"
                );
                return;
            }
            Turn::First => {}
        }
        let deprecated = announcement.deprecation().map(|deprecation| match deprecation {
            Deprecation::At(at) => date::display(at),
            Deprecation::Undated => "undated".into(),
        });
        let sunset = announcement.sunset().map(date::display);
        let [link, policy, successor] =
            Relation::ALL.map(|relation| announcement.link(relation).map(tracing::field::display));
        tracing::warn!(
            route,
            concern = concern.as_str(),
            deprecated,
            sunset,
            link = link.or(policy),
            successor,
            "{}",
            match concern {
                Concern::Deprecated => "the route is deprecated",
                Concern::NearSunset => "the sunset of the route is soon",
                Concern::PastSunset => "the sunset of the route has passed",
            }
        );
    }

    /// Adds `Accept-Stability`, if it is configured and the caller has not set it.
    pub(super) fn opt_in(&self, headers: &mut HeaderMap) {
        if let Some(tier) = &self.accept_stability {
            headers.entry(ACCEPT_STABILITY).or_insert_with(|| tier.clone());
        }
    }
}

impl Default for Observer {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for Observer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Observer")
            .field("on_deprecated", &self.on_deprecated)
            .field("on_past_sunset", &self.on_past_sunset)
            .field("on_sunset_within", &self.on_sunset_within)
            .field("accept_stability", &self.accept_stability)
            .field("remember", &self.remember)
            .finish_non_exhaustive()
    }
}
