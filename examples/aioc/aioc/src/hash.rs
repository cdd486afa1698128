//! SHA-256 over text and over JSON in its one canonical form.

use serde::{Deserialize, Serialize};
use sha2::Digest;
use std::fmt;

/// A SHA-256 hash, written as 64 lowercase hexadecimal digits.
#[stability::frozen(since = "0.1.0-alpha.5")]
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Sha256(String);

#[stability::frozen(since = "0.1.0-alpha.5")]
impl Sha256 {
    /// The hash of a text's UTF-8 bytes.
    ///
    /// ```
    /// let empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    /// assert_eq!(aioc::hash::Sha256::of_text("").as_str(), empty);
    /// ```
    pub fn of_text(text: &str) -> Self {
        Self::of_bytes(text.as_bytes())
    }

    /// The hash of a value in the canonical form of [RFC 8785](https://www.rfc-editor.org/rfc/rfc8785): the order of its
    /// keys makes no difference, and a number is what JavaScript makes of it, so integers beyond 2^53 are rounded.
    ///
    /// # Errors
    ///
    /// When the value has no JSON form, such as a map whose keys are no strings.
    pub fn of_json(value: &impl Serialize) -> Result<Self, serde_json::Error> {
        Ok(Self::of_bytes(&serde_json_canonicalizer::to_vec(value)?))
    }

    /// The 64 digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Sha256 {
    fn of_bytes(bytes: &[u8]) -> Self {
        Self(format!("{:x}", base16ct::HexDisplay(&sha2::Sha256::digest(bytes))))
    }
}

impl fmt::Display for Sha256 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::Sha256;
    use serde_json::{Value, json};

    #[test]
    fn known_answers_of_the_standard_are_met() {
        let abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(Sha256::of_text("abc").as_str(), abc);
    }

    #[test]
    fn a_number_is_what_javascript_makes_of_it() {
        let hash = |number: Value| Sha256::of_json(&number).unwrap();
        assert_eq!(hash(json!(1.0)), hash(json!(1)));
        assert_eq!(
            hash(json!(9_007_199_254_740_993_u64)),
            hash(json!(9_007_199_254_740_992_u64))
        );
        assert_ne!(hash(json!(0.1)), hash(json!(0.2)));
    }

    #[test]
    fn the_order_of_keys_makes_no_difference() {
        let hash = |text: &str| Sha256::of_json(&serde_json::from_str::<Value>(text).unwrap()).unwrap();
        assert_eq!(
            hash(r#"{"a":1,"b":{"c":2,"d":3}}"#),
            hash(r#"{"b":{"d":3,"c":2},"a":1}"#)
        );
        assert_ne!(hash(r#"{"a":[1,2]}"#), hash(r#"{"a":[2,1]}"#));
        assert_eq!(
            Sha256::of_json(&json!({ "b": 1, "a": 2 })).unwrap(),
            Sha256::of_text(r#"{"a":2,"b":1}"#)
        );
    }
}
