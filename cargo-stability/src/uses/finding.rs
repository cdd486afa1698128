//! What is wrong with the uses: refused tiers, permissions, requirements that are too low.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use anyhow::Result;
use cargo_metadata::Package;
use jiff::civil::Date;
use serde::Serialize;
use stability::Tier;
use stability_policy::{AllowedUse, Level, UsesSettings};

use super::{Item, Place, Use, requirement};
use crate::args::Denied;
use crate::files;
use crate::scope::find_policy;
use crate::settings;
use crate::workspace::{Workspace, folder_of};

/// The kinds of findings, with what each asks for.
pub const RULES: [(&str, &str); 5] = [
    ("use-denied", "the code uses no item with a refused tier"),
    ("use-deprecated", "no deprecated item is used"),
    ("use-permission-expired", "an expired permission is removed"),
    ("use-permission-unused", "every permission covers a use"),
    (
        "requirement-too-low",
        "Cargo.toml requires a version that promises every used item with its present tier",
    ),
];

/// Something that is wrong.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// One of [`RULES`].
    pub rule: &'static str,
    pub level: Level,
    /// The package that uses the item; of a permission the first one that it holds for.
    pub package: String,
    /// The item.
    pub subject: String,
    pub message: String,
    /// What to do.
    pub advice: String,
    /// The places, the first one first.
    pub places: Vec<Place>,
}

/// The findings, and what was looked at.
#[derive(Clone, Debug, Default)]
pub struct Judged {
    pub findings: Vec<Finding>,
    /// The permissions that are in force and permit a use, with their reasons, each with its item.
    pub permitted: BTreeSet<(String, String)>,
    /// The tiers that a package may not use.
    pub denied: BTreeSet<Tier>,
}

/// The policies of the packages that are looked at, each with those that it holds for.
pub struct Policies<'a>(BTreeMap<PathBuf, Governed<'a>>);

/// A policy, and the packages that it holds for.
struct Governed<'a> {
    folder: PathBuf,
    settings: UsesSettings,
    users: Vec<&'a Package>,
}

impl<'a> Policies<'a> {
    /// Reads the next `stability.toml` of each package, and adds what the command line refuses.
    pub fn read(workspace: &Workspace, users: &[&'a Package], denied: &[Denied]) -> Result<Self> {
        let mut governed: BTreeMap<PathBuf, Governed<'_>> = BTreeMap::new();
        for user in users {
            let found = find_policy(folder_of(user), workspace.root())?;
            let (folder, mut settings) = match found {
                Some((folder, policy)) => (folder.to_owned(), policy.uses),
                None => (folder_of(user).to_owned(), UsesSettings::default()),
            };
            for denied in denied {
                match denied {
                    Denied::Tier(tier) => settings.deny.push(*tier),
                    Denied::Deprecated => settings.deny_deprecated = true,
                }
            }
            let of_folder = governed.entry(folder.clone()).or_insert(Governed {
                folder,
                settings,
                users: Vec::new(),
            });
            of_folder.users.push(user);
        }
        Ok(Self(governed))
    }
}

impl Judged {
    /// Whether nothing is refused.
    pub fn is_clean(&self) -> bool {
        self.findings.iter().all(|finding| finding.level < Level::Deny)
    }

    /// Judges the uses of the packages: today, and by whether all code was looked at.
    pub fn new(
        workspace: &Workspace,
        policies: &Policies<'_>,
        uses: &[Use],
        (today, is_whole): (Date, bool),
        root: &Path,
    ) -> Self {
        let mut judged = Self::default();
        let manifest = workspace.root().join("Cargo.toml");
        for governed in policies.0.values() {
            judged.add(governed, uses, (today, is_whole), (&manifest, root));
        }
        judged.findings.sort_by(|one, other| {
            let key = |it: &Finding| {
                (
                    std::cmp::Reverse(it.level),
                    it.package.clone(),
                    it.subject.clone(),
                    it.rule,
                )
            };
            key(one).cmp(&key(other))
        });
        judged
    }

    fn add(
        &mut self,
        governed: &Governed<'_>,
        uses: &[Use],
        (today, is_whole): (Date, bool),
        (workspace, root): (&Path, &Path),
    ) {
        let settings = &governed.settings;
        self.denied.extend(&settings.deny);
        let policy = shown(&governed.folder.join(settings::FILE), root);
        let mut used_permissions = vec![false; settings.allow.len()];
        for user in &governed.users {
            for (item, places) in by_item(user, uses) {
                let reason = match (item.tier, &item.deprecated) {
                    (_, Some(_)) if settings.deny_deprecated => Refusal::Deprecated,
                    (Some(tier), _) if settings.deny.contains(&tier) => Refusal::Tier,
                    _ => {
                        note_covering(&settings.allow, item, &mut used_permissions);
                        continue;
                    }
                };
                let covering = note_covering(&settings.allow, item, &mut used_permissions);
                match covering.iter().find(|it| it.is_in_force(today)) {
                    Some(permission) => {
                        self.permitted.insert((item.path.clone(), permission.reason.clone()));
                    }
                    None => self.findings.push(refused(user, item, places, &reason, &covering)),
                }
            }
            for too_low in requirement::too_low(user, uses) {
                self.findings.push(too_low_finding(user, &too_low, workspace, root));
            }
        }
        let user = governed
            .users
            .first()
            .map(|user| user.name.to_string())
            .unwrap_or_default();
        for (permission, is_used) in governed.settings.allow.iter().zip(used_permissions) {
            if !permission.is_in_force(today) {
                self.findings.push(expired(permission, &user, &policy));
            } else if !is_used {
                self.findings.push(unused(permission, &user, &policy, is_whole));
            }
        }
    }
}

enum Refusal {
    Tier,
    Deprecated,
}

/// The permissions for the item, each noted as used.
fn note_covering<'a>(allow: &'a [AllowedUse], item: &Item, used: &mut [bool]) -> Vec<&'a AllowedUse> {
    let mut covering = Vec::new();
    for (permission, is_used) in allow.iter().zip(used) {
        if permission.covers(&item.path, item.tier) {
            *is_used = true;
            covering.push(permission);
        }
    }
    covering
}

/// The items that a package uses, each with its places.
pub fn by_item<'a>(user: &Package, uses: &'a [Use]) -> BTreeMap<&'a Item, Vec<&'a Place>> {
    let mut items: BTreeMap<&Item, Vec<&Place>> = BTreeMap::new();
    for used in uses.iter().filter(|used| used.user == user.name.as_str()) {
        items.entry(&used.item).or_default().push(&used.place);
    }
    items
}

fn refused(user: &Package, item: &Item, places: Vec<&Place>, refusal: &Refusal, expired: &[&AllowedUse]) -> Finding {
    let path = &item.path;
    let tier = item.tier.map_or("unpromised", Tier::as_str);
    let since = item
        .since
        .as_ref()
        .map(|since| format!(" since {since}"))
        .unwrap_or_default();
    let implementers = if item.is_implemented {
        " for those who implement it"
    } else {
        ""
    };
    let (rule, message, word) = match refusal {
        Refusal::Tier => (
            "use-denied",
            format!("`{path}` is {tier}{since}{implementers}, and this project refuses uses of {tier} items"),
            "an item of a tier that it does not refuse",
        ),
        Refusal::Deprecated => (
            "use-deprecated",
            format!("`{path}` is {}", super::report::deprecated(item)),
            "another item",
        ),
    };
    let ended = expired
        .iter()
        .find_map(|it| it.until)
        .map(|until| format!("; its permission ended on {until}"));
    let replacement = item.deprecated.as_ref().and_then(|it| it.replacement.as_ref());
    let instead = match replacement {
        Some(replacement) => format!("use `{replacement}` (`cargo stability fix` rewrites what it can)"),
        None => format!("use {word}"),
    };
    let permitting = item.tier.map(|tier| format!(", tier = \"{tier}\"")).unwrap_or_default();
    Finding {
        rule,
        level: Level::Deny,
        package: user.name.to_string(),
        subject: path.clone(),
        message: message + &ended.unwrap_or_default(),
        advice: format!(
            "{instead}, or permit this use in stability.toml: `[[uses.allow]]` with `item = \"{path}\"{permitting}` and a `reason`"
        ),
        places: places.into_iter().cloned().collect(),
    }
}

fn too_low_finding(user: &Package, too_low: &requirement::TooLow<'_>, workspace: &Path, root: &Path) -> Finding {
    let requirement::TooLow {
        dependency,
        lowest,
        needed,
        needing,
    } = too_low;
    let Use { item, place, .. } = needing;
    let tier = item.tier.map_or("promised", Tier::as_str);
    let name = dependency.rename.as_ref().unwrap_or(&dependency.name);
    let manifest = user.manifest_path.as_std_path();
    Finding {
        rule: "requirement-too-low",
        level: Level::Deny,
        package: user.name.to_string(),
        subject: item.path.clone(),
        message: format!(
            "`{name} = \"{}\"` admits {lowest}, and `{}`, used in {}:{}, is {tier} only since {needed}",
            dependency.req, item.path, place.path, place.line
        ),
        advice: format!("require at least {needed}: `{name} = \"{needed}\"`"),
        places: vec![in_manifest(manifest, name, workspace, root), place.clone()],
    }
}

/// Whether a dependency of this manifest has the requirement of the workspace.
fn inherits(manifest: &str, name: &str) -> bool {
    let Ok(manifest) = manifest.parse::<toml::Table>() else {
        return false;
    };
    let sections = ["dependencies", "dev-dependencies", "build-dependencies"];
    let dependencies = sections.iter().filter_map(|section| manifest.get(*section)?.get(name));
    let mut inherited = dependencies.filter_map(|it| it.get("workspace")?.as_bool());
    inherited.any(|it| it)
}

/// The line on which a dependency begins, in a manifest, or in that of the workspace where the dependency is inherited from it.
fn in_manifest(manifest: &Path, name: &str, workspace: &Path, root: &Path) -> Place {
    let text = files::read_text(manifest, files::MAX_TEXT).unwrap_or_default();
    if inherits(&text, name) && manifest != workspace {
        return in_manifest(workspace, name, workspace, root);
    }
    let names_it = |line: &str| {
        let line = line.trim_start();
        let rest = line
            .strip_prefix(name)
            .or_else(|| line.strip_prefix(&format!("\"{name}\"")));
        rest.is_some_and(|rest| rest.trim_start().starts_with(['=', '.']))
            || line.starts_with('[')
                && line
                    .trim_end_matches([' ', ']'])
                    .ends_with(&format!("dependencies.{name}"))
    };
    let line = text.lines().position(names_it).map_or(1, |at| at + 1);
    place_at(&shown(manifest, root), line)
}

fn place_at(path: &str, line: usize) -> Place {
    Place {
        path: path.to_owned(),
        line,
        column: 1,
        file: PathBuf::new(),
        bytes: (0, 0),
        is_macro: false,
        is_development: false,
    }
}

fn shown(path: &Path, root: &Path) -> String {
    let path = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    path.strip_prefix(root)
        .unwrap_or(&path)
        .to_string_lossy()
        .replace('\\', "/")
}

fn expired(permission: &AllowedUse, user: &str, policy: &str) -> Finding {
    let until = permission.until.map(|until| until.to_string()).unwrap_or_default();
    of_permission(
        "use-permission-expired",
        permission,
        user,
        policy,
        format!("the permission to use `{}` ended on {until}", permission.item),
        "remove its `[[uses.allow]]` from stability.toml, or write a later day in `until`",
    )
}

fn unused(permission: &AllowedUse, user: &str, policy: &str, is_whole: bool) -> Finding {
    let (code, first) = if is_whole {
        ("no code uses", "")
    } else {
        (
            "no code that was looked at uses",
            "if the rest does not use it either, ",
        )
    };
    of_permission(
        "use-permission-unused",
        permission,
        user,
        policy,
        format!("{code} `{}`, which stability.toml permits", permission.item),
        &format!("{first}remove its `[[uses.allow]]` from stability.toml"),
    )
}

fn of_permission(
    rule: &'static str,
    permission: &AllowedUse,
    user: &str,
    policy: &str,
    message: String,
    advice: &str,
) -> Finding {
    Finding {
        rule,
        level: Level::Warn,
        package: user.to_owned(),
        subject: permission.item.clone(),
        message,
        advice: advice.to_owned(),
        places: vec![place_at(policy, permission.line as usize)],
    }
}
