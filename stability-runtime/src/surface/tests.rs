use alloc::string::ToString;
use alloc::vec::Vec;

use clap::{Arg, ArgAction, Command};
use serde::Deserialize;
use serde_json::json;

use super::{commands, environment, names, settings};
use crate::contract::Contract;
use crate::contract::samples::{record, submission};
use crate::kind::Kind;

fn contract(promised: &[(Kind, &str, &str)]) -> Contract {
    let entry = |(kind, name, signature): &(Kind, &str, &str)| {
        let entry = record(*kind, "", name).with(json!({ "id": alloc::format!("{kind} {name}") }));
        match *signature {
            "" => entry,
            signature => entry.with(json!({ "signature": signature })),
        }
    };
    let entries: Vec<_> = promised.iter().map(entry).collect();
    Contract::collect([&submission(&entries)]).unwrap()
}

fn aksara() -> Command {
    let fake = Arg::new("fake")
        .long("fake")
        .short('f')
        .alias("pretend")
        .action(ArgAction::SetTrue);
    let migrate = Command::new("migrate").arg(fake).arg(Arg::new("app"));
    let doctor = Command::new("doctor").subcommand(Command::new("launch-check").alias("launch"));
    Command::new("aksara")
        .arg(Arg::new("quiet").long("quiet").global(true))
        .subcommand(migrate)
        .subcommand(doctor)
        .subcommand(Command::new("debug").hide(true))
}

const PROMISED: [(Kind, &str, &str); 3] = [
    (Kind::Command, "aksara migrate", ""),
    (Kind::Command, "aksara doctor", ""),
    (Kind::CommandOption, "aksara --quiet", ""),
];

#[test]
fn existing_promised_entries_make_no_difference() {
    assert_eq!(commands(&contract(&PROMISED), &aksara()).to_string(), "");
    // Of a hidden command, an alias, an argument, another program.
    let more = [
        (Kind::Command, "aksara debug", ""),
        (Kind::Command, "aksara doctor launch", ""),
        (Kind::CommandOption, "aksara migrate --pretend", ""),
        (Kind::CommandOption, "aksara migrate -f", ""),
        (Kind::CommandOption, "aksara migrate <APP>", ""),
        (Kind::Command, "aksarad start", ""),
    ];
    assert_eq!(
        commands(&contract(&[&PROMISED[..], &more].concat()), &aksara()).to_string(),
        ""
    );
}

#[test]
fn a_command_or_option_that_is_added_needs_a_tier() {
    let command = aksara()
        .subcommand(Command::new("shell").arg(Arg::new("rc").long("rc")))
        .arg(Arg::new("color").short('c'));
    assert_eq!(
        commands(&contract(&PROMISED), &command).to_string(),
        "command `aksara shell` exists, but has no tier: add `command \"aksara shell\";` to a `stability::surface!`, or hide it\n\
         option `aksara -c` exists, but has no tier: add `option \"aksara\" \"-c\";` to a `stability::surface!`, or hide it\n\
         option `aksara shell --rc` exists, but has no tier: add `option \"aksara shell\" \"--rc\";` to a `stability::surface!`, or hide it",
    );
}

#[test]
fn a_command_without_commands_needs_a_tier_itself() {
    let difference = commands(&Contract::default(), &Command::new("lone"));
    assert_eq!(difference.discrepancies().len(), 1, "{difference}");
    assert_eq!(
        commands(&contract(&[(Kind::Command, "lone", "")]), &Command::new("lone")).to_string(),
        ""
    );
}

#[test]
fn a_removed_command_or_option_is_reported() {
    let more = [
        (Kind::Command, "aksara serve", ""),
        (Kind::CommandOption, "aksara migrate --dry-run", ""),
    ];
    assert_eq!(
        commands(&contract(&[&PROMISED[..], &more].concat()), &aksara()).to_string(),
        "command `aksara serve` is promised by the package `nika` at src/lib.rs:7, but does not exist: add it again, or deprecate it and remove the promise in a release that may break it\n\
         option `aksara migrate --dry-run` is promised by the package `nika` at src/lib.rs:7, but does not exist: add it again, or deprecate it and remove the promise in a release that may break it",
    );
}

#[expect(dead_code, reason = "only its shape is of interest")]
#[derive(Deserialize)]
struct Settings {
    debug: bool,
    database: Database,
}

#[expect(dead_code, reason = "only its shape is of interest")]
#[derive(Deserialize)]
struct Database {
    url: alloc::string::String,
}

#[test]
fn settings_have_the_promised_keys_and_types() {
    let same = [(Kind::Setting, "debug", "bool"), (Kind::Setting, "database.url", "")];
    assert_eq!(settings::<Settings>(&contract(&same)).to_string(), "");
    let other = [(Kind::Setting, "debug", "String"), (Kind::Setting, "verbose", "bool")];
    assert_eq!(
        settings::<Settings>(&contract(&other)).to_string(),
        "setting `database.url` exists, but has no tier: add `setting \"database.url\": String;` to a `stability::surface!`\n\
         setting `verbose` is promised by the package `nika` at src/lib.rs:7, but does not exist: add it again, or deprecate it and remove the promise in a release that may break it\n\
         setting `debug` is promised as `String` at src/lib.rs:7, but is `bool`: \
         change it back, or promise the new form under another name",
    );
}

#[test]
fn variables_are_covered_by_names_and_patterns() {
    for promised in [
        &[(Kind::Env, "NIKA_*", "")][..],
        &[(Kind::Env, "NIKA_DEBUG", ""), (Kind::Env, "*_DATABASE_URL", "")],
    ] {
        assert_eq!(environment::<Settings>(&contract(promised), "NIKA_").to_string(), "");
    }
    let difference = environment::<Settings>(
        &contract(&[
            (Kind::Env, "NIKA_DEBUG", ""),
            (Kind::Env, "NIKA_TRACE", ""),
            (Kind::Env, "PATH", ""),
        ]),
        "NIKA_",
    );
    assert_eq!(
        difference.to_string(),
        "env `NIKA_DATABASE_URL` exists, but has no tier: add `env \"NIKA_DATABASE_URL\";` to a `stability::surface!`\n\
         env `NIKA_TRACE` is promised by the package `nika` at src/lib.rs:7, but does not exist: add it again, or deprecate it and remove the promise in a release that may break it",
    );
}

#[test]
fn names_are_compared_within_their_kind() {
    let contract = contract(&[(Kind::Metric, "runs_total", ""), (Kind::Event, "run.completed", "")]);
    assert!(names(&contract, Kind::Metric, ["runs_total"]).into_result().is_ok());
    let difference = names(&contract, Kind::Event, ["runs_total"]);
    assert_eq!(difference.discrepancies().len(), 2, "{difference}");
}
