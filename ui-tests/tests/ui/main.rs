//! The cases: `<attribute>/<mistake>.rs` does not compile, with the messages of the `.stderr` file beside it, and
//! `<attribute>/pass/<what>.rs` compiles and runs.
//!
//! `cargo xtask bless messages` writes every `.stderr` file and MESSAGES.md anew;
//! `cargo test -p stability-ui-tests -- refused trybuild=doubled-key` runs the cases with that in their path.

#![forbid(unsafe_code)]

mod messages;

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs, io};

use trybuild::TestCases;

/// The compiler that wrote the `.stderr` files.
const BLESSED: &str = "rustc 1.95.";

/// A wrapper of rustc that gives the cases their version.
const WRAPPER: (&str, &str) = ("RUSTC_WORKSPACE_WRAPPER", env!("CARGO_BIN_EXE_rustc-for-1-4-0"));

/// The folders of this package that have no cases.
const WITHOUT_CASES: [&str; 3] = ["kernel", "src", "tests"];

#[test]
fn refused() {
    // trybuild writes the messages of a case without a `.stderr` file into the package.
    check_expected_files();
    compile("refused", |cases, folder| cases.compile_fail(folder.join("*.rs")));
    if is_blessing() {
        messages::bless();
    }
}

#[test]
fn accepted() {
    compile("accepted", |cases, folder| {
        if folder.join("pass").is_dir() {
            cases.pass(folder.join("pass/*.rs"));
        }
    });
}

#[test]
fn every_refused_case_has_an_expected_file() {
    check_expected_files();
}

#[test]
fn every_error_site_has_its_case() {
    let workspace = package().join("..");
    let mut sources = vec![workspace.join("stability-macros/src")];
    let mut named = BTreeSet::new();
    while let Some(source) = sources.pop() {
        if source.is_dir() {
            sources.extend(entries(&source));
            continue;
        }
        let text = fs::read_to_string(&source).unwrap_or_else(|error| panic!("{}: {error}", source.display()));
        named.extend(
            text.split(|one: char| one.is_whitespace() || one == ',')
                .filter(|word| word.starts_with("ui-tests/"))
                .map(str::to_owned),
        );
    }
    assert!(!named.is_empty(), "the macros name no case");
    for case in named {
        let path = workspace.join(&case);
        let exists = match case.strip_suffix("/*.rs") {
            Some(folder) => !files(&workspace.join(folder), "rs").is_empty(),
            None => path.is_file(),
        };
        assert!(exists, "an error site of the macros names {case}, which does not exist");
    }
}

/// Whether the expected files are being written.
fn is_blessing() -> bool {
    env::var_os("TRYBUILD").is_some()
}

/// Every refused case has a `.stderr` file, and every `.stderr` file has a case; not checked while they are being written.
fn check_expected_files() {
    if is_blessing() {
        return;
    }
    for case in folders(&package()).iter().flat_map(|folder| files(folder, "rs")) {
        assert!(
            case.with_extension("stderr").is_file(),
            "{} has no .stderr: bless it, and read it",
            case.display()
        );
    }
    for expected in folders(&package()).iter().flat_map(|folder| files(folder, "stderr")) {
        assert!(
            expected.with_extension("rs").is_file(),
            "{} has no case",
            expected.display()
        );
    }
}

/// Compiles cases in a call of this test of its own, since the wrapper has to be in the environment from the start.
fn compile(name: &str, add: impl Fn(&TestCases, &Path)) {
    let compiler = compiler();
    let blessed = compiler.starts_with(BLESSED);
    if env::var_os(WRAPPER.0).is_some_and(|wrapper| wrapper == WRAPPER.1) {
        let root = if blessed { package() } else { copies(name) };
        let cases = TestCases::new();
        for folder in folders(&root) {
            add(&cases, &folder);
        }
        return;
    }
    let mode = if blessed {
        "messages are compared"
    } else {
        "not the blessed one: only whether a case compiles is checked"
    };
    // Not captured by the test harness, so that it is always seen.
    let _ = writeln!(io::stderr(), "{name} by {}: {mode}", compiler.trim());
    let chosen = env::args_os().filter(|argument| argument.to_string_lossy().starts_with("trybuild="));
    let mut call = Command::new(env::current_exe().expect("a running test has a path"));
    call.args(["--exact", name, "--nocapture"])
        .args(chosen)
        .env(WRAPPER.0, WRAPPER.1);
    if !blessed {
        copy_cases(&copies(name));
        // The messages are written beside the copies.
        call.env("TRYBUILD", "overwrite");
    }
    let ended = call.status().expect("a running test can be called");
    assert!(ended.success(), "cases differ: see above");
}

/// What `rustc --version` says of the compiler that cargo calls.
fn compiler() -> String {
    let rustc = env::var_os("RUSTC").unwrap_or_else(|| OsString::from("rustc"));
    let output = Command::new(rustc)
        .arg("--version")
        .output()
        .expect("rustc can be called");
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn package() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Where the cases are copied to for another compiler, so that its messages are not written into the package.
fn copies(name: &str) -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join(name)
}

fn copy_cases(target: &Path) {
    if target.is_dir() {
        fs::remove_dir_all(target).expect("what an earlier run left can be removed");
    }
    for folder in folders(&package()) {
        for folder in [folder.clone(), folder.join("pass")] {
            let below = folder.strip_prefix(package()).expect("cases are in the package");
            fs::create_dir_all(target.join(below)).expect("the target folder can be written");
            for case in files(&folder, "rs") {
                let name = case.file_name().expect("a file has a name");
                fs::copy(&case, target.join(below).join(name)).expect("the target folder can be written");
            }
        }
    }
}

/// The folders of cases, one for each attribute.
fn folders(root: &Path) -> Vec<PathBuf> {
    let is_hidden = |path: &Path| {
        path.file_name()
            .is_some_and(|name| name.to_string_lossy().starts_with('.'))
    };
    entries(root)
        .into_iter()
        .filter(|path| path.is_dir() && !is_hidden(path) && !WITHOUT_CASES.iter().any(|name| path.ends_with(name)))
        .collect()
}

/// The files in a folder with this extension; none if there is no such folder.
fn files(folder: &Path, extension: &str) -> Vec<PathBuf> {
    entries(folder)
        .into_iter()
        .filter(|path| path.extension().is_some_and(|ending| ending == extension))
        .collect()
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = fs::read_dir(folder)
        .into_iter()
        .flatten()
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .collect();
    found.sort();
    found
}
