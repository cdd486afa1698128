//! The log against the types that a library makes of the official schema.

use serde_json::Value;
use serde_sarif::sarif::Sarif;

use super::forms::written;
use super::sample::{Files, judgement, verdict};
use crate::report::sarif;

#[test]
fn the_log_is_of_the_official_schema() {
    let (verdict, files) = (verdict(), Files::sample());
    let text = written(sarif::write, &judgement(&verdict, &files));
    let log: Sarif =
        serde_json::from_str(&text).expect("it has every key that it must have, of the type that it must be");
    // A key that the schema does not have is lost on the way.
    let again = serde_json::to_value(&log).expect("it is JSON");
    assert_eq!(again, serde_json::from_str::<Value>(&text).unwrap());
}

#[test]
fn a_result_points_at_its_rule() {
    let (verdict, files) = (verdict(), Files::sample());
    let text = written(sarif::write, &judgement(&verdict, &files));
    let log: Value = serde_json::from_str(&text).unwrap();
    let run = &log["runs"][0];
    let results = run["results"].as_array().unwrap();
    assert_eq!(results.len(), verdict.findings.len() + verdict.suppressed.len());
    for result in results {
        let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
        assert_eq!(run["tool"]["driver"]["rules"][index]["id"], result["ruleId"]);
    }
}
