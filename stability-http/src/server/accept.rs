//! `Accept-Stability`: what a request consents to.

use http::{HeaderMap, HeaderName, HeaderValue};
use stability::Tier;

use crate::structured;

/// The header by which a request consents to weaker promises: a list of tokens of RFC 9651.
#[cfg_attr(feature = "promises", stability::stable(since = "0.1.0"))]
pub const ACCEPT_STABILITY: HeaderName = HeaderName::from_static("accept-stability");

/// The consent of a request.
///
/// The weakest tier that it names counts: `beta` consents to beta and stronger, `experimental` to everything.
#[cfg_attr(feature = "promises", stability::stable(since = "0.1.0"))]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Consent {
    /// To what is for everyone.
    #[default]
    Stable,
    /// To beta too.
    Beta,
    /// To everything.
    Experimental,
}

#[cfg_attr(feature = "promises", stability::stable(since = "0.1.0"))]
impl Consent {
    /// The consent in `headers`.
    ///
    /// Several lines are one list. Tokens that name no tier are ignored, and so are members that are no tokens, and those
    /// with a `q` that is not above zero: `beta;q=0` is no consent. A field that is malformed is ignored as a whole, as
    /// RFC 9651 has it. The time is linear in the length of the field.
    ///
    /// ```
    /// use http::{HeaderMap, HeaderValue};
    /// use stability_http::server::{ACCEPT_STABILITY, Consent};
    ///
    /// let mut headers = HeaderMap::new();
    /// assert_eq!(Consent::of(&headers), Consent::Stable);
    /// headers.insert(ACCEPT_STABILITY, HeaderValue::from_static("preview, beta;q=1"));
    /// assert_eq!(Consent::of(&headers), Consent::Beta);
    /// ```
    pub fn of(headers: &HeaderMap) -> Self {
        Self::of_fields(headers.get_all(ACCEPT_STABILITY).iter().map(HeaderValue::as_bytes))
    }

    /// The consent in the values of `Accept-Stability`.
    pub(super) fn of_fields<'a>(fields: impl IntoIterator<Item = &'a [u8]>) -> Self {
        let mut fields = fields.into_iter();
        let first = fields.next().unwrap_or_default();
        let Some(second) = fields.next() else {
            return Self::of_list(first);
        };
        // Lines are combined before they are read (RFC 9651, section 4.2): one that is malformed spoils the whole.
        let lines: Vec<_> = [first, second].into_iter().chain(fields).collect();
        Self::of_list(&lines.join(&b", "[..]))
    }

    fn of_list(list: &[u8]) -> Self {
        let mut consent = Self::Stable;
        let read = structured::tokens(list, |token| {
            if !token.is_refused {
                consent = consent.max(Self::named(token.name));
            }
        });
        read.map_or(Self::Stable, |()| consent)
    }

    /// The word that asks for it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Stable => "stable",
            Self::Beta => "beta",
            Self::Experimental => "experimental",
        }
    }

    /// The consent that a route of that tier needs.
    pub const fn required_by(tier: Tier) -> Self {
        match tier {
            // Evolving is for everyone who plans for migration.
            Tier::Frozen | Tier::Stable | Tier::Evolving => Self::Stable,
            Tier::Beta => Self::Beta,
            Tier::Experimental | Tier::Internal => Self::Experimental,
        }
    }

    fn named(token: &[u8]) -> Self {
        match token {
            b"beta" | b"evolving" => Self::Beta,
            b"experimental" | b"internal" => Self::Experimental,
            _ => Self::Stable,
        }
    }
}

#[cfg(test)]
mod tests {
    use http::{HeaderMap, HeaderValue};

    use super::{ACCEPT_STABILITY, Consent};

    fn consent(fields: &[&str]) -> Consent {
        let mut headers = HeaderMap::new();
        for field in fields {
            headers.append(ACCEPT_STABILITY, HeaderValue::from_str(field).unwrap());
        }
        Consent::of(&headers)
    }

    #[test]
    fn the_weakest_tier_counts() {
        for (fields, expected) in [
            (&[][..], Consent::Stable),
            (&[""], Consent::Stable),
            (&["stable"], Consent::Stable),
            (&["beta"], Consent::Beta),
            (&["experimental"], Consent::Experimental),
            (&["beta, experimental"], Consent::Experimental),
            (&["experimental", "beta"], Consent::Experimental),
            (&["stable", "preview", "beta"], Consent::Beta),
            // One string, over two lines.
            (&["\"beta", "b\", beta"], Consent::Beta),
            (&["(a", "beta)"], Consent::Stable),
            (&["beta;q=0"], Consent::Stable),
            (&["beta;q=0.0, stable"], Consent::Stable),
            (&["experimental;q=0, beta;q=0.5"], Consent::Beta),
            // The last of two counts; what is no number is no weight.
            (&["beta;q=0;q=1"], Consent::Beta),
            (&["beta;q=1;q=0"], Consent::Stable),
            (&["beta;q=\"0\""], Consent::Beta),
            (&["beta;level=0"], Consent::Beta),
            (&["  beta ,\tstable  "], Consent::Beta),
            (&["beta;level=2;x"], Consent::Beta),
            (&["preview, *, beta/2, beta"], Consent::Beta),
            (&["\"experimental\", 1, ?1, (experimental), beta"], Consent::Beta),
            // Tokens are case-sensitive.
            (&["BETA"], Consent::Stable),
            (&["betamax"], Consent::Stable),
        ] {
            assert_eq!(consent(fields), expected, "{fields:?}");
        }
    }

    #[test]
    fn a_malformed_field_is_ignored() {
        for field in [
            "beta,",
            "beta,,beta",
            ",beta",
            "beta stable",
            "beta;",
            "beta, \"open",
            "beta, (a",
            "beta=1",
            "beta, :YQ===:",
            "beta, %\"%ff\"",
            // An empty line is an empty member.
            "",
        ] {
            assert_eq!(consent(&[field]), Consent::Stable, "{field}");
            assert_eq!(consent(&["beta", field]), Consent::Stable, "{field}");
            assert_eq!(consent(&[field, "beta"]), Consent::Stable, "{field}");
        }
    }
}
