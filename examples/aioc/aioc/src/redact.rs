//! Taking out of a context what no record may keep.

use crate::Failure;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::collections::BTreeSet;

/// The text that replaces what was redacted.
#[stability::stable(since = "0.1.0-alpha.1")]
pub const REDACTED: &str = "[redacted]";

/// A context that a record may keep.
#[stability::stable(since = "0.1.0-alpha.1", forward_compatible)]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RedactedContext<C> {
    /// What is kept.
    pub context_snapshot: C,
    /// Whether something was taken out.
    pub context_redacted: bool,
}

/// Takes out of a context what no record may keep. Every `Fn(&C) -> Result<RedactedContext<C>, Failure>` is one.
#[stability::stable(since = "0.1.0-alpha.1")]
pub trait ContextRedactor<C>: Send + Sync {
    /// The context that may be kept.
    ///
    /// # Errors
    ///
    /// Whatever kept it from redacting; the record keeps no context then.
    fn redact(&self, context: &C) -> Result<RedactedContext<C>, Failure>;
}

impl<C, F> ContextRedactor<C> for F
where
    F: Fn(&C) -> Result<RedactedContext<C>, Failure> + Send + Sync,
{
    fn redact(&self, context: &C) -> Result<RedactedContext<C>, Failure> {
        self(context)
    }
}

/// Replaces the values under some keys, however deep, by [`REDACTED`].
///
/// A context whose type has no place for that text cannot be redacted so, and the record keeps none of it.
///
/// ```
/// use aioc::redact::{ContextRedactor, KeyRedactor};
/// use serde_json::json;
///
/// let redactor = KeyRedactor::new(["email"]);
/// let kept = redactor.redact(&json!({ "actor": { "email": "ada@example.org", "team": "ops" } })).unwrap();
/// assert_eq!(kept.context_snapshot, json!({ "actor": { "email": "[redacted]", "team": "ops" } }));
/// assert!(kept.context_redacted);
/// ```
#[stability::stable(since = "0.1.0-alpha.1")]
#[derive(Clone, Debug, Default)]
pub struct KeyRedactor {
    keys: BTreeSet<String>,
}

#[stability::stable(since = "0.1.0-alpha.1")]
impl KeyRedactor {
    /// Redacts the values of these keys, as they are written in JSON.
    pub fn new<K: Into<String>>(keys: impl IntoIterator<Item = K>) -> Self {
        Self {
            keys: keys.into_iter().map(Into::into).collect(),
        }
    }
}

impl KeyRedactor {
    /// Whether something was taken out.
    fn take_out(&self, value: &mut Value) -> bool {
        let mut taken = false;
        match value {
            Value::Object(members) => {
                for (key, value) in members {
                    if self.keys.contains(key) {
                        *value = Value::from(REDACTED);
                        taken = true;
                    } else {
                        taken |= self.take_out(value);
                    }
                }
            }
            Value::Array(values) => {
                for value in values {
                    taken |= self.take_out(value);
                }
            }
            _ => {}
        }
        taken
    }
}

impl<C: Serialize + DeserializeOwned> ContextRedactor<C> for KeyRedactor {
    fn redact(&self, context: &C) -> Result<RedactedContext<C>, Failure> {
        let mut value = serde_json::to_value(context)?;
        let taken = self.take_out(&mut value);
        Ok(RedactedContext::new(serde_json::from_value(value)?, taken))
    }
}

#[cfg(test)]
mod tests {
    use super::{ContextRedactor, KeyRedactor};
    use serde_json::{Value, json};

    fn redacted(context: Value) -> (Value, bool) {
        let kept = KeyRedactor::new(["token", "email"]).redact(&context).unwrap();
        (kept.context_snapshot, kept.context_redacted)
    }

    #[test]
    fn every_place_is_looked_at() {
        let context = json!({ "token": { "a": 1 }, "users": [{ "email": "a@b" }, { "email": "c@d", "name": "C" }] });
        let kept = json!({
            "token": "[redacted]",
            "users": [{ "email": "[redacted]" }, { "email": "[redacted]", "name": "C" }]
        });
        assert_eq!(redacted(context), (kept, true));
    }

    #[test]
    fn a_context_without_the_keys_is_kept_as_it_is() {
        let context = json!({ "name": "token", "list": [1, null] });
        assert_eq!(redacted(context.clone()), (context, false));
    }

    #[test]
    fn a_context_without_a_place_for_the_text_is_refused() {
        let context = std::collections::BTreeMap::from([("token".to_owned(), 7_u32)]);
        assert!(KeyRedactor::new(["token"]).redact(&context).is_err());
    }
}
