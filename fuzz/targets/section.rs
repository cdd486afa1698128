//! Built files, and lines without a file around them: what is read means the same in any order, and survives as JSON.
#![no_main]

use cargo_stability::section;
use libfuzzer_sys::fuzz_target;
use stability::Contract;

fuzz_target!(|input: &[u8]| {
    let lines = match section::lines(input) {
        Ok(lines) => {
            assert!(lines.iter().map(|line| line.len() + 1).sum::<usize>() <= input.len());
            lines
        }
        Err(error) => {
            assert!(!error.to_string().is_empty());
            let Ok(text) = str::from_utf8(input) else { return };
            text.lines().collect()
        }
    };
    for line in &lines {
        if let Some((name, version)) = stability::contract::lines::package(line) {
            assert!(line.contains(name) && line.contains(version));
        }
    }
    let Ok(contract) = Contract::from_lines(lines.iter().copied()) else {
        return;
    };
    // Whole submissions, the last first.
    let empty = |line: &&&str| line.trim_matches(['\n', '\r']).is_empty();
    let mut submissions: Vec<Vec<&str>> = Vec::new();
    for line in lines.iter().filter(|line| !empty(line)) {
        match submissions.last_mut() {
            Some(submission) if !stability::contract::lines::is_first(line) => submission.push(line),
            _ => submissions.push(vec![line]),
        }
    }
    let backwards = submissions.iter().rev().flatten().copied();
    assert_eq!(Contract::from_lines(backwards).as_ref(), Ok(&contract));
    assert_eq!(Contract::from_json(&contract.to_json()), Ok(contract));
});
