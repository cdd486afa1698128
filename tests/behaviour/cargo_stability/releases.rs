//! The last release is what is promised: which one that is, and how one is made.

mod two_years;

use std::fs;

use super::Project;
use super::project::{CommandOutput, manifest};

const ASK: &str = "#[stability::stable(since = \"1.0.0\")]\npub fn ask() {}\n";
/// A changeset of one package, and one of two.
const USED: &str = ".changeset/tell.md";
const SHARED: &str = ".changeset/faster.md";
const NEXT: &str = "#[stability::stable(since = \"next\")]\npub fn tell() {}\n";

/// A package of which 1.0.0 was released, and whose contract names that.
fn released() -> Project {
    let project = Project::new(ASK);
    project.stability("init").kept();
    project.stability("release").kept();
    project.commit("Release nika 1.0.0");
    project.git(&["tag", "v1.0.0"]);
    project.commit("Go on");
    project
}

/// Clones the project with these options, and checks the clone.
fn checked_clone(project: &Project, options: &[&str], prepare: &[&[&str]]) -> CommandOutput {
    in_clone(project, options, prepare, "check")
}

/// Clones the project with these options, and runs the command in the clone.
fn in_clone(project: &Project, options: &[&str], prepare: &[&[&str]], command: &str) -> CommandOutput {
    let clone = Project::empty();
    let (source, folder) = (project.path(""), clone.path("clone"));
    let source = format!("file://{}", source.display());
    let mut arguments = vec!["clone", "--quiet"];
    arguments.extend(options);
    let folder = folder.to_str().expect("it is UTF-8");
    arguments.extend([source.as_str(), folder]);
    clone.git(&arguments);
    for call in prepare {
        clone.git(&[&["-C", "clone"], *call].concat());
    }
    clone.begin_in("clone");
    clone.stability(&format!("{command} --manifest-path clone/Cargo.toml"))
}

#[test]
fn a_release_that_cannot_be_read_is_not_taken_for_none() {
    let project = released();
    for (options, command) in [
        (
            &["--depth", "1", "--no-tags"][..],
            "`git config --unset remote.origin.tagOpt; git fetch --unshallow --tags`",
        ),
        (&["--depth", "1"], "`git fetch --unshallow --tags`"),
        (
            &["--no-tags"],
            "`git config --unset remote.origin.tagOpt; git fetch --tags`",
        ),
    ] {
        let refused = checked_clone(&project, options, &[]);
        refused.refused_with("names the release 1.0.0 of `nika`, and the repository has no tag for it");
        assert!(refused.stderr.contains(command), "{options:?}: {refused}");
    }
    checked_clone(&project, &["--depth", "1", "--branch", "v1.0.0"], &[]).refused_with(
        "the last release of `nika` is unknown, because this clone lacks history and has no tag of an earlier release",
    );
    checked_clone(
        &project,
        &[],
        &[
            &["tag", "--delete", "v1.0.0"],
            &["config", "remote.origin.tagOpt", "--no-tags"],
        ],
    )
    .refused_with("names the release 1.0.0");
    // What it says to call helps.
    let fetch: [&[&str]; 2] = [
        &["config", "--unset", "remote.origin.tagOpt"],
        &["fetch", "--quiet", "--unshallow", "--tags"],
    ];
    let full = checked_clone(&project, &["--depth", "1", "--no-tags"], &fetch);
    assert!(full.kept().contains("against the release v1.0.0"), "{full}");

    // Where git refuses the folder, nobody knows what was released.
    let mut call = project.call("check");
    let refused = call.env("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1").output();
    CommandOutput::of(refused.expect("the command can be called")).refused_with("git cannot read this repository");
}

/// The releases from 1.0.0 to `1.<last>.0` of a package whose function `old` is deprecated since 1.1.0, with three minor releases of notice.
fn deprecated_since_1_1(last: u32) -> Project {
    let old =
        "#[stability::stable(since = \"1.0.0\", deprecated(since = \"1.1.0\", note = \"no\"))]\npub fn old() {}\n";
    let project = Project::new(&ASK.replace("ask", "old"));
    project.write("stability.toml", "[tiers.stable]\nnotice = { minors = 3 }\n");
    for minor in 0..=last {
        if minor == 1 {
            project.write("src/lib.rs", old);
        }
        project.write("Cargo.toml", &manifest("nika", &format!("1.{minor}.0"), ""));
        project.stability("bless").kept();
        project.stability("release").kept();
        project.commit(&format!("Release nika 1.{minor}.0"));
        project.git(&["tag", &format!("v1.{minor}.0")]);
    }
    project
}

#[test]
fn what_is_due_is_not_counted_from_releases_that_cannot_be_read() {
    let project = deprecated_since_1_1(3);
    project.commit("Go on");
    let next = "due --next 2.0.0";
    let known = project.stability(next);
    assert_eq!(known.kept(), "`nika::old` may be removed in 2.0.0\n");

    let untagged = "names the release 1.3.0 of `nika`, and the repository has no tag for it";
    let since = "the releases of `nika` since 1.1.0 are unknown";
    let without_tags = "`git config --unset remote.origin.tagOpt; git fetch --unshallow --tags`";
    let shallow = "`git fetch --unshallow --tags`";
    for (options, reason, command) in [
        (&["--depth", "1", "--no-tags"][..], untagged, without_tags),
        (&["--depth", "1"], untagged, shallow),
        (
            &["--no-tags"],
            untagged,
            "`git config --unset remote.origin.tagOpt; git fetch --tags`",
        ),
        // The last release is there, and not those before it.
        (&["--depth", "1", "--branch", "v1.3.0"], since, shallow),
        (&["--depth", "2"], since, shallow),
    ] {
        for format in ["text", "json", "markdown"] {
            let refused = in_clone(&project, options, &[], &format!("{next} --format {format}"));
            refused.refused_with(reason);
            assert!(refused.stderr.contains(command), "{options:?}: {refused}");
        }
    }
    // What it says to call helps.
    let fetch: [&[&str]; 2] = [
        &["config", "--unset", "remote.origin.tagOpt"],
        &["fetch", "--quiet", "--unshallow", "--tags"],
    ];
    let full = in_clone(&project, &["--depth", "1", "--no-tags"], &fetch, next);
    assert_eq!(full.kept(), known.stdout);
    let full = in_clone(&project, &["--depth", "2"], &fetch[1..], next);
    assert_eq!(full.kept(), known.stdout);
    // A clone with each release from the deprecation on is enough.
    let enough = in_clone(&project, &["--depth", "5"], &[], next);
    assert_eq!(enough.kept(), known.stdout);

    // Without `release`, the recorded contract names no release.
    let unnamed = Project::new(ASK);
    unnamed.stability("init").kept();
    unnamed.commit("Release nika 1.0.0");
    unnamed.git(&["tag", "v1.0.0"]);
    unnamed.commit("Go on");
    in_clone(&unnamed, &["--depth", "1"], &[], next).refused_with(
        "the last release of `nika` is unknown, because this clone lacks history and has no tag of an earlier release",
    );

    let mut call = project.call(next);
    let refused = call.env("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1").output();
    CommandOutput::of(refused.expect("the command can be called")).refused_with("git cannot read this repository");
}

#[test]
fn a_number_counted_from_some_of_the_tags_is_no_fact() {
    let project = deprecated_since_1_1(2);
    let deprecated = project.read("src/lib.rs");
    project.write("src/lib.rs", "");
    project.write("Cargo.toml", &manifest("nika", "2.0.0", ""));
    project.stability("bless").kept();
    project.commit("Remove old");
    let known = project.stability("check");
    assert_eq!(known.code, Some(1), "{known}");
    let counted = "users had only 2 of 3 minor releases of notice";
    assert!(known.stdout.contains(counted), "{known}");

    // Without the tag of the deprecation, tags after it may be missing too.
    let delete: [&[&str]; 1] = [&["tag", "--delete", "v1.1.0"]];
    for format in ["text", "json", "github"] {
        let unknown = in_clone(&project, &[], &delete, &format!("check --format {format}"));
        assert_eq!(unknown.code, Some(2), "{unknown}");
        assert!(!unknown.stdout.contains("had only"), "{unknown}");
        let words = "not known: whether `nika::old` was deprecated for as long as the policy asks for. Users had at least 2 of 3 minor releases \
                     of notice since 1.1.0; there is no tag of 1.1.0 of `nika`, so others may be missing.";
        assert!(unknown.stderr.contains(words), "{unknown}");
        assert!(
            unknown.stderr.contains("fetch the tags with `git fetch --tags`"),
            "{unknown}"
        );
    }
    let fetch = [delete[0], &["fetch", "--quiet", "--tags"]];
    let again = in_clone(&project, &[], &fetch, "check");
    assert!(again.stdout.contains(counted), "{again}");
    // A clone that leaves tags out may lack any of them.
    let some: [&[&str]; 1] = [&["fetch", "--quiet", "origin", "tag", "v1.2.0", "tag", "v1.1.0"]];
    let unknown = in_clone(&project, &["--no-tags"], &some, "check");
    assert_eq!(unknown.code, Some(2), "{unknown}");
    let command = "`git config --unset remote.origin.tagOpt; git fetch --tags`";
    assert!(unknown.stderr.contains("this clone leaves tags out"), "{unknown}");
    assert!(unknown.stderr.contains(command), "{unknown}");

    project.write("src/lib.rs", &deprecated);
    project.write("Cargo.toml", &manifest("nika", "1.2.0", ""));
    project.stability("bless").kept();
    project.commit("Keep old");
    let due = in_clone(&project, &[], &delete, "due --next 2.0.0");
    assert_eq!(
        due.kept(),
        "`nika::old` may be removed in 2.0.0, after at most 1 more minor release\n"
    );
    let warning = "warning: not all releases of `nika` since 1.1.0 are known, because there is no tag for 1.1.0: fetch it with `git fetch --tags`";
    assert!(due.stderr.contains(warning), "{due}");
}

#[test]
fn a_prepared_release_that_was_taken_back_in_part_says_so() {
    let project = released();
    let manifest = project.read("Cargo.toml");
    project.stability("release 1.1.0").kept();
    project.write("Cargo.toml", &manifest);
    let restore = "git restore stability/contract.json";
    for call in ["check", "release", "due"] {
        project
            .stability(call)
            .refused_with("names the release 1.1.0 of `nika`, which was prepared and is not in Cargo.toml any more");
        assert!(project.stability(call).stderr.contains(restore));
    }
    project.git(&["restore", "stability/contract.json"]);
    project.stability("check").kept();
}

#[test]
fn the_recorded_file_permits_nothing_after_a_release() {
    let project = released();
    project.write("src/lib.rs", "");
    project.stability("bless").kept();
    project.commit("Remove what was stable");
    let refused = project.stability("check");
    assert_eq!(refused.code, Some(1), "{refused}");
    assert!(refused.stdout.contains("error[item-removed]: `nika::ask`"), "{refused}");
    assert!(refused.stdout.contains("it needs a major release (2.0.0)"), "{refused}");

    // A policy that names another file does not hide the release.
    project.git(&["mv", "stability/contract.json", "stability/other.json"]);
    project.write("stability.toml", "baseline = \"stability/other.json\"\n");
    project.commit("Record elsewhere");
    let refused = project.stability("check");
    assert!(refused.stdout.contains("error[item-removed]: `nika::ask`"), "{refused}");
    fs::remove_file(project.path("stability/other.json")).unwrap();
    project
        .stability("check")
        .refused_with("the recorded contract `stability/other.json` is missing");
}

#[test]
fn before_a_release_the_file_of_the_branch_that_was_left_is_the_baseline() {
    let project = Project::new(&format!("{ASK}{NEXT}"));
    let alone = project.stability("init");
    alone.kept();
    let outside = project.stability("check");
    assert!(outside.stderr.contains("there is no git repository here"), "{outside}");
    project.commit("Begin");
    let unreleased = project.stability("check");
    assert!(unreleased.stderr.contains("nothing was released"), "{unreleased}");

    project.git(&["update-ref", "refs/remotes/origin/main", "HEAD"]);
    // What no release had may be removed.
    project.write("src/lib.rs", ASK);
    project.stability("bless").kept();
    assert!(!project.read("stability/contract.json").contains("tombstones"));
    let withdrawn = project.stability("check");
    let of_branch = "against stability/contract.json as it was where this branch left origin/main";
    assert!(withdrawn.kept().contains(of_branch), "{withdrawn}");
    project.write("src/lib.rs", NEXT);
    project.stability("bless --force").kept();
    project.commit("Remove what is stable since 1.0.0");
    let refused = project.stability("check");
    assert_eq!(refused.code, Some(1), "{refused}");
    assert!(refused.stdout.contains("error[item-removed]: `nika::ask`"), "{refused}");
    project.write("stability.toml", "[release]\nbranch = \"origin/trunk\"\n");
    project
        .stability("check")
        .refused_with("the repository has no revision `origin/trunk`");
}

#[test]
fn a_release_is_whole_or_not_written() {
    let project = Project::new(ASK);
    project.stability("init").kept();
    project.commit("Begin");
    let first = project.stability("release");
    // A release is made today, and not on the day of the last commit.
    assert!(first.kept().contains("judged as of "), "{first}");
    assert!(!first.stdout.contains("judged as of 2026-03-01"), "{first}");
    project.commit("Release nika 1.0.0");
    project.git(&["tag", "v1.0.0"]);
    a_version_written_by_hand_is_committed_too(&project);
    project.write("src/lib.rs", &format!("{ASK}{NEXT}"));
    project.write(USED, "---\nnika: minor\n---\n\nAdds `tell`.\n");
    project.write(SHARED, "---\nnika: patch\nother: patch\n---\n\nFaster.\n");
    project.write("CHANGELOG.md", "# Changelog\n\n## [Unreleased]\n\n- `tell`\n");
    project.write("STABILITY.md", "");
    let gate = "[[gate]]\nname = \"licence\"\ncontains = { files = \"LICENSE\", text = \"MIT\" }\n";
    let document = "[[document]]\npath = \"STABILITY.md\"\nformat = \"markdown\"\n";
    project.write(
        "stability.toml",
        &format!("packages = [\"nika\"]\n[changelog]\npath = \"CHANGELOG.md\"\n[changesets]\nfolder = \".changeset\"\n{gate}{document}"),
    );
    project.stability("bless").kept();
    project.commit("Add tell");

    let files = [
        "Cargo.toml",
        "src/lib.rs",
        "CHANGELOG.md",
        "STABILITY.md",
        "stability/contract.json",
    ];
    let texts = || files.map(|path| project.read(path));
    let before = texts();
    let refused = project.stability("release --today 2026-11-27");
    assert_eq!(refused.code, Some(1), "{refused}");
    assert!(refused.stdout.contains("error[gate-not-passed]"), "{refused}");
    assert_eq!(texts(), before);
    let unprepared = project.stability("release --check");
    assert_eq!(unprepared.code, Some(1), "{unprepared}");
    assert!(unprepared.stdout.contains("no release is prepared"), "{unprepared}");

    project.write("LICENSE", "MIT\n");
    let prepared = project.stability("release --today 2026-11-27");
    assert!(
        prepared
            .kept()
            .contains("nika 1.1.0 is prepared, judged as of 2026-11-27: 2 items are promised"),
        "{prepared}"
    );
    assert!(prepared.stdout.contains("git tag v1.1.0"), "{prepared}");
    let after = texts();
    assert!(after[0].contains("version = \"1.1.0\""), "{}", after[0]);
    assert!(after[1].contains("since = \"1.1.0\""), "{}", after[1]);
    assert!(after[2].contains("## [1.1.0] - 2026-11-27"), "{}", after[2]);
    assert!(after[3].contains("`tell`"), "{}", after[3]);
    assert!(after[4].contains("\"released\": \"1.1.0\""), "{}", after[4]);
    // The changesets that it used up are removed; one that waits for another package too waits for that one alone.
    assert!(
        prepared
            .stdout
            .contains("`.changeset/tell.md` was used up and removed\n"),
        "{prepared}"
    );
    let add = "\n  git add .changeset/faster.md .changeset/tell.md CHANGELOG.md Cargo.toml STABILITY.md src/lib.rs stability/contract.json\n";
    assert!(prepared.stdout.contains(add), "{prepared}");
    assert!(!project.path(USED).exists());
    assert_eq!(project.read(SHARED), "---\nother: patch\n---\n\nFaster.\n");
    let ready = project.stability("release --check --today 2026-11-27");
    assert_eq!(
        ready.kept(),
        "nika 1.1.0 is ready to be released, judged as of 2026-11-27\n"
    );
    project.write(USED, "---\nnika: minor\n---\n\nAdds `tell`.\n");
    let left = project.stability("release --check --today 2026-11-27");
    assert!(left.stdout.contains("would remove:\n  .changeset/tell.md\n"), "{left}");

    // Each state that an interrupt may leave is completed by the next call.
    for restored in 1..files.len() {
        for (path, text) in files.iter().zip(&before).skip(restored) {
            project.write(path, text);
        }
        let open = project.stability("release --check --today 2026-11-27");
        assert_eq!(open.code, Some(1), "{restored}: {open}");
        project.stability("release --today 2026-11-27").kept();
        assert_eq!(texts(), after, "{restored}");
    }
    // It is not compared with itself before the tag is there, nor on the tag.
    project.commit("Release nika 1.1.0");
    let untagged = project.stability("check");
    assert!(
        untagged
            .kept()
            .contains("nika 1.0.0 → 1.1.0 against the release v1.0.0"),
        "{untagged}"
    );
    project.git(&["tag", "v1.1.0"]);
    // The day of a release that was made stays that of its tag.
    let tagged = project.stability("release --check");
    assert_eq!(
        tagged.kept(),
        "nika 1.1.0 is ready to be released, judged as of 2026-03-01\n"
    );
    let again = project.stability("release --today 2026-11-27");
    let end = "\nthe tag is there; push it, if that was not done:\n  git push origin v1.1.0\n";
    assert!(again.kept().ends_with(end), "{again}");
}

/// What the maintainer wrote is part of the release, also when the command is called again.
fn a_version_written_by_hand_is_committed_too(project: &Project) {
    project.write(
        "Cargo.toml",
        &project.read("Cargo.toml").replace("\"1.0.0\"", "\"1.0.1\""),
    );
    for _ in 0..2 {
        let prepared = project.stability("release");
        let add = "\n  git add Cargo.toml stability/contract.json\n";
        assert!(prepared.kept().contains(add), "{prepared}");
    }
    project.git(&["checkout", "--quiet", "."]);
}

#[test]
fn days_of_notice_need_the_dates_of_releases() {
    let project = Project::new(ASK);
    project.write("stability.toml", "[tiers.stable]\nnotice = { days = 90 }\n");
    let deprecated = ASK.replace("\"1.0.0\")", "\"1.0.0\", deprecated(since = \"1.0.0\", note = \"no\"))");
    project.write("src/lib.rs", &format!("{deprecated}{}", ASK.replace("ask", "hear")));
    project.stability("bless").kept();
    let file = project.read("stability/contract.json");
    project.write("before.json", &file);
    project.commit("Begin");
    project.write("src/lib.rs", &ASK.replace("ask", "hear"));
    project.write("Cargo.toml", &manifest("nika", "2.0.0", ""));
    let unknown = project.stability("check --baseline before.json");
    assert_eq!(unknown.code, Some(2), "{unknown}");
    let question = "not known: whether `nika::ask` was deprecated for as long as the policy asks for. It is unknown on which day 1.0.0 \
                    of `nika` was released";
    assert!(unknown.stderr.contains(question), "{unknown}");
    project.on("2026-03-21");
    project.git(&["tag", "v1.0.0"]);
    project.commit("Remove ask");
    let short = project.stability("check --baseline before.json");
    assert_eq!(short.code, Some(1), "{short}");
    assert!(
        short.stdout.contains("users had only 20 of 90 days of notice"),
        "{short}"
    );
}

#[test]
fn a_crate_that_was_published_before_it_had_a_contract_makes_its_next_release() {
    const OLD: &str = "pub fn old() {}\n";
    let project = Project::empty();
    project.write("Cargo.toml", &manifest("plain", "1.0.0", ""));
    project.write("src/lib.rs", OLD);
    project.commit("the source");
    // Without any release, the first one has the version of the manifest.
    let deprecated = format!("#[deprecated(since = \"next\", note = \"no\")]\n{OLD}");
    let of_first = Project::empty();
    of_first.write("Cargo.toml", &manifest("plain", "1.0.0", ""));
    of_first.write("src/lib.rs", &deprecated);
    of_first.commit("the source");
    of_first.stability("init --default stable").kept();
    of_first.commit("the contract");
    let first = of_first.stability("release");
    first.kept();
    assert!(first.stdout.contains("plain 1.0.0 is prepared"), "{first}");
    assert!(of_first.read("src/lib.rs").contains("since = \"1.0.0\""));
    of_first.commit("Release 1.0.0");
    of_first.stability("check").kept();

    // The version of a release is taken, also if that has no contract, and tags keep their form.
    project.git(&["tag", "1.0.0"]);
    project.stability("init --default stable").kept();
    project.commit("the contract");
    let check = project.stability("check");
    check.kept();
    assert!(
        check.stderr.contains("no earlier release has a contract")
            && check
                .stderr
                .contains("`--baseline-rev 1.0.0` compares with the source of that release"),
        "{check}"
    );
    let nothing = project.stability("release --check");
    assert_eq!(nothing.code, Some(1), "{nothing}");
    assert!(nothing.stdout.contains("no release is prepared"), "{nothing}");
    // What changed since that release is not known, so the version is not chosen.
    let unknown = "`cargo stability check --baseline-rev 1.0.0` names the version that they need";
    project.stability("release").refused_with(unknown);
    project.write("src/lib.rs", &deprecated);
    project.commit("a deprecation");
    project.stability("release").refused_with(unknown);
    let source = project.stability("check --baseline-rev 1.0.0");
    assert!(source.stdout.contains("it needs a minor release (1.1.0)"), "{source}");
    let minor = project.stability("release 1.1.0");
    minor.kept();
    assert!(minor.stdout.contains("plain 1.1.0 is prepared"), "{minor}");
    assert!(minor.stdout.contains("git tag 1.1.0\n"), "{minor}");
    assert!(project.read("src/lib.rs").contains("since = \"1.1.0\""));
    project
        .stability("release 1.0.0")
        .refused_with("1.0.0 of `plain` was released already");
}
