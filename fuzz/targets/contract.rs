//! Contracts as JSON: what is read is written as what is read again.
#![no_main]

use libfuzzer_sys::fuzz_target;
use stability::Contract;

fuzz_target!(|input: &str| {
    match Contract::from_json(input) {
        Ok(contract) => {
            let json = contract.to_json();
            assert_eq!(Contract::from_json(&json), Ok(contract));
        }
        Err(error) => assert!(error.line() > 0 && error.column() > 0),
    }
});
