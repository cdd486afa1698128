//! aioc from 0.1.0-alpha.3 to 0.1.0-beta.1, by its alpha contract and then by its beta contract.

use super::History;
use super::history::{CHANGELOG, LIBRARY, POLICY};

/// The alpha contract: a break is in the next pre-release, in the document, in the notes.
const ALPHA: &str = r#"
[changelog]
migration = true

[[document]]
path = "docs/CONTRACT.md"
format = "markdown"
"#;

/// The beta contract: the same, and what must hold before it ships.
const GATES: &str = r#"
[[gate]]
name = "rfcs"
contains = { files = "rfcs/*.md", text = "Status: Accepted" }

[[gate]]
name = "blockers"
lacks = { files = "docs/P0-TRIAGE.md", text = "- [ ]" }

[[gate]]
name = "tests"
command = ["git", "rev-parse", "--verify", "HEAD"]
"#;

const DOCUMENT: &str = "docs/CONTRACT.md";

const FIRST: &str = r#"//! Governed agents.

stability::contract! {
    name = "aioc",
    state = alpha,
    scope = ">=0.1.0-alpha.1, <0.1.0-beta",
}

/// What a policy decides.
#[stability::stable(since = "0.1.0-alpha.1", non_exhaustive)]
pub struct PolicyResult {
    /// Why, for the audit.
    #[stable(since = "0.1.0-alpha.1")]
    pub reason: String,
    /// Why, for the model.
    #[stable(since = "0.1.0-alpha.1")]
    pub public_reason: Option<String>,
    /// Which version of the policy it was.
    #[stable(since = "0.1.0-alpha.1")]
    pub policy_version: Option<String>,
}

/// How a run is made.
#[stability::stable(since = "0.1.0-alpha.1", non_exhaustive)]
pub struct RunOptions {
    /// How many turns it may take.
    pub max_turns: u32,
}

/// Runs an agent.
#[stability::stable(since = "0.1.0-alpha.1")]
pub fn run(question: &str, options: RunOptions) -> usize {
    question.len().min(options.max_turns as usize)
}

/// Why a run failed.
#[stability::stable(since = "0.1.0-alpha.1", non_exhaustive)]
#[derive(Debug, stability::ErrorCode)]
#[error_code(since = "0.1.0-alpha.1")]
pub enum RunError {
    /// A policy denied it.
    #[code(1, namespace = "AIOC-POLICY")]
    Denied,
    /// The run took too many turns.
    #[code(1, namespace = "AIOC-LIMIT")]
    MaxTurns,
}

impl std::fmt::Display for RunError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("the run failed")
    }
}

stability::surface! {
    area "Errors", stable(since = "0.1.0-alpha.1");
    #[evolving(since = "0.1.0-alpha.1", note = "decide by the code")]
    format "error messages";
}
"#;

const POLICY_VERSION: &str = r#"
    /// Which version of the policy it was.
    #[stable(since = "0.1.0-alpha.1")]
    pub policy_version: Option<String>,"#;
const PUBLIC_REASON: &str = r#"
    /// Why, for the model.
    #[frozen(since = "0.1.0-alpha.5")]
    pub public_reason: Option<String>,"#;

#[test]
fn aioc_from_alpha_3_to_beta_1() {
    let aioc = History::begin(
        "aioc",
        "0.1.0-alpha.3",
        &[(LIBRARY, FIRST), (POLICY, ALPHA), (CHANGELOG, "# Changelog\n")],
    );
    aioc.step("write the contract down", |repo| repo.document(DOCUMENT))
        .passes();

    an_alpha_breaks_openly(&aioc);
    the_freeze_begins(&aioc);
    what_is_frozen_changes_by_exception(&aioc);
    the_beta_ships(&aioc);
}

/// alpha.4: a break is explicit, versioned and documented (AA-10).
fn an_alpha_breaks_openly(aioc: &History) {
    aioc.step("take a field away", |repo| repo.edit(LIBRARY, POLICY_VERSION, ""))
        .refused_by(&[
            "break-without-bump",
            "break-without-migration-note",
            "document-stale",
            "member-removed",
        ]);
    aioc.step("raise the pre-release", |repo| repo.bump("0.1.0-alpha.4"))
        .refused_by(&["break-without-migration-note", "document-stale"]);
    aioc.step("bring the document up to date", |repo| repo.document(DOCUMENT))
        .refused_by(&["break-without-migration-note"]);
    aioc.step("mention the break in the notes", |repo| {
        repo.tell(
            "## [0.1.0-alpha.4] - 2026-03-01",
            "### Breaking\n\n- `PolicyResult::policy_version` was removed: write it into the metadata.\n",
        );
    })
    .passes();
    aioc.release();

    // The contract is about the alpha releases of 0.1 (AA-01), and the text of errors is no part of it (AA-09).
    aioc.step_with("go beyond the alpha", "check --release-version 0.1.0-beta.1", |_| {})
        .refused_by(&["version-outside-scope"]);
    aioc.step("word an error otherwise", |repo| {
        repo.edit(LIBRARY, "the run failed", "it failed");
    })
    .passes();
}

/// alpha.5: the freeze (AB-01). To promise more breaks no one.
fn the_freeze_begins(aioc: &History) {
    aioc.step("freeze", |repo| {
        repo.bump("0.1.0-alpha.5");
        repo.edit(LIBRARY, "state = alpha", "state = beta");
        repo.edit(
            LIBRARY,
            ">=0.1.0-alpha.1, <0.1.0-beta",
            ">=0.1.0-alpha.5, <=0.1.0-beta.1",
        );
        repo.edit_all(
            LIBRARY,
            "stable(since = \"0.1.0-alpha.1\"",
            "frozen(since = \"0.1.0-alpha.5\"",
        );
        repo.append(POLICY, GATES);
        repo.write("rfcs/0001.md", "# Policies\n\nStatus: Accepted\n");
        repo.write("rfcs/0002.md", "# Records\n\nStatus: Draft\n");
        repo.write("docs/P0-TRIAGE.md", "# P0\n\n- [ ] a denied call is not recorded\n");
        repo.document(DOCUMENT);
    })
    .passes();
    aioc.release();
}

/// Within it no pre-release is enough for a break (AB-02, AB-03), codes keep their meaning (AB-04), and lists are done.
fn what_is_frozen_changes_by_exception(aioc: &History) {
    let frozen = "pub fn run(question: &str, options: RunOptions) -> usize {\n";
    let overloaded = "pub fn run(question: &str, options: RunOptions, _stream: bool) -> usize {\n";
    let codes =
        "AIOC-POLICY\")]\n    Denied,\n    /// The run took too many turns.\n    #[code(1, namespace = \"AIOC-LIMIT";
    let swapped =
        "AIOC-LIMIT\")]\n    Denied,\n    /// The run took too many turns.\n    #[code(1, namespace = \"AIOC-POLICY";
    let max_turns = "    pub max_turns: u32,\n";
    let more = "    pub max_turns: u32,\n    /// The seed of the model.\n    pub seed: Option<u64>,\n";
    aioc.step("change what is frozen in the next pre-release", |repo| {
        repo.bump("0.1.0-alpha.6");
        repo.edit(LIBRARY, PUBLIC_REASON, "");
        repo.edit(LIBRARY, frozen, overloaded);
        repo.edit(LIBRARY, max_turns, more);
        repo.edit(LIBRARY, codes, swapped);
        repo.document(DOCUMENT);
    })
    .refused_by(&[
        "break-without-migration-note",
        "break-without-migration-note",
        "break-without-migration-note",
        "break-without-migration-note",
        "bump-too-small",
        "error-code-repurposed",
        "error-code-repurposed",
        "frozen-broken",
        "frozen-broken",
        "frozen-extended",
    ]);
    // What is critical is recorded (AB-05), with its reason and what it means for users.
    aioc.step(
        "take it back but for the field, and except that without a reason",
        |repo| {
            repo.take_back(LIBRARY, frozen, overloaded);
            repo.take_back(LIBRARY, max_turns, more);
            repo.take_back(LIBRARY, codes, swapped);
            repo.document(DOCUMENT);
            repo.append(
                POLICY,
                "\n[[exception]]\nitem = \"aioc::PolicyResult::public_reason\"\nkind = \"correctness\"\n",
            );
        },
    )
    .refused_by(&[
        "break-without-migration-note",
        "exception-without-reason",
        "exception-without-source",
        "exception-without-version",
    ]);
    aioc.step("say why, and what users do instead", |repo| {
        repo.append(
            POLICY,
            "version = \"0.1.0-alpha.6\"\nreason = \"it leaked what the audit alone may know\"\n",
        );
        repo.append(
            POLICY,
            "migration = \"put what the model may know into the envelope\"\nissue = \"https://aioc.example/issues/6\"\n",
        );
    })
    .refused_by(&["break-without-migration-note"]);
    aioc.step("call the migration out in the notes", |repo| {
        repo.tell(
            "## [0.1.0-alpha.6] - 2026-04-01",
            "### Breaking\n\n- `PolicyResult::public_reason` was removed: put what the model may know into the envelope.\n",
        );
    })
    .passes();
    aioc.release();
}

/// beta.1 ships when its criteria hold (AB-06).
fn the_beta_ships(aioc: &History) {
    aioc.step("make the first beta", |repo| {
        repo.bump("0.1.0-beta.1");
        repo.document(DOCUMENT);
    })
    .passes();
    aioc.step_with("ship it with a draft and a blocker", "check --release", |_| {})
        .refused_by(&["gate-not-passed", "gate-not-passed"]);
    aioc.step_with("accept the draft, and close the blocker", "check --release", |repo| {
        repo.edit("rfcs/0002.md", "Draft", "Accepted");
        repo.edit("docs/P0-TRIAGE.md", "- [ ]", "- [x]");
    })
    .passes();
    aioc.release();

    // What was promised at the freeze is still read (AB-08), and what was excepted since then is still excepted.
    aioc.step_with(
        "compare with the freeze",
        "check --baseline-rev v0.1.0-alpha.5 --recorded",
        |_| {},
    )
    .passes();
}
