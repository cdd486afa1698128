//! What `cargo stability check` does after the build, over contracts of growing size: reads the lines in a built file, collects
//! them, reads the baseline, compares, judges, and reports.
//!
//! ```console
//! $ cargo run --release -p stability-benches --bin check-cost
//! ```

mod churn;

use std::error::Error;
use std::fmt::Write as _;
use std::time::{Duration, Instant};

use cargo_stability::report::{Judgement, ReportFormat, SourceFiles, Style, render};
use cargo_stability::section;
use object::write::{Object, StandardSection};
use object::{Architecture, BinaryFormat, Endianness, SectionKind};
use stability::Contract;
use stability_policy::{Comparison, Evidence, Place, Policy, judge};

/// How many items the contracts have.
const SIZES: [usize; 3] = [1_000, 10_000, 100_000];

/// How often each is measured; the fastest counts.
const ROUNDS: usize = 5;

fn main() -> Result<(), Box<dyn Error>> {
    println!("| items | read the file | read the baseline | compare and judge | report | all |");
    println!("|--:|--:|--:|--:|--:|--:|");
    for size in SIZES {
        let file = built(size)?;
        let baseline = Contract::from_lines(section::lines(&built_before(size)?)?)?.to_json();
        let mut best: Option<[Duration; 4]> = None;
        for _ in 0..ROUNDS {
            let times = check(&file, &baseline)?;
            let sum = |times: &[Duration; 4]| times.iter().sum::<Duration>();
            if best.as_ref().is_none_or(|best| sum(&times) < sum(best)) {
                best = Some(times);
            }
        }
        let times = best.ok_or("nothing was measured")?;
        let columns = times.iter().copied().chain([times.iter().sum()]);
        let columns: Vec<String> = columns
            .map(|time| format!("{:.1} ms", time.as_secs_f64() * 1e3))
            .collect();
        println!("| {size} | {} |", columns.join(" | "));
    }
    println!("\nCompare and judge where every tenth item has changed:\n");
    println!("| items | findings | time |");
    println!("|--:|--:|--:|");
    for size in SIZES {
        let (mut best, mut findings) = churn::judged(size)?;
        for _ in 1..ROUNDS {
            let (time, found) = churn::judged(size)?;
            (best, findings) = (best.min(time), found);
        }
        println!("| {size} | {findings} | {:.1} ms |", best.as_secs_f64() * 1e3);
    }
    Ok(())
}

fn check(file: &[u8], baseline: &str) -> Result<[Duration; 4], Box<dyn Error>> {
    let mut clock = Instant::now();
    let mut lap = || std::mem::replace(&mut clock, Instant::now()).elapsed();
    let current = Contract::from_lines(section::lines(file)?)?;
    let read_file = lap();
    let baseline = Contract::from_json(baseline)?;
    let read_baseline = lap();
    let (policy, evidence) = (Policy::default(), Evidence::default());
    let verdict = judge(&Comparison::new(Some(&baseline), &current, &policy, &evidence)?);
    let judged = lap();
    let judgement = Judgement {
        uncovered: None,
        verdict: &verdict,
        packages: Vec::new(),
        baseline: "a file".into(),
        today: None,
        sources: &NoFiles,
    };
    let style = Style {
        color: false,
        columns: 100,
    };
    render(&judgement, ReportFormat::Text, style)?;
    // One item in a hundred was removed: a finding each, beside the size of the release.
    assert!(
        verdict.findings.len() > current.items().len() / 200,
        "{}",
        verdict.findings.len()
    );
    Ok([read_file, read_baseline, judged, lap()])
}

/// The source is not at hand.
struct NoFiles;

impl SourceFiles for NoFiles {
    fn path(&self, _: &str, _: &Place) -> Option<String> {
        None
    }

    fn fallback(&self) -> String {
        String::from("stability.toml")
    }

    fn text(&self, _: &str) -> Option<String> {
        None
    }
}

fn built(size: usize) -> Result<Vec<u8>, Box<dyn Error>> {
    object(size, "1.1.0", |at| at % 100 != 7)
}

fn built_before(size: usize) -> Result<Vec<u8>, Box<dyn Error>> {
    object(size, "1.0.0", |_| true)
}

/// An object file with the lines of structs of two fields, as the compiler writes it with the feature `embed`.
fn object(size: usize, version: &str, keep: impl Fn(usize) -> bool) -> Result<Vec<u8>, Box<dyn Error>> {
    let mut lines = String::new();
    for at in (0..size).filter(|at| keep(*at)) {
        let module = at / 50;
        if at % 50 == 0 {
            writeln!(
                lines,
                r#"{{"stability":2,"package":"kernel","version":"{version}","module":"kernel::module{module}"}}"#
            )?;
        }
        writeln!(
            lines,
            r#"{{"kind":"struct","name":"Request{at}","tier":"stable","since":"1.0.0","signature":"struct Request{at}","exhaustive":false,"members":[{{"kind":"field","name":"model","signature":"ModelId"}},{{"kind":"field","name":"budget","signature":"Option<u64>"}}],"location":{{"file":"src/module{module}.rs","line":{at}}}}}"#,
        )?;
    }
    let mut object = Object::new(BinaryFormat::Elf, Architecture::X86_64, Endianness::Little);
    object.section_id(StandardSection::Text);
    let section = object.add_section(Vec::new(), b".stability".to_vec(), SectionKind::ReadOnlyData);
    object.append_section_data(section, lines.as_bytes(), 1);
    Ok(object.write()?)
}
