use proptest::prelude::*;
use unicode_width::UnicodeWidthStr;

use crate::contract::Contract;
use crate::contract::samples::{self, record, submission};
use crate::kind::Kind;
use crate::record::Record;

#[test]
fn a_table_stands_for_each_area() {
    assert_eq!(samples::nika().to_text(100), include_str!("nika-100.txt"));
}

#[test]
fn a_narrow_terminal_gets_all_of_it() {
    assert_eq!(samples::nika().to_text(40), include_str!("nika-40.txt"));
    assert_eq!(samples::nika().to_text(0), include_str!("nika-40.txt"));
}

#[test]
fn an_empty_contract_says_what_to_do() {
    assert_eq!(
        Contract::default().to_text(60),
        "Stability contract\n\n\
         This contract promises nothing yet. Put a tier on a public\n\
         item, such as `#[stability::stable(since = \"1.0.0\")]`; if a\n\
         package has promises that are missing here, name it in the\n\
         program: `use its_name as _;`.\n",
    );
}

#[test]
fn no_command_reaches_the_terminal() {
    const SAID: &[Record] = &[Record {
        note: Some("\u{1b}[31mred\r\n\u{9b}0m"),
        ..record(Kind::Fn, "nika", "run")
    }];
    let contract = Contract::collect(&[submission(SAID)]).unwrap();
    let text = contract.to_text(100);
    assert!(text.contains(" [31mred   0m"), "{text}");
}

proptest! {
    #[test]
    fn no_line_is_wider_than_the_terminal(contract in samples::contract(), width in 40..200_usize) {
        for line in contract.to_text(width).lines() {
            prop_assert!(line.width() <= width, "{} columns in {line:?}", line.width());
            prop_assert!(!line.contains(char::is_control), "{line:?}");
        }
    }
}
