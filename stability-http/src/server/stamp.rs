//! What is written on a response.

use http::header::{ACCESS_CONTROL_EXPOSE_HEADERS, LINK, VARY};
use http::{HeaderMap, HeaderName, HeaderValue};
use stability::route::Retirement;

/// When something was or will be deprecated (RFC 9745).
#[cfg_attr(feature = "promises", stability::stable(since = "0.1.0"))]
pub const DEPRECATION: HeaderName = HeaderName::from_static("deprecation");
/// When something may stop to answer (RFC 8594).
#[cfg_attr(feature = "promises", stability::stable(since = "0.1.0"))]
pub const SUNSET: HeaderName = HeaderName::from_static("sunset");

/// The headers of a deprecated route, made once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Stamp {
    deprecation: Option<HeaderValue>,
    sunset: Option<HeaderValue>,
    link: Option<HeaderValue>,
}

impl Stamp {
    pub(super) fn new(retirement: &Retirement) -> Self {
        Self {
            deprecation: value(retirement.on.header),
            sunset: retirement.sunset.and_then(|sunset| value(sunset.header)),
            link: retirement.link_header.and_then(value),
        }
    }

    /// Writes the headers. A handler that wrote one of the first two itself knows better; other links stay beside ours.
    pub(super) fn write(&self, headers: &mut HeaderMap, expose: bool) {
        for (name, value) in [(DEPRECATION, &self.deprecation), (SUNSET, &self.sunset)] {
            if let Some(value) = value
                && !headers.contains_key(&name)
            {
                headers.insert(name, value.clone());
            }
        }
        if let Some(link) = &self.link
            && !headers.get_all(LINK).iter().any(|other| other == link)
        {
            headers.append(LINK, link.clone());
        }
        let exposed = HeaderValue::from_static(EXPOSED);
        if expose
            && !headers
                .get_all(ACCESS_CONTROL_EXPOSE_HEADERS)
                .iter()
                .any(|other| *other == exposed)
        {
            headers.append(ACCESS_CONTROL_EXPOSE_HEADERS, exposed);
        }
    }
}

/// The value, without allocation; `None` where it holds what no header can, which no macro writes.
fn value(text: &'static str) -> Option<HeaderValue> {
    is_legal(text).then(|| HeaderValue::from_static(text))
}

/// Whether the text can be the value of a header.
pub(super) fn is_legal(text: &str) -> bool {
    text.bytes().all(|byte| (0x20..0x7f).contains(&byte))
}

/// The headers that scripts of other origins may read.
pub(super) const EXPOSED: &str = "Deprecation, Sunset, Link";

/// Whether a field of `Vary` says that the response depends on `Accept-Stability`.
pub(super) fn names_accept_stability(field: &[u8]) -> bool {
    let mut names = field.split(|byte| *byte == b',').map(<[u8]>::trim_ascii);
    names.any(|name| name == b"*" || name.eq_ignore_ascii_case(b"accept-stability"))
}

/// Says that the response depends on `Accept-Stability`, where it does not say so already.
pub(super) fn vary(headers: &mut HeaderMap) {
    let says = |field: &HeaderValue| names_accept_stability(field.as_bytes());
    if !headers.get_all(VARY).iter().any(says) {
        headers.append(VARY, HeaderValue::from_static("accept-stability"));
    }
}

#[cfg(test)]
mod tests {

    use http::header::{LINK, VARY};
    use http::{HeaderMap, HeaderValue};
    use stability::route::{Moment, Retirement};

    use super::{DEPRECATION, SUNSET, Stamp, vary};

    const ON: Moment = Moment {
        written: "2026-09-01",
        seconds: 1_788_220_800,
        header: "@1788220800",
    };

    fn all<'a>(headers: &'a HeaderMap, name: &str) -> Vec<&'a str> {
        headers
            .get_all(name)
            .iter()
            .filter_map(|value| value.to_str().ok())
            .collect()
    }

    #[test]
    fn headers_of_the_handler_stay() {
        let stamp = Stamp::new(&Retirement {
            sunset: Some(Moment {
                header: "Fri, 01 Jan 2027 00:00:00 GMT",
                ..ON
            }),
            link_header: Some("</moved>; rel=\"deprecation\""),
            ..Retirement::new(ON)
        });
        let mut headers = HeaderMap::new();
        headers.insert(DEPRECATION, HeaderValue::from_static("@1"));
        headers.insert(LINK, HeaderValue::from_static("</2>; rel=\"next\""));
        // Twice, as with one layer inside another.
        stamp.write(&mut headers, false);
        stamp.write(&mut headers, false);
        assert_eq!(all(&headers, "deprecation"), ["@1"]);
        assert_eq!(headers[SUNSET], "Fri, 01 Jan 2027 00:00:00 GMT");
        assert_eq!(
            all(&headers, "link"),
            ["</2>; rel=\"next\"", "</moved>; rel=\"deprecation\""]
        );
    }

    #[test]
    fn invalid_header_values_are_left_out() {
        let stamp = Stamp::new(&Retirement {
            link_header: Some("</a>\r\nset-cookie: a=b"),
            ..Retirement::new(Moment { header: "é", ..ON })
        });
        let mut headers = HeaderMap::new();
        stamp.write(&mut headers, false);
        assert!(headers.is_empty());
    }

    #[test]
    fn vary_is_added_once() {
        for (before, after) in [
            (&[][..], &["accept-stability"][..]),
            (&["accept"], &["accept", "accept-stability"]),
            (&["accept, Accept-Stability"], &["accept, Accept-Stability"]),
            (&["accept", "*"], &["accept", "*"]),
            (&["x-accept-stability"], &["x-accept-stability", "accept-stability"]),
        ] {
            let mut headers = HeaderMap::new();
            for field in before {
                headers.append(VARY, HeaderValue::from_static(field));
            }
            vary(&mut headers);
            assert_eq!(all(&headers, "vary"), after, "{before:?}");
        }
    }
}
