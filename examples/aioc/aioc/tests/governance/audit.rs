//! The audit of this very binary: its other tests are run once more, and every guarantee must be upheld by them.

use stability::Contract;
use stability::audit::{Audit, Claims, TestRun, VARIABLE, Verdict};
use std::path::Path;
use std::process::Command;
use std::{env, fs};

/// Audits a run of the other tests without `skipped`.
fn audit_without(skipped: &str) -> Audit {
    let folder = format!("aioc-evidence-{}", skipped.replace("::", "-"));
    let evidence = Path::new(env!("CARGO_TARGET_TMPDIR")).join(folder);
    if evidence.exists() {
        fs::remove_dir_all(&evidence).unwrap();
    }
    let binary = env::current_exe().unwrap();
    let output = Command::new(&binary)
        .args(["--skip", "audit::", "--skip", skipped])
        .env(VARIABLE, &evidence)
        .output()
        .unwrap();
    // As cargo has it: it names a binary before its tests print.
    let heading = format!("     Running tests/governance/main.rs ({})\n", binary.display());
    let printed = heading + &String::from_utf8(output.stdout).unwrap();

    let claims = Claims::read(&evidence).unwrap().and(Claims::linked());
    let run = TestRun::from_text(&printed).unwrap();
    Audit::new(&Contract::linked().unwrap(), &claims, &run)
}

/// What an audit finds, and the guarantees that are not upheld.
fn found(audit: &Audit) -> (Vec<String>, Vec<&str>) {
    let guarantees = audit.guarantees().iter();
    let open = guarantees.filter(|guarantee| guarantee.verdict != Verdict::Upheld);
    (
        audit.findings().iter().map(ToString::to_string).collect(),
        open.map(|guarantee| &*guarantee.guarantee).collect(),
    )
}

/// AB-07.
#[test]
fn every_guarantee_is_upheld() {
    // A test that upholds nothing may be left out.
    let audit = audit_without("contract::flexible_parts_are_documented");
    assert_eq!(found(&audit), (Vec::new(), Vec::new()));
    assert_eq!(audit.guarantees().len(), 20);
    for guarantee in audit.guarantees() {
        assert!(!guarantee.implementations.is_empty(), "{}", guarantee.guarantee);
    }
}

/// AB-07.
#[test]
fn a_guarantee_whose_only_test_is_left_out_is_found() {
    let audit = audit_without("denials::no_mode_means_throw");
    let (findings, open) = found(&audit);
    assert_eq!(open, ["deny-mode-defaults-to-throw"], "{findings:?}");
    assert!(!findings.is_empty());
}
