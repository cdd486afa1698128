//! The deprecation and the sunset of a resource, from the headers of one response.

use std::time::SystemTime;

use http::header::LINK;
use http::{HeaderMap, HeaderName, HeaderValue};

use super::date;
use super::deprecation::{self, Deprecation};
use super::link::{self, Link, Relation};
use super::malformed::{Fault, Malformed};

/// The field `Deprecation` (RFC 9745).
const DEPRECATION: HeaderName = HeaderName::from_static("deprecation");
/// The field `Sunset` (RFC 8594).
const SUNSET: HeaderName = HeaderName::from_static("sunset");

/// The announcement in the headers of one response: its deprecation, its sunset, and links to more information.
///
/// The layer and the middleware add it to the extensions of the response, if the response announces something.
///
/// ```
/// use http::Response;
/// use stability_http::client::{Announcement, Deprecation, Fault, Relation};
///
/// let response = Response::builder()
///     .header("deprecation", "true")
///     .header("sunset", "Wed, 01 Jan 2027 00:00:00 GMT") // a Friday
///     .header("link", r#"<https://api.example/deprecations#v1>; rel="deprecation""#)
///     .body(())?;
/// let announcement = Announcement::read(response.headers());
///
/// assert_eq!(announcement.deprecation(), Some(Deprecation::Undated));
/// assert!(announcement.sunset().is_some());
/// assert_eq!(announcement.link(Relation::Deprecation), Some("https://api.example/deprecations#v1"));
/// assert_eq!(announcement.malformed()[0].fault, Fault::Weekday);
/// # Ok::<(), http::Error>(())
/// ```
#[cfg_attr(feature = "promises", stability::stable(since = "0.1.0"))]
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Announcement {
    deprecation: Option<Deprecation>,
    sunset: Option<SystemTime>,
    links: Vec<Link>,
    malformed: Vec<Malformed>,
}

#[cfg_attr(feature = "promises", stability::stable(since = "0.1.0"))]
impl Announcement {
    /// Reads the headers of a response.
    ///
    /// - `Deprecation`: `@seconds`, and the forms of the drafts that servers still send: `true` and an HTTP-date. A date has
    ///   precedence over `true`, and of several dates the earliest counts.
    /// - `Sunset`: an HTTP-date in any of its three forms. A wrong weekday is reported, and the date is read. Of several
    ///   dates the earliest counts.
    /// - `Link`: the [`Relation`]s. Targets are kept unchanged; a relative target is relative to the request's URI. Links with
    ///   a template as target, or with an `anchor`, are ignored.
    ///
    /// There are no errors: malformed values are in [`malformed`](Self::malformed). Time and memory are proportional to the length of
    /// these fields.
    /// [`standards`](crate::standards) lists the differences from the standards.
    ///
    /// The clock of the system gives the century of a year of two digits; [`read_at`](Self::read_at) takes the time.
    pub fn read(headers: &HeaderMap) -> Self {
        Self::read_by(headers, SystemTime::now)
    }

    /// Reads the headers of a response at a given time.
    ///
    /// The time gives the century of a year of two digits, which the form of RFC 850 has: the latest year that is not more than
    /// fifty years ahead (RFC 9110, section 5.6.7).
    ///
    /// ```
    /// use std::time::{Duration, UNIX_EPOCH};
    /// use stability_http::client::Announcement;
    ///
    /// let now = UNIX_EPOCH + Duration::from_secs(1_795_694_400); // 2026-11-26
    /// let mut headers = http::HeaderMap::new();
    /// headers.insert("sunset", "Wednesday, 01-Jan-70 00:00:00 GMT".parse()?);
    /// let sunset = Announcement::read_at(&headers, now).sunset();
    /// assert_eq!(sunset, Some(UNIX_EPOCH + Duration::from_secs(3_155_760_000))); // 2070-01-01
    /// # Ok::<(), http::header::InvalidHeaderValue>(())
    /// ```
    pub fn read_at(headers: &HeaderMap, now: SystemTime) -> Self {
        Self::read_by(headers, || now)
    }

    /// Reads the headers; the clock is called only if it is needed.
    pub(super) fn read_by(headers: &HeaderMap, now: impl Fn() -> SystemTime) -> Self {
        let mut announcement = Self::default();
        for (line, value) in headers.get_all(DEPRECATION).iter().enumerate() {
            let reading = deprecation::parse(value.as_bytes(), &now);
            // `Undated` is the greatest.
            announcement.deprecation = earliest(announcement.deprecation, reading.deprecation);
            announcement.note(&DEPRECATION, value, reading.fault.or(repeated(line)));
        }
        for (line, value) in headers.get_all(SUNSET).iter().enumerate() {
            let date = value.to_str().ok().and_then(|text| date::parse(text, &now));
            let fault = match date {
                None => Some(Fault::Unreadable),
                Some(date) => (!date.weekday_is_right).then_some(Fault::Weekday),
            };
            announcement.sunset = earliest(announcement.sunset, date.map(|date| date.at));
            announcement.note(&SUNSET, value, fault.or(repeated(line)));
        }
        for value in headers.get_all(LINK) {
            let (links, is_well_formed) = link::parse(value.as_bytes());
            announcement.links.extend(links);
            announcement.note(&LINK, value, (!is_well_formed).then_some(Fault::Unreadable));
        }
        announcement
    }

    /// Since when the resource is deprecated.
    pub fn deprecation(&self) -> Option<Deprecation> {
        self.deprecation
    }

    /// When the resource is expected to stop answering.
    pub fn sunset(&self) -> Option<SystemTime> {
        self.sunset
    }

    /// The targets of the links of a relation, as URI references, in their order in the response.
    pub fn links(&self, relation: Relation) -> impl Iterator<Item = &str> {
        let links = self.links.iter().filter(move |link| link.has(relation));
        links.map(Link::target)
    }

    /// The first of the [`links`](Self::links) of a relation.
    pub fn link(&self, relation: Relation) -> Option<&str> {
        self.links(relation).next()
    }

    /// The values that do not conform to their standards, by field and then in their order in the response.
    pub fn malformed(&self) -> &[Malformed] {
        &self.malformed
    }

    /// Whether nothing was announced, not even in a form that could not be read.
    pub fn is_empty(&self) -> bool {
        self.deprecation.is_none() && self.sunset.is_none() && self.links.is_empty() && self.malformed.is_empty()
    }

    fn note(&mut self, field: &HeaderName, value: &HeaderValue, fault: Option<Fault>) {
        self.malformed.extend(fault.map(|fault| Malformed {
            field: field.clone(),
            value: value.clone(),
            fault,
        }));
    }
}

fn earliest<T: Ord>(known: Option<T>, read: Option<T>) -> Option<T> {
    known.into_iter().chain(read).min()
}

fn repeated(line: usize) -> Option<Fault> {
    (line > 0).then_some(Fault::Repeated)
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, UNIX_EPOCH};

    use super::*;

    fn at(seconds: u64) -> SystemTime {
        UNIX_EPOCH + Duration::from_secs(seconds)
    }

    /// Several lines of one name stay several lines.
    fn read(lines: &[(&'static str, &'static str)]) -> Announcement {
        let lines = lines.iter();
        let headers = lines.map(|&(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value)));
        Announcement::read_at(&headers.collect(), at(0))
    }

    fn faults(announcement: &Announcement) -> Vec<(&str, &[u8], Fault)> {
        let malformed = announcement.malformed().iter();
        malformed
            .map(|one| (one.field.as_str(), one.value.as_bytes(), one.fault))
            .collect()
    }

    #[test]
    fn a_response_that_says_nothing_announces_nothing() {
        let announcement = read(&[("content-type", "text/plain"), ("link", "<?page=2>; rel=next")]);
        assert!(announcement.is_empty());
        assert_eq!(announcement, Announcement::default());
    }

    #[test]
    fn of_several_dates_the_earliest_counts_and_the_others_are_malformed() {
        let announcement = read(&[
            ("deprecation", "true"),
            ("deprecation", "@20"),
            ("deprecation", "@10"),
            ("sunset", "Fri, 01 Jan 2027 00:00:00 GMT"),
            ("sunset", "Sun, 06 Nov 1994 08:49:37 GMT"),
        ]);
        assert_eq!(announcement.deprecation(), Some(Deprecation::At(at(10))));
        assert_eq!(announcement.sunset(), Some(at(784_111_777)));
        assert_eq!(
            faults(&announcement),
            [
                ("deprecation", &b"@20"[..], Fault::Repeated),
                ("deprecation", b"@10", Fault::Repeated),
                ("sunset", b"Sun, 06 Nov 1994 08:49:37 GMT", Fault::Repeated),
            ]
        );
    }

    #[test]
    fn malformed_values_are_kept_and_others_are_read() {
        let announcement = read(&[
            ("deprecation", "soon"),
            ("sunset", "2027-01-01"),
            ("link", "nowhere, </d>; rel=deprecation"),
            (
                "link",
                "</v2>; rel=successor-version, </v3>; rel=\"successor-version sunset\"",
            ),
        ]);
        assert_eq!(announcement.deprecation(), None);
        assert_eq!(announcement.sunset(), None);
        assert_eq!(announcement.link(Relation::Deprecation), Some("/d"));
        assert_eq!(announcement.link(Relation::Sunset), Some("/v3"));
        assert_eq!(
            announcement.links(Relation::SuccessorVersion).collect::<Vec<_>>(),
            ["/v2", "/v3"]
        );
        assert_eq!(
            faults(&announcement),
            [
                ("deprecation", &b"soon"[..], Fault::Unreadable),
                ("sunset", b"2027-01-01", Fault::Unreadable),
                ("link", b"nowhere, </d>; rel=deprecation", Fault::Unreadable),
            ]
        );
    }

    #[test]
    fn bytes_that_are_no_text_are_kept() {
        let mut headers = HeaderMap::new();
        for name in [DEPRECATION, SUNSET, LINK] {
            headers.insert(name, HeaderValue::from_bytes(b"\xff\xfe").unwrap());
        }
        let announcement = Announcement::read_at(&headers, at(0));
        assert!(!announcement.is_empty());
        assert_eq!(announcement.malformed().len(), 3);
    }
}
