//! `uses`, `fix` and `due --dependencies`: reports and edits for the users of promised items.

mod contract;
mod omitted;

use std::collections::BTreeSet;
use std::fs;

use object::read::archive::ArchiveFile;
use object::{Object, ObjectSection, SectionKind};
use serde_json::Value;

use self::contract::contract_of_dep;
use super::Project;
use super::project::manifest;

const WORKSPACE: &str = "[workspace]\nresolver = \"3\"\nmembers = [\"dep\", \"user\"]\n";

/// A package `user` that depends on a package `dep`, each with this library.
fn pair(dep: &str, user: &str) -> Project {
    let project = Project::empty();
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

/// What is used on which line: `user/src/lib.rs:12 stable Volume::new`.
fn found(report: &Value) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for used in report["uses"].as_array().expect("a list") {
        let item = used["item"].as_str().expect("a text");
        let item = item.strip_prefix("dep::").unwrap_or(item);
        let tier = used["tier"].as_str().unwrap_or("none");
        for place in used["places"].as_array().expect("a list") {
            let path = place["path"].as_str().expect("a text");
            found.insert(format!("{path}:{} {tier} {item}", place["line"]));
        }
    }
    found
}

/// What the comments say that is used.
fn expected(path: &str, source: &str) -> BTreeSet<String> {
    let lines = source.lines().enumerate();
    let each = lines.filter_map(|(at, line)| Some((at + 1, line.split_once("//~ ")?.1)));
    each.flat_map(|(at, uses)| uses.split("; ").map(move |used| format!("{path}:{at} {used}")))
        .collect()
}

/// Packages that promise and use one of each kind of item, and a user with each kind of target.
fn everything() -> Project {
    let project = pair(include_str!("uses/dep.txt"), include_str!("uses/user.txt"));
    project.write(
        "Cargo.toml",
        &WORKSPACE.replace("\"user\"", "\"user\", \"other\", \"pm\""),
    );
    project.write("pm/Cargo.toml", &manifest("pm", "0.1.0", "[lib]\nproc-macro = true\n"));
    project.write("pm/src/lib.rs", include_str!("uses/pm.txt"));
    let user = project.read("user/Cargo.toml");
    let build = "[build-dependencies]\ndep = { path = \"../dep\" }\n[features]\nextra = []\n";
    project.write(
        "user/Cargo.toml",
        &format!("{user}pm = {{ path = \"../pm\" }}\n{build}"),
    );
    for (path, source) in OF_EACH_TARGET {
        project.write(path, source);
    }
    project.write("other/Cargo.toml", &user.replace("\"user\"", "\"other\""));
    project
}

const OF_EACH_TARGET: [(&str, &str); 6] = [
    ("user/build.rs", "fn main() { dep::call(1); } //~ stable call\n"),
    ("user/src/main.rs", "fn main() { dep::call(1); } //~ stable call\n"),
    ("user/examples/e.rs", "fn main() { dep::call(1); } //~ stable call\n"),
    (
        "user/benches/b.rs",
        "#[test]\nfn f() { dep::call(1); } //~ stable call\n",
    ),
    ("user/tests/t.rs", "#[test]\nfn f() { dep::call(1); } //~ stable call\n"),
    (
        "other/src/lib.rs",
        "pub fn f() -> dep::Alias { Vec::new() } //~ experimental Alias\n",
    ),
];

#[test]
fn every_use_is_found_at_its_place_and_nothing_else_is() {
    let source = include_str!("uses/user.txt");
    let project = everything();
    let ran = project.stability("uses --workspace --all-targets --features user/extra --format json");
    let report = json(ran.kept());
    let sources = OF_EACH_TARGET.into_iter().chain([("user/src/lib.rs", source)]);
    let (found, expected) = (
        found(&report),
        sources
            .flat_map(|(path, source)| expected(path, source))
            .collect::<BTreeSet<_>>(),
    );
    let missing: Vec<_> = expected.difference(&found).collect();
    let beyond: Vec<_> = found.difference(&expected).collect();
    assert!(
        missing.is_empty() && beyond.is_empty(),
        "missing {missing:#?}, beyond {beyond:#?}"
    );
    let lines = expected.iter().map(|it| it.split(' ').next()).collect::<BTreeSet<_>>();
    assert!(lines.len() > 50, "{} lines with uses", lines.len());
    assert_eq!(report["unpromised"], Value::Array(Vec::new()));

    // The same without tests, and as text.
    let of_tests = last_line(source);
    let is_in_test = |it: &String| it.starts_with("user/src/lib.rs:") && it.contains(&of_tests);
    assert!(found.iter().any(is_in_test));
    let without_tests = json(project.stability("uses -p user --format json").kept());
    assert!(!self::found(&without_tests).iter().any(is_in_test));
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
    format!(":{} ", at.expect("it uses something") + 1)
}

/// The machine code and the constant data of a library. The names of its symbols have hashes of everything that its source says.
fn code(library: &[u8]) -> BTreeSet<Vec<u8>> {
    let archive = ArchiveFile::parse(library).expect("it is a library");
    let members = archive.members().map(|member| member.expect("it can be read"));
    let mut code = BTreeSet::new();
    for member in members.filter(|member| member.name().ends_with(b".o")) {
        let data = member.data(library).expect("it can be read");
        let object = object::File::parse(data).expect("it is an object file");
        let is_code = |kind| matches!(kind, SectionKind::Text | SectionKind::ReadOnlyData | SectionKind::Data);
        let sections = object.sections().filter(|section| is_code(section.kind()));
        code.extend(sections.map(|section| section.data().expect("it can be read").to_vec()));
    }
    code
}

/// The source with spaces in the place of our attributes, so that everything else has its line and column.
fn without_attributes(source: &str) -> String {
    let mut text = source.to_owned();
    for word in ["stability::", "stable(", "beta(", "evolving("] {
        let start = format!("#[{word}");
        while let Some(at) = text.find(&start) {
            let end = at + text[at..].find(']').expect("an attribute ends");
            text.replace_range(at..=end, &" ".repeat(end + 1 - at));
        }
    }
    text
}

#[test]
fn an_ordinary_build_is_the_same_with_and_without_all_this() {
    let project = everything().with_own_target();
    let build = |variables: &[(&str, &str)]| {
        // A variable is no part of what cargo compares: without its notes it builds both again.
        let fingerprints = project.target().join("debug/.fingerprint");
        for entry in fs::read_dir(&fingerprints).into_iter().flatten().flatten() {
            let name = entry.file_name().into_string().unwrap_or_default();
            if name.starts_with("dep-") || name.starts_with("user-") {
                fs::remove_dir_all(entry.path()).expect("it can be removed");
            }
        }
        ["dep", "user"].map(|package| project.built_by_users(package, variables))
    };
    let before = build(&[]);
    project.stability("uses -p user").kept();
    assert!(build(&[]) == before, "`uses` has changed what an ordinary build makes");
    // The comparison sees a build with notes.
    assert!(build(&[("CARGO_STABILITY_USES", "1")])[0] != before[0]);

    project.write(
        "dep/src/lib.rs",
        &without_attributes(include_str!("uses/dep.txt")).replace("#![deny(warnings)]", "#![allow(warnings)]"),
    );
    let without = build(&[]);
    for (with, without) in before.iter().zip(&without) {
        assert!(code(with).len() > 3 && code(with) == code(without));
    }
}

#[test]
fn a_requirement_is_too_low_below_what_is_used() {
    let project = Project::empty();
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
    let dirty = project.stability("fix -p user --tests --dry-run");
    dirty.refused_with("`--dry-run` writes its edits too, until rustc has checked them");
    project.commit("the note");
    // The lock file that a first build leaves in a repository without one is no work of the user.
    project.write(".gitignore", "target\n");
    project.write("Cargo.lock", "version = 4\n");
    project.git(&["add", ".gitignore"]);
    project.git(&["commit", "--quiet", "--message", "show the lock file"]);
    assert_eq!(project.git(&["status", "--porcelain"]).trim(), "?? Cargo.lock");

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

#[test]
fn an_implementation_has_the_tier_that_the_trait_has_for_it() {
    let dep =
        "#[stability::stable(since = \"1.0.0\", implement = evolving)]\npub trait Play { fn play(&self) -> u8; }\n";
    let user = "use dep::Play; //~ stable Play
pub struct Mine;
impl Play for Mine { fn play(&self) -> u8 { 1 } } //~ evolving Play
pub struct Both<T>(T);
impl<T: Play> dep::Play for Both<T> { //~ stable Play; evolving Play
    fn play(&self) -> u8 { self.0.play() } //~ stable Play::play
}
macro_rules! player { ($name:ident) => { impl Play for $name { fn play(&self) -> u8 { 2 } } } } //~ evolving Play
pub struct Made;
player!(Made);
pub fn loud(it: &dyn Play, other: impl Play) {} //~ stable Play
";
    let project = pair(dep, user);
    let ran = project.stability("uses -p user --format json");
    assert_eq!(found(&json(ran.kept())), expected("user/src/lib.rs", user));
    let denied = project.stability("uses -p user --deny evolving");
    assert_eq!(denied.code, Some(1), "{denied}");
    assert!(
        denied.stdout.contains(
            "error[use-denied]: `dep::Play` is evolving since 1.0.0 for those who implement it, and this project refuses uses of \
             evolving items\n  --> user/src/lib.rs:3:6\n"
        ),
        "{denied}"
    );

    // The same with a contract from elsewhere.
    project.write(
        "dep/Cargo.toml",
        "[package]\nname = \"dep\"\nversion = \"1.4.0\"\nedition = \"2024\"\n",
    );
    project.write("dep/src/lib.rs", "pub trait Play { fn play(&self) -> u8; }\n");
    let contract = contract_of_dep(&[("Play", "trait", "stable", r#","implement":"evolving""#)]);
    project.write("dep.json", &contract);
    let ran = project.stability("uses -p user --contract dep.json --format json");
    assert_eq!(found(&json(ran.kept())), expected("user/src/lib.rs", user));
}

#[test]
fn a_requirement_is_compared_in_each_form() {
    let project = Project::empty();
    let release = |version: &str| project.write("dep/Cargo.toml", &manifest("dep", version, ""));
    project.write(
        "dep/src/lib.rs",
        "#[stability::stable(since = \"1.2.0\")]\npub fn second() {}\n",
    );
    project.write("user/src/lib.rs", "pub fn f() { renamed::second() }\n");
    let judge = |requirement: &str| {
        project.write(
            "Cargo.toml",
            &format!(
                "[workspace]\nresolver = \"3\"\nmembers = [\"dep\", \"user\"]\n[workspace.dependencies]\nrenamed = {{ package = \
                 \"dep\", version = \"{requirement}\", path = \"dep\" }}\n"
            ),
        );
        project.write(
            "user/Cargo.toml",
            "[package]\nname = \"user\"\nversion = \"0.1.0\"\nedition = \"2024\"\n[dependencies]\nrenamed.workspace = true\n",
        );
        let ran = project.stability("uses -p user --format json");
        json(&ran.stdout)["findings"].clone()
    };
    release("1.2.3");
    for (requirement, is_enough) in [
        ("1.1", false),
        ("~1.2", true),
        ("^1.2", true),
        ("=1.2.3", true),
        (">=1.1.9, <2", false),
        (">1.1", true),
        ("1.2.0-rc.1", false),
    ] {
        let findings = judge(requirement);
        let findings = findings.as_array().expect("a list");
        assert_eq!(findings.is_empty(), is_enough, "{requirement}: {findings:?}");
        if let [finding] = &findings[..] {
            // The line to edit is that of the workspace, under the name that it has there.
            assert_eq!(finding["rule"], "requirement-too-low");
            assert_eq!(finding["advice"], "require at least 1.2.0: `renamed = \"1.2.0\"`");
            let place = &finding["places"][0];
            assert_eq!((&place["path"], &place["line"]), (&"Cargo.toml".into(), &5.into()));
        }
    }
    // A pre-release has what its release will have, and which was the first, nobody says.
    release("1.2.0-rc.2");
    for requirement in ["1.2.0-rc.2", "1.2.0-rc.1"] {
        assert_eq!(judge(requirement), Value::Array(Vec::new()), "{requirement}");
    }
}

/// The version and the tier of each item that is used, by line.
fn by_version(report: &Value) -> BTreeSet<String> {
    let uses = report["uses"].as_array().expect("a list").iter();
    let each = uses.flat_map(|used| {
        let places = used["places"].as_array().expect("a list").iter();
        places.map(move |place| {
            let (item, version, tier) = (&used["item"], &used["version"], &used["tier"]);
            format!("{} {item} {version} {tier}", place["line"]).replace('"', "")
        })
    });
    each.collect()
}

#[test]
fn two_versions_of_a_package_are_never_mixed() {
    let old = "pub fn f() {}\n#[deprecated]\npub fn old() {}\n";
    let project = pair(old, "");
    project.write(
        "Cargo.toml",
        "[workspace]\nresolver = \"3\"\nmembers = [\"user\"]\nexclude = [\"dep\", \"dep2\"]\n",
    );
    let versions = |attribute: [&str; 2], manifest: &dyn Fn(&str) -> String| {
        for (folder, version, attribute) in [("dep", "1.4.0", attribute[0]), ("dep2", "2.0.0", attribute[1])] {
            project.write(&format!("{folder}/Cargo.toml"), &manifest(version));
            project.write(&format!("{folder}/src/lib.rs"), &format!("{attribute}{old}"));
        }
    };
    project.write(
        "user/Cargo.toml",
        "[package]\nname = \"user\"\nversion = \"0.1.0\"\nedition = \"2024\"\n[dependencies]\ndep = { version = \"1\", path = \
         \"../dep\" }\nnext = { package = \"dep\", version = \"2\", path = \"../dep2\" }\n",
    );
    project.write(
        "user/src/lib.rs",
        "#![allow(deprecated)]\npub fn g() {\n    dep::f();\n    next::f();\n    dep::old();\n    next::old();\n}\n",
    );

    // Each states its own promise. Of a deprecation alone, rustc does not say of which version it is.
    let attributes = [
        "#[stability::stable(since = \"1.0.0\")]\n",
        "#[stability::beta(since = \"2.0.0\")]\n",
    ];
    versions(attributes, &|version| manifest("dep", version, ""));
    let own = project.stability("uses -p user --format json");
    let expected = [
        "3 dep::f 1.4.0 stable",
        "4 dep::f 2.0.0 beta",
        "5 dep::old null null",
        "6 dep::old null null",
    ];
    assert_eq!(
        by_version(&json(own.kept())),
        expected.map(ToOwned::to_owned).into(),
        "{own}"
    );

    // A contract is about one of them, and the other one is named.
    versions(["", ""], &|version| {
        format!("[package]\nname = \"dep\"\nversion = \"{version}\"\nedition = \"2024\"\n")
    });
    project.write(
        "dep.json",
        &contract_of_dep(&[("f", "fn", "stable", ""), ("old", "fn", "frozen", "")]),
    );
    let by_contract = project.stability("uses -p user --contract dep.json --format json");
    let expected = ["3 dep::f 1.4.0 stable", "5 dep::old null null", "6 dep::old null null"];
    let report = json(by_contract.kept());
    assert_eq!(
        by_version(&report),
        expected.map(ToOwned::to_owned).into(),
        "{by_contract}"
    );
    assert!(
        by_contract
            .stderr
            .contains("`dep` 2.0.0 was built too, and the contract is of another version"),
        "{by_contract}"
    );
}

#[test]
fn a_plain_deprecation_is_found_by_every_name_of_its_crate() {
    let project = Project::empty();
    project.write(
        "Cargo.toml",
        "[workspace]\nresolver = \"3\"\nmembers = [\"user\"]\nexclude = [\"dep\", \"facade\"]\n",
    );
    let package = |name: &str, version: &str, rest: &str| {
        format!("[package]\nname = \"{name}\"\nversion = \"{version}\"\nedition = \"2024\"\n{rest}")
    };
    project.write(
        "dep/Cargo.toml",
        &package("old-dep", "1.3.0", "[lib]\nname = \"of_lib\"\n"),
    );
    project.write(
        "dep/src/lib.rs",
        "#[deprecated(note = \"call `new`\")]\npub fn old() {}\npub struct Kept;\nimpl Kept {\n    #[deprecated]\n    pub fn take(&self) {}\n}\n",
    );
    project.write(
        "facade/Cargo.toml",
        &package(
            "facade",
            "0.2.0",
            "[dependencies]\ninside = { path = \"../dep\", package = \"old-dep\" }\n",
        ),
    );
    project.write("facade/src/lib.rs", "pub use inside as whole;\npub use inside::*;\n");
    let other = "other = { path = \"../dep\", package = \"old-dep\" }\n";
    let facade = "facade = { path = \"../facade\" }\n";
    let user = |dependencies: &str| {
        project.write(
            "user/Cargo.toml",
            &package("user", "0.1.0", &format!("[dependencies]\n{dependencies}")),
        );
    };
    let uses_other = "pub fn a() { other::old(); }\npub fn b(it: &other::Kept) { it.take(); }\n#[deprecated]\npub fn own() {}\npub fn c() { own(); }\n";
    let uses_facade = "pub fn d() { facade::old(); }\npub fn e() { facade::whole::old(); }\npub fn f(it: &facade::Kept) { it.take(); }\n";
    let places = || {
        let output = project.stability("uses --package user --format json");
        assert_eq!(output.code, Some(0), "{output}");
        let report = json(&output.stdout);
        let mut found = BTreeSet::new();
        for used in report["uses"].as_array().expect("a list") {
            for place in used["places"].as_array().expect("a list") {
                let package = used["package"].as_str().expect("a text");
                let path = place["path"].as_str().expect("a text");
                found.insert(format!("{package} {path}:{}", place["line"]));
            }
        }
        found
    };
    let lines = |package: &str, lines: &[u8]| {
        lines
            .iter()
            .map(|it| format!("{package} user/src/lib.rs:{it}"))
            .collect::<BTreeSet<_>>()
    };

    user(other);
    project.write("user/src/lib.rs", uses_other);
    project.write(
        "user/src/main.rs",
        "extern crate other as third;\nfn main() { third::old(); user::own(); }\n",
    );
    let mut expected = lines("old-dep", &[1, 2]);
    expected.insert("old-dep user/src/main.rs:2".to_owned());
    assert_eq!(places(), expected);

    // Rustc knows the items by the package that re-exports them alone.
    user(facade);
    project.write("user/src/lib.rs", uses_facade);
    project.write("user/src/main.rs", "fn main() {}\n");
    assert_eq!(places(), lines("facade", &[1, 2, 3]));

    // Of two names, rustc takes either.
    user(&format!("{other}{facade}"));
    project.write("user/src/lib.rs", &format!("{uses_other}{uses_facade}"));
    let found = places();
    let of = |package: &str| lines(package, &[1, 2, 6, 7, 8]);
    assert!(found == of("old-dep") || found == of("facade"), "{found:?}");
}
