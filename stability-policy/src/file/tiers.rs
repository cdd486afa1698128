//! What the tiers permit, with their order kept: a stronger tier promises no less than a weaker one.

use std::fmt::Display;
use std::ops::Range;

use stability::Tier;

use super::table::Table;
use crate::{Bump, Permit, Phase, Tiers};

/// Every bump, by its word.
pub fn bumps() -> [(&'static str, Bump); 5] {
    Bump::ALL.map(|bump| (bump.as_str(), bump))
}

/// What the text says of a tier.
#[derive(Default)]
struct Written {
    breaks: Option<Placed<Permit>>,
    adds: Option<Placed<Bump>>,
    minors: Option<Placed<u32>>,
    days: Option<Placed<u32>>,
}

struct Placed<T> {
    value: T,
    span: Range<usize>,
}

/// Reads `[tiers]` or its like, named `key`.
pub fn read(table: &mut Table<'_, '_>, key: &str, phase: Phase) -> Tiers {
    let written = Tier::ALL.map(|tier| (tier, of_tier(table, tier)));
    let mut tiers = Tiers::of(phase);
    let mut floors = (
        Floor::new("break", key, tiers.internal.breaks),
        Floor::new("add", key, tiers.internal.adds),
        Floor::new("minors", key, 0),
        Floor::new("days", key, 0),
    );
    for (tier, written) in written.into_iter().rev() {
        let permitted = tiers.get_mut(tier);
        let (breaks, adds, minors, days) = &mut floors;
        permitted.breaks = breaks.settle(tier, written.breaks, permitted.breaks, table);
        permitted.adds = adds.settle(tier, written.adds, permitted.adds, table);
        permitted.notice.minors = minors.settle(tier, written.minors, permitted.notice.minors, table);
        permitted.notice.days = days.settle(tier, written.days, permitted.notice.days, table);
    }
    tiers
}

fn of_tier(table: &mut Table<'_, '_>, tier: Tier) -> Written {
    let key = tier.as_str();
    if tier == Tier::Internal {
        if table.has(key) {
            table.refuse_at(
                table.span(key),
                "nothing can be set for `internal`, which is promised to no one",
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
    let breaks = table.word("break", &permits);
    let adds = table.word("add", &bumps());
    let mut written = Written {
        breaks: breaks.map(|value| Placed {
            value,
            span: table.span("break"),
        }),
        adds: adds.map(|value| Placed {
            value,
            span: table.span("add"),
        }),
        ..Written::default()
    };
    table.table("notice", |notice| {
        written.minors = count(notice, "minors");
        written.days = count(notice, "days");
    });
    written
}

fn count(table: &mut Table<'_, '_>, key: &'static str) -> Option<Placed<u32>> {
    let value = table.count(key)?;
    Some(Placed {
        value,
        span: table.span(key),
    })
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
