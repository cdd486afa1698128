//! The judgement of rules that others wrote from the same standards.

use std::sync::LazyLock;

use lint_http_core::http_transaction::HttpTransaction;
use lint_http_core::state::StateStore;
use lint_http_core::test_helpers::{make_test_config_with_enabled_rules, make_test_transaction_with_response};
use lint_http_rules::engine::PreparedEngine;
use reqwest::header::{DATE, HeaderMap, HeaderValue};

/// The rules about what the layers write.
const RULES: [&str; 9] = [
    "date_and_time_headers_consistent",
    "deprecation_header_syntax",
    "sunset_and_deprecation_consistent",
    "link_header_valid",
    "vary_header_valid",
    "vary_header_cache_valid",
    "vary_and_cache_consistent",
    "problem_details_content_type",
    "problem_details_structure_valid",
];

static ENGINE: LazyLock<PreparedEngine> =
    LazyLock::new(|| PreparedEngine::new(&make_test_config_with_enabled_rules(&RULES)).expect("these rules are known"));

/// What the rules find wrong with a response.
pub fn findings(method: &str, path: &str, status: u16, headers: &HeaderMap, body: &[u8]) -> Vec<String> {
    let mut transaction: HttpTransaction = make_test_transaction_with_response(status, &[]);
    method.clone_into(&mut transaction.request.method);
    transaction.request.uri = format!("http://ornn.example{path}");
    if let Some(response) = &mut transaction.response {
        response.headers.clone_from(headers);
        // A sunset that has passed is a finding, and this test is run after it too.
        let date = HeaderValue::from_static("Sat, 21 Nov 2026 12:00:00 GMT");
        response.headers.insert(DATE, date);
        response.body_length = Some(body.len() as u64);
    }
    transaction.response_body = Some(body.to_vec().into());
    let found = ENGINE.lint_transaction(&transaction, &StateStore::new(60, 10));
    found.iter().map(|violation| format!("{violation:?}")).collect()
}

#[test]
fn the_oracle_sees_what_is_wrong() {
    let found = |sunset: &'static str| {
        let mut headers = HeaderMap::new();
        headers.insert("deprecation", HeaderValue::from_static("@1788220800"));
        headers.insert("sunset", HeaderValue::from_static(sunset));
        findings("GET", "/", 200, &headers, b"")
    };
    assert_eq!(found("Fri, 01 Jan 2027 00:00:00 GMT"), [""; 0]);
    // As an example of Ornn's own document has it: that day is a Friday.
    assert_ne!(found("Wed, 01 Jan 2027 00:00:00 GMT"), [""; 0]);
}
