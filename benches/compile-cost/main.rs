//! What an annotation costs the compiler: instructions and time of one `rustc` call over a package of annotated
//! structs, for the attributes of this workspace and for its peers.
//!
//! ```text
//! cargo run -p stability-benches --bin compile-cost -- --structs 400 --save --date 2026-01-31
//! cargo run -p stability-benches --bin compile-cost -- --gate
//! cargo run -p stability-benches --bin compile-cost -- --structs 100 --profile ours-nothing
//! ```

mod cases;
mod counter;
mod invocation;
mod package;
mod profile;
mod ratio;
mod report;
mod timer;

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::{env, fs, io};

use clap::Parser;

use crate::cases::{CASES, Case};
use crate::counter::Counter;
use crate::invocation::Invocation;
use crate::report::{Report, Row};
use crate::timer::{Duration, median};

/// Measures what an annotation costs the compiler.
#[derive(Parser, Debug)]
#[command(version)]
struct Args {
    /// Structs per package.
    #[arg(long, default_value_t = 1000, value_parser = clap::value_parser!(u32).range(1..))]
    structs: u32,
    /// Timed calls per case, of which the median counts; 0 for none.
    #[arg(long, default_value_t = 5)]
    rounds: usize,
    /// What counts instructions; without it, `perf` where it works, or `valgrind`.
    #[arg(long, value_enum)]
    counter: Option<Counter>,
    /// Counts no instructions, only times.
    #[arg(long, conflicts_with = "counter")]
    uncounted: bool,
    /// Only the cases whose name contains this, and what they are compared with.
    #[arg(long)]
    only: Option<String>,
    /// Counts only what has a stored figure, and fails where that is exceeded by more than 10 %.
    #[arg(long, conflicts_with_all = ["uncounted", "only", "save"])]
    gate: bool,
    /// Says which functions the instructions of this package are spent in, the macros' first.
    #[arg(long, value_name = "PACKAGE", conflicts_with_all = ["gate", "uncounted", "only", "save"])]
    profile: Option<String>,
    /// Writes the report to `benches/compile-cost.md` too.
    #[arg(long, requires = "date")]
    save: bool,
    /// The date that the report bears.
    #[arg(long)]
    date: Option<String>,
    /// The machine that the report bears.
    #[arg(long, default_value_t = machine())]
    machine: String,
    /// Where the packages are generated; without it, beside the folder of this program's profile.
    #[arg(long)]
    folder: Option<PathBuf>,
}

fn main() -> ExitCode {
    // Cargo calls this program in the place of the compiler while the packages are checked.
    if let Some(folder) = env::var_os(invocation::RECORD_IN) {
        return invocation::record(Path::new(&folder), env::args_os().skip(1));
    }
    match run(&Args::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("compile-cost: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(args: &Args) -> io::Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .ok_or_else(|| io::Error::other("the package has no workspace around it"))?;
    let folder = match &args.folder {
        Some(folder) => folder.clone(),
        None => env::current_exe()?.with_file_name("..").join("compile-cost"),
    };
    let counter = match args.counter {
        _ if args.uncounted => None,
        Some(counter) => Some(counter),
        None => Counter::first_that_works(),
    };
    if counter.is_none() && !args.uncounted {
        eprintln!("neither `perf` nor `valgrind` counts instructions here: only times are measured");
    }

    let cases = if args.gate {
        gated()
    } else if let Some(package) = &args.profile {
        CASES.iter().filter(|case| case.package == package).collect()
    } else {
        chosen(args.only.as_deref())
    };
    package::write_workspace(&folder, root, &cases, args.structs)?;
    let folder = folder.canonicalize()?;
    let mut measured = Vec::new();
    for case in cases {
        eprintln!("check  {}", case.name);
        measured.push((case, Invocation::of_package(&folder, case.package)?));
    }
    if args.profile.is_some() {
        for (_, invocation) in &measured {
            println!("{}", profile::list(invocation, &folder)?);
        }
        return Ok(());
    }

    let mut rows = Vec::new();
    for (case, invocation) in &measured {
        eprintln!("count  {}", case.name);
        rows.push(Row {
            case,
            instructions: counter.map(|counter| counter.count(invocation, &folder)).transpose()?,
            times: Duration::default(),
        });
    }
    if args.gate {
        print!("{}", ratio::Table(&rows));
        return match ratio::breaches(&rows).as_slice() {
            [] => Ok(()),
            breaches => Err(io::Error::other(breaches.join("\n"))),
        };
    }
    let mut times = vec![Vec::new(); measured.len()];
    for round in 1..=args.rounds {
        // Interleaved, so that what else the machine does falls on every case alike.
        eprintln!("time   round {round} of {}", args.rounds);
        for (times, (_, invocation)) in times.iter_mut().zip(&measured) {
            times.push(timer::time(invocation)?);
        }
    }
    for (row, times) in rows.iter_mut().zip(times) {
        row.times = median(times);
    }

    let report = Report {
        structs: args.structs,
        rounds: args.rounds,
        counter,
        date: args.date.clone(),
        compiler: invocation::compiler_version()?,
        machine: args.machine.clone(),
        rows,
    };
    print!("{report}");
    if args.save {
        let target = root.join("benches/compile-cost.md");
        // A run that is cut short leaves the file as it was.
        let draft = target.with_extension("md.draft");
        fs::write(&draft, report.to_string())?;
        fs::rename(&draft, &target)?;
    }
    Ok(())
}

/// The cases whose name contains `part`, and the ones they are compared with.
fn chosen(part: Option<&str>) -> Vec<&'static Case> {
    let named = |case: &Case| part.is_none_or(|part| case.name.contains(part));
    CASES
        .iter()
        .filter(|case| {
            let base_of_another = CASES.iter().any(|other| named(other) && other.base == case.package);
            named(case) || base_of_another
        })
        .collect()
}

/// The cases with a stored figure, their peers, and the ones they are compared with.
fn gated() -> Vec<&'static Case> {
    let gated = ratio::RATIOS.iter().filter(|ratio| ratio.last.is_some());
    let packages: Vec<_> = gated.flat_map(|ratio| [ratio.ours, ratio.peer]).collect();
    let of = |case: &&Case| packages.contains(&case.package);
    let bases: Vec<_> = CASES.iter().filter(of).map(|case| case.base).collect();
    let is_counted = |case: &&Case| of(case) || bases.contains(&case.package);
    CASES.iter().filter(is_counted).collect()
}

/// This machine in words that name no one.
fn machine() -> String {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let plural = if cores == 1 { "core" } else { "cores" };
    format!("{cores} {plural}, {}", env::consts::ARCH)
}

#[cfg(test)]
mod tests {
    use super::chosen;

    #[test]
    fn a_chosen_case_brings_what_it_is_compared_with() {
        let packages: Vec<_> = chosen(Some("`linkme`, one module"))
            .iter()
            .map(|case| case.package)
            .collect();
        assert_eq!(packages, ["plain-in-modules", "ours-area-linkme"]);
    }
}
