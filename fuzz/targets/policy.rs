//! A policy is read, and its tiers keep their order, or each mistake has a place in the text.
#![no_main]

use libfuzzer_sys::fuzz_target;
use stability::Tier;
use stability_policy::{Phase, Policy};

fuzz_target!(|text: &str| {
    match Policy::from_toml(text) {
        Ok(policy) => {
            for tiers in [Phase::Stable, Phase::BeforeOne, Phase::PreRelease].map(|phase| policy.tiers(phase)) {
                for pair in Tier::ALL.windows(2) {
                    let (stronger, weaker) = (tiers.get(pair[0]), tiers.get(pair[1]));
                    assert!(stronger.breaks >= weaker.breaks && stronger.adds >= weaker.adds);
                    assert!(
                        stronger.notice.minors >= weaker.notice.minors && stronger.notice.days >= weaker.notice.days
                    );
                }
            }
        }
        Err(error) => {
            assert!(!error.mistakes().is_empty());
            for mistake in error.mistakes() {
                assert!(text.get(mistake.span.clone()).is_some());
                assert!(!mistake.to_string().contains(char::is_control));
            }
        }
    }
});
