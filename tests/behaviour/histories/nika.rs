//! Nika: traits, types, codes and features that grow without a break. The policy is that of `examples/nika`.

use std::process::Command;

use super::History;
use super::history::{LIBRARY, policy_of};
use crate::cargo_stability::manifest;

const POLICY: &str = include_str!("../../../examples/nika/stability.toml");

/// Nika as it was released on the first day of 2026.
fn released(version: &str, library: &str) -> History {
    let history = History::prepare(
        "nika",
        version,
        &[("stability.toml", &policy_of(POLICY, "nika")), (LIBRARY, library)],
    );
    history.on("2026-01-01");
    history.release();
    history
}

const TRAITS: &str = "
/// Remembers.
#[stability::stable(since = \"0.90.0\")]
pub trait MemoryStore {
    /// Keeps a text.
    fn put(&self, text: &str);
}

/// Decides.
#[stability::stable(since = \"0.90.0\")]
#[stability::sealed(friends = [\"nika-*\", \"acme-sandbox\"])]
pub trait Sandbox {
    /// Whether a tool may run.
    fn allows(&self, tool: &str) -> bool;
}

/// Answers.
#[stability::frozen(since = \"0.90.0\")]
#[stability::sealed(friends = [\"nika-*\"])]
pub trait Provider {
    /// Its name.
    fn id(&self) -> String;
}
";

/// NI-01, NI-08, NI-14.
#[test]
fn a_trait_grows_by_methods_with_a_default_and_stays_sealed() {
    let history = released("0.90.0", TRAITS);
    let put = "    fn put(&self, text: &str);\n";
    let bare = &format!(
        "{put}    /// Drops a text.\n    fn forget(&self, text: &str) -> Result<(), stability::Unsupported>;\n"
    );
    let required = history.step("A method comes that every memory must have", |repo| {
        repo.bump("0.90.1");
        repo.edit(LIBRARY, put, bare);
    });
    required.refused_by(&[
        "break-in-patch",
        "break-without-decision",
        "trait-method-added-without-default",
    ]);
    let reserved = &bare.replace("    fn forget", "    #[reserved(until = \"0.95.0\")]\n    fn forget");
    history
        .step("It is reserved, and answers that it is not supported", |repo| {
            repo.edit(LIBRARY, bare, reserved);
        })
        .passes();
    history.release_as("0.90.1", "2026-01-10");

    let id = "    fn id(&self) -> String;\n";
    let fifth =
        &format!("{id}    /// Its models.\n    fn models(&self) -> Vec<String> {{\n        Vec::new()\n    }}\n");
    let shape = history.step("A frozen trait gets one more, with a default", |repo| {
        repo.bump("0.91.0");
        repo.edit(LIBRARY, id, fifth);
    });
    shape
        .refused_by(&["bump-too-small", "frozen-trait-changed"])
        .saying("no release permits this")
        .saying("put it into another trait");
    let friends = "[\"nika-*\", \"acme-sandbox\"]";
    let friend = history.step(
        "It is taken back, and in a patch a friend is let out of another one",
        |repo| {
            repo.take_back(LIBRARY, id, fifth);
            repo.take_back("Cargo.toml", "0.90.1", "0.91.0");
            repo.bump("0.90.2");
            repo.edit(LIBRARY, friends, "[\"nika-*\"]");
        },
    );
    friend.refused_by(&["break-in-patch", "break-without-decision", "friend-removed"]);
    let sealed = &format!("#[stability::sealed(friends = {friends})]\n");
    let unsealed = history.step("It may implement it again, and so may everyone else", |repo| {
        repo.edit(
            LIBRARY,
            "#[stability::sealed(friends = [\"nika-*\"])]\npub trait Sandbox",
            "pub trait Sandbox",
        );
    });
    unsealed.warned_of_by(&["seal-removed"]);
    let core = history.step("The core trait is open, and the other one sealed", |repo| {
        repo.edit(LIBRARY, "pub trait Sandbox", &format!("{sealed}pub trait Sandbox"));
        repo.edit(LIBRARY, "#[stability::sealed(friends = [\"nika-*\"])]\n", "");
    });
    core.refused_by(&["bump-too-small", "core-trait-unsealed", "frozen-trait-changed"]);
    let kept = history.step("Both are sealed to whom they were", |repo| {
        repo.edit(
            LIBRARY,
            "pub trait Provider",
            "#[stability::sealed(friends = [\"nika-*\"])]\npub trait Provider",
        );
    });
    kept.passes();
    history.release_as("0.90.2", "2026-01-20");
}

const TYPES: &str = "
/// Asks.
#[stability::stable(since = \"0.90.0\", forward_compatible)]
pub struct InferRequest {
    /// Whom.
    pub model: String,
}

/// Who speaks.
#[stability::stable(since = \"0.90.0\")]
#[non_exhaustive]
pub enum Role {
    /// Who asks.
    User,
}
";

/// NI-03, NI-04.
#[test]
fn a_public_type_may_grow_and_can_be_made() {
    let history = released("0.90.0", TYPES);
    let closed = history.step("An enum is closed", |repo| {
        repo.bump("0.91.0");
        repo.edit(LIBRARY, "#[non_exhaustive]\n", "");
    });
    closed.refused_by(&["type-exhaustive", "type-now-exhaustive"]);
    let bare = "
/// Answers.
#[stability::stable(since = \"0.91.0\")]
#[non_exhaustive]
pub struct InferResponse {
    /// What.
    pub text: String,
}
";
    let unmakeable = history.step("It is open again, and a struct comes that nobody can make", |repo| {
        repo.edit(LIBRARY, "pub enum Role", "#[non_exhaustive]\npub enum Role");
        repo.append(LIBRARY, bare);
    });
    unmakeable.refused_by(&["struct-without-constructor"]);
    let made = bare.replace("since = \"0.91.0\"", "since = \"0.91.0\", constructor");
    history
        .step("It has a constructor", |repo| repo.edit(LIBRARY, bare, &made))
        .passes();
    history.release_as("0.91.0", "2026-02-01");

    let model = "    pub model: String,\n";
    let field = "    /// How much.\n    pub budget: u64,\n";
    let asked = history.step("A field comes that the constructor asks for", |repo| {
        repo.bump("0.91.1");
        repo.edit(LIBRARY, model, &format!("{model}{field}"));
    });
    asked.refused_by(&[
        "break-in-patch",
        "break-without-decision",
        "constructor-signature-changed",
    ]);
    let defaulted = field.replace("    pub", "    #[stable(since = \"0.91.1\", default)]\n    pub");
    history
        .step("It has a default", |repo| repo.edit(LIBRARY, field, &defaulted))
        .passes();
    history.release_as("0.91.1", "2026-02-10");
}

const DOCUMENT: &str = "
/// What a run leaves behind.
#[stability::stable(since = \"0.91.0\", forward_compatible)]
#[derive(serde::Serialize, serde::Deserialize)]
pub struct RunReport {
    /// The run.
    pub run: String,
}
";

/// NI-05, NI-12, NI-13.
#[test]
fn a_document_has_a_marker_that_stays() {
    let history = History::prepare(
        "nika",
        "0.90.0",
        &[("stability.toml", &policy_of(POLICY, "nika")), (LIBRARY, TYPES)],
    );
    history.edit("Cargo.toml", "features = []", "features = [\"serde\"]");
    let serde = "[dependencies]\nserde = { version = \"1\", features = [\"derive\"] }\n";
    history.edit("Cargo.toml", "[dependencies]\n", serde);
    history.on("2026-01-01");
    history.release();
    let bare = history.step("A document comes without a marker", |repo| {
        repo.bump("0.91.0");
        repo.append(LIBRARY, DOCUMENT);
    });
    bare.refused_by(&["artifact-without-schema", "dto-without-extension-slot"]);
    let key = "forward_compatible)]\n#[derive";
    let schema = "forward_compatible, schema = \"nika/report@1\")]\n#[derive";
    let marked = history.step("It has a marker", |repo| repo.edit(LIBRARY, key, schema));
    marked.refused_by(&["dto-without-extension-slot"]);
    let open = history.step("It has room for what comes", |repo| {
        repo.edit(
            LIBRARY,
            "report@1\")",
            "report@1\", extensions(core = \"nika\", community = \"x-\"))",
        );
    });
    open.passes();
    history.release_as("0.91.0", "2026-02-01");

    let another = history.step("The marker is another one", |repo| {
        repo.bump("0.91.1");
        repo.edit(LIBRARY, "report@1", "report@2");
    });
    // Who writes such documents was promised the marker, and who uses the type too.
    another.refused_by(&[
        "break-in-patch",
        "break-without-decision",
        "break-without-decision",
        "item-removed",
        "schema-marker-changed",
    ]);
    let namespaces = history.step("It is put back, and the namespaces are others", |repo| {
        repo.take_back(LIBRARY, "report@1", "report@2");
        repo.edit(LIBRARY, "core = \"nika\"", "core = \"kernel\"");
    });
    namespaces.refused_by(&["break-in-patch", "break-without-decision", "namespaces-changed"]);
    history
        .step("They are put back", |repo| {
            repo.take_back(LIBRARY, "core = \"nika\"", "core = \"kernel\"");
        })
        .passes();
}

const CODES: &str = "
/// Why nobody may implement it.
#[stability::stable(since = \"0.90.0\")]
#[derive(Debug, stability::ErrorCode)]
#[error_code(namespace = \"NIKA-AUTH\", range = 1..=99, since = \"0.90.0\")]
#[non_exhaustive]
pub enum AuthError {
    /// It was valid.
    #[code(7)]
    Expired,
    /// Too many have tried.
    #[code(8)]
    Locked,
}
";

/// NI-07, NI-16.
#[test]
fn a_code_is_never_given_to_another_error() {
    let history = released("0.90.0", CODES);
    let expired = "    /// It was valid.\n    #[code(7)]\n    Expired,\n";
    let revoked = "    /// It was taken back.\n    #[code(7)]\n    Revoked,\n";
    let repurposed = history.step(
        "A code is given to another error, in a minor that was decided",
        |repo| {
            repo.bump("0.91.0");
            repo.write(
                "decisions/0001.md",
                "# 1. Errors\n\nStatus: Accepted\n\n- `NIKA-AUTH-007`: `signature-changed`\n- `nika::AuthError`: `member-removed`, `discriminant-changed`\n",
            );
            repo.edit(LIBRARY, expired, revoked);
        },
    );
    repurposed.refused_by(&["error-code-repurposed"]);
    let retired = expired.replace("#[code(7)]", "#[code(7, retired)]");
    let locked = "    /// Too many have tried.\n    #[code(8)]\n    Locked,\n";
    let removed = history.step(
        "It is retired, and the other one is removed without a decision",
        |repo| {
            repo.edit(LIBRARY, revoked, &format!("{retired}{}", revoked.replace('7', "9")));
            repo.edit(LIBRARY, locked, "");
        },
    );
    removed.refused_by(&["break-without-decision"]);
    let decided = history.step("That is decided", |repo| {
        repo.append("decisions/0001.md", "- `NIKA-AUTH-008`: `item-removed`\n");
    });
    decided.passes();
    history.release_as("0.91.0", "2026-02-01");

    let again = "    /// The door is closed.\n    #[code(8)]\n    Closed,\n";
    let reused = history.step("The code that went comes again", |repo| {
        repo.bump("0.92.0");
        repo.edit(LIBRARY, &retired, &format!("{retired}{again}"));
    });
    reused.refused_by(&["error-code-reused"]);
    let revived = history.step("It has a free number, and the retired one is given away", |repo| {
        repo.edit(LIBRARY, again, &again.replace('8', "10"));
        repo.edit(LIBRARY, &retired, &revoked.replace("Revoked", "Withdrawn"));
    });
    revived.refused_by(&["error-code-reused"]).saying("`NIKA-AUTH-007`");
    history
        .step("That one stays retired", |repo| {
            repo.edit(LIBRARY, &revoked.replace("Revoked", "Withdrawn"), &retired);
        })
        .passes();
    history.release_as("0.92.0", "2026-03-01");
}

const INFER: &str = "
/// Answers.
#[stability::stable(since = \"0.90.0\")]
pub fn infer() {}
";

/// Writes the manifest with these features, the first of them on.
fn features(repo: &History, version: &str, features: &str) {
    repo.write(
        "Cargo.toml",
        &manifest("nika", version, &format!("[features]\n{features}\n")),
    );
}

/// NI-09.
#[test]
fn a_capability_comes_as_a_feature_that_is_off() {
    let history = History::prepare(
        "nika",
        "0.90.0",
        &[("stability.toml", &policy_of(POLICY, "nika")), (LIBRARY, INFER)],
    );
    features(&history, "0.90.0", "default = [\"rustls-tls\"]\nrustls-tls = []");
    history.on("2026-01-01");
    history.release();

    let on = "default = [\"rustls-tls\", \"memory\"]\nrustls-tls = []\nmemory = []";
    let off = "default = [\"rustls-tls\"]\nrustls-tls = []\nmemory = []";
    let born = history.step("A capability is on at birth", |repo| features(repo, "0.91.0", on));
    born.refused_by(&["feature-on-at-birth"]);
    history.step("It is off", |repo| features(repo, "0.91.0", off)).passes();
    history.release_as("0.91.0", "2026-02-01");

    let early = history.step("It is on in the patch that follows", |repo| {
        features(repo, "0.91.1", on);
    });
    early
        .refused_by(&["feature-default-too-early"])
        .saying("it was added in 0.91.0");
    history
        .step("It is on after one minor", |repo| features(repo, "0.92.0", on))
        .passes();
    history.release_as("0.92.0", "2026-03-01");

    let back = "default = [\"memory\"]\nrustls-tls = []\nmemory = []";
    let dropped = history.step("Another is on no longer", |repo| features(repo, "0.92.1", back));
    dropped.refused_by(&["break-in-patch", "break-without-decision", "feature-no-longer-default"]);
    let gone = "default = [\"memory\"]\nmemory = []";
    let removed = history.step("Or not there", |repo| features(repo, "0.92.1", gone));
    removed.refused_by(&["break-in-patch", "break-without-decision", "default-feature-removed"]);
    let minor = history.step("Or not there in a minor that nobody has decided on", |repo| {
        features(repo, "0.93.0", gone);
    });
    minor.refused_by(&["break-without-decision"]);
    let redirected = "default = [\"rustls-tls\", \"memory\"]\nrustls-tls = [\"tls\"]\ntls = []\nmemory = []";
    let new = history.step("It stays and leads to another, which is new", |repo| {
        features(repo, "0.93.0", redirected);
    });
    new.refused_by(&["feature-on-at-birth"]);
    history
        .step("It stays as it was", |repo| features(repo, "0.93.0", on))
        .passes();
}

/// The minimum supported Rust version is promised too.
#[test]
fn the_minimum_rust_version_rises_in_a_minor_that_names_it() {
    let msrv = |repo: &History, version: &str, rust: &str| {
        repo.write(
            "Cargo.toml",
            &manifest("nika", version, &format!("rust-version = \"{rust}\"\n")),
        );
    };
    let policy = format!("{}[changelog]\nmigration = false\n", policy_of(POLICY, "nika"));
    let history = History::prepare("nika", "0.90.0", &[("stability.toml", &policy), (LIBRARY, INFER)]);
    history.write("CHANGELOG.md", "# Changelog\n\n## [0.90.0]\n\n- As it is.\n");
    msrv(&history, "0.90.0", "1.88");
    history.on("2026-01-01");
    history.release();

    let patch = history.step("It rises in a patch, unannounced", |repo| msrv(repo, "0.90.1", "1.89"));
    patch.refused_by(&["msrv-raise-unannounced", "msrv-raised-in-patch"]);
    let minor = history.step("It rises in a minor", |repo| {
        msrv(repo, "0.91.0", "1.89");
        repo.edit(
            "CHANGELOG.md",
            "# Changelog\n",
            "# Changelog\n\n## [0.91.0]\n\n### Changed\n\n- Faster.\n",
        );
    });
    minor.refused_by(&["msrv-raise-unannounced"]).saying("is 1.89");
    history
        .step("The changelog names it", |repo| {
            repo.edit("CHANGELOG.md", "- Faster.", "- Needs Rust 1.89.");
        })
        .passes();
    history.release_as("0.91.0", "2026-02-01");
}

/// NI-15, NI-16.
#[test]
fn a_break_is_decided_before_it_is_merged() {
    let history = released("0.90.0", &format!("{INFER}{}", INFER.replace("infer", "ask")));
    let undecided = history.step("A function goes in a minor", |repo| {
        repo.bump("0.91.0");
        repo.write(LIBRARY, INFER);
    });
    undecided.refused_by(&["break-without-decision"]).saying("`nika::ask`");
    let proposed = history.step("That is proposed", |repo| {
        repo.write(
            "decisions/0007-one-way-to-ask.md",
            "# 7. One way to ask\n\nStatus: Proposed\n\n`nika::ask` goes (`item-removed`).\n",
        );
    });
    proposed.refused_by(&["break-without-decision"]);
    let accepted = history.step("It is accepted", |repo| {
        repo.edit("decisions/0007-one-way-to-ask.md", "Proposed", "Accepted");
    });
    accepted.passes();
    // The change of the interface is in the diff of the recorded contract.
    let unrecorded = "check --baseline-rev v0.90.0 --recorded";
    history
        .step_with("It is merged without the recorded contract", unrecorded, |_| ())
        .refused_by(&["api-change-unrecorded"]);
    history.release();
    history.step_with("It is recorded", unrecorded, |_| ()).passes();
}

const CLONED: &str = "
/// Asks.
#[stability::stable(since = \"1.0.0\", forward_compatible)]
#[derive(Clone)]
pub struct InferRequest {
    /// Whom.
    pub model: String,
}

/// Plays.
#[stability::beta(since = \"1.0.0\", forward_compatible)]
#[derive(Clone)]
pub struct Toy {
    /// With what.
    pub ball: String,
}
";

/// NI-10.
#[test]
fn findings_of_cargo_semver_checks_are_weighed_by_tier() {
    let asked = Command::new("cargo").args(["semver-checks", "--version"]).output();
    if !asked.is_ok_and(|output| output.status.success()) {
        println!("skipped: `cargo semver-checks` is not installed");
        return;
    }
    let history = released("1.0.0", CLONED);
    let check = "check --semver --baseline-rev v1.0.0 --recorded";
    let beta = "#[derive(Clone)]\npub struct Toy";
    let lost = history.step_with("What is beta can no longer be cloned", check, |repo| {
        repo.bump("1.1.0");
        repo.edit(LIBRARY, beta, "pub struct Toy");
    });
    lost.passes();
    let stable = "#[derive(Clone)]\npub struct InferRequest";
    let refused = history.step_with("What is stable cannot either", check, |repo| {
        repo.edit(LIBRARY, stable, "pub struct InferRequest");
    });
    refused.refused_by(&["semver-violation"]).saying("`nika::InferRequest`");
    history
        .step_with("It can again", check, |repo| {
            repo.edit(LIBRARY, "pub struct InferRequest", stable);
        })
        .passes();
}
