//! In which functions of the macros the instructions of one call of the compiler are spent.

use std::io;
use std::path::Path;
use std::process::Command;

use crate::invocation::{self, Invocation};

/// How many functions are listed.
const MOST: usize = 80;

/// Profiles the call with callgrind, and lists the functions of the macros by what they and what they call cost.
pub fn list(invocation: &Invocation, folder: &Path) -> io::Result<String> {
    let written = folder.join("profile.out");
    let out = format!("--callgrind-out-file={}", written.display());
    let runner = ["valgrind", "--tool=callgrind", "--quiet", &out].map(str::to_owned);
    invocation::run(&mut invocation.command(&runner))?;
    let output = Command::new("callgrind_annotate")
        .args(["--inclusive=yes", "--threshold=100"])
        .arg(&written)
        .output()?;
    Ok(functions(&String::from_utf8_lossy(&output.stdout)))
}

/// The totals, and the lines of functions in the library of the macros, without its path.
fn functions(annotated: &str) -> String {
    let lines = annotated.lines().filter_map(|line| {
        let (line, library) = line.rsplit_once(" [").unwrap_or((line, ""));
        (line.ends_with("PROGRAM TOTALS") || library.contains("libstability_macros")).then_some(line)
    });
    let lines: Vec<&str> = lines.take(MOST).collect();
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::functions;

    #[test]
    fn only_the_macros_are_listed() {
        let annotated = "Ir\n201 (100.0%)  PROGRAM TOTALS\n\n192 (95%)  ???:rustc_main [/lib/librustc_driver.so]\n\
                         112 (55%)  ???:stability_macros::stable [/deps/libstability_macros-2f.so]\n";
        assert_eq!(
            functions(annotated),
            "201 (100.0%)  PROGRAM TOTALS\n112 (55%)  ???:stability_macros::stable"
        );
    }
}
