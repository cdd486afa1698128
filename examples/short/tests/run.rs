//! Runs each example, and compares the text that it prints with the file `tests/<example>.txt`, which `BLESS=1` writes anew.

#![forbid(unsafe_code)]

use std::path::Path;
use std::process::Command;
use std::{env, fs};

#[test]
fn each_example_prints_what_is_expected() {
    for (name, program) in [
        ("contract", env!("CARGO_BIN_EXE_contract")),
        ("error_codes", env!("CARGO_BIN_EXE_error_codes")),
        ("extension_fields", env!("CARGO_BIN_EXE_extension_fields")),
        ("growing_types", env!("CARGO_BIN_EXE_growing_types")),
        ("sealed_trait", env!("CARGO_BIN_EXE_sealed_trait")),
        ("surface", env!("CARGO_BIN_EXE_surface")),
    ] {
        let output = Command::new(program).output().expect("the example can be started");
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{name}: {stderr}");
        let printed = String::from_utf8(output.stdout).expect("it is text");
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/{name}.txt"));
        if env::var_os("BLESS").is_some() {
            fs::write(&path, &printed).expect("the file can be written");
        }
        assert_eq!(printed, fs::read_to_string(&path).unwrap_or_default(), "{name}");
    }
}
