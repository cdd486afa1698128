//! The figures as a Markdown document.

use std::fmt;
use std::time::Duration as Time;

use crate::cases::Case;
use crate::counter::Counter;
use crate::ratio;
use crate::timer::Duration;

/// What was measured, and how.
#[derive(Debug)]
pub struct Report {
    /// Structs per package.
    pub structs: u32,
    /// Timed calls per case.
    pub rounds: usize,
    /// What counted instructions.
    pub counter: Option<Counter>,
    /// When it was measured.
    pub date: Option<String>,
    /// The compiler's name and version.
    pub compiler: String,
    /// The machine, in words.
    pub machine: String,
    /// One per case, a base before what is compared with it.
    pub rows: Vec<Row>,
}

/// The figures of one case.
#[derive(Clone, Copy, Debug)]
pub struct Row {
    /// What was measured.
    pub case: &'static Case,
    /// Instructions of the whole call.
    pub instructions: Option<u64>,
    /// The medians of its times.
    pub times: Duration,
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            structs,
            rounds,
            counter,
            date,
            compiler,
            machine,
            rows,
        } = self;
        writeln!(f, "# What an annotation costs the compiler\n")?;
        let date = date.as_ref().map(|date| format!("{date}, ")).unwrap_or_default();
        writeln!(f, "Measured {date}with {compiler} on {machine}.\n")?;
        writeln!(
            f,
            "Each package has {structs} documented structs of three public fields (`String`, `Vec<String>`, \
             `Option<u64>`). What counts is the one call of `rustc` for that package in a `cargo check` without \
             incremental compilation, when its dependencies are built; macros are built as `cargo check` builds them, \
             without optimisation."
        )?;
        if let Some(counter) = counter {
            writeln!(
                f,
                "Instructions are those in user space, counted by {}; \"over\" is the difference to the same package \
                 without annotations, \"each\" that difference per struct.",
                counter.as_str()
            )?;
        }
        if *rounds > 0 {
            writeln!(f, "Times are medians of {rounds} interleaved runs, uncounted.")?;
        }
        writeln!(f)?;
        writeln!(
            f,
            "| case | instructions (G) | over (G) | each (M) | wall (s) | CPU (s) |"
        )?;
        writeln!(f, "|---|--:|--:|--:|--:|--:|")?;
        for row in rows {
            let Row {
                case,
                instructions,
                times,
            } = row;
            let over = row.over(rows);
            let each = over.map(|over| over / f64::from(*structs));
            writeln!(
                f,
                "| {} | {} | {} | {} | {} | {} |",
                case.name,
                scaled(instructions.map(as_float), 1e9),
                scaled(over, 1e9),
                scaled(each, 1e6),
                seconds(times.wall),
                seconds(times.processor),
            )?;
        }
        let ratios = ratio::Table(rows);
        writeln!(f, "\nIn proportion to the peers:\n\n{ratios}")?;
        writeln!(
            f,
            "To measure again: `cargo run -p stability-benches --bin compile-cost -- --structs {structs} --save --date <date>`."
        )
    }
}

impl Row {
    /// How many instructions more than without the annotation; `None` for what is not annotated.
    pub fn over(&self, rows: &[Self]) -> Option<f64> {
        if self.case.base == self.case.package {
            return None;
        }
        let base = rows.iter().find(|row| row.case.package == self.case.base)?;
        Some(as_float(self.instructions?) - as_float(base.instructions?))
    }
}

#[allow(clippy::cast_precision_loss, reason = "three digits are shown, and a count of instructions is far below 2^53")]
fn as_float(count: u64) -> f64 {
    count as f64
}

fn scaled(count: Option<f64>, unit: f64) -> String {
    count.map_or_else(|| "–".to_owned(), |count| format!("{:.3}", count / unit))
}

fn seconds(time: Option<Time>) -> String {
    time.map_or_else(|| "–".to_owned(), |time| format!("{:.2}", time.as_secs_f64()))
}

#[cfg(test)]
mod tests {
    use std::time::Duration as Time;

    use super::{Report, Row};
    use crate::cases::{CASES, Case};
    use crate::counter::Counter;
    use crate::timer::Duration;

    fn row(package: &str, instructions: Option<u64>) -> Row {
        Row {
            case: CASES.iter().find(|case: &&Case| case.package == package).unwrap(),
            instructions,
            times: Duration {
                wall: Some(Time::from_millis(1_234)),
                processor: None,
            },
        }
    }

    fn report(rows: Vec<Row>) -> Report {
        Report {
            structs: 1_000,
            rounds: 5,
            counter: Some(Counter::Valgrind),
            date: Some("2026-01-31".to_owned()),
            compiler: "rustc 1.95.0".to_owned(),
            machine: "2 cores, x86_64".to_owned(),
            rows,
        }
    }

    fn table(report: &Report) -> Vec<String> {
        let text = report.to_string();
        let lines = text.lines().take_while(|line| !line.starts_with("In proportion"));
        lines
            .filter(|line| line.starts_with('|'))
            .skip(2)
            .map(str::to_owned)
            .collect()
    }

    #[test]
    fn differences_are_to_the_base_of_each() {
        let report = report(vec![
            row("plain", Some(3_190_000_000)),
            row("plain-in-modules", Some(3_000_000_000)),
            row("ours-nothing", Some(3_650_000_000)),
            row("ours-area-inventory", Some(3_020_500_000)),
        ]);
        assert_eq!(
            table(&report),
            [
                "| not annotated | 3.190 | – | – | 1.23 | – |",
                "| not annotated, in modules of 50 | 3.000 | – | – | 1.23 | – |",
                "| ours, no features | 3.650 | 0.460 | 0.460 | 1.23 | – |",
                "| ours, `inventory`, one module of 50 per attribute | 3.021 | 0.021 | 0.021 | 1.23 | – |",
            ]
        );
    }

    #[test]
    fn a_missing_count_is_a_dash() {
        let report = report(vec![row("plain", None), row("ours-nothing", None)]);
        assert_eq!(table(&report)[1], "| ours, no features | – | – | – | 1.23 | – |");
    }

    #[test]
    fn says_when_and_with_what() {
        let text = report(Vec::new()).to_string();
        assert!(
            text.contains("Measured 2026-01-31, with rustc 1.95.0 on 2 cores, x86_64."),
            "{text}"
        );
        assert!(text.contains("counted by valgrind's callgrind"), "{text}");
    }
}
