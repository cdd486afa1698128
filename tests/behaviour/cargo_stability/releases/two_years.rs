//! A package in its first two years: at each step the right way, and a wrong one.

use super::super::{CommandOutput, Project};

const ASK: &str = "#[stability::stable(since = \"1.0.0\")]\npub fn ask() {}\n";
const HINT: &str = "#[stability::evolving(since = \"1.0.0\")]\npub fn hint() {}\n";
const LIBRARY: &str = "src/lib.rs";

/// The package, and the calls that its maintainers make.
struct Life(Project);

impl Life {
    fn edit(&self, path: &str, from: &str, to: &str) {
        let text = self.0.read(path);
        assert_eq!(text.matches(from).count(), 1, "`{from}` in `{path}`: {text}");
        self.0.write(path, &text.replace(from, to));
    }

    fn append(&self, path: &str, more: &str) {
        self.0.write(path, &format!("{}{more}", self.0.read(path)));
    }

    #[track_caller]
    fn right(&self, call: &str) -> CommandOutput {
        let output = self.0.stability(call);
        output.kept();
        output
    }

    /// That a call is refused, and says so.
    #[track_caller]
    fn wrong(&self, call: &str, words: &[&str]) {
        let output = self.0.stability(call);
        assert_eq!(output.code, Some(1), "{call}: {output}");
        for word in words {
            assert!(output.stdout.contains(word), "`{word}`: {output}");
        }
    }

    /// Records the change, and has it checked and committed.
    #[track_caller]
    fn merge(&self, message: &str) {
        self.right("bless");
        self.right("check");
        self.0.commit(message);
    }

    /// Takes back what was tried.
    fn reset(&self) {
        self.0.git(&["checkout", "--quiet", "."]);
    }

    /// Makes a release, and checks its tag.
    #[track_caller]
    fn release(&self, call: &str, version: &str, day: &'static str) {
        self.0.on(day);
        let prepared = self.right(&format!("{call} --today {day}"));
        let tag = format!("v{version}");
        assert!(prepared.stdout.contains(&format!("git tag {tag}\n")), "{prepared}");
        self.0.commit(&format!("Release nika {version}"));
        self.0.git(&["tag", &tag]);
        let ready = self.right("release --check");
        let expected = format!("nika {version} is ready to be released, judged as of {day}\n");
        assert_eq!(ready.stdout, expected);
    }
}

/// The arguments of `tell`, which is deprecated since then.
fn deprecated(since: &str) -> String {
    format!("(since = \"1.1.0\", deprecated(since = \"{since}\", note = \"no\"))")
}

#[test]
fn a_package_lives_two_years() {
    let life = Life(Project::new(&format!("{ASK}{HINT}")));
    life.right("init");
    let policy = "[tiers.stable]\nnotice = { days = 60 }\n[[gate]]\nname = \"licence\"\n\
                  contains = { files = \"LICENSE\", text = \"MIT\" }\n";
    life.0.write("stability.toml", policy);
    life.0.commit("Begin");

    // The first release waits for its gate.
    life.wrong("release", &["error[gate-not-passed]"]);
    life.0.write("LICENSE", "MIT");
    life.release("release", "1.0.0", "2025-01-10");

    // A feature is recorded with its change, and is a minor release.
    life.append(LIBRARY, "#[stability::stable(since = \"next\")]\npub fn tell() {}\n");
    life.wrong("check", &["error[contract-unrecorded]: `nika::tell`"]);
    life.merge("Add tell");
    life.wrong("release 1.0.1", &["error[bump-too-small]", "1.1.0"]);
    life.release("release", "1.1.0", "2025-03-10");

    // What is evolving may change, what is stable may not.
    life.edit(LIBRARY, "pub fn ask()", "pub fn ask(_: u8)");
    life.right("bless");
    life.wrong(
        "check",
        &["error[signature-changed]", "it needs a major release (2.0.0)"],
    );
    life.reset();
    life.edit(LIBRARY, "pub fn hint()", "pub fn hint(_: u8)");
    life.merge("Change hint");

    // What was never released may be withdrawn, and what was may not.
    life.append(LIBRARY, "#[stability::stable(since = \"next\")]\npub fn draft() {}\n");
    life.merge("Add draft");
    life.edit(
        LIBRARY,
        "#[stability::stable(since = \"next\")]\npub fn draft() {}\n",
        "",
    );
    life.merge("Remove draft again");
    life.edit(
        LIBRARY,
        "#[stability::stable(since = \"1.1.0\")]\npub fn tell() {}\n",
        "",
    );
    life.right("bless");
    life.wrong(
        "check",
        &[
            "error[item-removed]: `nika::tell`",
            "error[removed-without-deprecation]",
        ],
    );
    life.reset();

    // A deprecation begins with the release that first has it.
    life.edit(LIBRARY, "(since = \"1.1.0\")", &deprecated("1.1.0"));
    life.right("bless");
    life.wrong("check", &["error[deprecation-dated-back]"]);
    life.reset();
    life.edit(LIBRARY, "(since = \"1.1.0\")", &deprecated("next"));
    life.merge("Deprecate tell");
    life.release("release", "1.2.0", "2025-06-10");

    a_patch_and_a_major_release(&life);
    the_old_line(&life);
}

fn a_patch_and_a_major_release(life: &Life) {
    // A patch breaks only for security, and says why.
    life.edit(LIBRARY, "pub fn ask()", "pub fn ask(_: u8)");
    life.right("bless");
    life.wrong("release 1.2.1", &["error[break-in-patch]"]);
    let exception = "[[exception]]\nitem = \"nika::ask\"\nkind = \"security\"\nreason = \"it asked everyone\"\nversion = \"1.2.1\"\n\
                     affected = \"all\"\nadvisory = \"RUSTSEC-2025-0001\"\nmigration = \"say whom\"\n";
    life.append("stability.toml", exception);
    life.0.commit("Ask one");
    life.release("release 1.2.1", "1.2.1", "2025-06-20");

    // The notice must be over before the release candidate.
    life.edit(
        LIBRARY,
        &format!("#[stability::stable{}]\npub fn tell() {{}}\n", deprecated("1.2.0")),
        "",
    );
    life.right("bless");
    life.0.on("2025-07-20");
    life.0.commit("Remove tell");
    life.wrong(
        "release 2.0.0-rc.1 --today 2025-07-20",
        &[
            "error[deprecation-notice-too-short]",
            "users had only 40 of 60 days of notice",
        ],
    );
    life.release("release 2.0.0-rc.1", "2.0.0-rc.1", "2025-12-01");
    life.append(LIBRARY, "#[stability::stable(since = \"next\")]\npub fn hear() {}\n");
    life.merge("Add hear");
    let unclear = life.0.stability("release");
    unclear.refused_with("`nika` 2.0.0-rc.1 is a pre-release");
    life.release("release 2.0.0-rc.2", "2.0.0-rc.2", "2025-12-20");

    // The major release is judged against 1.2.1, which had `tell`.
    life.wrong(
        "release 1.3.0 --today 2026-01-10",
        &["error[item-removed]: `nika::tell`"],
    );
    life.release("release 2.0.0", "2.0.0", "2026-01-10");

    // A released version is not made again.
    life.append(LIBRARY, "#[stability::stable(since = \"2.0.0\")]\npub fn more() {}\n");
    life.right("bless");
    life.wrong(
        "check --release",
        &["error[version-already-released]: `nika` 2.0.0 was already released"],
    );
    life.0
        .stability("release 2.0.0")
        .refused_with("2.0.0 of `nika` was released already");
    life.reset();
}

fn the_old_line(life: &Life) {
    // The old line gets a patch, and nothing more.
    life.0.git(&["checkout", "--quiet", "-b", "1.2.x", "v1.2.1"]);
    life.right("check");
    life.append(LIBRARY, "// mended\n");
    life.0.stability("check").refused_with("`v2.0.0`");
    life.reset();
    life.append("stability.toml", "[release]\nnext = \"patch\"\n");
    life.append(LIBRARY, "#[stability::stable(since = \"next\")]\npub fn late() {}\n");
    life.right("bless");
    life.wrong(
        "check",
        &[
            "error[bump-too-small]",
            "against the release v1.2.1",
            "it needs a minor release (1.3.0)",
        ],
    );
    life.0.git(&["checkout", "--quiet", LIBRARY, "stability"]);
    life.append(LIBRARY, "// mended\n");
    life.merge("Mend");
    life.release("release", "1.2.2", "2026-02-01");
    // Later releases change no answer about an earlier one.
    for (version, day) in [
        ("1.1.0", "2025-03-10"),
        ("2.0.0-rc.1", "2025-12-01"),
        ("1.2.1", "2025-06-20"),
    ] {
        life.0.git(&["checkout", "--quiet", &format!("v{version}")]);
        let ready = life.right("release --check");
        assert_eq!(
            ready.stdout,
            format!("nika {version} is ready to be released, judged as of {day}\n")
        );
    }
    life.0.git(&["checkout", "--quiet", "main"]);
    let main = life.right("check");
    // On the tag of its version it is compared with the release before, and 1.2.2 is beside this history.
    assert!(
        main.stdout.contains("nika 1.2.1 → 2.0.0 against the release v1.2.1"),
        "{main}"
    );
}
