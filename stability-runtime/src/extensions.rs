//! Extension fields: keys without a field of the struct, in the namespaces of the struct.
//!
//! `Extensions` has its document as a type parameter. So it has a default, the token for core keys is an associated type with a
//! private constructor, and mixing up two documents does not compile. Keys are sorted, and not in the order of the document, so
//! that equal documents are equal.

use alloc::collections::{BTreeMap, btree_map};
use alloc::string::{String, ToString};
use core::error::Error;
use core::fmt;
use core::hash::{Hash, Hasher};
use core::marker::PhantomData;

use serde::de::DeserializeOwned;
use serde::{Serialize, Serializer};
use serde_json::Value;

use crate::document::Namespaces;
use crate::document::TooDeep;

/// A struct with [extension fields](Extensions); `extensions(…)` in its tier attribute implements it.
#[cfg_attr(feature = "promises", stability::stable(since = "0.1.0"))]
pub trait Extended {
    /// The token with which the declaring package writes core keys; other packages cannot name a value of it.
    type Core: Copy;

    /// Its namespaces and limits.
    #[cfg_attr(feature = "promises", internal)]
    const NAMESPACES: Namespaces;
}

/// The extension fields of a document `D`: keys in its two namespaces, each with a JSON value, in the order of the keys.
///
/// A struct gets them by its tier attribute, with its derives below it:
///
/// ```
/// # #[cfg(feature = "serde")] {
/// use serde::{Deserialize, Serialize};
///
/// /// A request to a model.
/// #[stability::stable(since = "0.1.0", constructor, extensions(core = "nika", community = "x-"))]
/// #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
/// pub struct InferRequest {
///     /// Which model.
///     pub model: String,
/// }
///
/// let json = r#"{"model":"small","nika.cache":{"ttl":3600},"x-team":"blue"}"#;
/// let mut request: InferRequest = serde_json::from_str(json)?;
/// assert_eq!(request.extensions().get::<String>("x-team")?.as_deref(), Some("blue"));
/// assert_eq!(serde_json::to_string(&request)?, json);
///
/// // All code can write community keys; core keys need the token of the declaring package.
/// request.extensions_mut().insert("x-trace", 7)?;
/// request.extensions_mut().insert_core(InferRequest::CORE, "nika.trust", "low")?;
/// let error = request.extensions_mut().insert("nika.trust", "high").unwrap_err();
/// assert_eq!(
///     error.to_string(),
///     "`nika.trust` belongs to the package that declares the document: a key of your own starts with `x-`",
/// );
///
/// let error = serde_json::from_str::<InferRequest>(r#"{"modle":"small"}"#).unwrap_err();
/// assert_eq!(
///     error.to_string(),
///     "unknown key `modle` in `InferRequest`: did you mean `model`? at line 1 column 8",
/// );
/// # }
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// The attribute adds a private field `extensions` of this type, which is empty after the constructor, the methods
/// `extensions` and `extensions_mut`, and a constant `CORE` that only its package can name. Documents have the keys beside the
/// fields. A key that is neither a field nor in a namespace is an error with its place.
///
/// A value that is read is written back unchanged, in JSON, YAML and TOML. A value that JSON does not have (a date of TOML, a
/// tag of YAML, a NaN or infinite number) is an error. `serde_json` keeps the last bit of floating-point numbers only with its
/// feature `float_roundtrip`. TOML has no `null`, and returns an error for it.
#[cfg_attr(feature = "promises", stability::stable(since = "0.1.0", path = "stability::Extensions"))]
pub struct Extensions<D> {
    values: BTreeMap<String, Value>,
    of: PhantomData<fn() -> D>,
}

#[cfg_attr(feature = "promises", stability::stable(since = "0.1.0", path = "stability::Extensions"))]
impl<D: Extended> Extensions<D> {
    /// No extension field.
    pub const fn new() -> Self {
        Self {
            values: BTreeMap::new(),
            of: PhantomData,
        }
    }

    /// The value of `key` as a `T`; `None` if there is no such key.
    ///
    /// # Errors
    ///
    /// [`ExtensionError::Value`] if the value is not a `T`.
    pub fn get<T: DeserializeOwned>(&self, key: &str) -> Result<Option<T>, ExtensionError> {
        let value = self.values.get(key).map(T::deserialize).transpose();
        value.map_err(|reason| ExtensionError::value(key, &reason))
    }

    /// The value of `key`, as a document has it.
    pub fn value(&self, key: &str) -> Option<&Value> {
        self.values.get(key)
    }

    /// Writes a community key, and returns the value that it had.
    ///
    /// # Errors
    ///
    /// If the key is outside of the community namespace, there are more keys or a deeper value than the struct reads, or the
    /// value is not a value of JSON. As in `serde_json`, NaN and infinite numbers become `null`.
    pub fn insert<T: Serialize>(&mut self, key: impl Into<String>, value: T) -> Result<Option<Value>, ExtensionError> {
        let key = Self::community(key.into())?;
        self.set(key, value)
    }

    /// Writes a core key, and returns the value that it had.
    ///
    /// # Errors
    ///
    /// The same as [`insert`](Self::insert), for the core namespace.
    pub fn insert_core<T: Serialize>(
        &mut self,
        _: D::Core,
        key: impl Into<String>,
        value: T,
    ) -> Result<Option<Value>, ExtensionError> {
        let key = Self::core(key.into())?;
        self.set(key, value)
    }

    /// Removes a community key, and returns its value.
    ///
    /// # Errors
    ///
    /// If the key is outside of the community namespace.
    pub fn remove(&mut self, key: &str) -> Result<Option<Value>, ExtensionError> {
        let key = Self::community(key.to_string())?;
        Ok(self.values.remove(&key))
    }

    /// Removes a core key, and returns its value.
    ///
    /// # Errors
    ///
    /// A key outside the core namespace.
    pub fn remove_core(&mut self, _: D::Core, key: &str) -> Result<Option<Value>, ExtensionError> {
        let key = Self::core(key.to_string())?;
        Ok(self.values.remove(&key))
    }

    fn community(key: String) -> Result<String, ExtensionError> {
        let Namespaces { core, community, .. } = D::NAMESPACES;
        if is_in(&key, core) {
            Err(ExtensionError::Core { key, community })
        } else if is_in(&key, community) {
            Ok(key)
        } else {
            Err(ExtensionError::Foreign {
                key,
                namespace: community,
            })
        }
    }

    fn core(key: String) -> Result<String, ExtensionError> {
        let namespace = D::NAMESPACES.core;
        if is_in(&key, namespace) {
            Ok(key)
        } else {
            Err(ExtensionError::Foreign { key, namespace })
        }
    }

    fn set<T: Serialize>(&mut self, key: String, value: T) -> Result<Option<Value>, ExtensionError> {
        let Namespaces {
            max_keys, max_depth, ..
        } = D::NAMESPACES;
        if self.values.len() >= max_keys && !self.values.contains_key(&key) {
            return Err(ExtensionError::TooMany { key, max_keys });
        }
        let value = serde_json::to_value(value).map_err(|reason| ExtensionError::value(&key, &reason))?;
        if is_deeper(&value, max_depth) {
            return Err(ExtensionError::TooDeep { key, max_depth });
        }
        Ok(self.values.insert(key, value))
    }
}

#[cfg_attr(feature = "promises", stability::stable(since = "0.1.0", path = "stability::Extensions"))]
impl<D> Extensions<D> {
    /// The keys and values, in the order of the keys.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.values.iter().map(|(key, value)| (key.as_str(), value))
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.values.len()
    }

    /// Whether there are no such keys.
    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    #[cfg_attr(feature = "promises", internal)]
    #[doc(hidden)]
    pub fn __of(values: BTreeMap<String, Value>) -> Self {
        Self {
            values,
            of: PhantomData,
        }
    }

    #[cfg_attr(feature = "promises", internal)]
    #[doc(hidden)]
    pub fn __values(&self) -> &BTreeMap<String, Value> {
        &self.values
    }
}

impl Namespaces {
    /// Whether `key` is in one of them.
    pub(crate) fn has(&self, key: &str) -> bool {
        is_in(key, self.core) || is_in(key, self.community)
    }
}

fn is_in(key: &str, namespace: &str) -> bool {
    key.len() > namespace.len() && key.starts_with(namespace)
}

/// Whether lists and maps are nested more than `depth` levels deep.
fn is_deeper(value: &Value, depth: usize) -> bool {
    let deeper = |inner: &Value| depth == 0 || is_deeper(inner, depth - 1);
    match value {
        Value::Array(values) => depth == 0 || values.iter().any(deeper),
        Value::Object(values) => depth == 0 || values.values().any(deeper),
        _ => false,
    }
}

// By hand, since the type of the document need not be any of this.
impl<D> Clone for Extensions<D> {
    fn clone(&self) -> Self {
        Self::__of(self.values.clone())
    }
}

impl<D> Default for Extensions<D> {
    fn default() -> Self {
        Self::__of(BTreeMap::new())
    }
}

impl<D> fmt::Debug for Extensions<D> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.values.fmt(f)
    }
}

impl<D> PartialEq for Extensions<D> {
    fn eq(&self, other: &Self) -> bool {
        self.values == other.values
    }
}

impl<D> Eq for Extensions<D> {}

impl<D> Hash for Extensions<D> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.values.hash(state);
    }
}

impl<D> Serialize for Extensions<D> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.values.serialize(serializer)
    }
}

impl<D> IntoIterator for Extensions<D> {
    type Item = (String, Value);
    type IntoIter = btree_map::IntoIter<String, Value>;

    fn into_iter(self) -> Self::IntoIter {
        self.values.into_iter()
    }
}

/// Why an extension field cannot be read or written.
#[cfg_attr(feature = "promises", stability::stable(since = "0.1.0", path = "stability::ExtensionError"))]
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ExtensionError {
    /// The key is of the core namespace, which belongs to the declaring package.
    Core {
        /// The key.
        key: String,
        /// The prefix of the keys of others.
        community: &'static str,
    },
    /// The key is not in the namespace of the token, or is only its prefix.
    Foreign {
        /// The key.
        key: String,
        /// The prefix of the keys of the namespace.
        namespace: &'static str,
    },
    /// There are as many keys as the document has at most.
    TooMany {
        /// The key.
        key: String,
        /// How many there may be.
        max_keys: usize,
    },
    /// The value has more lists and maps inside each other than the document has at most.
    TooDeep {
        /// The key.
        key: String,
        /// How many there may be.
        max_depth: usize,
    },
    /// The value is not of the type that was asked for, or none in JSON.
    Value {
        /// The key.
        key: String,
        /// The error.
        reason: String,
    },
}

impl ExtensionError {
    fn value(key: &str, reason: &serde_json::Error) -> Self {
        Self::Value {
            key: key.to_string(),
            reason: reason.to_string(),
        }
    }
}

impl fmt::Display for ExtensionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Core { key, community } => write!(
                f,
                "`{key}` belongs to the package that declares the document: a key of your own starts with `{community}`"
            ),
            Self::Foreign { key, namespace } => {
                write!(f, "`{key}` is not in the namespace: write `{namespace}` and a name")
            }
            Self::TooMany { key, max_keys } => write!(
                f,
                "`{key}` is one extension field too many, because a document has at most {max_keys}: remove some"
            ),
            Self::TooDeep { key, max_depth } => write!(f, "the value of `{key}` {}", TooDeep(*max_depth)),
            Self::Value { key, reason } => write!(f, "the value of `{key}`: {reason}"),
        }
    }
}

impl Error for ExtensionError {}
