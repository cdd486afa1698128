//! Programs that count the instructions of another.

use std::path::Path;
use std::process::Command;
use std::{fs, io};

use clap::ValueEnum;

use crate::invocation::{self, Invocation};

/// What counts instructions in user space.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Counter {
    /// The processor's own counters, through `perf stat`.
    Perf,
    /// `callgrind`, the fastest of valgrind's tools that count, where a machine lends out no counters.
    Valgrind,
}

impl Counter {
    /// The first that gives a figure on this machine.
    pub fn first_that_works() -> Option<Self> {
        [Self::Perf, Self::Valgrind].into_iter().find(|counter| counter.works())
    }

    fn works(self) -> bool {
        match self {
            Self::Perf => {
                let output = Command::new("perf").args(["stat", "-x,", "-e", EVENT, "true"]).output();
                output.is_ok_and(|output| parse_perf(&String::from_utf8_lossy(&output.stderr)).is_some())
            }
            Self::Valgrind => Command::new("valgrind")
                .arg("--version")
                .output()
                .is_ok_and(|output| output.status.success()),
        }
    }

    /// How a report calls it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Perf => "perf",
            Self::Valgrind => "valgrind's callgrind",
        }
    }

    /// Counts the instructions of one call; what is written meanwhile goes into `folder`.
    pub fn count(self, invocation: &Invocation, folder: &Path) -> io::Result<u64> {
        let log = folder.join("counter.log");
        let runner = self.runner(&log.display().to_string());
        invocation::run(&mut invocation.command(&runner))?;
        let text = fs::read_to_string(&log)?;
        let count = match self {
            Self::Perf => parse_perf(&text),
            Self::Valgrind => parse_callgrind(&text),
        };
        count.ok_or_else(|| io::Error::other(format!("no count in what {} wrote: {text}", self.as_str())))
    }

    fn runner(self, log: &str) -> Vec<String> {
        let words = match self {
            Self::Perf => vec!["perf", "stat", "-x,", "-e", EVENT, "-o", log, "--"],
            Self::Valgrind => vec![
                "valgrind",
                "--tool=callgrind",
                "--callgrind-out-file=/dev/null",
                "--log-file",
                log,
            ],
        };
        let mut words: Vec<String> = words.into_iter().map(str::to_owned).collect();
        // Valgrind takes the values of its options only behind `=`.
        if self == Self::Valgrind {
            let log = words.pop().unwrap_or_default();
            if let Some(option) = words.last_mut() {
                *option = format!("{option}={log}");
            }
        }
        words
    }
}

const EVENT: &str = "instructions:u";

/// The count in lines such as `17121226,,instructions:u,1000000,100.00,,`.
fn parse_perf(text: &str) -> Option<u64> {
    text.lines()
        .find(|line| line.contains(",instructions"))
        .and_then(|line| line.split(',').next()?.trim().parse().ok())
}

/// The count in lines such as `==7== Collected : 17121226`.
fn parse_callgrind(text: &str) -> Option<u64> {
    let (_, count) = text.lines().find_map(|line| line.split_once("Collected :"))?;
    count.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::{Counter, parse_callgrind, parse_perf};

    #[test]
    fn perf_gives_one_line_per_event() {
        let text = "# started on Fri Jan 30 10:00:00 2026\n\n3191234567,,instructions:u,950000000,100.00,,\n";
        assert_eq!(parse_perf(text), Some(3_191_234_567));
    }

    #[test]
    fn perf_without_counters_gives_none() {
        assert_eq!(parse_perf("<not supported>,,instructions:u,0,100.00,,\n"), None);
        assert_eq!(parse_perf(""), None);
    }

    #[test]
    fn callgrind_gives_a_total() {
        let text = "==7== For interactive control, run 'callgrind_control -h'.\n==7== \n==7== Events    : Ir\n\
                    ==7== Collected : 17121226\n==7== \n==7== I   refs:      17,121,226\n";
        assert_eq!(parse_callgrind(text), Some(17_121_226));
        assert_eq!(parse_callgrind("==7== Command: rustc\n"), None);
    }

    #[test]
    fn the_log_is_named_as_each_tool_wants_it() {
        assert!(
            Counter::Perf
                .runner("a.log")
                .ends_with(&["-o".into(), "a.log".into(), "--".into()])
        );
        assert!(
            Counter::Valgrind
                .runner("a.log")
                .ends_with(&["--log-file=a.log".into()])
        );
    }
}
