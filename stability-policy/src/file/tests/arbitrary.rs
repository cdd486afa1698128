//! That whatever is given is read or refused at a place of it.

use proptest::prelude::*;
use proptest::sample::select;

use super::order::is_kept;
use crate::{Phase, Policy};

/// Reads the text, and checks the mistakes that are reported.
fn check(text: &str) {
    match Policy::from_toml(text) {
        Ok(policy) => {
            for phase in [Phase::Stable, Phase::BeforeOne, Phase::PreRelease] {
                assert!(is_kept(policy.tiers(phase)), "{text}");
            }
        }
        Err(error) => {
            assert!(!error.mistakes().is_empty());
            for mistake in error.mistakes() {
                assert!(text.get(mistake.span.clone()).is_some(), "{mistake:?}");
                let before = &text[..mistake.span.start];
                let lines = before.matches('\n').count() + 1;
                let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
                assert_eq!((mistake.line as usize, mistake.column as usize), (lines, column));
                assert!(!mistake.message.is_empty() && !mistake.help.is_empty());
                assert!(!mistake.to_string().contains(char::is_control), "{mistake:?}");
            }
        }
    }
}

/// A text of pieces that a policy is made of, most of them at the wrong place.
fn pieces() -> impl Strategy<Value = String> {
    let piece = select(
        &[
            "[tiers.stable]",
            "[[gate]]",
            "[[exception]]",
            "[levels]",
            "notice",
            "break",
            "name",
            "contains",
            "kind",
            " = ",
            "\"",
            "'",
            "{",
            "}",
            "[",
            "]",
            ",",
            "\n",
            "\n",
            "1",
            "2027-01-31",
            "\"minor\"",
            "true",
            ".",
            "#",
            "é",
            "\u{1b}",
            "\r",
            "'''",
            "\\u0000",
            "expires",
            "0x",
            "-1",
            "inf",
        ][..],
    );
    proptest::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn any_text_is_read_or_refused(text in any::<String>()) {
        check(&text);
    }

    #[test]
    fn any_pieces_are_read_or_refused(text in pieces()) {
        check(&text);
    }

    #[test]
    fn any_cut_of_a_policy_is_read_or_refused(at in 0..1700_usize, put in "\\PC{0,3}") {
        let whole = include_str!("whole.toml");
        let at = at.min(whole.len());
        check(&whole[..at]);
        check(&format!("{}{put}{}", &whole[..at], &whole[at..]));
    }
}

#[test]
fn depth_is_bounded() {
    for (open, close) in [("[", "]"), ("{a=", "}"), ("[{a=", "}]")] {
        for depth in [39, 100, 100_000] {
            let text = format!("packages = {}{}", open.repeat(depth), close.repeat(depth));
            let error = Policy::from_toml(&text).unwrap_err();
            let is_bounded = error
                .mistakes()
                .iter()
                .any(|mistake| mistake.message.contains("recursion"));
            assert_eq!(is_bounded, depth > 39, "{depth} {open}: {}", error.mistakes()[0]);
        }
    }
    for text in [
        format!("{}a = 1", "a.".repeat(100_000)),
        format!("[{}a]", "a.".repeat(100_000)),
    ] {
        let error = Policy::from_toml(&text).unwrap_err();
        assert!(error.to_string().contains("recursion limit"), "{}", error.mistakes()[0]);
    }
}

#[test]
fn length_is_bounded() {
    let error = Policy::from_toml(&"#".repeat((1 << 20) + 1)).unwrap_err();
    assert_eq!(
        error.to_string(),
        "line 1, column 1: a policy of 1048577 bytes: write at most 1 MiB"
    );
    assert_eq!(Policy::from_toml(&"#".repeat(1 << 20)), Ok(Policy::default()));
}

#[test]
fn a_mistake_quotes_no_more_than_a_line() {
    let error = Policy::from_toml(&format!("{} = 1", "a".repeat(1_000_000))).unwrap_err();
    let [mistake] = error.mistakes() else { panic!("one key") };
    assert_eq!(mistake.message, format!("unknown key `{}…`", "a".repeat(60)));
    assert_eq!(mistake.span, 0..1_000_000);
}
