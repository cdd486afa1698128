//! When things change their stage: are deprecated, may go, are due to go.

use std::fmt;

use jiff::civil::Date;
use semver::Version;
use serde::Serialize;
use stability::contract::{Contract, Deprecated, DeprecationStage, Since, package_name};
use stability::{Kind, Tier};

use super::dates::{day_of, days_after, first_day, has_reached, moment, release, start_of};
use super::subject::Subject;
use super::terms::members_on;
use super::usage::{ItemUse, use_of};
use super::{Bump, Comparison, Evidence, NoticeKind, Permit, Policy, Usage};

/// A stage in the life of a promise, and when it begins.
///
/// With a version and a date, it begins when both are reached; with neither, its time is unknown.
#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Stage {
    /// The package, without its version; empty where it is about the policy.
    pub package: String,
    /// What changes: an item, `item::member`, an exception, a suppression.
    pub subject: String,
    /// The stage.
    #[serde(rename = "stage")]
    pub kind: StageKind,
    /// The release with which it begins.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<Since>,
    /// How many minor releases must be made before that one.
    #[serde(skip_serializing_if = "is_zero")]
    pub minors: u32,
    /// Whether these may be fewer, because not all releases since the deprecation are known.
    #[serde(skip_serializing_if = "is_false")]
    pub minors_unknown: bool,
    /// The first day of it; where it begins at an hour of a day, the day after.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<Date>,
    /// When it begins, as the route has it, where that is not the start of `date`: `2027-01-01T22:00:00Z`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub moment: Option<String>,
    /// How often the item is used, if that is counted and it may be removed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub used: Option<Usage>,
    /// Whether it may be removed and nobody knows how often it is used: the counts should name it and do not.
    #[serde(skip_serializing_if = "is_false")]
    pub use_unknown: bool,
    /// Whether it has begun, at the version and on the day of the [`Evidence`].
    pub reached: bool,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes the field by reference")]
fn is_zero(count: &u32) -> bool {
    *count == 0
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes the field by reference")]
fn is_false(is: &bool) -> bool {
    !*is
}

/// What happens to an item, an exception or a suppression.
#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum StageKind {
    /// It graduates to a stronger tier or is removed: `until`.
    Graduation,
    /// A release announces that a route will be deprecated.
    Announced,
    /// Its users are warned: by the compiler, or by the `Deprecation` header of a route.
    Deprecated,
    /// The compiler refuses its use.
    Denied,
    /// Documentation no longer shows it.
    Hidden,
    /// The policy permits its removal, since the notice has been given.
    Removable,
    /// The sunset of a route.
    Sunset,
    /// Its announced removal: `remove_in`.
    Due,
    /// It was removed, and its name stays taken.
    Tombstone,
    /// An exception permits a break.
    Excepted,
    /// A suppression no longer holds.
    Expired,
}

#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
impl StageKind {
    /// The word for it, as JSON has it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Graduation => "graduation",
            Self::Announced => "announced",
            Self::Deprecated => "deprecated",
            Self::Denied => "denied",
            Self::Hidden => "hidden",
            Self::Removable => "removable",
            Self::Sunset => "sunset",
            Self::Due => "due",
            Self::Tombstone => "tombstone",
            Self::Excepted => "excepted",
            Self::Expired => "expired",
        }
    }
}

impl StageKind {
    const fn verb(self) -> &'static str {
        match self {
            Self::Graduation => "is to graduate or be removed",
            Self::Announced => "is announced as deprecated",
            Self::Deprecated => "is deprecated",
            Self::Denied => "is denied to users",
            Self::Hidden => "is hidden from documentation",
            Self::Removable => "may be removed",
            Self::Sunset => "has its sunset",
            Self::Due => "is due for removal",
            Self::Tombstone => "was removed",
            Self::Excepted => "is permitted to break",
            Self::Expired => "no longer holds",
        }
    }
}

/// `` `nika::Foo` may be removed in 2.0.0, after 1 more minor release, from 2027-01-30 on ``.
impl fmt::Display for Stage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.kind {
            StageKind::Expired => f.write_str(&self.subject)?,
            _ => write!(f, "`{}`", self.subject)?,
        }
        write!(f, " {}", self.kind.verb())?;
        match &self.version {
            Some(Since::Version(version)) => write!(f, " in {version}")?,
            Some(Since::Next) => f.write_str(" in the next release")?,
            None => {}
        }
        match self.minors {
            0 => {}
            more => {
                let (most, plural) = (
                    if self.minors_unknown { "at most " } else { "" },
                    if more == 1 { "" } else { "s" },
                );
                write!(f, ", after {most}{more} more minor release{plural}")?;
            }
        }
        match (&self.moment, self.date, &self.version) {
            (Some(moment), _, _) => write!(f, " on {moment}"),
            (None, Some(date), Some(_)) => write!(f, ", from {date} on"),
            (None, Some(date), None) => write!(f, " on {date}"),
            (None, None, _) => Ok(()),
        }?;
        match &self.used {
            Some(used) => write!(f, "; it was used {used}"),
            None if self.use_unknown => f.write_str(
                "; its use is not known, because the counts of `[usage]` do not name it: compare its name with theirs, and find out \
                 whether a deployed version counts it",
            ),
            None => Ok(()),
        }
    }
}

/// Every stage of every deprecation, every `until`, tombstone, exception and suppression, by package, subject and stage.
///
/// The version is that of the evidence or else of each package, and `today` theirs; without a day, no date is reached.
/// The recorded contracts in the evidence are not read.
///
/// ```
/// use stability::Contract;
/// use stability_policy::{Evidence, Policy, schedule};
///
/// let contract = Contract::from_json(r#"{
///     "schema": "stability/contract@1", "contract": null, "package": { "name": "nika", "version": "1.4.0" },
///     "items": [{
///         "id": "nika::Foo", "kind": "struct", "name": "Foo", "tier": "stable", "package": "nika",
///         "deprecated": { "since": "1.4.0", "note": "use Bar", "remove_in": "3.0.0" }
///     }]
/// }"#)?;
/// let stages = schedule(&contract, &Policy::default(), &Evidence::default());
/// let shown: Vec<String> = stages.iter().map(ToString::to_string).collect();
/// assert_eq!(shown, [
///     "`nika::Foo` is deprecated in 1.4.0",
///     "`nika::Foo` may be removed in 3.0.0",
///     "`nika::Foo` is due for removal in 3.0.0",
/// ]);
/// # Ok::<(), stability::contract::JsonError>(())
/// ```
#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
pub fn schedule(contract: &Contract, policy: &Policy, evidence: &Evidence) -> Vec<Stage> {
    let comparison = Comparison::alone(contract, policy, evidence);
    let mut stages = Stages {
        comparison: &comparison,
        stages: Vec::new(),
    };
    for subject in comparison.subjects() {
        stages.of_subject(subject);
    }
    for stage in &mut stages.stages {
        match use_in(&comparison, stage) {
            ItemUse::Used(usage) => stage.used = Some(usage.clone()),
            ItemUse::Unknown => stage.use_unknown = true,
            ItemUse::Ended | ItemUse::NotCounted => {}
        }
    }
    for tombstone in contract.tombstones() {
        let gone = Beginning::version(&tombstone.removed_in);
        stages.add(&tombstone.package, tombstone.id.clone(), StageKind::Tombstone, gone);
    }
    for exception in &policy.exceptions {
        if let Some(version) = &exception.version {
            let begins = Beginning::version(version);
            stages.add("", exception.item.clone(), StageKind::Excepted, begins);
        }
    }
    for suppression in &policy.suppressions {
        if let Some(expires) = suppression.expires {
            let subject = format!("the suppression of `{}` for `{}`", suppression.rule, suppression.item);
            // The last day on which it holds is the day before.
            stages.add("", subject, StageKind::Expired, Beginning::date(days_after(expires, 1)));
        }
    }
    let mut stages = stages.stages;
    stages.sort_by(|a, b| (&a.package, &a.subject, a.kind).cmp(&(&b.package, &b.subject, b.kind)));
    // An item that differs between builds is there once for each form.
    stages.dedup();
    stages
}

/// The use of the item that a stage permits to remove.
fn use_in<'e>(comparison: &Comparison<'e>, stage: &Stage) -> ItemUse<'e> {
    let goes = matches!(stage.kind, StageKind::Removable | StageKind::Sunset | StageKind::Due);
    let mut subjects = comparison.subjects().iter().filter(|_| goes);
    let subject = subjects.find(|subject| subject.member.is_none() && subject.item.id == stage.subject);
    // Only what is deprecated has such a stage.
    subject.map_or(ItemUse::NotCounted, |subject| use_of(subject.item, true, comparison))
}

/// Which of `stages` begin with the release `next`, or within so many days after `today`. What has begun is not among them.
///
/// `next` is taken for every package. Where a stage needs a release and a day, both must be there: the release is `next`, and
/// the day `today` or one of the days that were asked for.
#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
pub fn due<'s>(stages: &'s [Stage], next: Option<&Version>, within: Option<u32>, today: Date) -> Vec<&'s Stage> {
    let horizon = days_after(today, within.unwrap_or(0));
    let begins = |stage: &&Stage| {
        let by_version = match (&stage.version, next) {
            (None, _) => stage.date.is_some_and(|date| date > today),
            (Some(_), None) => false,
            (Some(Since::Next), Some(_)) => true,
            (Some(Since::Version(version)), Some(next)) => has_reached(next, version),
        };
        // What begins at an hour is due on the day of that hour.
        let moment = stage.moment.as_deref().and_then(moment).map(day_of);
        let by_date = moment.or(stage.date).is_none_or(|date| date <= horizon);
        !stage.reached && (stage.minors == 0 || stage.minors_unknown) && by_version && by_date
    };
    stages.iter().filter(begins).collect()
}

/// When a stage begins.
#[derive(Default)]
struct Beginning {
    version: Option<Since>,
    minors: u32,
    minors_unknown: bool,
    date: Option<Date>,
    moment: Option<String>,
}

impl Beginning {
    fn version(version: &Version) -> Self {
        Self {
            version: Some(Since::Version(version.clone())),
            ..Self::default()
        }
    }

    fn date(date: Date) -> Self {
        Self {
            date: Some(date),
            ..Self::default()
        }
    }

    /// At a date as a route has it.
    fn moment(written: &str) -> Option<Self> {
        let begins = moment(written)?;
        let date = first_day(begins);
        Some(Self {
            moment: (start_of(date) != Some(begins)).then(|| written.into()),
            ..Self::date(date)
        })
    }
}

struct Stages<'c, 'a> {
    comparison: &'c Comparison<'a>,
    stages: Vec<Stage>,
}

impl Stages<'_, '_> {
    fn add(&mut self, package: &str, subject: String, kind: StageKind, begins: Beginning) {
        let Beginning {
            version,
            minors,
            minors_unknown,
            date,
            moment,
        } = begins;
        let today = self.comparison.evidence.today;
        let by_version = match &version {
            // What the project grants itself goes with the version that is judged, whatever the package.
            Some(Since::Version(version)) => self
                .comparison
                .releases
                .version(package)
                .or_else(|| Some(&self.comparison.current.package()?.version))
                .is_some_and(|now| has_reached(now, version)),
            Some(Since::Next) => false,
            None => true,
        };
        let by_date = date.is_none_or(|date| today.is_some_and(|today| date <= today));
        self.stages.push(Stage {
            package: package_name(package).to_string(),
            subject,
            kind,
            used: None,
            use_unknown: false,
            reached: minors == 0 && by_version && by_date && (version.is_some() || date.is_some()),
            version,
            minors,
            minors_unknown,
            date,
            moment,
        });
    }

    fn of_subject(&mut self, subject: &Subject<'_>) {
        let package = &subject.item.package;
        if let Some(until) = subject.until {
            self.add(
                package,
                subject.name(),
                StageKind::Graduation,
                Beginning::version(until),
            );
        }
        let Some(deprecated) = subject.deprecated else { return };
        if deprecated.stages.is_some() || deprecated.stage.is_some() {
            self.of_stages(subject, deprecated);
        } else {
            self.of_warning(subject, deprecated);
        }
        if let Some(mut removable) = removable(self.comparison, subject, deprecated) {
            // The policy permits no removal before the announced one.
            if let (Some(remove_in), Some(Since::Version(version))) = (&deprecated.remove_in, &removable.version)
                && version < remove_in
            {
                removable.version = Some(Since::Version(remove_in.clone()));
            }
            self.add(package, subject.name(), StageKind::Removable, removable);
        }
        if let Some(sunset) = deprecated.sunset.as_deref().and_then(Beginning::moment) {
            self.add(package, subject.name(), StageKind::Sunset, sunset);
        }
        if let Some(remove_in) = &deprecated.remove_in {
            self.add(package, subject.name(), StageKind::Due, Beginning::version(remove_in));
        }
    }

    /// What was said of stages, of which the first may be the only one.
    fn of_stages(&mut self, subject: &Subject<'_>, deprecated: &Deprecated) {
        let only = deprecated.stage.unwrap_or(DeprecationStage::Warned);
        let planned: Vec<_> = match &deprecated.stages {
            Some(stages) => stages.planned().map(|(stage, since)| (stage, Some(since))).collect(),
            None => vec![(only, deprecated.since.as_ref())],
        };
        for (stage, since) in planned {
            let kind = match stage {
                DeprecationStage::Announced => StageKind::Announced,
                DeprecationStage::Denied => StageKind::Denied,
                DeprecationStage::Hidden => StageKind::Hidden,
                _ => StageKind::Deprecated,
            };
            let begins = Beginning {
                version: since.cloned(),
                ..Beginning::default()
            };
            self.add(&subject.item.package, subject.name(), kind, begins);
        }
    }

    fn of_warning(&mut self, subject: &Subject<'_>, deprecated: &Deprecated) {
        let package = &subject.item.package;
        let released = Beginning {
            version: deprecated.since.clone(),
            ..Beginning::default()
        };
        // Without a date, users are warned from the release on.
        let (announced, on) = match deprecated.on.as_deref().and_then(Beginning::moment) {
            Some(on) => (Some(released), on),
            None => (None, released),
        };
        if let Some(announced) = announced {
            self.add(package, subject.name(), StageKind::Announced, announced);
        }
        self.add(package, subject.name(), StageKind::Deprecated, on);
    }
}

/// When the policy permits the removal, by what is known now; `None` where nothing but an exception does.
fn removable(comparison: &Comparison<'_>, subject: &Subject<'_>, deprecated: &Deprecated) -> Option<Beginning> {
    let package = &subject.item.package;
    let now = comparison.releases.version(package)?;
    let policy = comparison.tier_policy(package, subject.tier);
    let Permit::Bump(mut bump) = policy.breaks else {
        return None;
    };
    // What `route-removed-without-major` asks for.
    let is_route = subject.item.kind == Kind::Route;
    if is_route && subject.tier >= Tier::Stable && now.major > 0 && now.pre.is_empty() {
        bump = Bump::Major;
    }
    let kind = match &subject.member {
        None => Some(subject.item.kind),
        Some(path) => members_on(subject.item, path).last().map(|member| member.kind),
    };
    let notice = policy.notice_once_deprecated(kind.and_then(NoticeKind::of));
    let warned = Some(&Since::Next).filter(|_| deprecated.is_only_announced());
    let releases = comparison.releases;
    let (since, given) = match warned.or_else(|| deprecated.warned_since()) {
        // Nothing has been given before a release that is only planned.
        Some(Since::Version(since)) if notice.minors > 0 && !has_reached(now, since) => (since, -1),
        Some(Since::Version(since)) => (since, i64::from(releases.least_minors_since(package, since, now))),
        // Nor before the release that is in preparation, which may be a minor one.
        Some(Since::Next) if notice.minors > 0 => (now, -1),
        Some(Since::Next) | None => (now, 0),
    };
    let left = i64::from(notice.minors) - given;
    let left = u32::try_from(left).unwrap_or_default();
    let (version, minors) = earliest(now, bump, left);
    let first = |written: &Option<String>| Some(first_day(moment(written.as_deref()?)?));
    // Nobody was told before the release that says so.
    let start = first(&deprecated.on).max(releases.date(package, since));
    let noticed = start
        .filter(|_| notice.days > 0)
        .map(|start| days_after(start, notice.days));
    let date = noticed.max(first(&deprecated.sunset).filter(|_| is_route));
    Some(Beginning {
        version: Some(version),
        minors,
        minors_unknown: minors > 0 && releases.unlisted_since(package, since, now).is_some(),
        date,
        moment: None,
    })
}

/// The first release after `now` that is a `bump` and has `left` minor releases before it or is the last of them, and how many
/// of those come before it.
fn earliest(now: &Version, bump: Bump, left: u32) -> (Since, u32) {
    let leads_to = release(now);
    let is_ahead = !now.pre.is_empty();
    let minor = |more: u32| Version::new(now.major, now.minor.saturating_add(more.into()), 0);
    let version = match bump {
        Bump::Major if is_ahead && (now.minor, now.patch) == (0, 0) => leads_to,
        Bump::Major => Version::new(now.major.saturating_add(1), 0, 0),
        Bump::Minor if left == 0 && is_ahead && now.patch == 0 => leads_to,
        Bump::Minor => minor(left.max(1)),
        _ if left > 0 => minor(left),
        Bump::Patch if is_ahead => leads_to,
        Bump::Patch => Version::new(now.major, now.minor, now.patch.saturating_add(1)),
        Bump::PreRelease | Bump::None => return (Since::Next, 0),
    };
    (Since::Version(version), left.saturating_sub(1))
}
