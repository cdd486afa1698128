//! `uses`, `fix` and `due --dependencies`: reports and edits for the users of promised items.

use std::collections::BTreeSet;

use serde_json::Value;

use super::Project;
use super::project::manifest;

const WORKSPACE: &str = "[workspace]\nresolver = \"3\"\nmembers = [\"dep\", \"user\"]\n";

/// A package `user` that depends on a package `dep`, each with this library.
fn pair(dep: &str, user: &str) -> Project {
    let project = Project::empty();
    project.begin_uses();
    project.write("Cargo.toml", WORKSPACE);
    project.write("dep/Cargo.toml", &manifest("dep", "1.4.0", ""));
    project.write("dep/src/lib.rs", dep);
    project.write(
        "user/Cargo.toml",
        "[package]\nname = \"user\"\nversion = \"0.1.0\"\nedition = \"2024\"\n[dependencies]\ndep = { path = \"../dep\" }\n",
    );
    project.write("user/src/lib.rs", user);
    project
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

/// What is used on which line: `12 stable Volume::new`.
fn found(report: &Value, path: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for used in report["uses"].as_array().expect("a list") {
        let item = used["item"].as_str().expect("a text");
        let item = item.strip_prefix("dep::").unwrap_or(item);
        let tier = used["tier"].as_str().unwrap_or("none");
        for place in used["places"].as_array().expect("a list") {
            assert_eq!(place["path"], path, "{used}");
            found.insert(format!("{} {tier} {item}", place["line"]));
        }
    }
    found
}

/// What the comments say that is used.
fn expected(source: &str) -> BTreeSet<String> {
    let lines = source.lines().enumerate();
    let each = lines.filter_map(|(at, line)| Some((at + 1, line.split_once("//~ ")?.1)));
    each.flat_map(|(at, uses)| uses.split("; ").map(move |used| format!("{at} {used}")))
        .collect()
}

#[test]
fn every_use_is_found_at_its_place_and_nothing_else_is() {
    let source = include_str!("uses/user.txt");
    let project = pair(include_str!("uses/dep.txt"), source);
    let ran = project.stability("uses -p user --all-targets --format json");
    let report = json(ran.kept());
    let (found, expected) = (found(&report, "user/src/lib.rs"), expected(source));
    let missing: Vec<_> = expected.difference(&found).collect();
    let beyond: Vec<_> = found.difference(&expected).collect();
    assert!(
        missing.is_empty() && beyond.is_empty(),
        "missing {missing:#?}, beyond {beyond:#?}"
    );
    let lines = expected.iter().map(|it| it.split(' ').next()).collect::<BTreeSet<_>>();
    assert!(lines.len() > 40, "{} lines with uses", lines.len());
    assert_eq!(report["unpromised"], Value::Array(Vec::new()));

    // The same without tests, and as text.
    let without_tests = json(project.stability("uses -p user --format json").kept());
    assert!(
        !self::found(&without_tests, "user/src/lib.rs")
            .iter()
            .any(|it| it.starts_with(&last_line(source)))
    );
    let text = project.stability("uses -p user");
    let text = text.kept();
    assert!(
        text.contains("  beta          dep::Volume::soft since 1.3.0\n                user/src/lib.rs:37:7\n"),
        "{text}"
    );
    assert!(
        text.contains("dep::Volume::shout since 1.0.0, deprecated since 1.3.0: use Volume::loud\n"),
        "{text}"
    );

    // What is not permitted fails, with a place for each use.
    let denied = project.stability("uses -p user --deny internal --format github");
    assert_eq!(denied.code, Some(1), "{denied}");
    let errors: Vec<&str> = denied
        .stdout
        .lines()
        .filter(|line| line.starts_with("::error "))
        .collect();
    assert_eq!(errors.len(), 3, "{denied}");
    assert!(
        errors[0].starts_with("::error file=user/src/lib.rs,line=51,title=use-denied::`dep::Bits` is internal"),
        "{denied}"
    );
    project.write("user/stability.toml", POLICY);
    let judged = project.stability("uses -p user --today 2026-06-01 --format json");
    assert_eq!(judged.code, Some(1), "{judged}");
    let report = json(&judged.stdout);
    let findings = report["findings"].as_array().expect("a list").iter();
    let findings: Vec<String> = findings
        .map(|it| {
            format!(
                "{} {} {} {}",
                it["level"], it["rule"], it["subject"], it["places"][0]["line"]
            )
            .replace('"', "")
        })
        .collect();
    assert_eq!(
        findings,
        [
            "deny use-deprecated dep::Volume::plain 39",
            "deny use-denied dep::Volume::soft 37",
            "deny use-deprecated dep::leaving 25",
            "warn use-permission-expired dep::Volume::soft 12",
            "warn use-permission-unused dep::none 17",
        ]
    );
    let in_time = project.stability("uses -p user --today 2026-01-01 --format sarif");
    let log = json(&in_time.stdout);
    let ids: Vec<&Value> = log["runs"][0]["results"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|it| &it["ruleId"])
        .collect();
    assert_eq!(ids, ["use-deprecated", "use-deprecated", "use-permission-unused"]);
}

const POLICY: &str = "[uses]
deny = [\"beta\"]
deny-deprecated = true
[[uses.allow]]
item = \"dep::Mode*\"
tier = \"beta\"
reason = \"we move with it\"
[[uses.allow]]
item = \"dep::make\"
reason = \"a macro\"

[[uses.allow]]
item = \"dep::Volume::soft\"
reason = \"for now\"
until = 2026-03-31

[[uses.allow]]
item = \"dep::none\"
reason = \"nothing\"
[[uses.allow]]
item = \"dep::Volume::shout\"
reason = \"later\"
";

/// The number of the line of the last use.
fn last_line(source: &str) -> String {
    let at = source
        .lines()
        .collect::<Vec<_>>()
        .iter()
        .rposition(|line| line.contains("//~ "));
    format!("{} ", at.expect("it uses something") + 1)
}

#[test]
fn a_requirement_is_too_low_below_what_is_used() {
    let project = Project::empty();
    project.begin_uses();
    let releases = [
        ("1.0.0", "#[stability::stable(since = \"1.0.0\")]\npub fn first() {}\n"),
        ("1.1.0", "#[stability::stable(since = \"1.1.0\")]\npub fn second() {}\n"),
        ("1.2.0", "#[stability::stable(since = \"1.2.0\")]\npub fn third() {}\n"),
    ];
    for at in 0..releases.len() {
        let source: String = releases[..=at].iter().map(|(_, item)| *item).collect();
        project.write(
            &format!("{at}/Cargo.toml"),
            &manifest("dep", releases[at].0, "[workspace]\n"),
        );
        project.write(&format!("{at}/src/lib.rs"), &source);
    }
    let depend = |requirement: &str, release: usize| {
        let head =
            "[package]\nname = \"user\"\nversion = \"0.1.0\"\nedition = \"2024\"\n[workspace]\n\n[dependencies]\n";
        let dependency = format!("dep = {{ version = \"{requirement}\", path = \"../{release}\" }}\n");
        project.write("user/Cargo.toml", &format!("{head}{dependency}"));
        project.stability("uses --manifest-path user/Cargo.toml --format json")
    };
    project.write(
        "user/src/lib.rs",
        "pub fn f() {\n    dep::first();\n    dep::second();\n}\n",
    );

    let ran = depend("1.0", 2);
    assert_eq!(ran.code, Some(1), "{ran}");
    let report = json(&ran.stdout);
    let finding = &report["findings"][0];
    assert_eq!(finding["rule"], "requirement-too-low");
    assert_eq!(
        finding["message"],
        "`dep = \"^1.0\"` admits 1.0.0, and `dep::second`, used in src/lib.rs:3, is stable only since 1.1.0"
    );
    assert_eq!(finding["advice"], "require at least 1.1.0: `dep = \"1.1.0\"`");
    assert_eq!(
        (&finding["places"][0]["path"], &finding["places"][0]["line"]),
        (&"Cargo.toml".into(), &8.into())
    );

    // It is so: with the version that it names the code compiles, and with the one that the requirement admits it does not.
    let enough = depend("1.1", 1);
    assert_eq!(json(enough.kept())["findings"], Value::Array(Vec::new()));
    let too_low = depend("1.0", 0);
    assert_eq!(too_low.code, Some(2), "{too_low}");
    assert!(
        too_low.stderr.contains("cannot find function `second` in crate `dep`"),
        "{too_low}"
    );
}

#[test]
fn what_is_deprecated_is_rewritten_where_rustc_agrees() {
    let source = include_str!("uses/callers.txt");
    let project = pair(include_str!("uses/old.txt"), source);
    project.commit("before");
    project.write("note.txt", "not committed");
    let dirty = project.stability("fix -p user --tests");
    dirty.refused_with("there are uncommitted changes");
    project.commit("the note");

    let dry = project.stability("fix -p user --tests --dry-run");
    assert_eq!(dry.code, Some(1), "{dry}");
    assert_eq!(project.read("user/src/lib.rs"), source);
    assert!(dry.stdout.contains("\n-use dep::old_call;\n"), "{dry}");
    assert!(dry.stdout.contains("\n+use dep::new_call;\n"), "{dry}");

    let ran = project.stability("fix -p user --tests");
    assert_eq!(ran.code, Some(1), "{ran}");
    let number = ran
        .stdout
        .split(' ')
        .nth(1)
        .and_then(|number| number.parse::<u32>().ok());
    assert!(number.is_some_and(|number| number > 60), "{ran}");
    let left: Vec<&str> = ran
        .stdout
        .lines()
        .filter(|line| line.contains(" is deprecated"))
        .collect();
    assert_eq!(
        left,
        [
            "user/src/lib.rs:37:10: `dep::Tone::shout` is deprecated",
            "user/src/lib.rs:38:10: `dep::Tone::lonely` is deprecated",
            "user/src/lib.rs:39:10: `dep::Tone::span` is deprecated",
        ],
        "{ran}"
    );
    assert!(
        ran.stdout
            .contains("  left: no replacement is stated\n  note: nothing takes its place\n"),
        "{ran}"
    );
    assert!(
        ran.stdout.contains("instead of `fn _(&self, from: u8, to: u8)`"),
        "{ran}"
    );

    // It compiles, and what is deprecated in it is what was left.
    let fixed = project.read("user/src/lib.rs");
    let report = json(project.stability("uses -p user --tests --format json").kept());
    let uses = report["uses"].as_array().expect("a list").iter();
    let deprecated: Vec<&str> = uses
        .filter(|used| !used["deprecated"].is_null())
        .map(|used| used["item"].as_str().expect("a text"))
        .collect();
    assert_eq!(deprecated, ["dep::Tone::lonely", "dep::Tone::shout", "dep::Tone::span"]);

    let again = project.stability("fix -p user --tests --allow-dirty");
    assert!(again.stdout.starts_with("nothing to rewrite\n"), "{again}");
    assert_eq!(project.read("user/src/lib.rs"), fixed);
}

#[test]
fn what_goes_from_dependencies_is_read_from_their_contracts() {
    let project = pair("#[stability::stable(since = \"1.0.0\")]\npub fn f() {}\n", "");
    let without = project.stability("due -p user --dependencies --today 2026-01-01");
    assert_eq!(without.kept(), "nothing is due\n");
    assert!(
        without
            .stderr
            .contains("`dep` 1.4.0 has no contract in its source: it was not checked"),
        "{without}"
    );
    project.write(
        "dep/stability/contract.json",
        r#"{ "schema": "stability/contract@1", "contract": null, "package": { "name": "dep", "version": "1.4.0" },
            "items": [{ "id": "dep::old", "kind": "fn", "name": "old", "tier": "stable", "package": "dep",
                "deprecated": { "since": "1.4.0", "remove_in": "2.0.0" } }] }"#,
    );
    let with = project.stability("due -p user --dependencies --today 2026-01-01");
    assert_eq!(
        with.kept(),
        "`dep::old` may be removed in 2.0.0\n`dep::old` is due for removal in 2.0.0\n"
    );
}

#[test]
fn dependencies_without_attributes_are_named() {
    let project = pair("pub fn f() {}\n", "pub fn g() { dep::f() }\n");
    project.write(
        "dep/Cargo.toml",
        "[package]\nname = \"dep\"\nversion = \"1.4.0\"\nedition = \"2024\"\n",
    );
    let ran = project.stability("uses -p user");
    assert_eq!(
        ran.kept(),
        "user: 0 items of 0 dependencies, 0 errors, 0 warnings\nnot checked: dep, which has no attributes of Stability\n"
    );
}
