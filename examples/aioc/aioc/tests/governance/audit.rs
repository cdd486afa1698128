//! The audit of this very binary: its other tests are run once more, and every guarantee must be upheld by them.

use stability::Contract;
use stability::audit::{Audit, Claims, TestRun, VARIABLE, Verdict};
use std::path::Path;
use std::process::Command;
use std::{env, fs};

#[test]
fn every_guarantee_is_upheld() {
    let evidence = Path::new(env!("CARGO_TARGET_TMPDIR")).join("aioc-evidence");
    if evidence.exists() {
        fs::remove_dir_all(&evidence).unwrap();
    }
    let binary = env::current_exe().unwrap();
    let output = Command::new(&binary)
        .args(["--skip", "audit::"])
        .env(VARIABLE, &evidence)
        .output()
        .unwrap();
    // As cargo has it: it names a binary before its tests print.
    let heading = format!("     Running tests/governance/main.rs ({})\n", binary.display());
    let printed = heading + &String::from_utf8(output.stdout).unwrap();

    let claims = Claims::read(&evidence).unwrap().and(Claims::linked());
    let run = TestRun::from_text(&printed).unwrap();
    let audit = Audit::new(&Contract::linked().unwrap(), &claims, &run);
    let findings: Vec<_> = audit.findings().iter().map(ToString::to_string).collect();
    assert_eq!(findings, Vec::<String>::new());
    assert_eq!(audit.guarantees().len(), 20);
    for guarantee in audit.guarantees() {
        assert_eq!(guarantee.verdict, Verdict::Upheld, "{}", guarantee.guarantee);
        assert!(!guarantee.implementations.is_empty(), "{}", guarantee.guarantee);
    }
}
