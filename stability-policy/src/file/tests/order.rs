//! That a stronger tier promises no less.

use proptest::option::of;
use proptest::prelude::*;
use proptest::sample::select;
use stability::Tier;

use crate::{Bump, Notice, Permit, Phase, Policy, Tiers};

/// Whether each tier asks at least what the weaker ones do.
pub fn is_kept(tiers: &Tiers) -> bool {
    Tier::ALL.windows(2).all(|pair| {
        let (stronger, weaker) = (tiers.get(pair[0]), tiers.get(pair[1]));
        stronger.breaks >= weaker.breaks
            && stronger.adds >= weaker.adds
            && stronger.notice.minors >= weaker.notice.minors
            && stronger.notice.days >= weaker.notice.days
            && stronger.once_deprecated.days >= weaker.once_deprecated.days
    })
}

#[test]
fn what_is_not_written_rises_with_the_tiers_below() {
    let policy = Policy::from_toml("[tiers.evolving]\nbreak = 'major'\nnotice = { days = 90 }").unwrap();
    let tiers = policy.tiers(Phase::Stable);
    assert_eq!(tiers.evolving.notice, Notice::new(0, 90));
    assert_eq!(tiers.beta.breaks, Permit::Bump(Bump::Major));
    assert_eq!(tiers.beta.notice, Notice::new(0, 90));
    assert_eq!(tiers.stable.notice, Notice::new(1, 90));
    assert_eq!(tiers.frozen.breaks, Permit::Never);
    assert_eq!(tiers.frozen.notice, Notice::new(1, 90));
    assert_eq!(tiers.experimental, Tiers::of(Phase::Stable).experimental);
}

#[test]
fn what_is_written_for_one_phase_is_not_so_in_another() {
    let policy = Policy::from_toml("[before-1-0.experimental]\nbreak = 'never'").unwrap();
    assert_eq!(policy.tiers, Tiers::of(Phase::Stable));
    assert_eq!(policy.pre_release, Tiers::of(Phase::PreRelease));
    assert_eq!(policy.before_one.stable.breaks, Permit::Never);
}

#[test]
fn the_defaults_keep_the_order() {
    for phase in [Phase::Stable, Phase::BeforeOne, Phase::PreRelease] {
        assert!(is_kept(&Tiers::of(phase)), "{phase:?}");
    }
}

proptest! {
    #[test]
    fn any_tiers_that_are_read_keep_the_order(
        phase in select(&["tiers", "before-1-0", "pre-release"][..]),
        written in proptest::collection::vec(
            (
                select(&Tier::ALL[..5]),
                of(select(&["none", "pre-release", "patch", "minor", "major", "never"][..])),
                of(select(&["none", "pre-release", "patch", "minor", "major"][..])),
                of((0..3_u32, 0..3_u32)),
            ),
            0..4,
        ),
    ) {
        let mut text = format!("[{phase}]\n");
        for (tier, breaks, adds, notice) in written {
            for (key, word) in [("break", breaks), ("add", adds)] {
                if let Some(word) = word {
                    text += &format!("{tier}.{key} = '{word}'\n");
                }
            }
            if let Some((minors, days)) = notice {
                text += &format!("{tier}.notice = {{ minors = {minors}, days = {days} }}\n");
            }
        }
        match Policy::from_toml(&text) {
            Ok(policy) => for phase in [Phase::Stable, Phase::BeforeOne, Phase::PreRelease] {
                prop_assert!(is_kept(policy.tiers(phase)), "{text}");
            },
            Err(error) => for mistake in error.mistakes() {
                let is_reported = mistake.message.ends_with("which promises less") || mistake.message.ends_with("is written twice");
                prop_assert!(is_reported, "{text}{mistake}");
            },
        }
    }
}
