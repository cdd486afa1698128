//! The rules on what the items are.

use std::collections::BTreeSet;

use proptest::prelude::*;
use proptest::sample::{Index, select};
use serde_json::{Value, json};
use stability::contract::Contract;
use stability::{Kind, Tier};

use crate::diff::tests::written;
use crate::diff::{Effect, Fact};
use crate::{Bump, Comparison, Evidence, Level, Notice, Permit, Phase, Policy, Tiers, Verdict, judge};

/// Items, what they have become, and in which release.
fn history() -> impl Strategy<Value = (Vec<Value>, Vec<Value>, &'static str)> {
    let ways = proptest::collection::vec(0..written::WAYS, 8);
    let version = select(&["1.0.0", "1.0.1", "1.1.0", "2.0.0"][..]);
    (written::items(), ways, version).prop_map(|(items, ways, version)| {
        let changed = items
            .iter()
            .zip(ways)
            .filter_map(|(item, way)| written::changed(item, way));
        let changed: Vec<Value> = changed.collect();
        (items, changed, version)
    })
}

const TIERS: [Tier; 5] = [
    Tier::Experimental,
    Tier::Evolving,
    Tier::Beta,
    Tier::Stable,
    Tier::Frozen,
];

fn permit() -> impl Strategy<Value = Permit> {
    let mut permits: Vec<Permit> = Bump::ALL.into_iter().map(Permit::Bump).collect();
    permits.push(Permit::Never);
    select(permits)
}

/// What tiers may permit: a stronger one no more than a weaker one.
fn tiers(phase: Phase) -> impl Strategy<Value = Tiers> {
    let breaks = proptest::collection::vec(permit(), 5);
    let adds = proptest::collection::vec(select(&Bump::ALL[..]), 5);
    let notice = proptest::collection::vec(0_u32..3, 5);
    (breaks, adds, notice).prop_map(move |(mut breaks, mut adds, mut notice)| {
        breaks.sort_unstable();
        adds.sort_unstable();
        notice.sort_unstable();
        let mut tiers = Tiers::of(phase);
        for (at, tier) in TIERS.into_iter().enumerate() {
            let permits = tiers.get_mut(tier);
            (permits.breaks, permits.adds, permits.notice) =
                (breaks[at], Permit::Bump(adds[at]), Notice::new(notice[at], 0));
        }
        tiers
    })
}

fn policy() -> impl Strategy<Value = Policy> {
    let any = tiers(Phase::Stable).prop_map(|tiers| Policy {
        tiers,
        ..Policy::default()
    });
    prop_oneof![Just(Policy::default()), any]
}

fn verdict(before: &Contract, after: &Contract, policy: &Policy) -> Verdict {
    let evidence = Evidence::default();
    let comparison = Comparison::new(Some(before), after, policy, &evidence).expect("nothing is recorded");
    judge(&comparison)
}

/// What is refused of one item and its members.
fn refused(verdict: &Verdict, id: &str) -> BTreeSet<String> {
    let is_of = |subject: &str| {
        subject
            .strip_prefix(id)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
    };
    let findings = verdict
        .findings
        .iter()
        .filter(|it| it.level == Level::Deny && is_of(&it.subject));
    findings.map(|it| it.subject.clone()).collect()
}

fn tier_of(item: &Value) -> Tier {
    item["tier"]
        .as_str()
        .and_then(|tier| tier.parse().ok())
        .unwrap_or(Tier::Stable)
}

#[test]
fn each_finding_has_a_fingerprint_of_its_own_that_stays() {
    let backend = |friends: &[&str], erased: Option<&str>| {
        let mut item = json!({ "id": "nika::Backend", "kind": "trait", "name": "Backend", "tier": "stable", "package": "nika",
            "sealed": { "friends": friends } });
        if let Some(erased) = erased {
            item["erased"] = erased.into();
        }
        item
    };
    let fingerprints = |after: Value| {
        let before = written::contract("1.0.0", &[backend(&["acme", "nika-echo"], Some("DynBackend"))]);
        let verdict = verdict(&before, &written::contract("1.1.0", &[after]), &Policy::default());
        let of_rule = verdict
            .findings
            .iter()
            .filter(|finding| finding.rule == "friend-removed");
        let found: Vec<_> = of_rule.map(|finding| finding.fingerprint.clone()).collect();
        let mut all: Vec<_> = verdict.findings.iter().map(|finding| &finding.fingerprint).collect();
        let count = all.len();
        all.sort();
        all.dedup();
        assert_eq!(all.len(), count, "{:#?}", verdict.findings);
        found
    };
    let [acme, echo] = &fingerprints(backend(&[], None))[..] else {
        panic!("two friends are removed");
    };
    assert_ne!(acme, echo);
    // The one stays if the other is a friend again.
    assert_eq!(fingerprints(backend(&["acme"], None)), *std::slice::from_ref(echo));
    assert_eq!(
        fingerprints(backend(&["nika-echo"], Some("DynBackend"))),
        *std::slice::from_ref(acme)
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn judging_never_becomes_milder_when_a_tier_rises(
        (before, after, version) in history(),
        which: Index,
        to: Index,
        in_both: bool,
        policy in policy(),
    ) {
        let at = which.index(before.len());
        let id = written::id(&before[at]);
        let stronger: Vec<Tier> = Tier::ALL.into_iter().filter(|tier| *tier > tier_of(&before[at])).collect();
        if stronger.is_empty() {
            return Ok(());
        }
        let to = stronger[to.index(stronger.len())];
        let raise = |items: &[Value]| -> Vec<Value> {
            let raised = items.iter().cloned().map(|mut item| {
                let is_it = written::id(&item).replace("::elsewhere", "") == id;
                if is_it && tier_of(&item) == tier_of(&before[at]) {
                    item["tier"] = json!(to.as_str());
                }
                item
            });
            raised.collect()
        };
        let judged = |before: &[Value], after: &[Value]| {
            verdict(&written::contract("1.0.0", before), &written::contract(version, after), &policy)
        };
        let mild = judged(&before, &after);
        let strict = judged(&raise(&before), &if in_both { raise(&after) } else { after.clone() });
        let (less, more) = (refused(&mild, &id), refused(&strict, &id));
        prop_assert!(less.is_subset(&more), "{:?} {:?}\n{:#?}\n{:#?}", less, more, mild.findings, strict.findings);
        prop_assert!(mild.required <= strict.required, "{} {}", mild.required, strict.required);
    }

    #[test]
    fn the_order_of_records_and_packages_never_matters((before, after, version) in history(), policy in policy()) {
        let turned = |items: &[Value]| -> Vec<Value> { items.iter().rev().cloned().collect() };
        let heard = |version: &str| {
            json!([{ "name": "nika-kernel", "version": version }, { "name": "nika", "version": version }])
        };
        let plain = verdict(&written::contract("1.0.0", &before), &written::contract(version, &after), &policy);
        let other = verdict(
            &written::of_packages(&heard("1.0.0"), &turned(&before)),
            &written::of_packages(&heard(version), &turned(&after)),
            &policy,
        );
        prop_assert_eq!(plain, other);
    }

    #[test]
    fn each_refused_change_is_reported_by_one_rule((before, after, version) in history(), policy in policy()) {
        let (before, after) = (written::contract("1.0.0", &before), written::contract(version, &after));
        let evidence = Evidence::default();
        let comparison = Comparison::new(Some(&before), &after, &policy, &evidence).expect("nothing is recorded");
        let refused = comparison.changes().iter().filter(|judged| {
            let change = &judged.change;
            let is_break = change.effect == Effect::Breaking && change.tier > Tier::Internal;
            let code = change.before.filter(|item| item.kind == Kind::ErrorCode);
            let is_another = matches!(change.fact, Fact::SignatureChanged { .. });
            let is_retired = code.is_some_and(|code| code.note.as_deref() == Some("retired; was it"));
            let is_never = code.is_some() && is_another && (is_retired || change.tier >= Tier::Stable);
            is_break && (!judged.permitted || is_never) || comparison.is_ruled_out(judged)
        });
        let mut expected: Vec<String> = refused.map(|judged| judged.change.name()).collect();
        expected.sort_unstable();
        let warnings = [
            "since-changed", "type-now-exhaustive", "seal-removed", "meaning-reworded",
            "error-code-unretired",
        ];
        let shape: BTreeSet<&str> = crate::rules::of_shape().map(|rule| rule.id).collect();
        let reported = judge(&comparison).findings.into_iter();
        let reported = reported.filter(|it| shape.contains(it.rule) && !warnings.contains(&it.rule));
        let mut reported: Vec<String> = reported.map(|finding| finding.subject).collect();
        reported.sort_unstable();
        prop_assert_eq!(reported, expected);
    }
}
