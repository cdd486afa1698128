//! Code of the packages that no build of this call has: behind a condition that does not hold, or in a target that is not built.
//!
//! The wrapper of rustc knows what is active, and dep-info which files were read. A file that was not read is behind a condition
//! in one that was. What one target leaves out may be in another one.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};
use std::ffi::{OsStr, OsString};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::{env, fs};

use anyhow::{Result, bail};
use cargo_metadata::{Package, PackageId, Target, TargetKind};
use serde::{Deserialize, Serialize, Serializer};
use stability::render::escape::line;

use super::Compiled;
use super::cfg::{self, conditionals};
use super::marks;
use super::report::count;
use crate::args::TargetArgs;
use crate::description::options;
use crate::files;
use crate::process::error_text;

/// The conditions of a file that do not hold in one call of rustc: in JSON a list, as those are.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Seen {
    file: PathBuf,
    left: Vec<Left>,
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
struct Left {
    line: usize,
    /// Which condition of the file it is.
    number: usize,
    missing: BTreeSet<String>,
}

impl Serialize for Seen {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        (&self.file, &self.left).serialize(to)
    }
}

impl Serialize for Left {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        (self.line, self.number, &self.missing).serialize(to)
    }
}

/// Code that is not looked at, for one reason.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Omitted {
    pub package: String,
    /// The conditions that do not hold.
    pub missing: Vec<String>,
    /// Where the code is that has them.
    pub places: Vec<Position>,
    /// The targets that are not built, each with its kind: `test api`.
    pub targets: Vec<String>,
    /// The flags with which it is looked at, where flags are enough.
    pub flags: Option<String>,
}

/// What is missing, whether that is of targets, and the advice.
type Reason<'a> = (Vec<&'a str>, bool, String);

/// How many lines of text say what is not looked at.
const MOST: usize = 8;

/// What is not looked at, as text: a line for each reason, and by default not for all of them.
pub fn lines(omitted: &[Omitted], all: bool) -> String {
    let mut reasons: BTreeMap<Reason<'_>, (Vec<&Position>, Vec<&str>)> = BTreeMap::new();
    for it in omitted {
        let missing = it.missing.iter().map(String::as_str).collect();
        let (places, targets) = reasons.entry((missing, it.places.is_empty(), it.advice())).or_default();
        places.extend(&it.places);
        targets.extend(it.targets.iter().map(String::as_str));
    }
    let mut reasons: Vec<_> = reasons.into_iter().collect();
    // What a flag is enough for comes first.
    reasons.sort_by_key(|((.., advice), _)| !advice.contains("give `--features") && !advice.contains("give `--all"));
    let shown = if all { reasons.len() } else { MOST };
    let mut text = String::new();
    for ((missing, _, advice), (places, targets)) in reasons.iter().take(shown) {
        let what = match (places.as_slice(), targets.as_slice()) {
            ([first, rest @ ..], _) => {
                let conditions: Vec<String> = missing.iter().map(|it| format!("`{it}`")).collect();
                let more = if rest.is_empty() { "" } else { ", …" };
                format!(
                    "{} behind {} ({}:{}{more})",
                    count(places.len(), "place"),
                    conditions.join(" and "),
                    first.path,
                    first.line
                )
            }
            (_, targets) if targets.len() <= 3 => targets.join(", "),
            (_, targets) => {
                let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
                for target in targets {
                    *kinds.entry(target.split(' ').next().unwrap_or_default()).or_default() += 1;
                }
                let kinds: Vec<String> = kinds
                    .into_iter()
                    .map(|(kind, number)| counted_kind(number, kind))
                    .collect();
                kinds.join(", ")
            }
        };
        text += &line(&format!("not looked at: {what}{advice}"));
        text.push('\n');
    }
    let rest = reasons
        .iter()
        .skip(shown)
        .map(|(_, (places, targets))| places.len() + targets.len());
    if reasons.len() > shown {
        text += &format!(
            "not looked at: {}, which `--all` lists\n",
            count(rest.sum(), "other place")
        );
    }
    text
}

fn counted_kind(number: usize, kind: &str) -> String {
    match kind {
        "bench" if number > 1 => format!("{number} benches"),
        kind => count(number, kind),
    }
}

impl Omitted {
    fn advice(&self) -> String {
        let without = |it: &str| it.strip_prefix("not(").map(|it| it.trim_end_matches(')').to_owned());
        let is_of_target = |it: &String| {
            let it = without(it).unwrap_or_else(|| it.clone());
            it == "unix" || it == "windows" || it.starts_with("target_")
        };
        let is_without = |it: &String| without(it).is_some_and(|it| it.starts_with("feature = "));
        if let Some(flags) = &self.flags {
            format!("; give `{flags}`")
        } else if self.missing.iter().any(is_of_target) {
            "; give `--target`".to_owned()
        } else if self.missing.iter().any(is_without) {
            "; leave out the feature".to_owned()
        } else {
            String::new()
        }
    }
}

/// A line of a file, below the root of the repository.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Position {
    pub path: String,
    pub line: usize,
}

/// The conditions in the files that rustc has read in a call with these arguments, of which the first are programs. `rustc` makes a
/// call of it. A folder with marked packages may have a copy of this one.
pub fn seen(
    arguments: &[OsString],
    own: &Compiled,
    marks: Option<&Path>,
    rustc: impl FnOnce(&[OsString]) -> Command,
) -> Result<Vec<Seen>> {
    let copies = marks.map(|it| it.join(&own.name));
    let options = options(arguments);
    let option = |wanted: &'static str| {
        let all = options.iter().filter(move |(option, _)| *option == wanted);
        all.map(|(_, value)| value)
    };
    let name = option("--crate-name").next();
    let hash = option("-C").find_map(|it| it.strip_prefix("extra-filename="));
    let (Some(out), Some(name)) = (option("--out-dir").next(), name) else {
        return Ok(Vec::new());
    };
    let unit = Path::new(out).join(format!("{name}{}", hash.unwrap_or_default()));
    let Some(read) = files::read_text_if_present(&with_ending(&unit, "d"), files::MAX_TEXT)? else {
        return Ok(Vec::new());
    };
    let generated = env::var_os("OUT_DIR").map(PathBuf::from);
    let folder = env::current_dir()?;
    let mut found = Vec::new();
    // A file is a rule without anything behind its colon.
    for file in read.lines().filter_map(|line| line.strip_suffix(':')) {
        let file = folder.join(file.replace("\\ ", " "));
        let original = copies.as_ref().and_then(|it| marks::original(&file, it, &own.folder));
        let is_source = file.extension() == Some(OsStr::new("rs"))
            && (original.is_some() || file.starts_with(&own.folder))
            && !generated.as_ref().is_some_and(|it| file.starts_with(it));
        // What rustc takes as bytes need not be text.
        let Some(text) = is_source
            .then(|| files::read_text(&file, files::MAX_TEXT).ok())
            .flatten()
        else {
            continue;
        };
        let mut conditions = conditionals(&text);
        if original.is_some() {
            for it in &mut conditions {
                it.line = marks::unmarked(&text, (it.line, 1)).0;
            }
        }
        if !conditions.is_empty() {
            found.push((original.unwrap_or(file), conditions));
        }
    }
    let mut active: BTreeSet<String> = option("--cfg").cloned().collect();
    let mut all = found.iter().flat_map(|(_, conditions)| conditions);
    if !all.all(|it| it.condition.is_of_cargo()) {
        active.extend(printed(arguments, &unit, rustc)?);
    }
    if arguments.iter().any(|it| it == "--test") {
        active.insert("test".to_owned());
    }
    let each = found.into_iter().map(|(file, conditions)| {
        let left = conditions.iter().enumerate().map(|(number, it)| Left {
            line: it.line,
            number,
            missing: it.condition.missing(&active),
        });
        let left = left.filter(|it| !it.missing.is_empty()).collect();
        Seen { file, left }
    });
    Ok(each.collect())
}

/// What rustc prints as active, which is kept beside what it writes: it is the same until it is called otherwise.
fn printed(arguments: &[OsString], unit: &Path, rustc: impl FnOnce(&[OsString]) -> Command) -> Result<Vec<String>> {
    let programs = arguments
        .iter()
        .take_while(|it| !it.as_encoded_bytes().starts_with(b"-"));
    let mut asked: Vec<OsString> = programs.cloned().collect();
    for (option, value) in options(arguments) {
        if ["--cfg", "--target", "--sysroot", "-C", "-Z"].contains(&option) && !value.starts_with("incremental=") {
            asked.extend([option.into(), value.into()]);
        }
    }
    asked.push("--print=cfg".into());
    let mut hasher = DefaultHasher::new();
    asked.hash(&mut hasher);
    let head = format!("{:016x}\n", hasher.finish());
    let kept = with_ending(unit, "cfg");
    let mut text = files::read_text_if_present(&kept, files::MAX_TEXT)?.unwrap_or_default();
    if !text.starts_with(&head) {
        let output = rustc(&asked).stdin(Stdio::null()).output()?;
        if !output.status.success() {
            bail!("rustc does not print what is active:\n{}", error_text(&output.stderr));
        }
        text = head + &String::from_utf8_lossy(&output.stdout);
        fs::write(kept, &text)?;
    }
    Ok(text.lines().skip(1).map(ToOwned::to_owned).collect())
}

fn with_ending(unit: &Path, ending: &str) -> PathBuf {
    let mut file = unit.as_os_str().to_owned();
    file.push(format!(".{ending}"));
    file.into()
}

/// By the number of the condition, its line and what is missing.
type LeftInFile = BTreeMap<usize, (usize, BTreeSet<String>)>;

/// What is looked at of the packages, and what is not.
#[derive(Debug, Default)]
pub struct Coverage {
    /// What is missing on which lines of each file, by the number of the condition, in the target that misses least.
    files: BTreeMap<(PackageId, PathBuf), LeftInFile>,
    /// Packages, kinds and names.
    built: BTreeSet<(PackageId, &'static str, String)>,
}

impl Coverage {
    pub fn add_target(&mut self, package: &PackageId, target: &Target) {
        self.built.insert((package.clone(), kind(target), target.name.clone()));
    }

    /// Adds the conditions that a call of rustc saw.
    pub fn add(&mut self, package: &PackageId, seen: Vec<Seen>) {
        for Seen { file, left } in seen {
            let of_call = left.into_iter().map(|it| (it.number, (it.line, it.missing)));
            let of_call: BTreeMap<_, _> = of_call.collect();
            match self.files.entry((package.clone(), file)) {
                Entry::Vacant(entry) => {
                    entry.insert(of_call);
                }
                Entry::Occupied(mut known) => known.get_mut().retain(|number, (_, missing)| {
                    let other = of_call.get(number).map(|(_, other)| other);
                    if let Some(other) = other.filter(|it| cfg::cost(it) < cfg::cost(missing)) {
                        missing.clone_from(other);
                    }
                    other.is_some()
                }),
            }
        }
    }

    /// What is not looked at.
    pub fn omitted(&self, users: super::Users<'_>, targets: TargetArgs, root: &Path) -> Vec<Omitted> {
        let mut omitted = Vec::new();
        for user in users {
            let flags = Flags {
                user,
                is_alone: users.len() == 1,
                targets,
            };
            let mut places: BTreeMap<&BTreeSet<String>, BTreeSet<Position>> = BTreeMap::new();
            let files = self.files.iter().filter(|((package, _), _)| *package == user.id);
            for ((_, file), left) in files {
                for (line, missing) in left.values() {
                    let path = file.strip_prefix(root).unwrap_or(file);
                    places.entry(missing).or_default().insert(Position {
                        path: path.to_string_lossy().replace('\\', "/"),
                        line: *line,
                    });
                }
            }
            omitted.extend(places.into_iter().map(|(missing, places)| Omitted {
                package: user.name.to_string(),
                missing: missing.iter().cloned().collect(),
                places: places.into_iter().collect(),
                targets: Vec::new(),
                flags: flags.of(missing),
            }));
            let mut left: BTreeMap<BTreeSet<String>, BTreeSet<String>> = BTreeMap::new();
            for target in &user.targets {
                let key = (user.id.clone(), kind(target), target.name.clone());
                if target.kind.contains(&TargetKind::CustomBuild) || self.built.contains(&key) {
                    continue;
                }
                let features = target.required_features.iter();
                let mut missing: BTreeSet<String> = features.map(|it| format!("feature = \"{it}\"")).collect();
                if matches!(kind(target), "test" | "example" | "bench") && !targets.all_targets {
                    missing.insert("test".to_owned());
                }
                let named = format!("{} {}", kind(target), target.name);
                left.entry(missing).or_default().insert(named);
            }
            omitted.extend(left.into_iter().map(|(missing, targets)| Omitted {
                package: user.name.to_string(),
                flags: flags.of(&missing),
                missing: missing.into_iter().filter(|it| it != "test").collect(),
                places: Vec::new(),
                targets: targets.into_iter().collect(),
            }));
        }
        omitted
    }
}

fn kind(target: &Target) -> &'static str {
    let is = |kind: TargetKind| target.kind.contains(&kind);
    if is(TargetKind::Test) {
        "test"
    } else if is(TargetKind::Example) {
        "example"
    } else if is(TargetKind::Bench) {
        "bench"
    } else if is(TargetKind::Bin) {
        "program"
    } else if is(TargetKind::CustomBuild) {
        "build script"
    } else {
        "library"
    }
}

/// Finds the flags by which code of a package is looked at.
struct Flags<'a> {
    user: &'a Package,
    is_alone: bool,
    targets: TargetArgs,
}

impl Flags<'_> {
    fn of(&self, missing: &BTreeSet<String>) -> Option<String> {
        let (mut features, mut flags) = (Vec::new(), Vec::new());
        for it in missing {
            let feature = it.strip_prefix("feature = \"").and_then(|it| it.strip_suffix('"'));
            match feature.filter(|it| self.user.features.contains_key(*it)) {
                Some(feature) if self.is_alone => features.push(feature.to_owned()),
                Some(feature) => features.push(format!("{}/{feature}", self.user.name)),
                None if it == "test" && !self.targets.all_targets => flags.push("--all-targets".to_owned()),
                None => return None,
            }
        }
        if !features.is_empty() {
            flags.insert(0, format!("--features {}", features.join(",")));
        }
        (!flags.is_empty()).then(|| flags.join(" "))
    }
}
