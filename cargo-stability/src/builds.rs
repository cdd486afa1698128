//! The builds that a contract describes, made one after the other and brought together.
//!
//! A host need not be able to make each of them. What it cannot make is named, and the rest is judged.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsString;
use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Result, anyhow, bail};
use stability::Contract;
use stability::contract::Build as Settings;
use stability::render::escape::line;
use stability_policy::NotBuilt;

use crate::args::Selection;
use crate::build::Build;
use crate::cargo_config;
use crate::context::Context;
use crate::source::{Reading, contract};

/// A build that the policy lists.
#[derive(Clone, Debug)]
pub struct NamedBuild {
    pub name: String,
    /// How it is made.
    pub build: Settings,
    /// The same, with what the command line says besides.
    pub selection: Selection,
}

/// The builds that are made, and the names of those that the command line does not ask for: its words for features and target select
/// the build that is made so, or a build without a name.
pub fn selected(listed: &BTreeMap<String, Settings>, selection: &Selection) -> (Vec<NamedBuild>, Vec<String>) {
    let sorted = |mut build: Settings| {
        build.features.sort();
        build
    };
    let asked = sorted(selection.build());
    let is_asked = |build: &Settings| asked == Settings::default() || sorted(build.clone()) == asked;
    let (made, others): (Vec<_>, Vec<_>) = listed.iter().partition(|(_, build)| is_asked(build));
    let made = made.into_iter().map(|(name, build)| NamedBuild {
        name: name.clone(),
        build: build.clone(),
        selection: selection.with_policy_build(build),
    });
    (
        made.collect(),
        others.into_iter().map(|(name, _)| name.clone()).collect(),
    )
}

/// The build that is made where only one can be: that without features and target of its own, or else the first.
pub fn plain(builds: &[NamedBuild]) -> Option<&NamedBuild> {
    let plain = builds.iter().find(|it| it.build == Settings::default());
    plain.or(builds.first())
}

/// Makes the builds, or `build` itself where no build has a name, and reads the contract of what was built; `None` where no package has
/// a record in any of them.
pub fn read(
    build: &Build<'_>,
    builds: &[NamedBuild],
    not_selected: &[String],
    context: &Context,
) -> Result<Option<Reading>> {
    let not_selected = not_selected.iter().map(|name| NotBuilt {
        build: name.clone(),
        reason: "the command line asks for another build".to_owned(),
    });
    let mut not_built: Vec<NotBuilt> = not_selected.collect();
    let found = if builds.is_empty() {
        contract(&build.prepared(context)?, context)?
    } else {
        let (made, missing) = read_each(build, builds, context)?;
        not_built.extend(missing);
        join(made)
    };
    let Some(reading) = found else { return Ok(None) };
    if let Some(module) = reading.unknown_modules.first() {
        bail!(
            "`[default]` in stability.toml gives a tier to the module `{}`, and no library of the contract has that module: write its path with the name of the library, for example `nika::preview`",
            line(module)
        );
    }
    Ok(Some(Reading { not_built, ..reading }))
}

/// The builds that this host can make, and those that it cannot.
pub fn possible(builds: &[NamedBuild], folder: &Path, context: &Context) -> Result<(Vec<NamedBuild>, Vec<NotBuilt>)> {
    let (mut possible, mut missing) = (Vec::new(), Vec::new());
    for named in builds {
        match unavailable(named, folder, context)? {
            None => possible.push(named.clone()),
            Some(reason) => missing.push(NotBuilt {
                build: named.name.clone(),
                reason,
            }),
        }
    }
    if possible.is_empty() && !builds.is_empty() {
        let reasons: Vec<String> = missing.iter().map(shown).collect();
        bail!(
            "none of the builds in `[builds]` of stability.toml can be made: {}",
            reasons.join("; ")
        );
    }
    Ok((possible, missing))
}

type Made = Vec<(NamedBuild, Option<Reading>)>;

fn read_each(build: &Build<'_>, builds: &[NamedBuild], context: &Context) -> Result<(Made, Vec<NotBuilt>)> {
    let (possible, missing) = possible(builds, build.folder, context)?;
    let mut made = Vec::new();
    for named in possible {
        let name = &named.name;
        context.output.step("Reading", format_args!("the build {name}"));
        let build = Build {
            selection: &named.selection,
            ..*build
        };
        let reading = build.prepared(context).and_then(|build| contract(&build, context));
        let reading = reading.map_err(|reason| anyhow!("in the build `{name}`: {reason}"))?;
        made.push((named, reading));
    }
    Ok((made, missing))
}

/// One reading of all builds; `None` where no package has a record in any of them.
fn join(made: Made) -> Option<Reading> {
    if made.iter().all(|(_, reading)| reading.is_none()) {
        return None;
    }
    let readings = made.iter().filter_map(|(_, reading)| reading.as_ref());
    let uncovered: BTreeSet<_> = readings
        .clone()
        .flat_map(|it| it.uncovered.iter().flatten().cloned())
        .collect();
    let is_asked = readings.clone().any(|it| it.uncovered.is_some());
    // A module may be in some builds alone.
    let unknown_modules = readings
        .map(|it| it.unknown_modules.clone())
        .reduce(|some, others| &some & &others);
    // Each build for the host writes over the files of the one before it.
    let of_host = made.iter().filter(|(named, _)| named.selection.target.is_none());
    let mut files = of_host.filter_map(|(_, reading)| Some(reading.as_ref()?.files.clone()));
    let files = files.next_back().unwrap_or_default();
    let contracts = made.into_iter().map(|(named, reading)| {
        let contract = reading.map(|it| it.contract).unwrap_or_default();
        (named.name, named.build, contract)
    });
    Some(Reading {
        contract: Contract::of_builds(contracts),
        uncovered: is_asked.then(|| uncovered.into_iter().collect()),
        unknown_modules: unknown_modules.unwrap_or_default(),
        not_built: Vec::new(),
        files,
    })
}

/// A contract that is the same in each of the builds.
pub fn in_each(builds: &[NamedBuild], contract: Contract) -> Contract {
    if builds.is_empty() {
        return contract;
    }
    let builds = builds.iter();
    Contract::of_builds(builds.map(|it| (it.name.clone(), it.build.clone(), contract.clone())))
}

/// The contract of a reading; a warning names the builds that it lacks.
pub fn without_missing(reading: Reading, context: &Context) -> Contract {
    for missing in &reading.not_built {
        context.output.warning(format_args!("not read: {}", shown(missing)));
    }
    reading.contract
}

/// ``build `wasm`, because …``
pub fn shown(not_built: &NotBuilt) -> String {
    let NotBuilt { build, reason } = not_built;
    format!("build `{}`, because {}", line(build), line(reason))
}

/// Why this host cannot make a build: nothing that was compiled for its target is installed.
fn unavailable(named: &NamedBuild, folder: &Path, context: &Context) -> Result<Option<String>> {
    let Some(target) = &named.selection.target else {
        return Ok(None);
    };
    let configuration = cargo_config::read(folder, context)?.unwrap_or_default();
    // Then cargo compiles the standard library.
    if !configuration["unstable"]["build-std"].is_null() {
        return Ok(None);
    }
    let configured = cargo_config::program(&configuration, "rustc").map(OsString::from);
    let rustc = context
        .rustc
        .clone()
        .or(configured)
        .unwrap_or_else(|| OsString::from("rustc"));
    let mut call = Command::new(rustc);
    call.current_dir(folder)
        .args(["--print", "target-libdir", "--target", target]);
    let output = context.processes.output(&mut call)?;
    let target = line(target);
    if !output.status.success() {
        return Ok(Some(format!("this compiler does not know the target `{target}`")));
    }
    let libraries = String::from_utf8_lossy(&output.stdout);
    let mut files = fs::read_dir(libraries.trim()).into_iter().flatten().flatten();
    let is_core = |file: &fs::DirEntry| file.file_name().to_string_lossy().starts_with("libcore-");
    let is_there = files.any(|file| is_core(&file));
    Ok((!is_there)
        .then(|| format!("the standard library of its target is not installed: `rustup target add {target}`")))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use stability::contract::Build as Settings;

    use super::selected;
    use crate::args::Selection;

    fn listed() -> BTreeMap<String, Settings> {
        let mut wasm = Settings::default();
        wasm.target = Some("wasm32-unknown-unknown".to_owned());
        wasm.features = vec!["web".to_owned(), "net".to_owned()];
        [("default".to_owned(), Settings::default()), ("wasm".to_owned(), wasm)].into()
    }

    fn names(selection: &Selection) -> (Vec<String>, Vec<String>) {
        let (made, others) = selected(&listed(), selection);
        (made.into_iter().map(|it| it.name).collect(), others)
    }

    #[test]
    fn all_builds_are_made_unless_the_command_line_selects_one() {
        let mut selection = Selection::default();
        assert_eq!(names(&selection), (vec!["default".into(), "wasm".into()], vec![]));
        let (made, _) = selected(&listed(), &selection);
        assert_eq!(made[1].selection.target.as_deref(), Some("wasm32-unknown-unknown"));

        selection.target = Some("wasm32-unknown-unknown".to_owned());
        selection.features = vec!["web,net".to_owned()];
        assert_eq!(names(&selection), (vec!["wasm".into()], vec!["default".into()]));

        // No listed build is made so.
        selection.features.clear();
        assert_eq!(names(&selection), (vec![], vec!["default".into(), "wasm".into()]));
    }
}
