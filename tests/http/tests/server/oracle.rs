//! The judgement of rules that others wrote from the same standards.

use std::sync::LazyLock;

use lint_http_core::http_transaction::HttpTransaction;
use lint_http_core::state::StateStore;
use lint_http_core::test_helpers::{make_test_config_with_enabled_rules, make_test_transaction_with_response};
use lint_http_rules::engine::PreparedEngine;
use reqwest::header::HeaderMap;

/// The rules about what the layer writes.
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
        response.body_length = Some(body.len() as u64);
    }
    transaction.response_body = Some(body.to_vec().into());
    let found = ENGINE.lint_transaction(&transaction, &StateStore::new(60, 10));
    found.iter().map(|violation| format!("{violation:?}")).collect()
}

#[test]
fn the_oracle_sees_what_is_wrong() {
    let wrong = |name: &'static str, value: &'static str| {
        let mut headers = HeaderMap::new();
        headers.insert("deprecation", "@1788220800".parse().unwrap());
        headers.insert("sunset", "Thu, 01 Jan 2099 00:00:00 GMT".parse().unwrap());
        headers.insert("date", "Thu, 01 Oct 2026 00:00:00 GMT".parse().unwrap());
        headers.insert(name, value.parse().unwrap());
        findings("GET", "/a", 200, &headers, b"")
    };
    assert_eq!(wrong("x-other", "1"), [""; 0]);
    for (name, value) in [
        ("deprecation", "true"),
        // It is a Thursday.
        ("sunset", "Fri, 01 Jan 2099 00:00:00 GMT"),
        // Before the deprecation.
        ("sunset", "Wed, 01 Jan 2020 00:00:00 GMT"),
        ("link", "</a b>; rel=x\"y\""),
    ] {
        assert_ne!(wrong(name, value), [""; 0], "{name}: {value}");
    }
    let mut headers = HeaderMap::new();
    headers.insert("content-type", "application/problem+json".parse().unwrap());
    assert_ne!(findings("GET", "/a", 406, &headers, b"{\"status\":\"406\"}"), [""; 0]);
}
