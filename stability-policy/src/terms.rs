//! What the policy asks for one change: by the tier and the kind of what changes, and by the phase of its package.
//!
//! What a full release promised is not given up between two pre-releases: such a change must keep the terms of the full release that
//! is being made too, so that 1.5.0-alpha.2 removes nothing that 1.5.0 may not remove.

use semver::Version;
use stability::contract::{Item, Member, Since};
use stability::{Kind, Tier};

use super::comparison::Comparison;
use super::dates::{days_after, release};
use super::notice::{MissingNotice, NoticeGiven, words};
use super::report::Report;
use super::{Bump, Notice, NoticeKind, Permit, Phase, TierPolicy, Tiers};
use crate::diff::{Change, Effect, Fact};
use crate::words::next_release;

impl<'a> Comparison<'a> {
    /// Whether the release is as large as the policy asks for a change.
    pub(crate) fn is_permitted(&self, change: &Change<'_>) -> bool {
        let of_phase = self.required_under(self.tier_policy(change.package, change.tier), change);
        let of_full_release = self.full_release(change);
        of_phase.is_met_by(self.releases.bump(change.package))
            && of_full_release.is_none_or(|(policy, made)| self.required_under(policy, change).is_met_by(made))
    }

    /// What the policy asks for a change.
    pub(crate) fn required(&self, change: &Change<'_>) -> Permit {
        let of_phase = self.required_under(self.tier_policy(change.package, change.tier), change);
        match self.full_release(change) {
            Some((policy, made)) => {
                let of_full_release = self.required_under(policy, change);
                // What the release in preparation permits is not asked of each pre-release.
                if of_full_release.is_met_by(made) {
                    of_phase
                } else {
                    of_phase.max(of_full_release)
                }
            }
            None => of_phase,
        }
    }

    fn required_under(&self, tier: &TierPolicy, change: &Change<'_>) -> Permit {
        if let Fact::MsrvRaised { .. } = change.fact {
            return Permit::Bump(self.policy.msrv.bump);
        }
        match change.effect {
            Effect::Neutral => Permit::Bump(Bump::None),
            Effect::Additive if self.alters_frozen(change) => tier.breaks.max(tier.adds),
            Effect::Additive => tier.adds,
            Effect::Breaking => tier.breaks,
        }
    }

    /// How long what changes must be deprecated before it goes.
    pub(crate) fn notice(&self, change: &Change<'_>) -> Notice {
        let kind = kind_of(change);
        self.notice_by(change, |policy| policy.notice_of(kind))
    }

    /// How long it stays when it is deprecated, although it may not have needed that.
    pub(crate) fn notice_once_deprecated(&self, change: &Change<'_>) -> Notice {
        let kind = kind_of(change);
        self.notice_by(change, |policy| policy.notice_once_deprecated(kind))
    }

    fn notice_by(&self, change: &Change<'_>, of: impl Fn(&TierPolicy) -> Notice) -> Notice {
        let of_phase = of(self.tier_policy(change.package, change.tier));
        let of_full_release = self.full_release(change).map(|(policy, _)| of(policy));
        of_phase.max(of_full_release.unwrap_or_default())
    }

    /// Whether what changes had its notice, by the deprecations that covered it. Without a deprecation, nothing is asked here.
    pub(crate) fn notice_given(&self, change: &Change<'_>) -> NoticeGiven {
        let notice = self.notice_once_deprecated(change);
        // Who uses a part of something was warned from the first deprecation on that covers the part.
        let deprecations = self.deprecations_before(change).into_iter();
        let given = deprecations.map(|it| self.releases.notice_given(notice, it, change.package));
        // What is not known may have been enough.
        let order = |given: &NoticeGiven| match given {
            NoticeGiven::Enough => 0,
            NoticeGiven::Unknown(_) => 1,
            NoticeGiven::Missing(_) => 2,
        };
        given.min_by_key(order).unwrap_or(NoticeGiven::Enough)
    }

    /// When something may break that is deprecated from this release on: `in 3.0.0 (the next major release) or later`.
    pub(crate) fn after_notice(&self, change: &Change<'_>) -> String {
        let notice = self.notice(change);
        match self.first_break(change, notice.minors) {
            Some(version) if notice.days > 0 => {
                format!("in {version}, at least {} days after that release", notice.days)
            }
            Some(version) => format!("in {version}"),
            None if self.is_never_broken(change) => "only with an `[[exception]]`".to_owned(),
            None => format!("after {}", words(notice)),
        }
    }

    /// When something may break whose notice lacks this: `in 3.0.0 (the next major release) or later, and not before 2027-01-30`.
    fn after_missing(&self, change: &Change<'_>, missing: MissingNotice) -> String {
        let left = |(given, asked): (u32, u32)| asked.saturating_sub(given);
        let version = self.first_break(change, missing.minors.map_or(0, left));
        let days = missing
            .days
            .map(|(given, asked)| left((given.unwrap_or_default(), asked)));
        let day = self
            .evidence
            .today
            .zip(days)
            .map(|(today, days)| days_after(today, days));
        match (version, day) {
            (Some(version), Some(day)) => format!("in {version}, and not before {day}"),
            (Some(version), None) => format!("in {version}"),
            (None, _) if self.is_never_broken(change) => "only with an `[[exception]]`".to_owned(),
            (None, _) => "when the notice is over".to_owned(),
        }
    }

    /// Whether no release may break it, so that only an exception permits what its notice announces.
    fn is_never_broken(&self, change: &Change<'_>) -> bool {
        self.tier_policy(change.package, change.tier).breaks == Permit::Never
    }

    /// The first version that may break it, where this release keeps it and so many lines of minor releases have to follow.
    fn first_break(&self, change: &Change<'_>, minors: u32) -> Option<String> {
        let (bump, from) = self.later_release(change.package, |tiers| tiers.get(change.tier).breaks)?;
        if bump == Bump::Major {
            let between = match minors.saturating_sub(1) {
                0 => String::new(),
                1 => ", and after at least one more minor release that still has it deprecated".to_owned(),
                more => format!(", and after at least {more} more minor releases that still have it deprecated"),
            };
            return Some(format!("{} or later{between}", next_release(bump, &from)));
        }
        let by_notice = Version::new(from.major, from.minor.saturating_add(minors.into()), 0);
        let version = bump.max(Bump::Patch).after(&from).max(by_notice);
        Some(format!("{version} or later"))
    }

    /// How large a full release after this one must be for what `permit` says of it, and the version of this one. `None` where none is
    /// large enough.
    pub(crate) fn later_release(&self, package: &str, permit: impl Fn(&Tiers) -> Permit) -> Option<(Bump, Version)> {
        let before = self.releases.version_before(package);
        let to_be = self.releases.version_to_be(package);
        // Where nothing says what the next release will be, it is no larger than a minor one.
        let is_open = |version: &Version| Some(version) == before && !self.evidence.releasing;
        let this = match to_be {
            Some(version) if is_open(&version) => Bump::Minor.after(&version),
            Some(version) => release(&version),
            None => return None,
        };
        let phase = if this.major == 0 {
            Phase::BeforeOne
        } else {
            Phase::Stable
        };
        match permit(self.policy.tiers(phase)) {
            Permit::Bump(bump) => Some((bump, this)),
            Permit::Never => None,
        }
    }

    /// Reports a change whose notice was too short, with what to do until it is over and then, or asks what is not known of it.
    pub(crate) fn report_notice(&self, change: &Change<'a>, keep: &str, then: &str, report: &mut Report<'_>) {
        match self.notice_given(change) {
            NoticeGiven::Enough => {}
            NoticeGiven::Unknown(what) => report.unanswered(format_args!(
                "whether `{}` was deprecated for as long as the policy asks for. {what}",
                change.name()
            )),
            NoticeGiven::Missing(missing) => {
                let is_unknown = missing.days.is_some_and(|(given, _)| given.is_none());
                let instead = if is_unknown {
                    "state the current date, for example `check --today 2027-01-31`".to_owned()
                } else {
                    format!("{keep}, and {then} {}", self.after_missing(change, missing))
                };
                let remark = match missing {
                    MissingNotice {
                        minors: None,
                        days: Some((None, asked)),
                    } => format!("users need {asked} days of notice, and the current date is unknown"),
                    missing => {
                        let tier = if change.lowers() {
                            String::new()
                        } else {
                            format!("it was {}, and ", change.tier)
                        };
                        format!("{tier}users had only {missing} of notice after its deprecation")
                    }
                };
                report.change(change, remark, instead);
            }
        }
    }

    /// Whether what changes must be deprecated before any break.
    pub(crate) fn break_needs_deprecation(&self, change: &Change<'_>) -> bool {
        let of_full_release = self.full_release(change).map(|(policy, _)| policy);
        let policies = of_full_release
            .into_iter()
            .chain([self.tier_policy(change.package, change.tier)]);
        policies.into_iter().any(|policy| policy.break_needs_deprecation)
    }

    /// What `tier` permits to `package` in this release. Outside of the scope of its contract, what was frozen is stable.
    pub(crate) fn tier_policy(&self, package: &str, tier: Tier) -> &'a TierPolicy {
        self.tier_policy_in(self.releases.phase(package), package, tier)
    }

    fn tier_policy_in(&self, phase: Phase, package: &str, tier: Tier) -> &'a TierPolicy {
        let tiers = self.policy.tiers(phase);
        if tier == Tier::Frozen && !self.is_in_scope(package) {
            return tiers.get(Tier::Stable);
        }
        tiers.get(tier)
    }

    /// The terms of the full release to which a pre-release leads, and how large that is, where an earlier full release promised what
    /// changes.
    fn full_release(&self, change: &Change<'_>) -> Option<(&'a TierPolicy, Bump)> {
        let package = change.package;
        if !self.releases.phase(package).is_pre_release() {
            return None;
        }
        let leads_to = release(self.releases.version(package)?);
        let since = since_before(change)?;
        let (phase, made) = match (leads_to.major, leads_to.minor, leads_to.patch) {
            (0, _, 0) => (Phase::BeforeOne, Bump::Minor),
            (0, ..) => (Phase::BeforeOne, Bump::Patch),
            (1, 0, 0) => (Phase::BeforeOne, Bump::Major),
            (_, 0, 0) => (Phase::Stable, Bump::Major),
            (_, _, 0) => (Phase::Stable, Bump::Minor),
            _ => (Phase::Stable, Bump::Patch),
        };
        (since.pre.is_empty() && *since < leads_to).then(|| (self.tier_policy_in(phase, package, change.tier), made))
    }
}

/// The kind of what changes, as far as notices differ by it.
fn kind_of(change: &Change<'_>) -> Option<NoticeKind> {
    if change.fact.feature().is_some() {
        return Some(NoticeKind::Features);
    }
    let item = change.before.or(change.after)?;
    NoticeKind::of(match (&change.fact, &change.member) {
        (Fact::MemberAdded { kind } | Fact::MemberRemoved { kind } | Fact::MemberNowRequired { kind }, _) => *kind,
        (_, Some(path)) => members_on(item, path).last().map_or(Kind::Impl, |member| member.kind),
        (_, None) => item.kind,
    })
}

/// The version since which what changes was promised.
fn since_before<'a>(change: &Change<'a>) -> Option<&'a Version> {
    let item = change.before?;
    let path = change.member.as_deref().unwrap_or_default();
    let of_members = members_on(item, path).into_iter().rev();
    let mut stated = of_members.filter_map(|member| member.since.as_ref()).chain(&item.since);
    match stated.next()? {
        Since::Version(since) => Some(since),
        Since::Next => None,
    }
}

/// The members on the way to the one at `path`, the outermost first.
pub(crate) fn members_on<'a>(item: &'a Item, path: &str) -> Vec<&'a Member> {
    let mut members = item.members.as_slice();
    let mut found = Vec::new();
    for name in path.split("::") {
        let Some(member) = members.iter().find(|member| member.name == name) else {
            break;
        };
        found.push(member);
        members = &member.members;
    }
    found
}
