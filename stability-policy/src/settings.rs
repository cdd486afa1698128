//! The policy of a project, as `stability.toml` has it.

use std::collections::BTreeMap;

use semver::Version;
use serde::{Deserialize, Serialize};
use stability::Tier;
use stability::contract::Build;

use super::{AllowedUse, Bump, Exception, Level, Phase, Suppression, Tiers};

/// The policy of a project. [`Policy::default`] applies without a file.
#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Policy {
    /// The packages that the contract covers; if empty, the package beside the file, or all packages of the workspace.
    pub packages: Vec<String>,
    /// The file of the baseline, below the folder of the policy.
    pub baseline: String,
    /// The oldest version of `cargo stability` that may read it: `[tool]`.
    pub minimum_tool: Option<Version>,
    /// How the packages are built for their contract, unless the command line says otherwise: `[build]`.
    pub build: Build,
    /// The builds that the contract describes, by name: `[builds.wasm]`; if empty, only the build of `build`.
    pub builds: BTreeMap<String, Build>,
    /// Which packages may be in the declarations of stable items: `[foreign]`.
    pub foreign: ForeignSettings,
    /// How strongly the forms in documents are promised: `[wire]`.
    pub wire: WireSettings,
    /// The tier of public items without an attribute: `[default]`.
    pub default: DefaultTier,
    /// Whether the rules of the profile `forward-compatible` are in force.
    pub forward_compatible: bool,
    /// What the tiers permit from 1.0.0 on: `[tiers.stable]`.
    pub tiers: Tiers,
    /// What they permit before: `[before-1-0.stable]`.
    pub before_one: Tiers,
    /// What they permit from one pre-release to the next: `[pre-release.stable]`.
    pub pre_release: Tiers,
    /// What they permit after an alpha release, where that differs: `[pre-release.alpha.stable]`.
    pub alpha: Option<Tiers>,
    /// What they permit after a beta release, where that differs: `[pre-release.beta.stable]`.
    pub beta: Option<Tiers>,
    /// What they permit after a release candidate, where that differs: `[pre-release.rc.stable]`.
    pub rc: Option<Tiers>,
    /// The size of the next release, while the version is still that of the baseline: `next = "minor"` under `[release]`.
    /// With `None`, the largest one that may not break stable items if the baseline is a release, or else the present version.
    pub next: Option<Bump>,
    /// Which tags are releases, and which of them the contract is compared with: `[release]`.
    pub release: ReleaseSettings,
    /// The levels of rules, if they differ from the default: `[levels]`.
    pub levels: BTreeMap<String, Level>,
    /// Where and how changes are announced: `[changelog]`; `None` if the project keeps no changelog.
    pub changelog: Option<ChangelogSettings>,
    /// Where a deprecation is announced: `[announcements]`.
    pub announcements: Announcements,
    /// Whether a break needs a decision, and where those are: `[decisions]`.
    pub decisions: Option<Decisions>,
    /// Whether a change needs a changeset, and where those are: `[changesets]`.
    pub changesets: Option<Changesets>,
    /// How the commit of a break is marked: `[commits]`.
    pub commits: Option<Commits>,
    /// What features may do: `[features]`.
    pub features: Features,
    /// How the minimum supported Rust version may rise: `[msrv]`.
    pub msrv: Msrv,
    /// The numbers that may only fall: `[ratchets]`.
    pub ratchets: Ratchets,
    /// Which uses of promised items of dependencies are refused: `[uses]`.
    pub uses: UsesSettings,
    /// How documents are written: `[doc]`.
    pub doc: DocSettings,
    /// The documents that must say what the contract says: `[[document]]`.
    pub documents: Vec<DocumentSettings>,
    /// The source of the usage counts: `[usage]`.
    pub usage: Option<UsageSettings>,
    /// What must hold before a release: `[[gate]]`.
    pub gates: Vec<Gate>,
    /// Permissions to break a promise: `[[exception]]`.
    pub exceptions: Vec<Exception>,
    /// Findings that are not reported: `[[suppression]]`.
    pub suppressions: Vec<Suppression>,
}

/// The tier of public items without an attribute. It does not cover items that are hidden from documentation, items whose name begins
/// with `__`, and re-exports of other packages.
#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct DefaultTier {
    /// The tier in every package of the contract; with `None`, such items have no promise.
    pub tier: Option<Tier>,
    /// The tiers of modules, by their path including the name of the library. The innermost module of an item counts.
    pub modules: BTreeMap<String, Tier>,
}

#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
impl DefaultTier {
    /// The same tier for every package.
    pub fn of(tier: Tier) -> Self {
        Self {
            tier: Some(tier),
            modules: BTreeMap::new(),
        }
    }

    /// Whether it covers nothing.
    pub fn is_empty(&self) -> bool {
        self.tier.is_none() && self.modules.is_empty()
    }
}

/// Which tags are releases, and which of them the contract is compared with.
#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct ReleaseSettings {
    /// The form of the tag of a release: `{package}-v{version}`. `None` accepts the usual forms.
    pub tag: Option<String>,
    /// Whether releases outside the history of the source also count: `from = "any"`.
    pub from_any: bool,
    /// Releases that do not count, because they were yanked.
    pub ignore: Vec<Version>,
    /// The branch that changes are merged into; `None` takes the default branch of `origin`.
    pub branch: Option<String>,
}

/// Which uses of promised items of dependencies `cargo stability uses` refuses.
#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct UsesSettings {
    /// The tiers of which no use is permitted: `deny = ["experimental"]`.
    pub deny: Vec<Tier>,
    /// Whether no use of a deprecated item is permitted: `deny-deprecated = true`.
    pub deny_deprecated: bool,
    /// The uses that are permitted nevertheless: `[[uses.allow]]`.
    pub allow: Vec<AllowedUse>,
}

/// How changes are announced.
#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct ChangelogSettings {
    /// The file, below the folder of the policy.
    pub path: String,
    /// The headings of breaks.
    pub breaking: Vec<String>,
    /// The headings of deprecations.
    pub deprecated: Vec<String>,
    /// The headings of security fixes.
    pub security: Vec<String>,
    /// The headings of changes of generated output.
    pub generated: Vec<String>,
    /// Whether a break needs a migration path in its entry.
    pub migration: bool,
    /// Whether a break needs an example of before and after in its entry.
    pub example: bool,
}

impl Default for ChangelogSettings {
    fn default() -> Self {
        let list = |words: &[&str]| words.iter().map(ToString::to_string).collect();
        Self {
            path: "CHANGELOG.md".to_string(),
            breaking: list(&["Breaking", "Breaking changes", "Removed", "Changed"]),
            deprecated: list(&["Deprecated"]),
            security: list(&["Security"]),
            generated: list(&["Generated", "Generated output", "Changed", "Added", "Breaking"]),
            migration: true,
            example: false,
        }
    }
}

/// Where a deprecation is announced.
#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Announcements {
    /// The channels, all of which must have it.
    pub channels: Vec<Channel>,
}

/// Where a deprecation is announced.
#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Channel {
    /// The headers of a route's responses: the contract has date and link.
    Headers,
    /// The changelog.
    Changelog,
    /// The list of what is deprecated.
    Deprecations,
    /// The notes of the release.
    ReleaseNotes,
}

/// Where the decisions are.
#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Decisions {
    /// The files, below the folder of the policy, with `*` for any run of characters.
    pub files: String,
    /// The state that permits a break.
    pub accepted: String,
}

/// Where the changesets are.
#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Changesets {
    /// The folder, below that of the policy.
    pub folder: String,
}

/// How the commit of a break is marked.
#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Commits {
    /// The words one of which is in the subject: `BREAKING`.
    pub subject: Vec<String>,
    /// The footers one of which is in the body: `BREAKING CHANGE`.
    pub footer: Vec<String>,
    /// Whether `type(scope)!:` marks it too.
    pub bang: bool,
}

/// What features may do.
#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Features {
    /// How many minor releases a feature is off before it may be on by default.
    pub off_for_minors: u32,
    /// The names that features may have, with `*` for any run of characters; `None` takes any. Features that begin with `_`, and those
    /// of what is unstable, have their own.
    pub names: Option<Vec<String>>,
}

/// How the minimum supported Rust version may rise.
#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Msrv {
    /// The smallest bump that permits it; before 1.0 too.
    pub bump: Bump,
    /// Whether the changelog must name it.
    pub announced: bool,
}

/// The numbers that may only fall.
#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Ratchets {
    /// Whether the number of public items without a tier is counted and may not rise.
    pub unmarked: bool,
}

/// How strongly the forms in which serde writes and reads items are promised.
#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct WireSettings {
    /// The tier of forms without a stated tier, unless their item has a weaker one; `free` is `internal`. With `None`, they have the tier
    /// of the item.
    pub default: Option<Tier>,
}

/// The packages whose types stable items may show.
#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct ForeignSettings {
    /// Their names; the packages of the contract and the standard library need no permission. `None` permits every package from 1.0 on,
    /// and every package for items of a package below 1.0.
    pub allowed: Option<Vec<String>>,
}

/// How documents are written.
#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct DocSettings {
    /// The folder of templates that replace those of `cargo stability doc`, relative to the folder of the policy.
    pub templates: Option<String>,
}

/// A document that must say what the contract says.
#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct DocumentSettings {
    /// The file, below the folder of the policy.
    pub path: String,
    /// What it holds.
    pub format: DocumentFormat,
}

/// Which part of the contract a document contains.
#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum DocumentFormat {
    /// The contract as Markdown: the whole file, or what is between `<!-- stability:begin -->` and
    /// `<!-- stability:end -->`.
    Markdown,
    /// The whole promise in words: the stable items, the evolving items, and the policy.
    Stability,
    /// An entry for everything that is deprecated, by hand or generated: each names the item's id.
    Deprecations,
    /// The sections of the changelog about what changed since the last release.
    Changelog,
    /// How users migrate from the last release, with code before and after.
    Migration,
    /// An `OpenAPI` description in JSON, whose operations say what [`stability_http::openapi`](stability_http::openapi) writes there.
    OpenApi,
    /// The release notes, which name what is deprecated in the release.
    ReleaseNotes,
}

/// The source of the usage counts.
#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct UsageSettings {
    /// Where the numbers are.
    pub source: UsageSource,
    /// For how many days after its last use an item counts as used; `None` counts every use.
    pub days: Option<u32>,
}

#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
impl UsageSettings {
    /// Every use that `source` has.
    pub fn new(source: UsageSource) -> Self {
        Self { source, days: None }
    }
}

/// Where the numbers of uses are.
#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum UsageSource {
    /// A file in JSON, `{ "GET /skills": { "count": 12, "last_seen": "2026-11-20" } }`, or in CSV, `item,count,last_seen`.
    File {
        /// The file, below the folder of the policy.
        path: String,
    },
    /// The HTTP interface of a Prometheus server.
    Prometheus {
        /// Its address: `http://localhost:9090`.
        url: String,
        /// The query, which gives a vector of samples.
        query: String,
        /// How the labels of a sample name an item: `{method} {route}`.
        item: String,
    },
}

/// A condition that must be met before a release.
#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Gate {
    /// Its name.
    pub name: String,
    /// How the condition is checked.
    pub proof: GateProof,
    /// The line in the policy; 0 where it is not known.
    pub line: u32,
}

/// How a gate is checked.
#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum GateProof {
    /// Each of these files is there and holds this text.
    Contains {
        /// The files, below the folder of the policy, with `*` for any run of characters; at least one must be there.
        files: String,
        /// The text.
        text: String,
    },
    /// None of these files holds this text.
    Lacks {
        /// The files, with `*` for any run of characters; at least one must be there.
        files: String,
        /// The text.
        text: String,
    },
    /// Each of these documents has this field, in its front matter or under a heading, with this value.
    Field {
        /// The files, with `*` for any run of characters; at least one must be there.
        files: String,
        /// The name of the field: `status`.
        name: String,
        /// Its value, letter case aside: `Accepted`.
        value: String,
    },
    /// Every box in the lists of these documents is ticked, and each has one.
    Ticked {
        /// The files, with `*` for any run of characters; at least one must be there.
        files: String,
    },
    /// This command exits with 0 in the folder of the policy.
    Command {
        /// The program and its arguments.
        command: Vec<String>,
    },
}

impl Default for Policy {
    fn default() -> Self {
        Self {
            packages: Vec::new(),
            baseline: "stability/contract.json".to_string(),
            minimum_tool: None,
            build: Build::default(),
            builds: BTreeMap::new(),
            foreign: ForeignSettings::default(),
            wire: WireSettings::default(),
            default: DefaultTier::default(),
            forward_compatible: false,
            tiers: Tiers::of(Phase::Stable),
            before_one: Tiers::of(Phase::BeforeOne),
            pre_release: Tiers::of(Phase::PreRelease),
            alpha: None,
            beta: None,
            rc: None,
            next: None,
            release: ReleaseSettings::default(),
            levels: BTreeMap::new(),
            changelog: None,
            announcements: Announcements::default(),
            decisions: None,
            changesets: None,
            commits: None,
            features: Features {
                off_for_minors: 1,
                names: None,
            },
            msrv: Msrv {
                bump: Bump::Minor,
                announced: true,
            },
            ratchets: Ratchets::default(),
            uses: UsesSettings::default(),
            doc: DocSettings::default(),
            documents: Vec::new(),
            usage: None,
            gates: Vec::new(),
            exceptions: Vec::new(),
            suppressions: Vec::new(),
        }
    }
}

#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
impl Policy {
    /// What the tiers permit in `phase`.
    pub const fn tiers(&self, phase: Phase) -> &Tiers {
        let of_phase = match phase {
            Phase::Stable => return &self.tiers,
            Phase::BeforeOne => return &self.before_one,
            Phase::PreRelease => None,
            Phase::Alpha => self.alpha.as_ref(),
            Phase::Beta => self.beta.as_ref(),
            Phase::Rc => self.rc.as_ref(),
        };
        match of_phase {
            Some(tiers) => tiers,
            None => &self.pre_release,
        }
    }
}
