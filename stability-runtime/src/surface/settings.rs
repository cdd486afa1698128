//! The settings of a program, and the environment variables that it reads through them.
//!
//! Settings are traced through serde, field by field, so that a type that refuses values still shows its shape. An option
//! inherits the promise of its command, a command that of the one above.

mod shape;

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use serde::de::DeserializeOwned;

use self::shape::{Setting, accepts, trace};
use super::{Difference, Discrepancy, promised};
use crate::contract::Contract;
use crate::kind::Kind;

/// Compares the promised settings with the keys and types of `T`, as serde reads it.
///
/// A struct inside a struct gives keys with a dot: `database.url`. Types are those that the deserializer requests: `bool`, `u16`,
/// `String`, `Option<…>`, `Vec<…>`, the name of an enum; a promised type with another name, such as `PathBuf`, must be
/// read from a string. A promise without a type promises only the key.
///
/// Keys in a field with `#[serde(flatten)]` are not seen, because serde treats them as one map without a name.
///
/// ```
/// use stability::{Contract, surface};
///
/// #[derive(serde::Deserialize)]
/// struct Settings {
///     debug: bool,
/// }
///
/// let difference = surface::settings::<Settings>(&Contract::default());
/// assert_eq!(
///     difference.to_string(),
///     "setting `debug` exists, but has no tier: add `setting \"debug\": bool;` to a `stability::surface!`",
/// );
/// ```
#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
pub fn settings<T: DeserializeOwned>(contract: &Contract) -> Difference {
    let found = trace::<T>();
    let promise = |name: &str| promised(contract, Kind::Setting).find(|item| item.name == name);
    let missing =
        promised(contract, Kind::Setting).filter(|item| found.iter().all(|setting| setting.key() != item.name));
    let mut discrepancies: Vec<Discrepancy> = missing.map(Discrepancy::missing).collect();
    for setting in &found {
        let (name, found) = (setting.key(), &setting.type_name);
        match promise(&name) {
            None => discrepancies.push(Discrepancy::Unpromised {
                kind: Kind::Setting,
                statement: format!("setting \"{name}\": {found};"),
                name,
            }),
            Some(item) => match &item.signature {
                Some(promised) if !accepts(promised, found) => discrepancies.push(Discrepancy::Changed {
                    kind: Kind::Setting,
                    name,
                    promised: promised.clone(),
                    found: found.clone(),
                    location: item.location.clone(),
                }),
                _ => {}
            },
        }
    }
    Difference::of(discrepancies)
}

/// Compares the promised environment variables with those that are read into `T` under `prefix`: `prefix` and the key in
/// capital letters, with `_` for the dot of a struct inside a struct.
///
/// Each variable must be promised, by its name or by a pattern in which `*` matches any number of characters; each promise
/// that starts with `prefix` must cover a variable.
///
/// ```
/// use stability::{Contract, surface};
///
/// #[derive(serde::Deserialize)]
/// struct Settings {
///     debug: bool,
/// }
///
/// let difference = surface::environment::<Settings>(&Contract::default(), "AKSARA_");
/// assert_eq!(
///     difference.to_string(),
///     "env `AKSARA_DEBUG` exists, but has no tier: add `env \"AKSARA_DEBUG\";` to a `stability::surface!`",
/// );
/// ```
#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
pub fn environment<T: DeserializeOwned>(contract: &Contract, prefix: &str) -> Difference {
    let variable = |setting: &Setting| format!("{prefix}{}", setting.path.join("_")).to_uppercase();
    let found: Vec<String> = trace::<T>().iter().map(variable).collect();
    let ours =
        promised(contract, Kind::Env).filter(|item| item.name.starts_with(prefix) || matches(&item.name, prefix));
    let missing = ours.filter(|item| !found.iter().any(|name| matches(&item.name, name)));
    let unpromised = found
        .iter()
        .filter(|name| !promised(contract, Kind::Env).any(|item| matches(&item.name, name)))
        .map(|name| Discrepancy::Unpromised {
            kind: Kind::Env,
            name: name.clone(),
            statement: format!("env \"{name}\";"),
        });
    Difference::of(missing.map(Discrepancy::missing).chain(unpromised).collect())
}

/// Whether `pattern` covers `name`.
fn matches(pattern: &str, name: &str) -> bool {
    let mut parts = pattern.split('*');
    let first = parts.next().unwrap_or_default();
    let Some(mut rest) = name.strip_prefix(first) else {
        return false;
    };
    let parts: Vec<&str> = parts.collect();
    let Some((last, middle)) = parts.split_last() else {
        return rest.is_empty();
    };
    for part in middle {
        let Some(at) = rest.find(part) else { return false };
        rest = &rest[at + part.len()..];
    }
    rest.ends_with(last)
}

#[cfg(test)]
mod tests {
    use super::matches;

    #[test]
    fn a_star_matches_any_characters() {
        for (pattern, name) in [
            ("A_*", "A_B"),
            ("A_*", "A_"),
            ("A", "A"),
            ("*_T", "A_T"),
            ("A*C*E", "ABCDE"),
            ("*", ""),
        ] {
            assert!(matches(pattern, name), "{pattern} {name}");
        }
        for (pattern, name) in [
            ("A_*", "A"),
            ("A", "AB"),
            ("*_T", "A_TT"),
            ("A*C*E", "AE"),
            ("A*A", "A"),
        ] {
            assert!(!matches(pattern, name), "{pattern} {name}");
        }
    }
}
