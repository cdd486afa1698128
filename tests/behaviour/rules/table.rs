//! `RULES.md`: every clause of the seeds with what keeps it, and every rule with its cases.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use stability_policy::{clauses, rules};

const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/..");

/// What keeps a clause besides a rule: a file, and a test or case in it.
const SHOWN: &[(&str, &str, &str)] = &[
    (
        "AK-01",
        "examples/aksara/aksara/tests/clauses/contract.rs",
        "ak_01_title_state_and_scope_are_at_the_top",
    ),
    (
        "AK-02",
        "examples/aksara/aksara/tests/clauses/contract.rs",
        "ak_02_stable_areas_list_their_members_in_the_order_of_the_seed",
    ),
    (
        "AK-03",
        "examples/aksara/aksara/tests/clauses/contract.rs",
        "ak_03_evolving_areas_carry_guidance",
    ),
    (
        "AK-04",
        "examples/aksara/aksara/tests/clauses/commands.rs",
        "ak_04_the_promised_commands_are_those_of_the_program",
    ),
    (
        "AK-05",
        "examples/aksara/aksara/tests/clauses/settings.rs",
        "ak_05_the_promised_settings_are_those_of_the_program",
    ),
    (
        "AK-06",
        "examples/aksara/aksara/tests/clauses/commands.rs",
        "ak_06_no_command_alters_a_migration_file",
    ),
    (
        "AK-07",
        "examples/aksara/aksara/tests/clauses/contract.rs",
        "ak_07_a_stable_area_has_evolving_parts_where_that_is_declared",
    ),
    (
        "AK-13",
        "examples/aksara/aksara-core/src/generated/tests.rs",
        "the_migration_of_the_same_models_has_the_same_bytes",
    ),
    (
        "AK-14",
        "examples/aksara/aksara-core/src/generated/tests.rs",
        "the_openapi_document_loses_nothing",
    ),
    (
        "AK-15",
        "examples/aksara/aksara-core/src/generated/tests.rs",
        "tools_keep_their_names_and_input_schemas",
    ),
    (
        "AK-16",
        "examples/aksara/aksara-core/src/generated/tests.rs",
        "a_studio_page_may_become_anything",
    ),
    (
        "AK-17",
        "examples/aksara/aksara/tests/clauses/contract.rs",
        "ak_17_what_is_enforced_is_promised",
    ),
    (
        "AA-02",
        "examples/aioc/aioc/tests/governance/gates.rs",
        "a_missing_policy_has_one_reason",
    ),
    (
        "AA-03",
        "examples/aioc/aioc/tests/governance/policy_results.rs",
        "two_fields_are_required_and_four_are_not",
    ),
    (
        "AA-04",
        "examples/aioc/aioc/tests/governance/denials.rs",
        "no_mode_means_throw",
    ),
    (
        "AA-05",
        "examples/aioc/aioc/tests/governance/envelopes.rs",
        "whatever_a_tool_returns_and_a_policy_says_the_shape_is_the_same",
    ),
    (
        "AA-06",
        "examples/aioc/aioc/tests/governance/records.rs",
        "a_run_that_succeeds_has_one_record",
    ),
    (
        "AA-07",
        "examples/aioc/aioc/tests/governance/fingerprints.rs",
        "a_known_request_has_its_known_hashes",
    ),
    (
        "AA-08",
        "examples/aioc/aioc/tests/governance/contract.rs",
        "flexible_parts_are_documented",
    ),
    (
        "AA-09",
        "examples/aioc/aioc/tests/governance/errors.rs",
        "every_error_keeps_its_name_and_its_category",
    ),
    (
        "AB-01",
        "examples/aioc/aioc/tests/governance/contract.rs",
        "the_scope_is_the_freeze",
    ),
    (
        "AB-07",
        "examples/aioc/aioc/tests/governance/audit.rs",
        "every_guarantee_is_upheld",
    ),
    (
        "OR-01",
        "examples/ornn/ornn/tests/service/start.rs",
        "a_route_without_a_tier_keeps_it_from_starting",
    ),
    (
        "OR-05",
        "examples/ornn/ornn/tests/service/documents.rs",
        "document_and_registry_agree",
    ),
    (
        "OR-06",
        "examples/ornn/ornn/tests/service/sdk.rs",
        "stable_is_callable_as_is",
    ),
    (
        "OR-07",
        "examples/ornn/ornn/tests/service/sdk.rs",
        "beta_is_refused_before_anything_is_sent",
    ),
    (
        "OR-08",
        "examples/ornn/ornn/tests/service/sdk.rs",
        "experimental_calls_are_on_a_client_of_their_own",
    ),
    (
        "OR-09",
        "examples/ornn/ornn/tests/service/outcomes.rs",
        "every_outcome_of_every_route_has_exactly_its_headers",
    ),
    (
        "OR-12",
        "examples/ornn/ornn/tests/service/sunset.rs",
        "each_route_ends_at_its_own_second",
    ),
    (
        "OR-16",
        "examples/ornn/ornn/tests/service/contract.rs",
        "the_dates_of_headers_are_those_that_were_written",
    ),
    (
        "NI-01",
        "tests/behaviour/nika.rs",
        "the_friend_and_the_community_package_pass_their_tests_over_both_releases",
    ),
    (
        "NI-05",
        "examples/nika/nika/tests/workflow.rs",
        "an_invalid_file_is_refused_with_its_place",
    ),
    (
        "NI-06",
        "examples/nika/nika/tests/workflow.rs",
        "an_invalid_file_is_refused_with_its_place",
    ),
    (
        "NI-08",
        "tests/behaviour/nika.rs",
        "the_friend_and_the_community_package_pass_their_tests_over_both_releases",
    ),
    (
        "NI-11",
        "tests/behaviour/nika.rs",
        "the_contracts_differ_in_what_was_added",
    ),
    (
        "NI-15",
        "examples/nika/nika/tests/profile.rs",
        "every_answer_is_yes_except_where_a_document_is_closed",
    ),
];

#[test]
fn every_rule_and_test_that_keeps_a_clause_exists() {
    for (clause, file, test) in SHOWN {
        assert!(clauses::find(clause).is_some(), "no clause {clause}");
        let source = fs::read_to_string(Path::new(ROOT).join(file)).unwrap_or_else(|error| panic!("{file}: {error}"));
        assert!(
            source.contains(&format!("fn {test}(")),
            "{clause}: no test `{test}` in {file}"
        );
    }
}

/// The page as it should be.
fn page() -> String {
    let mut page = String::from(
        "# What keeps each clause\n\n\
         These clauses are from five published contracts. `cargo stability check` keeps them by its rules. Each rule links to two cases: a\n\
         change that it reports, and a similar one that it does not report. `cargo stability explain RULE` explains a rule. The last column\n\
         links to what shows a clause: a test, or an example with a refused and a permitted change. `cargo xtask bless rules` writes this page.\n\n\
         | clause | | kept by the rules | shown by |\n|---|---|---|---|\n",
    );
    let histories = crate::histories::clauses::ids();
    for clause in clauses::ALL {
        let kept: Vec<String> = rules::all()
            .filter(|rule| rule.clauses.contains(&clause.id))
            .map(|rule| format!("[`{0}`](tests/fixtures/rules/{0})", rule.id))
            .collect();
        let mut shown: Vec<String> = SHOWN
            .iter()
            .filter(|(id, ..)| *id == clause.id)
            .map(|(_, file, test)| format!("[`{test}`]({file})"))
            .collect();
        if histories.contains(clause.id) {
            shown.push("[its example](tests/cases/clauses.toml)".to_owned());
        }
        assert!(
            !kept.is_empty() || !shown.is_empty(),
            "nothing keeps {}: {}",
            clause.id,
            clause.text
        );
        let _ = writeln!(
            page,
            "| {} | {} | {} | {} |",
            clause.id,
            clause.text,
            kept.join(", "),
            shown.join(", ")
        );
    }
    page.push_str("\n## The rules\n\n| rule | level | requires that | clauses |\n|---|---|---|---|\n");
    let by_name: BTreeMap<_, _> = rules::all().map(|rule| (rule.id, rule)).collect();
    for rule in by_name.values() {
        let level = if rule.profile {
            format!("{}, in the profile", rule.level)
        } else {
            rule.level.to_string()
        };
        let clauses = rule.clauses.join(", ");
        let _ = writeln!(
            page,
            "| [`{0}`](tests/fixtures/rules/{0}) | {level} | {1} | {clauses} |",
            rule.id, rule.summary
        );
    }
    page
}

#[test]
fn the_page_says_what_keeps_each_clause() {
    let (path, page) = (Path::new(ROOT).join("RULES.md"), page());
    if std::env::var_os("BLESS").is_some() {
        fs::write(&path, &page).expect("the page is written");
    }
    let stored = fs::read_to_string(&path).unwrap_or_default();
    assert!(stored == page, "`cargo xtask bless rules` writes the page anew");
}
