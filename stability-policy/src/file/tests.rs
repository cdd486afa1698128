mod arbitrary;
mod mistakes;
mod order;

use std::collections::BTreeMap;

use jiff::civil::date;
use semver::Version;
use stability::Tier;
use stability::contract::Build;

use super::super::{
    AllowedUse, Announcements, Bump, ChangelogSettings, Changesets, Channel, Commits, Decisions, DefaultTier,
    DocSettings, DocumentFormat, DocumentSettings, Exception, ExceptionKind, Features, ForeignSettings, Gate,
    GateProof, KindNotices, Level, Msrv, Notice, NoticeKind, Permit, Phase, Policy, Ratchets, ReleaseSettings,
    Suppression, TierPolicy, Tiers, UsageSettings, UsageSource, UsesSettings, WireSettings,
};

#[test]
fn an_empty_text_is_the_default() {
    assert_eq!(Policy::from_toml(""), Ok(Policy::default()));
    assert_eq!(Policy::from_toml("\u{feff}# nothing\r\n"), Ok(Policy::default()));
}

#[test]
fn empty_tables_are_their_defaults() {
    let expected = Policy {
        changelog: Some(ChangelogSettings::default()),
        changesets: Some(Changesets {
            folder: ".changeset".to_string(),
        }),
        ..Policy::default()
    };
    let text = "[default]\n[release]\n[tiers]\n[tiers.stable]\n[before-1-0]\n[pre-release]\n[levels]\n[changelog]\n[announcements]\n\
                [changesets]\n[features]\n[msrv]\n[ratchets]\n[wire]\n[foreign]\n[uses]";
    assert_eq!(Policy::from_toml(text), Ok(expected));
}

fn texts(texts: &[&str]) -> Vec<String> {
    texts.iter().map(ToString::to_string).collect()
}

fn tier(breaks: Permit, adds: Bump, notice: Notice) -> TierPolicy {
    let (kind_notices, once_deprecated, break_needs_deprecation) = (KindNotices::NONE, Notice::default(), false);
    TierPolicy {
        breaks,
        adds: Permit::Bump(adds),
        notice,
        kind_notices,
        once_deprecated,
        break_needs_deprecation,
    }
}

fn of_kinds(kinds: &[(NoticeKind, Notice)]) -> KindNotices {
    let mut notices = KindNotices::NONE;
    for (kind, notice) in kinds {
        notices.set(*kind, *notice);
    }
    notices
}

#[test]
fn every_key_is_read() {
    let bump = Permit::Bump;
    let line = |heading: &str, nth: usize| {
        let mut lines = include_str!("tests/whole.toml").lines().enumerate();
        let line = lines.by_ref().filter(|(_, line)| *line == heading).nth(nth);
        u32::try_from(line.expect("it is there").0 + 1).unwrap()
    };
    let before = Tiers::of(Phase::BeforeOne);
    let pre = Tiers::of(Phase::PreRelease);
    let once_deprecated = TierPolicy {
        once_deprecated: Notice::new(0, 30),
        ..tier(Permit::Never, Bump::Patch, Notice::new(1, 0))
    };
    let patch = tier(bump(Bump::Patch), Bump::PreRelease, Notice::default());
    let mut build = Build::default();
    build.target = Some("wasm32-unknown-unknown".to_string());
    build.features = texts(&["full"]);
    build.no_default_features = true;
    let expected = Policy {
        packages: texts(&["nika", "nika-kernel"]),
        baseline: "contracts/nika.json".to_string(),
        forward_compatible: true,
        minimum_tool: Some(Version::new(0, 1, 0)),
        build,
        builds: BTreeMap::new(),
        default: DefaultTier {
            tier: Some(Tier::Stable),
            modules: [("nika::preview".to_string(), Tier::Evolving)].into(),
        },
        tiers: Tiers {
            frozen: TierPolicy {
                break_needs_deprecation: true,
                ..tier(Permit::Never, Bump::Major, Notice::new(4, 365))
            },
            stable: TierPolicy {
                kind_notices: of_kinds(&[
                    (NoticeKind::Flags, Notice::new(3, 90)),
                    (NoticeKind::Routes, Notice::new(2, 180)),
                ]),
                ..tier(bump(Bump::Major), Bump::Minor, Notice::new(2, 90))
            },
            beta: tier(bump(Bump::Minor), Bump::Minor, Notice::new(1, 30)),
            evolving: tier(bump(Bump::Minor), Bump::Minor, Notice::new(0, 14)),
            experimental: tier(bump(Bump::None), Bump::None, Notice::default()),
            internal: tier(bump(Bump::None), Bump::None, Notice::default()),
        },
        before_one: Tiers {
            stable: once_deprecated,
            frozen: once_deprecated,
            ..before
        },
        pre_release: Tiers {
            frozen: patch,
            stable: patch,
            ..pre.clone()
        },
        alpha: None,
        beta: None,
        rc: Some(Tiers {
            frozen: TierPolicy {
                adds: Permit::Never,
                ..patch
            },
            stable: TierPolicy {
                adds: Permit::Never,
                ..patch
            },
            ..pre
        }),
        next: Some(Bump::Minor),
        release: ReleaseSettings {
            tag: Some("nika-{version}".to_string()),
            from_any: true,
            ignore: vec![Version::new(1, 4, 1), Version::new(1, 4, 2)],
            branch: Some("origin/trunk".to_string()),
        },
        levels: [("item-removed", Level::Warn), ("of-a-later-version", Level::Deny)]
            .map(|(rule, level)| (rule.to_string(), level))
            .into(),
        changelog: Some(ChangelogSettings {
            path: "docs/CHANGES.md".to_string(),
            breaking: texts(&["Broken"]),
            deprecated: texts(&["Going"]),
            security: texts(&["Holes"]),
            generated: texts(&["Artefacts"]),
            migration: false,
            example: true,
        }),
        announcements: Announcements {
            channels: vec![
                Channel::Headers,
                Channel::Changelog,
                Channel::Deprecations,
                Channel::ReleaseNotes,
            ],
        },
        decisions: Some(Decisions {
            files: "adr/*.md".to_string(),
            accepted: "Agreed".to_string(),
        }),
        changesets: Some(Changesets {
            folder: ".changes".to_string(),
        }),
        commits: Some(Commits {
            subject: texts(&["BREAKING"]),
            footer: texts(&["BREAKING CHANGE", "BREAKING-CHANGE"]),
            bang: true,
        }),
        features: Features {
            off_for_minors: 3,
            names: Some(texts(&["core-*", "extras-*"])),
        },
        msrv: Msrv {
            bump: Bump::Major,
            announced: false,
        },
        ratchets: Ratchets { unmarked: true },
        foreign: ForeignSettings {
            allowed: Some(vec!["http".to_string()]),
        },
        wire: WireSettings {
            default: Some(Tier::Internal),
        },
        uses: UsesSettings {
            deny: vec![Tier::Evolving, Tier::Experimental],
            deny_deprecated: true,
            allow: vec![
                AllowedUse {
                    item: "nika_kernel::memory::*".to_string(),
                    tier: Some(Tier::Evolving),
                    reason: "we move with it".to_string(),
                    until: Some(date(2027, 1, 31)),
                    line: line("[[uses.allow]]", 0),
                },
                AllowedUse {
                    item: "nika_kernel::Old".to_string(),
                    tier: None,
                    reason: "there is nothing else yet".to_string(),
                    until: None,
                    line: line("[[uses.allow]]", 1),
                },
            ],
        },
        doc: DocSettings {
            templates: Some("docs/templates".to_string()),
        },
        documents: vec![
            DocumentSettings {
                path: "STABILITY.md".to_string(),
                format: DocumentFormat::Markdown,
            },
            DocumentSettings {
                path: "openapi.json".to_string(),
                format: DocumentFormat::OpenApi,
            },
        ],
        usage: Some(UsageSettings {
            days: Some(30),
            source: UsageSource::Prometheus {
                url: "http://localhost:9090".to_string(),
                query: "deprecated_route_requests_total".to_string(),
                item: "{method} {path}".to_string(),
            },
        }),
        gates: vec![
            Gate {
                name: "the licence is settled".to_string(),
                proof: GateProof::Contains {
                    files: "LICENSE*".to_string(),
                    text: "Apache".to_string(),
                },
                line: line("[[gate]]", 0),
            },
            Gate {
                name: "nothing is left to do".to_string(),
                proof: GateProof::Lacks {
                    files: "src/*.rs".to_string(),
                    text: "TODO".to_string(),
                },
                line: line("[[gate]]", 1),
            },
            Gate {
                name: "each decision is made".to_string(),
                proof: GateProof::Field {
                    files: "rfcs/*.md".to_string(),
                    name: "status".to_string(),
                    value: "Accepted".to_string(),
                },
                line: line("[[gate]]", 2),
            },
            Gate {
                name: "each box is ticked".to_string(),
                proof: GateProof::Ticked {
                    files: "RELEASE.md".to_string(),
                },
                line: line("[[gate]]", 3),
            },
            Gate {
                name: "the sums agree".to_string(),
                proof: GateProof::Command {
                    command: texts(&["cargo", "run", "--bin", "sums"]),
                },
                line: line("[[gate]]", 4),
            },
        ],
        exceptions: vec![
            Exception {
                item: "nika::memory::Frame::*".to_string(),
                kind: ExceptionKind::Security,
                reason: "reads beyond the end".to_string(),
                version: Some(Version::new(1, 4, 2)),
                advisory: Some("RUSTSEC-2026-0001".to_string()),
                issue: Some("https://nika.example/issues/12".to_string()),
                decision: Some("rfcs/0012.md".to_string()),
                affected: Some("frames of zero bytes".to_string()),
                migration: Some("use `Frame::get`".to_string()),
                line: line("[[exception]]", 0),
            },
            Exception {
                item: "nika::Foo".to_string(),
                kind: ExceptionKind::Correctness,
                reason: String::new(),
                version: None,
                advisory: None,
                issue: None,
                decision: None,
                affected: None,
                migration: None,
                line: line("[[exception]]", 1),
            },
        ],
        suppressions: [Some(date(2027, 1, 31)), Some(date(2027, 2, 28)), None]
            .into_iter()
            .zip(["nika::Old", "nika::Older", "nika::Oldest"])
            .enumerate()
            .map(|(nth, (expires, item))| Suppression {
                rule: "item-removed".to_string(),
                item: item.to_string(),
                reason: "nobody used it".to_string(),
                expires,
                line: line("[[suppression]]", nth),
            })
            .collect(),
    };
    assert_eq!(Policy::from_toml(include_str!("tests/whole.toml")), Ok(expected));
}

#[test]
fn the_next_release_is_read_in_both_places() {
    for text in ["next = 'patch'", "[release]\nnext = 'patch'"] {
        assert_eq!(Policy::from_toml(text).unwrap().next, Some(Bump::Patch), "{text}");
    }
}

#[test]
fn builds_are_read_by_name() {
    let text = "[builds.all]\nall-features = true\n[builds.default]\n[builds.wasm]\ntarget = 'wasm32-unknown-unknown'\n\
                features = ['web']\nno-default-features = true";
    let policy = Policy::from_toml(text).unwrap();
    let names: Vec<&str> = policy.builds.keys().map(String::as_str).collect();
    assert_eq!(names, ["all", "default", "wasm"]);
    assert!(policy.builds["all"].all_features);
    assert_eq!(policy.builds["default"], Build::default());
    let wasm = &policy.builds["wasm"];
    assert_eq!(wasm.target.as_deref(), Some("wasm32-unknown-unknown"));
    assert_eq!(wasm.features, ["web"]);
    assert!(wasm.no_default_features && !wasm.all_features);
}

#[test]
fn the_version_that_a_policy_needs_is_read_whatever_else_it_says() {
    for (text, expected) in [
        ("[tool]\nminimum = '0.3'", Some(Version::new(0, 3, 0))),
        (
            "[tool]\nminimum = '2'\nlater = 1\n[of-a-later-version]",
            Some(Version::new(2, 0, 0)),
        ),
        (
            "[tool]\nminimum = '0.3.1-beta.2'",
            Some("0.3.1-beta.2".parse().unwrap()),
        ),
        ("[tool]\nminimum = 'new'", None),
        ("[tool", None),
        ("", None),
    ] {
        assert_eq!(Policy::minimum_tool_of(text), expected, "{text}");
    }
}
