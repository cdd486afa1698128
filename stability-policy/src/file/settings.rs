//! The root and its single tables.

use semver::Version;
use stability::Tier;
use stability::contract::Build;

use super::error::Quoted;
use super::table::Table;
use super::{lists, tiers};
use crate::{
    Announcements, Bump, ChangelogSettings, Changesets, Channel, Commits, Decisions, DefaultTier, DocSettings,
    Features, ForeignSettings, Level, Msrv, Phase, Policy, Ratchets, ReleaseSettings, Tiers, UsageSettings,
    UsageSource, UsesSettings, WireSettings,
};

/// What a release can be.
const RELEASES: [(&str, Bump); 4] = [
    ("pre-release", Bump::PreRelease),
    ("patch", Bump::Patch),
    ("minor", Bump::Minor),
    ("major", Bump::Major),
];

/// Fills `policy`, which has the defaults.
pub fn read(root: &mut Table<'_, '_>, policy: &mut Policy) {
    set(&mut policy.packages, root.texts("packages"));
    set(&mut policy.baseline, root.path("baseline"));
    policy.minimum_tool = root.table("tool", tool).flatten();
    set(&mut policy.build, root.table("build", build));
    builds(root, policy);
    set(&mut policy.default, root.table("default", default));
    let profile = root.word("profile", &[("forward-compatible", true)]);
    set(&mut policy.forward_compatible, profile);
    policy.next = root.word("next", &RELEASES);
    release(root, policy);
    for (key, phase, tiers) in [
        ("tiers", Phase::Stable, &mut policy.tiers),
        ("before-1-0", Phase::BeforeOne, &mut policy.before_one),
    ] {
        set(
            tiers,
            root.table(key, |table| tiers::read(table, key, Tiers::of(phase))),
        );
    }
    if let Some(read) = root.table("pre-release", tiers::read_pre_releases) {
        policy.pre_release = read.all;
        (policy.alpha, policy.beta, policy.rc) = (read.alpha, read.beta, read.rc);
    }
    let levels = root.table("levels", |table| {
        table.word_of_each(&Level::ALL.map(|level| (level.as_str(), level)))
    });
    policy.levels = levels.into_iter().flatten().collect();
    policy.changelog = root.table("changelog", changelog);
    set(&mut policy.announcements, root.table("announcements", announcements));
    policy.decisions = root.table("decisions", decisions).flatten();
    policy.changesets = root.table("changesets", changesets);
    policy.commits = root.table("commits", commits);
    set(&mut policy.features, root.table("features", features));
    set(&mut policy.msrv, root.table("msrv", msrv));
    set(&mut policy.ratchets, root.table("ratchets", ratchets));
    set(&mut policy.wire, root.table("wire", wire));
    set(&mut policy.foreign, root.table("foreign", foreign));
    set(&mut policy.uses, root.table("uses", uses));
    set(&mut policy.doc, root.table("doc", doc));
    policy.usage = root.table("usage", usage).flatten();
    policy.documents = root.tables("document", lists::document);
    policy.gates = lists::gates(root);
    policy.exceptions = root.tables("exception", lists::exception);
    policy.suppressions = root.tables("suppression", lists::suppression);
}

/// Replaces a default by what was written.
fn set<T>(value: &mut T, written: Option<T>) {
    if let Some(written) = written {
        *value = written;
    }
}

/// The first version of `cargo stability` that may read the policy.
pub fn tool(table: &mut Table<'_, '_>) -> Option<Version> {
    table.release("minimum")
}

/// Reads the builds by name, which take the place of the single one.
fn builds(root: &mut Table<'_, '_>, policy: &mut Policy) {
    let named = root
        .table("builds", |table| table.tables_by_name(build))
        .unwrap_or_default();
    if root.has("build") && root.has("builds") {
        root.refuse_at(
            root.span("build"),
            "`[build]` says how the only build is made, and `[builds]` lists several",
            "write it as one of them, such as `[builds.default]`",
        );
    }
    for (name, build) in named {
        let is_part = |letter: char| letter.is_ascii_alphanumeric() || letter == '-' || letter == '_';
        if !name.chars().all(is_part) || name.is_empty() {
            root.refuse_at(
                root.span("builds"),
                format_args!("{} cannot be the name of a build", Quoted(&name)),
                "write letters, digits, `-` and `_`",
            );
        }
        policy.builds.insert(name, build);
    }
}

/// Reads `[release]`. Its `next` may also be in the root.
fn release(root: &mut Table<'_, '_>, policy: &mut Policy) {
    let read = root.table("release", |table| {
        let tag = table.text("tag");
        if tag.as_ref().is_some_and(|tag| tag.matches("{version}").count() != 1) {
            table.refuse_at(
                table.span("tag"),
                "`tag` does not contain the version",
                "write for example `\"v{version}\"` or `\"{package}-v{version}\"`",
            );
        }
        let settings = ReleaseSettings {
            tag,
            from_any: table
                .word("from", &[("history", false), ("any", true)])
                .unwrap_or_default(),
            ignore: table.versions("ignore").unwrap_or_default(),
            branch: table.text("branch"),
        };
        (settings, table.word("next", &RELEASES))
    });
    let Some((settings, next)) = read else { return };
    policy.release = settings;
    if next.is_some() && policy.next.is_some() {
        root.refuse_at(
            root.span("next"),
            "`next` is written twice, here and in `[release]`",
            "keep only the one in `[release]`",
        );
    }
    policy.next = next.or(policy.next);
}

fn build(table: &mut Table<'_, '_>) -> Build {
    let mut build = Build::default();
    build.target = table.text("target");
    set(&mut build.features, table.texts("features"));
    set(&mut build.all_features, table.flag("all-features"));
    set(&mut build.no_default_features, table.flag("no-default-features"));
    build
}

fn uses(table: &mut Table<'_, '_>) -> UsesSettings {
    UsesSettings {
        deny: table
            .words("deny", &Tier::ALL.map(|tier| (tier.as_str(), tier)))
            .unwrap_or_default(),
        deny_deprecated: table.flag("deny-deprecated").unwrap_or_default(),
        allow: table.tables("allow", lists::allowed_use),
    }
}

fn wire(table: &mut Table<'_, '_>) -> WireSettings {
    let word = |tier: Tier| match tier {
        Tier::Internal => ("free", tier),
        tier => (tier.as_str(), tier),
    };
    WireSettings {
        default: table.word("default", &Tier::ALL.map(word)),
    }
}

fn foreign(table: &mut Table<'_, '_>) -> ForeignSettings {
    ForeignSettings {
        allowed: table.texts("allowed"),
    }
}

fn doc(table: &mut Table<'_, '_>) -> DocSettings {
    DocSettings {
        templates: table.path("templates"),
    }
}

fn default(table: &mut Table<'_, '_>) -> DefaultTier {
    let tiers = Tier::ALL.map(|tier| (tier.as_str(), tier));
    let tier = table.word("tier", &tiers);
    let modules = table.table("modules", |table| table.word_of_each(&tiers));
    DefaultTier {
        tier,
        modules: modules.into_iter().flatten().collect(),
    }
}

fn changelog(table: &mut Table<'_, '_>) -> ChangelogSettings {
    let mut changelog = ChangelogSettings::default();
    set(&mut changelog.path, table.path("path"));
    set(&mut changelog.breaking, table.texts("breaking"));
    set(&mut changelog.deprecated, table.texts("deprecated"));
    set(&mut changelog.security, table.texts("security"));
    set(&mut changelog.generated, table.texts("generated"));
    set(&mut changelog.migration, table.flag("migration"));
    set(&mut changelog.example, table.flag("example"));
    changelog
}

fn announcements(table: &mut Table<'_, '_>) -> Announcements {
    let channels = [
        ("headers", Channel::Headers),
        ("changelog", Channel::Changelog),
        ("deprecations", Channel::Deprecations),
        ("release-notes", Channel::ReleaseNotes),
    ];
    Announcements {
        channels: table.words("channels", &channels).unwrap_or_default(),
    }
}

fn decisions(table: &mut Table<'_, '_>) -> Option<Decisions> {
    let accepted = table.text("accepted").unwrap_or_else(|| "Accepted".into());
    let files = table.must("files", Table::path)?;
    Some(Decisions { files, accepted })
}

fn changesets(table: &mut Table<'_, '_>) -> Changesets {
    Changesets {
        folder: table.path("folder").unwrap_or_else(|| ".changeset".into()),
    }
}

fn commits(table: &mut Table<'_, '_>) -> Commits {
    let (subject, footer, bang) = (table.texts("subject"), table.texts("footer"), table.flag("bang"));
    // What is there and was refused has a message of its own.
    let marks = subject.as_ref().map_or(table.has("subject"), |words| !words.is_empty())
        || footer.as_ref().map_or(table.has("footer"), |words| !words.is_empty())
        || bang.unwrap_or(table.has("bang"));
    if !marks {
        table.refuse(
            "`[commits]` does not say how a break is marked",
            "add `subject = [\"BREAKING\"]`, `footer = [\"BREAKING CHANGE\"]` or `bang = true`, or remove the table",
        );
    }
    Commits {
        subject: subject.unwrap_or_default(),
        footer: footer.unwrap_or_default(),
        bang: bang.unwrap_or_default(),
    }
}

fn features(table: &mut Table<'_, '_>) -> Features {
    let mut features = Policy::default().features;
    set(&mut features.off_for_minors, table.count("off-for-minors"));
    features.names = table.texts("names");
    features
}

fn usage(table: &mut Table<'_, '_>) -> Option<UsageSettings> {
    let (file, server) = (table.has("file"), table.has("prometheus"));
    if file == server {
        table.refuse(
            "`[usage]` must name exactly one source",
            "give it either `file = \"usage.json\"`, or `prometheus = \"http://…\"` with a `query`",
        );
    }
    let path = table.path("file");
    let url = table.text("prometheus");
    let query = if server {
        table.must("query", Table::text)
    } else {
        table.text("query")
    };
    let item = table.text("item");
    let days = table.count("days");
    let source = match (path, url) {
        (Some(path), _) => UsageSource::File { path },
        (None, url) => UsageSource::Prometheus {
            url: url?,
            query: query?,
            item: item.unwrap_or_else(|| "{method} {route}".into()),
        },
    };
    Some(UsageSettings { source, days })
}

fn msrv(table: &mut Table<'_, '_>) -> Msrv {
    let mut msrv = Policy::default().msrv;
    set(&mut msrv.bump, table.word("bump", &tiers::bumps()));
    set(&mut msrv.announced, table.flag("announced"));
    msrv
}

fn ratchets(table: &mut Table<'_, '_>) -> Ratchets {
    Ratchets {
        unmarked: table.flag("unmarked").unwrap_or_default(),
    }
}
