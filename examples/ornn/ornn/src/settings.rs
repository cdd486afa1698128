//! What who runs the service decides.

use std::path::PathBuf;
use std::time::SystemTime;

use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use jiff::Timestamp;
use stability_http::server::{Gate, PastSunset};

/// What who runs the service decides.
#[derive(Clone, Debug, Args)]
pub struct Settings {
    /// The file of the database; without one, it is in memory and has a few skills to look at.
    #[arg(long, env = "ORNN_DATABASE", value_name = "FILE")]
    pub database: Option<PathBuf>,
    /// What becomes of requests to beta and experimental routes without `Accept-Stability`.
    #[arg(long, env = "ORNN_GATE", default_value = "refuse", value_parser = gate())]
    pub gate: Gate,
    /// What becomes of requests to routes that are past their sunset.
    #[arg(long, env = "ORNN_PAST_SUNSET", default_value = "gone", value_parser = past_sunset())]
    pub past_sunset: PastSunset,
    /// Routes with a sunset that are served past it all the same, as in `POST /api/v1/search`, separated by commas; `*` for all.
    #[arg(long, env = "ORNN_SERVE_PAST_SUNSET", default_value = "", value_name = "ROUTES")]
    pub serve_past_sunset: String,
    /// The time at which sunsets are looked at, of RFC 3339, in place of the system's: to see what comes.
    #[arg(long, env = "ORNN_CLOCK", value_name = "TIME")]
    pub clock: Option<Timestamp>,
}

impl Settings {
    /// The clock that was asked for.
    pub fn clock(&self) -> impl Fn() -> SystemTime + Send + Sync + 'static {
        let stopped = self.clock;
        move || stopped.map_or_else(SystemTime::now, SystemTime::from)
    }
}

/// Nothing decided.
impl Default for Settings {
    fn default() -> Self {
        Self {
            database: None,
            gate: Gate::Refuse,
            past_sunset: PastSunset::Gone,
            serve_past_sunset: String::new(),
            clock: None,
        }
    }
}

fn gate() -> impl TypedValueParser<Value = Gate> {
    PossibleValuesParser::new(["off", "warn", "refuse"]).map(|word| match word.as_str() {
        "off" => Gate::Off,
        "warn" => Gate::Warn,
        _ => Gate::Refuse,
    })
}

fn past_sunset() -> impl TypedValueParser<Value = PastSunset> {
    PossibleValuesParser::new(["serve", "warn", "gone"]).map(|word| match word.as_str() {
        "serve" => PastSunset::Serve,
        "warn" => PastSunset::Warn,
        _ => PastSunset::Gone,
    })
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, UNIX_EPOCH};

    use clap::Parser;
    use stability_http::server::{Gate, PastSunset};

    use super::Settings;

    #[derive(Debug, Parser)]
    struct Program {
        #[command(flatten)]
        settings: Settings,
    }

    fn parsed(arguments: &[&str]) -> Result<Settings, clap::Error> {
        Program::try_parse_from([&["ornn"], arguments].concat()).map(|program| program.settings)
    }

    #[test]
    fn the_default_refuses() {
        let settings = parsed(&[]).unwrap();
        assert_eq!((settings.gate, settings.past_sunset), (Gate::Refuse, PastSunset::Gone));
        assert_eq!(format!("{settings:?}"), format!("{:?}", Settings::default()));
    }

    #[test]
    fn each_policy_has_its_word() {
        for (word, gate) in [("off", Gate::Off), ("warn", Gate::Warn), ("refuse", Gate::Refuse)] {
            assert_eq!(parsed(&["--gate", word]).unwrap().gate, gate);
        }
        for (word, policy) in [
            ("serve", PastSunset::Serve),
            ("warn", PastSunset::Warn),
            ("gone", PastSunset::Gone),
        ] {
            assert_eq!(parsed(&["--past-sunset", word]).unwrap().past_sunset, policy);
        }
        assert!(parsed(&["--gate", "maybe"]).is_err());
        assert!(parsed(&["--clock", "tomorrow"]).is_err());
    }

    #[test]
    fn a_given_clock_is_fixed() {
        let settings = parsed(&["--clock", "2027-01-01T00:00:00Z"]).unwrap();
        assert_eq!(settings.clock()(), UNIX_EPOCH + Duration::from_hours(499_656));
    }
}
