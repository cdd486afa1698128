//! What the tiers permit, with their order kept: a stronger tier promises no less than a weaker one.

use std::fmt::Display;
use std::ops::Range;

use stability::Tier;

use super::table::Table;
use crate::{Bump, Notice, NoticeKind, Permit, Phase, Tiers};

/// Every bump, by its word.
pub fn bumps() -> [(&'static str, Bump); 5] {
    Bump::ALL.map(|bump| (bump.as_str(), bump))
}

/// What the text says of a tier.
#[derive(Default)]
struct Written {
    breaks: Option<Placed<Permit>>,
    adds: Option<Placed<Permit>>,
    notice: WrittenNotice,
    kind_notices: [WrittenNotice; NoticeKind::ALL.len()],
    once_deprecated: WrittenNotice,
    break_needs_deprecation: Option<Placed<bool>>,
}

#[derive(Default)]
struct WrittenNotice {
    minors: Option<Placed<u32>>,
    days: Option<Placed<u32>>,
}

impl WrittenNotice {
    const fn is_empty(&self) -> bool {
        self.minors.is_none() && self.days.is_none()
    }
}

struct Placed<T> {
    value: T,
    span: Range<usize>,
}

/// Reads `[tiers]` or its like, named `key`. What it leaves out is as in `base`.
pub fn read(table: &mut Table<'_, '_>, key: &str, base: Tiers) -> Tiers {
    let written = of_each_tier(table);
    settle(written, key, base, table)
}

/// What the text says about the phases between pre-releases: all of them, and alpha, beta and release candidates apart.
pub struct PreReleases {
    pub all: Tiers,
    pub alpha: Option<Tiers>,
    pub beta: Option<Tiers>,
    pub rc: Option<Tiers>,
}

/// Reads `[pre-release]`. `beta` in it is a tier, and has the tiers of the phase `beta` as tables.
pub fn read_pre_releases(table: &mut Table<'_, '_>) -> PreReleases {
    let mut of_beta = None;
    let written = Tier::ALL.map(|tier| {
        let written = match tier {
            Tier::Beta => table.table("beta", |beta| {
                let written = one(beta);
                let is_phase = Tier::ALL.iter().any(|tier| beta.has(tier.as_str()));
                let of_phase = of_each_tier(beta);
                of_beta = is_phase.then_some(of_phase);
                written
            }),
            tier => Some(of_tier(table, tier)),
        };
        (tier, written.unwrap_or_default())
    });
    let all = settle(written, "pre-release", Tiers::of(Phase::PreRelease), table);
    PreReleases {
        alpha: table.table("alpha", |alpha| read(alpha, "pre-release.alpha", all.clone())),
        beta: of_beta.map(|written| settle(written, "pre-release.beta", all.clone(), table)),
        rc: table.table("rc", |rc| read(rc, "pre-release.rc", all.clone())),
        all,
    }
}

type WrittenTiers = [(Tier, Written); Tier::ALL.len()];

fn of_each_tier(table: &mut Table<'_, '_>) -> WrittenTiers {
    Tier::ALL.map(|tier| (tier, of_tier(table, tier)))
}

/// Puts what was written into `tiers`, with their order kept.
fn settle(written: WrittenTiers, key: &str, mut tiers: Tiers, table: &mut Table<'_, '_>) -> Tiers {
    let (mut breaks, mut adds) = (
        Floor::new("break", key, tiers.internal.breaks),
        Floor::new("add", key, tiers.internal.adds),
    );
    let mut needs_deprecation = Floor::new("break-needs-deprecation", key, false);
    let mut notice = NoticeFloor::new(key);
    let mut once_deprecated = NoticeFloor::new(key);
    let mut kind_notices = NoticeKind::ALL.map(|_| NoticeFloor::new(key));
    for (tier, written) in written.into_iter().rev() {
        let permitted = tiers.get_mut(tier);
        permitted.breaks = breaks.settle(tier, written.breaks, permitted.breaks, table);
        permitted.adds = adds.settle(tier, written.adds, permitted.adds, table);
        let (needed, default) = (written.break_needs_deprecation, permitted.break_needs_deprecation);
        permitted.break_needs_deprecation = needs_deprecation.settle(tier, needed, default, table);
        permitted.notice = notice.settle(tier, written.notice, permitted.notice, table);
        let (stays, default) = (written.once_deprecated, permitted.once_deprecated);
        permitted.once_deprecated = once_deprecated.settle(tier, stays, default, table);
        for ((kind, written), floor) in NoticeKind::ALL
            .into_iter()
            .zip(written.kind_notices)
            .zip(&mut kind_notices)
        {
            let known = permitted.kind_notices.get(kind);
            let is_own = known.is_some() || !written.is_empty();
            let settled = floor.settle(tier, written, known.unwrap_or(permitted.notice), table);
            if is_own || settled != permitted.notice {
                permitted.kind_notices.set(kind, settled);
            }
        }
    }
    tiers
}

fn of_tier(table: &mut Table<'_, '_>, tier: Tier) -> Written {
    let key = tier.as_str();
    if tier == Tier::Internal {
        if table.has(key) {
            table.refuse_at(
                table.span(key),
                "nothing can be set for `internal`, which promises nothing to users",
                "leave it out",
            );
            table.table(key, one);
        }
        return Written::default();
    }
    table.table(key, one).unwrap_or_default()
}

fn one(table: &mut Table<'_, '_>) -> Written {
    let mut permits: Vec<(&str, Permit)> = bumps().map(|(word, bump)| (word, Permit::Bump(bump))).into();
    permits.push(("never", Permit::Never));
    let mut written = Written {
        breaks: placed(table, "break", |table, key| table.word(key, &permits)),
        adds: placed(table, "add", |table, key| table.word(key, &permits)),
        break_needs_deprecation: placed(table, "break-needs-deprecation", Table::flag),
        ..Written::default()
    };
    table.table("notice", |notice| {
        written.notice = notice_of(notice);
        for (kind, written) in NoticeKind::ALL.into_iter().zip(&mut written.kind_notices) {
            *written = notice.table(kind.as_str(), notice_of).unwrap_or_default();
        }
    });
    written.once_deprecated = table.table("once-deprecated", notice_of).unwrap_or_default();
    written
}

fn notice_of(table: &mut Table<'_, '_>) -> WrittenNotice {
    WrittenNotice {
        minors: placed(table, "minors", Table::count),
        days: placed(table, "days", Table::count),
    }
}

fn placed<'a, 't, T>(
    table: &mut Table<'a, 't>,
    key: &'static str,
    read: impl FnOnce(&mut Table<'a, 't>, &'static str) -> Option<T>,
) -> Option<Placed<T>> {
    let value = read(table, key)?;
    Some(Placed {
        value,
        span: table.span(key),
    })
}

/// The least notice that a tier may ask.
struct NoticeFloor<'k> {
    minors: Floor<'k, u32>,
    days: Floor<'k, u32>,
}

impl<'k> NoticeFloor<'k> {
    fn new(of: &'k str) -> Self {
        Self {
            minors: Floor::new("minors", of, 0),
            days: Floor::new("days", of, 0),
        }
    }

    fn settle(&mut self, tier: Tier, written: WrittenNotice, default: Notice, table: &mut Table<'_, '_>) -> Notice {
        Notice::new(
            self.minors.settle(tier, written.minors, default.minors, table),
            self.days.settle(tier, written.days, default.days, table),
        )
    }
}

/// The least that a tier may ask, which is what the tiers below it ask.
struct Floor<'k, T> {
    key: &'static str,
    of: &'k str,
    value: T,
    tier: Tier,
}

impl<'k, T: Copy + Ord + Display> Floor<'k, T> {
    fn new(key: &'static str, of: &'k str, value: T) -> Self {
        Self {
            key,
            of,
            value,
            tier: Tier::Internal,
        }
    }

    /// What `tier` asks: what is written, or its default, raised to the floor. Becomes the floor of the tiers above.
    fn settle(&mut self, tier: Tier, written: Option<Placed<T>>, default: T, table: &mut Table<'_, '_>) -> T {
        let asked = match written {
            None if default < self.value => return self.value,
            None => default,
            Some(Placed { value, span }) if value < self.value => {
                let Self {
                    key, of, tier: weaker, ..
                } = self;
                let (least, value) = (self.value.to_string(), value.to_string());
                table.refuse_at(
                    span,
                    format_args!(
                        "`{key}` is `{value}` for `{tier}`, and `{least}` for `{weaker}`, which promises less"
                    ),
                    format_args!("write at least `{least}`, or less under `[{of}.{weaker}]`"),
                );
                return self.value;
            }
            Some(Placed { value, .. }) => value,
        };
        (self.value, self.tier) = (asked, tier);
        asked
    }
}
