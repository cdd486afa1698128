use std::collections::BTreeMap;

use stability::Tier;
use stability::contract::Contract;

use crate::{
    ArtefactState, Bump, Changeset, Commit, Comparison, Document, DocumentFormat, Evidence, Policy, Release, Section,
    SemverFinding, Tag, judge,
};

fn contract(version: &str, items: &[String]) -> Contract {
    let package = format!(r#"{{ "name": "nika", "version": "{version}" }}"#);
    let head = r#""schema": "stability/contract@1", "contract": null"#;
    let items = items.join(",");
    Contract::from_json(&format!(r#"{{ {head}, "package": {package}, "items": [{items}] }}"#)).unwrap()
}

fn item(id: &str, kind: &str, tier: Tier, rest: &str) -> String {
    let name = id.rsplit("::").next().unwrap();
    format!(r#"{{ "id": "{id}", "kind": "{kind}", "name": "{name}", "tier": "{tier}", "package": "nika" {rest} }}"#)
}

fn foo(tier: Tier) -> String {
    item(
        "nika::Foo",
        "struct",
        tier,
        r#", "members": [{ "name": "bar", "kind": "field", "signature": "u8" }]"#,
    )
}

/// The messages of one rule.
fn found(rule: &str, contracts: [&Contract; 2], policy: &str, evidence: &Evidence) -> Vec<String> {
    let policy = Policy::from_toml(policy).unwrap();
    let comparison = Comparison::new(Some(contracts[0]), contracts[1], &policy, evidence).unwrap();
    let findings = judge(&comparison).findings.into_iter();
    let own = findings.filter(|finding| finding.rule == rule);
    own.map(|finding| finding.message).collect()
}

fn changelog(version: Option<&str>, title: &str, text: &str) -> Evidence {
    let section = Section {
        title: title.into(),
        text: text.into(),
    };
    let release = Release {
        version: version.map(|version| version.parse().unwrap()),
        text: format!("### {title}\n\n{text}"),
        sections: [section].into(),
        ..Release::default()
    };
    Evidence {
        changelog: Some([release].into()),
        ..Evidence::default()
    }
}

const NOTE: &str = "break-without-migration-note";

#[test]
fn a_note_is_owed_for_what_is_stable_before_one_too() {
    let said = changelog(Some("0.2.0"), "Breaking", "- `Bar` was removed: use `Baz`.");
    for (tier, owed) in [
        (Tier::Frozen, 1),
        (Tier::Stable, 1),
        (Tier::Evolving, 0),
        (Tier::Internal, 0),
    ] {
        let (before, after) = (contract("0.1.0", &[foo(tier)]), contract("0.2.0", &[]));
        let found = found(NOTE, [&before, &after], "[changelog]", &said);
        assert_eq!(found.len(), owed, "{tier}: {found:?}");
    }
}

#[test]
fn an_entry_for_the_item_is_one_for_its_members() {
    let before = contract("1.0.0", &[foo(Tier::Stable)]);
    let after = contract("2.0.0", &[item("nika::Foo", "struct", Tier::Stable, "")]);
    for (text, owed) in [
        ("- `Foo` has lost `bar`, which nobody set.", 0),
        ("- `Foo::bar` was removed, since nobody set it.", 0),
        ("- `bar` was removed, since nobody set it.", 1),
    ] {
        let said = changelog(None, "Breaking", text);
        assert_eq!(
            found(NOTE, [&before, &after], "[changelog]", &said).len(),
            owed,
            "{text}"
        );
    }
    // Where nobody looked for a changelog, nothing is known of it.
    let found = found(NOTE, [&before, &after], "[changelog]", &Evidence::default());
    assert_eq!(found, Vec::<String>::new());
}

#[test]
fn a_security_fix_may_be_under_its_own_heading() {
    let (before, after) = (contract("1.0.0", &[foo(Tier::Stable)]), contract("1.0.1", &[]));
    let exception = |rest: &str| {
        format!(
            "[changelog]\n[[exception]]\nitem = \"nika::Foo\"\nkind = \"security\"\nreason = \"it leaks\"\nversion = \"1.0.1\"\n{rest}"
        )
    };
    let said = changelog(Some("1.0.1"), "Security", "- `Foo` was removed.");
    let contracts = [&before, &after];
    assert_eq!(found(NOTE, contracts, &exception(""), &said), Vec::<String>::new());
    assert_eq!(
        found(NOTE, contracts, &exception("migration = \"use Bar\""), &said),
        ["`nika::Foo` was removed; its entry in the changelog does not tell users what to do instead"],
    );
    assert_eq!(found(NOTE, contracts, "[changelog]", &said).len(), 1);
}

#[test]
fn what_waits_is_under_no_version() {
    let (before, after) = (contract("1.2.0", &[foo(Tier::Stable)]), contract("1.2.0", &[]));
    let mut said = changelog(Some("1.2.0"), "Breaking", "- `Foo` was removed: use `Bar`.");
    let contracts = [&before, &after];
    assert_eq!(found(NOTE, contracts, "[changelog]", &said).len(), 0);
    // Once 1.2.0 is released, its section is about another change.
    said.tags = Some(
        [Tag {
            package: None,
            version: "1.2.0".parse().unwrap(),
            date: "2026-11-01".parse().unwrap(),
        }]
        .into(),
    );
    assert_eq!(found(NOTE, contracts, "[changelog]", &said).len(), 1);
}

#[test]
fn a_version_is_asked_for_where_it_is_decided() {
    let evidence = Evidence {
        changelog: Some(Vec::new()),
        ..Evidence::default()
    };
    let found = |to: &str| {
        let contracts = [&contract("1.0.0", &[]), &contract(to, &[])];
        let policy = "next = \"minor\"\n[changelog]\n";
        found("changelog-section-missing", contracts, policy, &evidence)
    };
    assert_eq!(
        found("1.1.0"),
        ["the changelog lists no changes of 1.1.0, so users cannot see what it changes"]
    );
    assert_eq!(
        found("1.0.0"),
        ["the changelog lists no changes of the next release, so users cannot see what it changes"]
    );
}

#[test]
fn changesets_say_what_the_next_release_is() {
    let policy = Policy::from_toml("next = \"minor\"\n[changesets]\nfolder = \".changeset\"").unwrap();
    let (before, after) = (contract("1.2.0", &[foo(Tier::Stable)]), contract("1.2.0", &[]));
    let bump = |bumps: &[(&str, Bump)]| {
        let changeset = Changeset {
            bumps: bumps
                .iter()
                .map(|(package, bump)| ((*package).to_string(), *bump))
                .collect(),
            ..Changeset::default()
        };
        let evidence = Evidence {
            changesets: Some([changeset].into()),
            ..Evidence::default()
        };
        Comparison::new(Some(&before), &after, &policy, &evidence)
            .unwrap()
            .releases
            .bump("nika")
    };
    assert_eq!(bump(&[("nika", Bump::Major), ("other", Bump::Patch)]), Bump::Major);
    assert_eq!(bump(&[("other", Bump::Major)]), Bump::Minor);
}

#[test]
fn changesets_are_used_up_by_the_release() {
    let policy = "[changesets]\nfolder = \".changeset\"";
    let none = Evidence {
        changesets: Some(Vec::new()),
        ..Evidence::default()
    };
    let before = contract("1.2.0", &[foo(Tier::Beta)]);
    let found = |version: &str| {
        let after = contract(version, &[]);
        found("changeset-missing", [&before, &after], policy, &none)
    };
    assert_eq!(
        found("1.2.0"),
        ["`nika` has changed, and no changeset names it, so users do not learn of the change from the version"]
    );
    assert_eq!(found("1.3.0"), Vec::<String>::new());
}

fn artefact(policy: &str, tier: Tier, version: &str) -> Contract {
    let rest = format!(r#", "signature": "{policy}""#);
    contract(version, &[item("generated out", "artefact", tier, &rest)])
}

fn stored(before: &str, after: Option<&str>) -> Evidence {
    let state = ArtefactState {
        id: "generated out".into(),
        before: Some(before.into()),
        after: after.map(String::from),
    };
    Evidence {
        artefacts: Some([state].into()),
        ..Evidence::default()
    }
}

#[test]
fn generated_output_is_judged_by_its_policy_and_tier() {
    let changed = "generated-output-changed";
    let lost = "generated-output-lost-field";
    let bytes = Some("its stored file has different bytes");
    let (object, announced) = (r#"{"a": 1}"#, r#"{"a": {"b": {}, "deprecated": true}}"#);
    for (rule, policy, tier, version, before, after, expected) in [
        (changed, "frozen", Tier::Stable, "1.1.0", "a", Some("b"), bytes),
        // A migration that was run stays as it is, whatever the release.
        (changed, "frozen", Tier::Stable, "2.0.0", "a", Some("b"), bytes),
        (changed, "frozen", Tier::Frozen, "2.0.0", "a", Some("b"), bytes),
        (changed, "frozen", Tier::Evolving, "1.1.0", "a", Some("b"), None),
        (
            changed,
            "frozen",
            Tier::Stable,
            "1.1.0",
            "a",
            None,
            Some("its stored file was removed"),
        ),
        (
            changed,
            "frozen by id",
            Tier::Stable,
            "1.1.0",
            "[]",
            Some("{"),
            Some("the built artefact cannot be compared"),
        ),
        (changed, "additive", Tier::Stable, "1.1.0", object, Some("{}"), None),
        (
            lost,
            "additive",
            Tier::Stable,
            "1.1.0",
            object,
            Some("{}"),
            Some("`/a` was removed without a deprecation"),
        ),
        (
            lost,
            "additive",
            Tier::Stable,
            "1.1.0",
            object,
            Some(r#"{"a": 2}"#),
            None,
        ),
        (
            lost,
            "additive",
            Tier::Stable,
            "1.1.0",
            object,
            Some(r#"{"a": ""}"#),
            Some("`/a` had the type number"),
        ),
        (
            lost,
            "additive",
            Tier::Stable,
            "1.1.0",
            announced,
            Some("{}"),
            Some("`/a` was removed"),
        ),
        (lost, "additive", Tier::Stable, "2.0.0", announced, Some("{}"), None),
        (lost, "additive", Tier::Internal, "2.0.0", object, Some("{}"), None),
        (lost, "free", Tier::Stable, "1.1.0", object, Some("{}"), None),
    ] {
        let contracts = [artefact(policy, tier, "1.0.0"), artefact(policy, tier, version)];
        let found = found(rule, [&contracts[0], &contracts[1]], "", &stored(before, after));
        assert_eq!(
            found.len(),
            usize::from(expected.is_some()),
            "{policy} {tier} {after:?}: {found:?}"
        );
        let said = found
            .first()
            .zip(expected)
            .is_none_or(|(found, expected)| found.contains(expected));
        assert!(said, "{expected:?} in {found:?}");
    }
}

#[test]
fn an_exception_covers_what_is_generated() {
    let contracts = [
        artefact("frozen", Tier::Stable, "1.0.0"),
        artefact("frozen", Tier::Stable, "1.0.1"),
    ];
    let policy = "[[exception]]\nitem = \"generated out\"\nkind = \"correctness\"\nreason = \"it was wrong\"";
    let found = |policy| {
        let evidence = stored("a", Some("b"));
        found(
            "generated-output-changed",
            [&contracts[0], &contracts[1]],
            policy,
            &evidence,
        )
        .len()
    };
    assert_eq!((found(""), found(policy)), (1, 0));
}

#[test]
fn headers_are_announced_for_routes_alone() {
    let deprecated = |kind, rest| {
        let rest = format!(r#", "deprecated": {{ "on": "2026-09-01" {rest} }}"#);
        item("GET /skills", kind, Tier::Stable, &rest)
    };
    let policy = "[announcements]\nchannels = [\"headers\"]";
    for (kind, rest, expected) in [
        ("route", "", 1),
        ("route", r#", "sunset": "2027-01-01", "link": "/moved""#, 0),
        ("command", "", 0),
    ] {
        let before = contract("1.0.0", &[item("GET /skills", kind, Tier::Stable, "")]);
        let after = contract("1.1.0", &[deprecated(kind, rest)]);
        let found = found("announcement-missing", [&before, &after], policy, &Evidence::default());
        assert_eq!(found.len(), expected, "{kind}: {found:?}");
    }
}

#[test]
fn a_commit_is_marked_in_one_of_three_ways() {
    let policy = "[commits]\nsubject = [\"BREAKING\"]\nfooter = [\"BREAKING CHANGE\"]\nbang = true";
    let (before, after) = (contract("1.0.0", &[foo(Tier::Stable)]), contract("2.0.0", &[]));
    let found = |commits: &[(&str, &str)]| {
        let commit = |(subject, body): &(&str, &str)| Commit {
            id: "a1".into(),
            subject: (*subject).into(),
            body: (*body).into(),
        };
        let evidence = Evidence {
            commits: Some(commits.iter().map(commit).collect()),
            ..Evidence::default()
        };
        found("breaking-commit-unmarked", [&before, &after], policy, &evidence).len()
    };
    assert_eq!(found(&[("feat: tidy up", "")]), 1);
    assert_eq!(found(&[("feat(api)!: tidy up", "")]), 0);
    assert_eq!(found(&[("BREAKING: tidy up", "")]), 0);
    assert_eq!(found(&[("NON-BREAKING: tidy up", "")]), 1);
    assert_eq!(found(&[("feat: tidy up", "Breaking-Change: `Foo` was removed")]), 0);
    assert_eq!(found(&[]), 0);
}

#[test]
fn a_page_is_stale_between_its_marks() {
    let now = contract("1.0.0", &[foo(Tier::Stable)]);
    let page = now.to_markdown();
    let found = |text: String| {
        let document = Document {
            path: "README.md".to_string(),
            format: DocumentFormat::Markdown,
            text: Some(text),
            pages: BTreeMap::new(),
        };
        let evidence = Evidence {
            documents: [document].into(),
            ..Evidence::default()
        };
        found("document-stale", [&now, &now], "", &evidence)
    };
    let around = |inside: &str| format!("# Nika\n\n<!-- stability:begin -->\n{inside}<!-- stability:end -->\n");
    assert_eq!(found(around(&page)), Vec::<String>::new());
    assert_eq!(found(around(&page).replace('\n', "\r\n")), Vec::<String>::new());
    assert_eq!(
        found(around("")),
        ["`README.md` does not agree with the contract, so its readers rely on wrong statements"]
    );
    let torn = found(format!("<!-- stability:begin -->\n{page}"));
    assert!(torn[0].contains("its marks are not a pair"), "{torn:?}");
}

#[test]
fn an_item_that_another_rule_reports_is_not_reported_again() {
    let finding = |item: &str| SemverFinding {
        package: "nika".into(),
        lint: "struct_missing".into(),
        item: item.into(),
        message: "it was removed".into(),
        required: Bump::Major,
        ..SemverFinding::default()
    };
    let evidence = Evidence {
        semver: Some(
            [
                finding("nika::Foo"),
                finding("nika::Kept::new"),
                finding("nika::Unknown"),
            ]
            .into(),
        ),
        ..Evidence::default()
    };
    let kept = item("nika::Kept", "struct", Tier::Stable, "");
    let before = contract("1.0.0", &[foo(Tier::Stable), kept.clone()]);
    let after = contract("1.1.0", &[kept]);
    // `nika::Kept::new` has no item of its own, and is in one that is promised.
    assert_eq!(
        found("semver-violation", [&before, &after], "", &evidence),
        [
            "`nika::Kept::new` has a change that may break users, as cargo-semver-checks reports: it was removed (struct_missing)"
        ],
    );
}

#[test]
fn what_both_find_is_reported_once_and_says_so() {
    let shape = |implements: &str, repr: &str| {
        let shape = format!(
            r#"{{ "kind": "struct", "fields": {{ "form": "unit" }}, "implements": {{ {implements} }}{repr} }}"#
        );
        item(
            "nika::Foo",
            "struct",
            Tier::Stable,
            &format!(r#", "shape": {{ "type nika::Foo": {shape} }}"#),
        )
    };
    let before = contract(
        "1.0.0",
        &[
            shape(r#""std::clone::Clone": {}"#, r#", "repr": "C""#),
            item("nika::Bar", "struct", Tier::Stable, ""),
        ],
    );
    let after = contract("1.1.0", &[shape("", "")]);
    let finding = |lint: &str, item: &str| SemverFinding {
        package: "nika".into(),
        lint: lint.into(),
        item: item.into(),
        message: lint.replace('_', " "),
        required: Bump::Major,
        ..SemverFinding::default()
    };
    let lints = [
        finding("struct_missing", "Bar"),
        finding("derive_trait_impl_removed", "Foo"),
        finding("of_a_later_version", "Foo"),
        finding("copy_impl_added", "Foo"),
        finding("feature_missing", "feature std"),
    ];
    let evidence = Evidence {
        semver: Some(lints.into()),
        ..Evidence::default()
    };
    let removed = found("item-removed", [&before, &after], "", &evidence);
    assert!(
        removed[0].ends_with("no longer compiles (cargo-semver-checks agrees: `struct_missing`)"),
        "{removed:?}"
    );
    assert_eq!(removed.len(), 1);
    assert_eq!(
        found("signature-changed", [&before, &after], "", &evidence),
        [
            "`nika::Foo` had `repr(C)` and now has no `repr`; code that uses the old declaration may no longer compile",
            "`nika::Foo` no longer implements `std::clone::Clone`; code that needs `std::clone::Clone` no longer compiles \
             (cargo-semver-checks agrees: `derive_trait_impl_removed`)",
        ],
    );
    assert_eq!(
        found("semver-violation", [&before, &after], "", &evidence),
        [
            "`feature std` has a change that may break users, as cargo-semver-checks reports: feature missing (feature_missing)",
            "`nika::Foo` has changes that may break users, as cargo-semver-checks reports: of a later version (of_a_later_version); copy impl added (copy_impl_added)",
        ],
    );
}

#[test]
fn the_end_of_a_path_is_enough() {
    let at = |id: &str, tier, file: &str| {
        item(
            id,
            "struct",
            tier,
            &format!(r#", "location": {{ "file": "{file}", "line": 3 }}"#),
        )
    };
    let items = [
        at("nika::a::Foo", Tier::Stable, "src/a.rs"),
        at("nika::b::Foo", Tier::Beta, "src/b.rs"),
        item("nika::a::Foo::read", "method", Tier::Stable, ""),
    ];
    let (before, after) = (contract("1.0.0", &items), contract("1.1.0", &items));
    let subjects = |item: &str, file: &str| {
        let finding = SemverFinding {
            package: "nika".into(),
            item: item.into(),
            required: Bump::Major,
            file: file.into(),
            ..SemverFinding::default()
        };
        semver_subjects(&before, &after, finding)
    };
    assert_eq!(subjects("Foo", "/at/baseline/src/a.rs"), ["nika::a::Foo"]);
    assert_eq!(subjects("Foo::read", ""), ["nika::a::Foo::read"]);
    assert_eq!(subjects("Foo::bar", "src/a.rs"), ["nika::a::Foo::bar"]);
    assert_eq!(subjects("Foo::Bar::x", "src/a.rs"), ["nika::a::Foo::Bar::x"]);
    // A minor release may break what is beta.
    assert!(subjects("Foo", "src/b.rs").is_empty() && subjects("Foo::Bar::x", "src/b.rs").is_empty());
    // A later version may name an item in a way that nobody could read.
    assert_eq!(subjects("", "src/b.rs"), ["nika"]);
    // Where the file does not say which, the promise that is larger counts.
    assert_eq!(subjects("Foo", "src/c.rs"), ["nika::a::Foo"]);
    assert!(subjects("oo", "src/a.rs").is_empty() && subjects("Bar::read", "").is_empty());
}

/// What `semver-violation` reports where cargo-semver-checks found this.
fn semver_subjects(before: &Contract, after: &Contract, found: SemverFinding) -> Vec<String> {
    let evidence = Evidence {
        semver: Some([found].into()),
        ..Evidence::default()
    };
    let policy = Policy::default();
    let comparison = Comparison::new(Some(before), after, &policy, &evidence).unwrap();
    let findings = judge(&comparison).findings.into_iter();
    let findings = findings.filter(|finding| finding.rule == "semver-violation");
    findings.map(|finding| finding.subject).collect()
}

#[test]
fn of_two_items_with_a_name_in_a_file_the_line_says_which() {
    let at = |id: &str, tier, line: u32| {
        item(
            id,
            "struct",
            tier,
            &format!(r#", "location": {{ "file": "src/lib.rs", "line": {line} }}"#),
        )
    };
    let before = contract(
        "1.0.0",
        &[
            at("nika::a::Foo", Tier::Stable, 4),
            at("nika::b::Foo", Tier::Evolving, 10),
        ],
    );
    // Twenty lines were added above.
    let after = contract(
        "1.1.0",
        &[
            at("nika::a::Foo", Tier::Stable, 24),
            at("nika::b::Foo", Tier::Evolving, 30),
        ],
    );
    let subjects = |file: &str, line: u32| {
        let finding = SemverFinding {
            package: "nika".into(),
            item: "Foo::bar".into(),
            required: Bump::Major,
            file: file.into(),
            line,
            ..SemverFinding::default()
        };
        semver_subjects(&before, &after, finding)
    };
    assert_eq!(subjects("src/lib.rs", 25), ["nika::a::Foo::bar"]);
    assert!(subjects("src/lib.rs", 31).is_empty(), "it is evolving");
    // In the copy of the baseline, each is where it was.
    assert_eq!(
        subjects("target/semver-checks/git-v1_0_0/src/lib.rs", 5),
        ["nika::a::Foo::bar"]
    );
    assert!(subjects("target/semver-checks/git-v1_0_0/src/lib.rs", 11).is_empty());
    // Where no line says which, the larger promise counts.
    assert_eq!(subjects("src/lib.rs", 0), ["nika::a::Foo::bar"]);
}

#[test]
fn the_baseline_is_not_a_record_of_what_is_judged() {
    let (before, after) = (contract("1.0.0", &[]), contract("1.1.0", &[foo(Tier::Stable)]));
    let found = |recorded: Option<&Contract>| {
        let evidence = Evidence {
            recorded: recorded.map(Contract::to_json),
            ..Evidence::default()
        };
        found("api-change-unrecorded", [&before, &after], "", &evidence).len()
    };
    assert_eq!(found(None), 0);
    // A file that is still that of the baseline, beside a baseline from elsewhere.
    assert_eq!(found(Some(&before)), 1);
    assert_eq!(found(Some(&after)), 0);
}

#[test]
fn a_stronger_tier_is_not_judged_milder() {
    let policy = "[changelog]\nexample = true\n[decisions]\nfiles = \"adr/*.md\"\n[commits]\nbang = true\n\
                  [announcements]\nchannels = [\"changelog\"]";
    let mut said = changelog(Some("1.1.0"), "Breaking", "- nothing");
    said.decisions = Some(Vec::new());
    said.commits = Some([Commit::default()].into());
    said.semver = Some(
        [SemverFinding {
            package: "nika".into(),
            item: "nika::Foo::new".into(),
            required: Bump::Major,
            ..SemverFinding::default()
        }]
        .into(),
    );
    let mut last = 0;
    let mut tiers = Tier::ALL;
    tiers.sort();
    for tier in tiers {
        let gone = item("nika::Gone", "struct", tier, "");
        let announced = item("nika::Late", "struct", tier, r#", "deprecated": { "note": "use Foo" }"#);
        let late = item("nika::Late", "struct", tier, "");
        let before = contract("1.0.0", &[foo(tier), gone, late]);
        let after = contract("1.1.0", &[item("nika::Foo", "struct", tier, ""), announced]);
        let policy = Policy::from_toml(policy).unwrap();
        let comparison = Comparison::new(Some(&before), &after, &policy, &said).unwrap();
        let found = judge(&comparison).findings.len();
        assert!(found >= last, "{tier}: {found} after {last}");
        last = found;
    }
    assert!(last > 5, "{last}");
}

#[test]
fn against_an_earlier_baseline_exceptions_and_notes_of_the_releases_between_hold() {
    let (before, now) = (contract("1.0.0", &[foo(Tier::Stable)]), |version: &str| {
        contract(version, &[])
    });
    let policy = "[changelog]\n[[exception]]\nitem = \"nika::Foo\"\nkind = \"correctness\"\nreason = \"it was wrong\"\n\
                  migration = \"use Bar\"\nversion = \"1.0.1\"";
    let reported = changelog(Some("1.0.1"), "Removed", "- `nika::Foo`: use `nika::Bar`.");
    for (version, expected) in [("1.0.0", 2), ("1.0.1", 0), ("1.0.2", 0), ("1.1.0", 0)] {
        let contracts = [&before, &now(version)];
        let count = |rule| found(rule, contracts, policy, &reported).len();
        assert_eq!(count("item-removed") + count(NOTE), expected, "{version}");
    }
    // From the release on that it shipped in, it is used up.
    let contracts = [&contract("1.0.1", &[foo(Tier::Stable)]), &now("1.0.2")];
    assert_eq!(found("item-removed", contracts, policy, &reported).len(), 1);
    assert_eq!(found(NOTE, contracts, policy, &reported).len(), 1);
}
