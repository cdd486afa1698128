//! `aioc-audit` judges every guarantee of aioc by a test run: which tests uphold it, and what came of them.

use clap::{Parser, ValueEnum};
use stability::Contract;
use stability::audit::{Audit, Claims, TestRun};
use std::error::Error;
use std::fs;
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

// The linker drops a package that nothing names.
use aioc as _;

/// A guarantee is not upheld.
const NOT_UPHELD: u8 = 1;
/// The audit could not be made or printed. Clap uses the same code for the usage.
const COULD_NOT_COMPLETE: u8 = 2;

/// Judges every guarantee of aioc by a test run.
#[derive(Debug, Parser)]
#[command(version, about)]
struct Args {
    /// The folder that `STABILITY_EVIDENCE` named in the test run.
    #[arg(long, value_name = "FOLDER")]
    evidence: PathBuf,
    /// The format of the output.
    #[arg(long, value_enum, default_value_t = Format::Markdown)]
    format: Format,
    /// What the test runner printed, or its JUnit file.
    #[arg(required = true)]
    results: Vec<PathBuf>,
}

/// A form of the audit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For a page.
    Markdown,
    /// For a program.
    Json,
}

fn main() -> ExitCode {
    match run(&Args::parse(), &mut io::stdout().lock()) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("aioc-audit: {error}");
            ExitCode::from(COULD_NOT_COMPLETE)
        }
    }
}

fn run(args: &Args, out: &mut impl Write) -> Result<ExitCode, Box<dyn Error>> {
    let contract = Contract::linked()?.expect(["aioc"])?;
    let claims = Claims::read(&args.evidence)?.and(Claims::linked());
    let mut results = TestRun::default();
    for file in &args.results {
        let text = fs::read_to_string(file).map_err(|error| format!("{}: {error}", file.display()))?;
        results = results.and(TestRun::from_text(&text)?);
    }
    let audit = Audit::new(&contract, &claims, &results);
    let text = match args.format {
        Format::Markdown => audit.to_markdown(),
        Format::Json => audit.to_json(),
    };
    out.write_all(text.as_bytes())?;
    Ok(if audit.findings().is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::from(NOT_UPHELD)
    })
}

#[cfg(test)]
mod tests {
    use super::{Args, run};
    use clap::{CommandFactory, Parser};
    use std::fs;
    use std::path::Path;
    use std::process::ExitCode;

    #[test]
    fn the_definition_is_consistent() {
        Args::command().debug_assert();
        assert!(Args::try_parse_from(["aioc-audit", "--evidence", "evidence"]).is_err());
    }

    #[test]
    fn what_was_not_run_is_not_upheld() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
        let results = std::env::temp_dir().join(format!("aioc-audit-{}.txt", std::process::id()));
        fs::write(
            &results,
            "running 0 tests\n\ntest result: ok. 0 passed; 0 failed; 0 ignored\n",
        )
        .unwrap();
        let arguments = [
            "aioc-audit".as_ref(),
            "--evidence".as_ref(),
            folder.as_os_str(),
            results.as_os_str(),
        ];
        let mut page = Vec::new();
        let code = run(&Args::parse_from(arguments), &mut page).unwrap();
        fs::remove_file(&results).unwrap();
        assert_eq!(code, ExitCode::from(super::NOT_UPHELD));
        let page = String::from_utf8(page).unwrap();
        assert!(
            page.contains("20 guarantees: 0 upheld, 0 failing, 20 unproved."),
            "{page}"
        );
    }
}
