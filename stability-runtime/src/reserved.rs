//! The type of reserved fields.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::DeserializeSeed};
use serde_json::Value;

use crate::document::Bounded;
use crate::document::Namespaces;

/// The type of a field with [`reserved`](macro@crate::reserved), which a later release uses.
///
/// A document of a later release may have the key. Its value is kept unchanged and written back, and cannot be used otherwise.
/// It may have at most 32 levels of lists and maps.
///
/// ```
/// # #[cfg(feature = "serde")] {
/// use serde::{Deserialize, Serialize};
///
/// /// A request to a model.
/// #[stability::stable(since = "0.1.0", constructor)]
/// #[derive(Clone, Debug, Serialize, Deserialize)]
/// pub struct InferRequest {
///     /// Which model.
///     pub model: String,
///     /// How far the conversation is trusted.
///     #[reserved(until = "0.3.0")]
///     trust_level: stability::Reserved,
/// }
///
/// let request = InferRequest::new("small".to_owned());
/// assert_eq!(serde_json::to_string(&request)?, r#"{"model":"small"}"#);
///
/// let later = r#"{"model":"small","trust_level":{"at":"low"}}"#;
/// let request: InferRequest = serde_json::from_str(later)?;
/// assert_eq!(serde_json::to_string(&request)?, later);
/// # }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[cfg_attr(feature = "promises", stability::stable(since = "0.1.0"))]
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Reserved(Option<Value>);

#[cfg_attr(feature = "promises", stability::stable(since = "0.1.0"))]
impl Reserved {
    /// The document did not have the key.
    pub const fn is_absent(&self) -> bool {
        self.0.is_none()
    }
}

impl Serialize for Reserved {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Reserved {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = Bounded::new(None, Namespaces::MAX_DEPTH).deserialize(deserializer)?;
        Ok(Self(Some(value)))
    }
}
