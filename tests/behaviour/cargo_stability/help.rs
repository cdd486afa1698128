//! What the command says of itself, as it is expected to be read.

use std::fs;
use std::path::Path;

use super::Project;

const COMMANDS: [&str; 13] = [
    "init",
    "show",
    "diff",
    "check",
    "bless",
    "list",
    "explain",
    "audit",
    "coverage",
    "doc",
    "due",
    "completions",
    "man",
];

/// All help, in one file that is read before it is kept. `cargo xtask bless help` writes it anew.
#[test]
fn help_is_as_it_was_read() {
    let project = Project::empty();
    let mut help = String::new();
    for command in [""].into_iter().chain(COMMANDS) {
        let arguments = format!("{command} --help");
        let shown = project.stability(arguments.trim_start());
        help.push_str(&format!(
            "$ cargo stability {}\n{}\n",
            arguments.trim_start(),
            shown.kept()
        ));
    }
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("behaviour/cargo_stability/help.txt");
    if std::env::var_os("BLESS").is_some() {
        fs::write(&file, &help).unwrap();
    }
    let expected = fs::read_to_string(file).unwrap_or_default();
    for (line, (is, was)) in help.lines().zip(expected.lines()).enumerate() {
        assert_eq!(is, was, "help.txt:{}", line + 1);
    }
    assert_eq!(help.len(), expected.len());
}

#[test]
fn each_shell_has_completions_and_each_command_a_page() {
    let project = Project::empty();
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = project.stability(&format!("completions {shell}"));
        assert!(script.kept().contains("baseline-rev"), "{shell}");
    }
    assert!(project.stability("man").kept().contains(".TH"));
    for command in COMMANDS {
        let page = project.stability(&format!("man {command}"));
        assert!(
            page.kept().contains(&format!("cargo-stability-{command}")),
            "{command}: {page}"
        );
    }
}

#[test]
fn the_program_can_be_called_in_both_ways() {
    let project = Project::empty();
    let called = project.stability("--version");
    assert_eq!(
        called.kept(),
        format!("cargo-stability {}\n", env!("CARGO_PKG_VERSION"))
    );
    let mut itself = std::process::Command::new(env!("CARGO_BIN_EXE_cargo-stability-under-test"));
    assert_eq!(
        itself.arg("--version").output().unwrap().stdout,
        called.stdout.as_bytes()
    );
}
