//! AK-05: settings and the variables that they are read from.

use aksara_core::settings::AksaraSettings;
use serde::Deserialize;
use stability::contract::Contract;
use stability::surface;

use crate::{aksara, code, err, project};

#[test]
fn ak_05_the_promised_settings_are_those_of_the_program() {
    stability::assert_surface!(settings AksaraSettings);
}

#[test]
fn ak_05_every_variable_is_named_as_promised() {
    stability::assert_surface!(env "AKSARA_" AksaraSettings);
}

#[expect(dead_code, reason = "only its shape is of interest")]
#[derive(Deserialize)]
struct Changed {
    database: String,
    migrations: String,
    debug: String,
    secret_key: String,
    allowed_hosts: Vec<String>,
    page_size: usize,
    max_page_size: usize,
    verbose: bool,
}

#[test]
fn ak_05_a_setting_that_is_dropped_added_or_of_another_type_is_a_finding() {
    let found = surface::settings::<Changed>(&Contract::linked().unwrap()).to_string();
    for said in [
        "setting `verbose` exists, but has no tier",
        "setting `mcp_audience` is promised by the package `aksara-core`",
        "setting `debug` is promised as `bool`",
    ] {
        assert!(found.contains(said), "{found}");
    }
    assert_eq!(found.lines().count(), 3, "{found}");
    let found = surface::environment::<AksaraSettings>(&Contract::linked().unwrap(), "AKS_").to_string();
    assert!(found.contains("env `AKS_DEBUG` exists, but has no tier"), "{found}");
}

#[test]
fn ak_05_the_program_reads_them_and_refuses_others_by_name() {
    let folder = project("library");
    let elsewhere = [("AKSARA_MIGRATIONS", "steps"), ("AKSARA_DATABASE", "books.db")];
    assert_eq!(code(&aksara(folder.path(), &elsewhere, &["makemigrations"])), 0);
    assert_eq!(code(&aksara(folder.path(), &elsewhere, &["migrate"])), 0);
    assert!(folder.path().join("steps/0001_initial.json").exists() && folder.path().join("books.db").exists());
    for (name, value, said) in [
        (
            "AKSARA_PAGE_SIZE",
            "many",
            "AKSARA_PAGE_SIZE takes a whole number, not `many`",
        ),
        ("AKSARA_DATABSE", "x", "databse"),
    ] {
        let refused = aksara(folder.path(), &[(name, value)], &["migrate"]);
        assert_eq!(code(&refused), 2);
        assert!(err(&refused).contains(said), "{}", err(&refused));
    }
}
