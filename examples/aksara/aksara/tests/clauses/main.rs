//! The clauses of the contract, each shown by the program, or by the contract that it prints.

mod commands;
mod contract;
mod names;
mod settings;

use std::path::Path;
use std::process::{Command, Output};

// The linker drops a package that nothing names.
use aksara as _;

/// Settings that leave nothing open.
const SECURE: [(&str, &str); 3] = [
    ("AKSARA_SECRET_KEY", "0123456789abcdef0123456789abcdef"),
    ("AKSARA_ALLOWED_HOSTS", "books.example"),
    ("AKSARA_MCP_AUDIENCE", "https://books.example"),
];

/// Runs `aksara` in a folder, with these variables and no others of its own.
fn aksara(folder: &Path, variables: &[(&str, &str)], arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_aksara"));
    for (name, _) in std::env::vars_os() {
        if name.to_string_lossy().starts_with("AKSARA_") {
            command.env_remove(name);
        }
    }
    command
        .args(arguments)
        .current_dir(folder)
        .envs(variables.iter().copied());
    command.output().expect("the binary starts")
}

fn code(output: &Output) -> i32 {
    output.status.code().expect("the program ended by itself")
}

fn out(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn err(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// A folder with the project of a template.
fn project(template: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder is made");
    let started = aksara(folder.path(), &[], &["startproject", ".", "--template", template]);
    assert_eq!(code(&started), 0, "{}", err(&started));
    folder
}
