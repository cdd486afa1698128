//! AK-04: the commands and their exit codes, as promised and as they are.

use std::fs;
use std::io::Write as _;
use std::process::{Command, Stdio};

use aksara::cli::Cli;
use aksara_core::credential::McpCredentialClaims;
use clap::CommandFactory;
use stability::contract::Contract;
use stability::surface;

use crate::{SECURE, aksara, code, err, out, project};

#[test]
fn ak_04_the_promised_commands_are_those_of_the_program() {
    stability::assert_surface!(Cli::command());
}

#[test]
fn ak_04_a_command_without_a_tier_is_a_finding() {
    let command = Cli::command().subcommand(clap::Command::new("serve"));
    let found = surface::commands(&Contract::linked().unwrap(), &command).to_string();
    assert!(
        found.starts_with("command `aksara serve` exists, but has no tier: add `command \"aksara serve\";`"),
        "{found}"
    );
    assert_eq!(found.lines().count(), 1, "{found}");
}

#[test]
fn ak_04_a_removed_command_is_a_finding() {
    let without = clap::Command::new("aksara").subcommands(
        Cli::command()
            .get_subcommands()
            .filter(|command| command.get_name() != "shell")
            .cloned(),
    );
    let without = without.args(Cli::command().get_arguments().cloned());
    let found = surface::commands(&Contract::linked().unwrap(), &without).to_string();
    assert!(
        found.starts_with("command `aksara shell` is promised by the package `aksara`"),
        "{found}"
    );
    assert_eq!(found.lines().count(), 1, "{found}");
}

#[test]
fn ak_04_doctor_ends_with_0_where_all_is_well_and_with_1_where_not() {
    let folder = project("library");
    let doctor = |variables: &[(&str, &str)], check: &str| code(&aksara(folder.path(), variables, &["doctor", check]));
    for check in ["launch-check", "security-check", "production-check", "fix-plan"] {
        assert_eq!(doctor(&[], check), 1, "{check}");
    }
    assert_eq!(code(&aksara(folder.path(), &[], &["makemigrations"])), 0);
    assert_eq!(doctor(&SECURE, "launch-check"), 1);
    assert_eq!(code(&aksara(folder.path(), &[], &["migrate"])), 0);
    for check in ["launch-check", "security-check", "production-check", "fix-plan"] {
        assert_eq!(doctor(&SECURE, check), 0, "{check}");
    }
    assert_eq!(doctor(&[], "launch-check"), 0);
    for (name, value) in [
        ("AKSARA_DEBUG", "true"),
        ("AKSARA_ALLOWED_HOSTS", "*"),
        ("AKSARA_SECRET_KEY", "short"),
    ] {
        let variables: Vec<_> = SECURE
            .into_iter()
            .filter(|(other, _)| *other != name)
            .chain([(name, value)])
            .collect();
        assert_eq!(doctor(&variables, "security-check"), 1, "{name}={value}");
    }
}

#[test]
fn ak_04_doctor_ends_with_2_where_it_cannot_complete() {
    let empty = tempfile::tempdir().unwrap();
    let nothing = aksara(empty.path(), &[], &["doctor", "launch-check"]);
    assert_eq!(code(&nothing), 2);
    assert!(err(&nothing).contains("models.yaml"), "{}", err(&nothing));
    assert_eq!(code(&aksara(empty.path(), &[], &["doctor"])), 2);
    let folder = project("library");
    assert_eq!(
        code(&aksara(
            folder.path(),
            &[("AKSARA_DEBUG", "maybe")],
            &["doctor", "launch-check"]
        )),
        2
    );
}

#[test]
fn ak_04_a_fix_plan_ends_where_its_steps_are_taken() {
    let folder = project("library");
    let plan = out(&aksara(folder.path(), &SECURE, &["doctor", "fix-plan"]));
    assert_eq!(plan, "1. run `aksara makemigrations`\n");
    aksara(folder.path(), &[], &["makemigrations"]);
    assert_eq!(
        out(&aksara(folder.path(), &SECURE, &["doctor", "fix-plan"])),
        "1. run `aksara migrate`\n"
    );
    aksara(folder.path(), &[], &["migrate"]);
    assert_eq!(
        out(&aksara(folder.path(), &SECURE, &["doctor", "fix-plan"])),
        "nothing to fix\n"
    );
}

#[test]
fn ak_04_makemigrations_and_migrate_end_as_promised() {
    let folder = project("library");
    let run = |arguments: &[&str]| code(&aksara(folder.path(), &[], arguments));
    assert_eq!(run(&["makemigrations", "--check"]), 1);
    assert_eq!(run(&["makemigrations"]), 0);
    assert_eq!(run(&["makemigrations", "--check"]), 0);
    assert!(out(&aksara(folder.path(), &[], &["migrate", "--plan"])).contains("CREATE TABLE \"book\""));
    assert_eq!(run(&["migrate"]), 0);
    assert_eq!(out(&aksara(folder.path(), &[], &["migrate"])), "nothing to apply\n");
    fs::write(folder.path().join("migrations/0001_initial.json"), "{}").unwrap();
    assert_eq!((run(&["makemigrations"]), run(&["migrate"])), (2, 2));
}

/// AK-06: files that exist are not altered, whatever is run.
#[test]
fn ak_06_no_command_alters_a_migration_file() {
    let folder = project("library");
    let models = folder.path().join("models.yaml");
    aksara(folder.path(), &[], &["makemigrations"]);
    let file = folder.path().join("migrations/0001_initial.json");
    let before = fs::read(&file).unwrap();
    let changed = fs::read_to_string(&models).unwrap().replace(
        "      - { name: label, type: text, unique: true }\n",
        "      - { name: label, type: text, unique: true }\n      - { name: room, type: text, \"null\": true }\n",
    );
    fs::write(&models, changed).unwrap();
    for arguments in [
        &["makemigrations"][..],
        &["migrate"],
        &["dev", "--project", "."],
        &["makemigrations"],
    ] {
        let run = aksara(folder.path(), &[], arguments);
        assert_eq!(code(&run), 0, "{arguments:?}: {}", err(&run));
    }
    assert_eq!(fs::read(&file).unwrap(), before);
    assert!(folder.path().join("migrations/0002_shelf_room.json").exists());
}

#[test]
fn dev_needs_no_project_and_no_server() {
    let empty = tempfile::tempdir().unwrap();
    let dev = aksara(empty.path(), &[], &["dev"]);
    assert_eq!(code(&dev), 0, "{}", err(&dev));
    assert!(out(&dev).contains("GET /book/ as System: 200\n"), "{}", out(&dev));
    assert!(out(&dev).contains("GET /author/ as Anonymous: 403\n"), "{}", out(&dev));
    assert_eq!(fs::read_dir(empty.path()).unwrap().count(), 0, "the files were removed");
    let validated = aksara(empty.path(), &[], &["examples", "validate"]);
    assert_eq!((code(&validated), out(&validated).lines().count()), (0, 2));
    assert_eq!(code(&aksara(empty.path(), &[], &["dev", "--template", "none"])), 2);
}

#[test]
fn help_says_what_a_user_asks_for_and_nothing_of_tiers() {
    let folder = tempfile::tempdir().unwrap();
    let help = out(&aksara(folder.path(), &[], &["--help"]));
    assert!(
        help.starts_with("Models over SQLite") && !help.contains("Stability"),
        "{help}"
    );
}

#[test]
fn the_shell_shows_the_user_of_a_token() {
    let folder = project("tenants");
    for command in ["makemigrations", "migrate"] {
        assert_eq!(code(&aksara(folder.path(), &[], &[command])), 0);
    }
    let mut claims = McpCredentialClaims::new("robot", "https://books.example", 4_000_000_000);
    claims.scope = "invoice:read".to_owned();
    claims.tenant = Some("acme".to_owned());
    let ask = |key: &str| {
        let token = format!("token:{}", claims.sign(key.as_bytes()).unwrap());
        let mut command = Command::new(env!("CARGO_BIN_EXE_aksara"));
        command
            .args(["shell", "--as", &token])
            .current_dir(folder.path())
            .envs(SECURE);
        let shell = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn();
        let mut shell = shell.expect("the binary starts");
        let requests = b"GET /invoice/\n\nPOST /invoice/ {\"cents\": 1}\nnonsense\n";
        shell
            .stdin
            .take()
            .expect("it is piped")
            .write_all(requests)
            .expect("it reads");
        out(&shell.wait_with_output().expect("it ends"))
    };
    let answers = ask(SECURE[0].1);
    let lines: Vec<&str> = answers.lines().collect();
    assert!(lines[0].starts_with("200 {\"count\":0"), "{answers}");
    assert!(
        lines[1].starts_with("403 ") && lines[2].starts_with("400 "),
        "{answers}"
    );
    assert!(ask("another key").starts_with("401 "));
    assert_eq!(code(&aksara(folder.path(), &[], &["shell", "--as", "token:x"])), 2);
    assert_eq!(code(&aksara(folder.path(), &[], &["shell", "--as", "root"])), 2);
}

#[test]
fn a_project_is_not_started_over_another() {
    let folder = project("tenants");
    let again = aksara(folder.path(), &[], &["startproject", "."]);
    assert_eq!(code(&again), 2);
    assert!(err(&again).contains("is there already"), "{}", err(&again));
}
