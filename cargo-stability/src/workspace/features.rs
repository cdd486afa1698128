//! Which features of a package a build turns on.

use std::collections::BTreeSet;

use cargo_metadata::Package;

use crate::args::Selection;

/// The features of `package` that a build with this selection turns on, and the optional dependencies, as `dep:name`.
pub fn enabled_features(package: &Package, selection: &Selection) -> BTreeSet<String> {
    let own = format!("{}/", package.name);
    let mut open: Vec<String> = if selection.all_features {
        package.features.keys().cloned().collect()
    } else {
        let asked = selection
            .feature_names()
            .map(|name| name.strip_prefix(&own).unwrap_or(name));
        let default = (!selection.no_default_features).then_some("default");
        asked.chain(default).map(ToOwned::to_owned).collect()
    };
    let mut enabled = BTreeSet::new();
    while let Some(name) = open.pop() {
        if let Some((dependency, _)) = name.split_once('/') {
            // `dependency?/feature` turns nothing on by itself.
            if !dependency.ends_with('?') {
                enabled.insert(format!("dep:{dependency}"));
            }
        } else if (name.starts_with("dep:") || package.features.contains_key(&name)) && enabled.insert(name.clone()) {
            open.extend(package.features.get(&name).into_iter().flatten().cloned());
        }
    }
    enabled
}

/// The features of `package` that none of the builds turns on, without `default`, which only names others.
pub fn features_off(package: &Package, builds: &[Selection]) -> Vec<String> {
    let on: BTreeSet<String> = builds
        .iter()
        .flat_map(|build| enabled_features(package, build))
        .collect();
    let off = package
        .features
        .keys()
        .filter(|it| *it != "default" && !on.contains(*it));
    off.cloned().collect()
}

/// The features of `package` that turn the optional `dependency` on, which goes by the name that the package has for it.
pub fn features_enabling(package: &Package, dependency: &str) -> Vec<String> {
    let wanted = format!("dep:{dependency}");
    let turns_on = |feature: &&String| {
        let alone = Selection {
            features: vec![(*feature).clone()],
            no_default_features: true,
            ..Selection::default()
        };
        enabled_features(package, &alone).contains(&wanted)
    };
    package.features.keys().filter(turns_on).cloned().collect()
}

/// Whether cargo accepts `feature` for a build of `package`: one of its own, or one of a dependency, `name/feature`.
pub fn accepts_feature(package: &Package, feature: &str) -> bool {
    match feature.split_once('/') {
        None => package.features.contains_key(feature),
        Some((owner, name)) if owner == package.name.as_str() => package.features.contains_key(name),
        Some((owner, _)) => package.dependencies.iter().any(|dependency| {
            let known = dependency.rename.as_ref().unwrap_or(&dependency.name);
            known == owner.trim_end_matches('?')
        }),
    }
}
