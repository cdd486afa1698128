//! What ours cost in proportion to what their peers cost, and how far that may grow.

use std::fmt;

use crate::report::Row;

/// One of our cases beside a peer, both over the same structs without annotations.
#[derive(Debug)]
pub struct Ratio {
    /// What a reader calls it.
    pub name: &'static str,
    /// The package of the case.
    pub ours: &'static str,
    /// The package of the peer.
    pub peer: &'static str,
    /// What it is to be at most.
    pub target: f64,
    /// What stops it from being less.
    pub floor: Option<&'static str>,
    /// What it was when it was written down here; the gate refuses what is more than [`MARGIN`] above.
    pub last: Option<f64>,
}

/// How far a ratio may be above the one that is written down.
const MARGIN: f64 = 0.1;

const INSTABILITY: &str = "peer-instability";

/// Every ratio.
pub const RATIOS: &[Ratio] = &[
    Ratio {
        name: "bare tier, no features / `instability`",
        ours: "ours-nothing",
        peer: INSTABILITY,
        target: 1.0,
        floor: None,
        last: Some(0.96),
    },
    Ratio {
        name: "`non_exhaustive, constructor` / `instability` + `derive-new`",
        ours: "ours-constructor",
        peer: "peer-instability-new",
        target: 0.9,
        floor: None,
        last: Some(0.88),
    },
    Ratio {
        name: "bare, one field of another annotated type / `instability`",
        ours: "ours-exposing-nothing",
        peer: INSTABILITY,
        target: 1.5,
        floor: Some(
            "written by hand, the empty implementation and the constant that asks one type cost the compiler 0.60 M, \
             0.8 of `instability`; what is left to the target is less than the macro takes for a bare tier",
        ),
        last: Some(1.95),
    },
    Ratio {
        name: "`inventory`, modules of 50 / `instability`",
        ours: "ours-area-inventory",
        peer: INSTABILITY,
        target: 1.5,
        floor: None,
        last: None,
    },
    Ratio {
        name: "`inventory`, each alone / `instability`",
        ours: "ours-inventory",
        peer: INSTABILITY,
        target: 4.0,
        floor: Some(
            "an attribute that returns its tokens unread and registers one line costs the compiler 2.30 M, 3.05 of \
             `instability`; with the 1.00 of a bare tier, that is above the target already",
        ),
        last: None,
    },
    Ratio {
        name: "`embed`, modules of 50 / `instability`",
        ours: "ours-area-embed",
        peer: INSTABILITY,
        target: 2.0,
        floor: None,
        last: None,
    },
];

impl Ratio {
    /// The ratio in what was counted; `None` where a part of it was not.
    pub fn of(&self, rows: &[Row]) -> Option<f64> {
        let over = |package: &str| rows.iter().find(|row| row.case.package == package)?.over(rows);
        Some(over(self.ours)? / over(self.peer)?)
    }

    /// What may not be exceeded.
    fn limit(&self) -> Option<f64> {
        self.last.map(|last| last * (1.0 + MARGIN))
    }
}

/// The ratios in what was counted, as a Markdown table.
pub struct Table<'a>(pub &'a [Row]);

impl fmt::Display for Table<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "| over the plain package | ratio | target |")?;
        writeln!(f, "|---|--:|--:|")?;
        for ratio in RATIOS {
            if let Some(counted) = ratio.of(self.0) {
                writeln!(f, "| {} | {counted:.2} | ≤ {:.1} |", ratio.name, ratio.target)?;
            }
        }
        for Ratio { name, floor, .. } in RATIOS.iter().filter(|ratio| ratio.of(self.0) > Some(ratio.target)) {
            if let Some(floor) = floor {
                writeln!(f, "\n{name}: {floor}.")?;
            }
        }
        Ok(())
    }
}

/// Each ratio that is written down and exceeded, or that was not counted.
pub fn breaches(rows: &[Row]) -> Vec<String> {
    let gated = RATIOS.iter().filter_map(|ratio| Some((ratio, ratio.limit()?)));
    gated
        .filter_map(|(ratio, limit)| match ratio.of(rows) {
            None => Some(format!("{}: not counted", ratio.name)),
            Some(counted) if counted > limit => Some(format!(
                "{}: {counted:.2} is more than {limit:.2}, which is 10 % above the stored figure; make it cheaper, or store \
                 the new figure in benches/compile-cost/ratio.rs",
                ratio.name
            )),
            Some(_) => None,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{RATIOS, breaches};
    use crate::cases::CASES;
    use crate::report::Row;
    use crate::timer::Duration;

    fn rows(ours: u64) -> Vec<Row> {
        let counted = |case: &'static crate::cases::Case| Row {
            case,
            instructions: Some(match case.package {
                package if package.starts_with("ours") => ours,
                package if package.starts_with("peer") => 200,
                _ => 100,
            }),
            times: Duration::default(),
        };
        CASES.iter().map(counted).collect()
    }

    #[test]
    fn each_part_is_a_case() {
        for ratio in RATIOS {
            for package in [ratio.ours, ratio.peer] {
                assert!(CASES.iter().any(|case| case.package == package), "{package}");
            }
        }
    }

    #[test]
    fn growth_above_the_margin_is_refused() {
        assert_eq!(RATIOS[0].of(&rows(150)), Some(0.5));
        assert!(breaches(&rows(150)).is_empty());
        let gated = RATIOS.iter().filter(|ratio| ratio.last.is_some()).count();
        assert_eq!(gated, 3);
        assert_eq!(breaches(&rows(1_000)).len(), gated);
        assert_eq!(breaches(&[]).len(), gated);
    }
}
