//! Days of the Gregorian calendar, and the numbers that they have.
//!
//! Years are counted from March, so that the day of a leap year is the last; 719 468 days lie between 0000-03-01 and
//! 1970-01-01, and 146 097 in 400 years. See <https://howardhinnant.github.io/date_algorithms.html>.

/// The seconds of a day.
pub const DAY: i64 = 24 * 60 * 60;

/// A day of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date {
    pub year: i64,
    /// From 1 to 12.
    pub month: i64,
    /// From 1 on.
    pub day: i64,
}

impl Date {
    /// The day that many days after 1970-01-01.
    pub const fn of(days: i64) -> Self {
        let days = days + 719_468;
        let (era, day_of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
        let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let month_from_march = (5 * day_of_year + 2) / 153;
        let month = (month_from_march + 2) % 12 + 1;
        Self {
            year: era * 400 + year_of_era + if month <= 2 { 1 } else { 0 },
            month,
            day: day_of_year - (153 * month_from_march + 2) / 5 + 1,
        }
    }

    /// How many days it is after 1970-01-01; `None` where the calendar has no such day.
    #[cfg(feature = "client")]
    pub fn number(self) -> Option<i64> {
        let year = self.year - i64::from(self.month <= 2);
        let (era, year_of_era) = (year.div_euclid(400), year.rem_euclid(400));
        let day_of_year = (153 * ((self.month + 9) % 12) + 2) / 5 + self.day - 1;
        let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
        let days = era * 146_097 + day_of_era - 719_468;
        (Self::of(days) == self).then_some(days)
    }
}

/// The day of a moment in UTC, `2027-01-01`, from seconds since 1970-01-01T00:00:00Z.
#[cfg(feature = "openapi")]
pub fn full_date(seconds: i64) -> String {
    let Date { year, month, day } = Date::of(seconds.div_euclid(DAY));
    format!("{year:04}-{month:02}-{day:02}")
}

#[cfg(all(test, feature = "openapi"))]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_edges_of_days_and_years_are_right() {
        for (seconds, date) in [
            (0, "1970-01-01"),
            (-1, "1969-12-31"),
            (86_399, "1970-01-01"),
            (951_782_400, "2000-02-29"),
            (951_868_800, "2000-03-01"),
            (1_788_220_800, "2026-09-01"),
            (1_798_761_599, "2026-12-31"),
            (1_798_761_600, "2027-01-01"),
            (4_107_542_400, "2100-03-01"),
            (253_402_300_799, "9999-12-31"),
        ] {
            assert_eq!(full_date(seconds), date);
        }
    }

    /// The day as an independent implementation has it.
    fn of_http_date(seconds: u64) -> String {
        let at = std::time::UNIX_EPOCH + std::time::Duration::from_secs(seconds);
        let date = httpdate::fmt_http_date(at);
        let months = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec";
        let month = months.find(&date[8..11]).unwrap() / 4 + 1;
        format!("{}-{month:02}-{}", &date[12..16], &date[5..7])
    }

    proptest! {
        #[test]
        fn every_day_is_that_of_an_independent_implementation(seconds in 0_u32..=u32::MAX, centuries in 0_u64..75) {
            let seconds = u64::from(seconds) + centuries * 3_155_760_000;
            prop_assert_eq!(full_date(i64::try_from(seconds).unwrap()), of_http_date(seconds));
        }
    }
}
