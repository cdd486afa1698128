//! A document with a marker and with keys that its program does not know: they are kept, and a misspelled key is refused.

use serde::{Deserialize, Serialize};

/// The report of a run.
#[stability::stable(
    since = "0.1.0",
    constructor,
    schema = "weather/report@1",
    extensions(core = "weather", community = "x-")
)]
#[derive(Debug, Serialize, Deserialize)]
pub struct Report {
    /// Which station.
    pub station: String,
    #[reserved(until = "0.3.0")]
    wind: stability::Reserved,
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let text = r#"{"schema":"weather/report@1","station":"Bern","wind":{"from":"west"},"x-team":"blue"}"#;
    let report: Report = serde_json::from_str(text)?;
    let team = report.extensions().get::<String>("x-team")?;
    println!("{} for the team {}", report.station, team.unwrap_or_default());
    assert_eq!(serde_json::to_string(&report)?, text);

    let misspelled = r#"{"schema":"weather/report@1","staton":"Bern"}"#;
    if let Err(error) = serde_json::from_str::<Report>(misspelled) {
        println!("{error}");
    }
    Ok(())
}
