//! A deprecation is reported where the item is used, with what to use instead.

use crate::FIXTURES;

#[test]
fn the_use_is_warned_of_with_the_replacement() {
    let check = FIXTURES.cargo("check").package("deprecating").run().built();
    let warnings = check.diagnostics_of("uses-deprecated");
    assert!(warnings.iter().all(|one| one.code == "deprecated"), "{check}");
    let messages: Vec<_> = warnings.iter().map(|one| one.message.as_str()).collect();
    assert_eq!(
        messages,
        [
            "use of deprecated unit struct `deprecating::WithEverything`: it leaks; use `Successor` instead",
            "use of deprecated function `deprecating::with_a_path`: use `crate::inner::successor` instead",
            "use of deprecated function `deprecating::with_words`: use the command `try` instead",
            "use of deprecated function `deprecating::without_a_word`",
            "use of deprecated function `deprecating::plainly`: plainly",
            "use of deprecated method `deprecating::Successor::method`: use `Successor::next` instead",
            "use of deprecated field `deprecating::Successor::stale`: use `fresh` instead",
        ],
    );
    assert_eq!(check.diagnostics_of("deprecating"), Vec::<&_>::new(), "{check}");
}
