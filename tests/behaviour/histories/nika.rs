//! Nika: the minimum Rust version, decisions, and what cargo-semver-checks finds. The policy is that of `examples/nika`.

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

const INFER: &str = "
/// Answers.
#[stability::stable(since = \"0.90.0\")]
pub fn infer() {}
";

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
    minor.refused_by(&["msrv-raise-unannounced"]).saying("is now 1.89");
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
