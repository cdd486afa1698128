//! `ornn-contract`: what is printed, and the page that is kept.

use std::path::Path;
use std::process::{Command, Output};
use std::{fs, str};

use stability::contract::Contract;
use stability::{Kind, Tier};

const PAGE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../DEPRECATIONS.md");
const DOCUMENT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../openapi.json");

fn run(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_ornn-contract"))
        .args(arguments)
        .output()
        .expect("it was built")
}

fn stdout(arguments: &[&str]) -> String {
    let output = run(arguments);
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stdout).unwrap()
}

/// OR-01.
#[test]
fn the_contract_holds_every_route_with_its_tier() {
    let contract = Contract::from_json(&stdout(&["--format", "json"])).unwrap();
    let routes = contract.items().iter().filter(|item| item.kind == Kind::Route);
    let mut tiers: Vec<Tier> = routes.clone().map(|route| route.tier).collect();
    tiers.sort_unstable();
    tiers.dedup();
    assert_eq!(tiers, [Tier::Experimental, Tier::Evolving, Tier::Beta, Tier::Stable]);
    assert_eq!(routes.count(), 16);
    assert!(contract.items().iter().any(|item| item.id == "ornn_sdk::Client"));
}

/// OR-02.
#[test]
fn the_contract_says_how_far_it_is_settled() {
    let text = stdout(&["--package", "ornn", "--width", "120"]);
    assert!(
        text.starts_with("Ornn stability contract\nalpha, applies to >=0.7.0, <2.0.0\n"),
        "{text}"
    );
    let beta = stdout(&["--package", "ornn", "--tier", "beta", "--format", "markdown"]);
    assert!(
        beta.contains("`POST /api/v1/skills/{name}/ratings` — route, since 0.8.0, until 1.0.0"),
        "{beta}"
    );
    assert!(!beta.contains("/api/v1/search"), "{beta}");
}

/// OR-11, OR-13.
#[test]
fn the_page_of_deprecations_is_up_to_date() {
    let output = run(&["deprecations", PAGE, "--check"]);
    assert!(output.status.success(), "{}", str::from_utf8(&output.stderr).unwrap());
}

/// OR-05: `cargo stability check` compares the kept document with the contract.
#[test]
fn the_kept_document_is_up_to_date() {
    let output = run(&["openapi", DOCUMENT, "--check"]);
    assert!(output.status.success(), "{}", str::from_utf8(&output.stderr).unwrap());
}

/// OR-11, OR-13.
#[test]
fn a_page_that_drifted_is_found_and_written_anew() {
    let page = Path::new(env!("CARGO_TARGET_TMPDIR")).join("drifted.md");
    let path = page.to_str().unwrap();
    let kept = fs::read_to_string(PAGE).unwrap();
    for drifted in [
        None,
        // An entry is missing, one says something else, one is left of a route that is removed.
        kept.split_once("<a id=\"search-v1\">")
            .map(|(before, _)| before.to_owned()),
        Some(kept.replace("2027-01-01", "2026-12-01")),
        Some(kept.clone() + "\n## `GET /api/v1/gone`\n"),
    ] {
        match &drifted {
            None => drop(fs::remove_file(&page)),
            Some(text) => fs::write(&page, text).unwrap(),
        }
        let output = run(&["deprecations", path, "--check"]);
        assert_eq!(output.status.code(), Some(1), "{drifted:?}");
        assert!(
            str::from_utf8(&output.stderr)
                .unwrap()
                .contains("is not up to date: run `ornn-contract deprecations")
        );
        assert_eq!(fs::read_to_string(&page).ok(), drifted, "a check writes nothing");
    }
    stdout(&["deprecations", path]);
    assert_eq!(fs::read_to_string(&page).unwrap(), kept);
    assert_eq!(run(&["deprecations", "/nowhere/at/all.md"]).status.code(), Some(2));
}

/// OR-16: what the macro computed, by a parser that refuses wrong weekdays.
#[test]
fn the_dates_of_headers_are_those_that_were_written() {
    let deprecated = stability::registry::routes().filter_map(|route| route.retirement);
    let mut dates = Vec::new();
    for retirement in deprecated {
        let sunset = retirement.sunset.expect("each has one");
        for (moment, header) in [(retirement.on, None), (sunset, Some(sunset.header))] {
            let written = match moment.written {
                day if day.len() == 10 => format!("{day}T00:00:00Z"),
                time => time.to_owned(),
            };
            let expected: jiff::Timestamp = written.parse().unwrap();
            assert_eq!(moment.seconds, expected.as_second());
            match header {
                None => assert_eq!(moment.header, format!("@{}", expected.as_second())),
                Some(header) => assert_eq!(
                    httpdate::parse_http_date(header).unwrap(),
                    std::time::SystemTime::from(expected)
                ),
            }
        }
        dates.push(sunset.header);
    }
    dates.sort_unstable();
    let expected = ["Fri, 01 Jan 2027 00:00:00 GMT", "Wed, 30 Jun 2027 22:00:00 GMT"];
    assert_eq!(dates, expected);
    // As an example of Ornn's own document has it: that day is a Friday.
    assert!(httpdate::parse_http_date("Wed, 01 Jan 2027 00:00:00 GMT").is_err());
}
