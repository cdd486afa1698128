//! `nika-contract profile`.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use stability::Contract;
use stability_policy::profile::{Profile, ProfileEvidence, forward_compatible};

use crate::args::Given;

/// The ten answers of each package, or what keeps the evidence from being read.
pub fn profiles(contract: &Contract, given: &Given) -> Result<Vec<Profile>, String> {
    let mut evidence = ProfileEvidence::new().with_decided(given.decided.iter().cloned());
    for manifest in &given.manifests {
        let (package, features) = default_features(&read(manifest)?).map_err(|reason| about(manifest, &reason))?;
        evidence = evidence.with_default_features(package, features);
    }
    if let Some(recorded) = &given.recorded {
        let contract = Contract::from_json(&read(recorded)?).map_err(|reason| about(recorded, &reason.to_string()))?;
        evidence = evidence.with_recorded(contract);
    }
    Ok(forward_compatible(contract, &evidence))
}

fn read(file: &Path) -> Result<String, String> {
    fs::read_to_string(file).map_err(|reason| about(file, &reason.to_string()))
}

fn about(file: &Path, reason: &str) -> String {
    format!("{}: {reason}", file.display())
}

/// The name of the package, and the features that it turns on by default, directly or through others.
fn default_features(manifest: &str) -> Result<(String, BTreeSet<String>), String> {
    let manifest: toml::Table = manifest.parse().map_err(|reason: toml::de::Error| reason.to_string())?;
    let name = manifest
        .get("package")
        .and_then(|package| package.get("name"))
        .and_then(toml::Value::as_str);
    let name = name.ok_or("this is no manifest of a package: it has no `package.name`")?;
    let mut on = BTreeSet::new();
    let mut asked = vec!["default".to_owned()];
    while let Some(feature) = asked.pop() {
        let others = manifest
            .get("features")
            .and_then(|features| features.get(&feature))
            .and_then(toml::Value::as_array);
        let others = others.into_iter().flatten().filter_map(toml::Value::as_str);
        asked.extend(others.filter(|other| on.insert((*other).to_owned())).map(str::to_owned));
    }
    Ok((name.to_owned(), on))
}

#[cfg(test)]
mod tests {
    use super::default_features;

    #[test]
    fn features_are_on_through_others() {
        let manifest = "[package]\nname = \"nika\"\n[features]\n\
                        default = [\"std\"]\nstd = [\"alloc\", \"dep:x\"]\nalloc = [\"std\"]\noff = []";
        let (package, features) = default_features(manifest).unwrap();
        let features: Vec<_> = features.iter().map(String::as_str).collect();
        assert_eq!((package.as_str(), features), ("nika", vec!["alloc", "dep:x", "std"]));
        assert!(default_features("[package]\nname = \"nika\"").unwrap().1.is_empty());
    }

    #[test]
    fn what_is_no_manifest_is_refused() {
        assert!(default_features("[workspace]").unwrap_err().contains("`package.name`"));
        assert!(default_features("[package").is_err());
    }
}
