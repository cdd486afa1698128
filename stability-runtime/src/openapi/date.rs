//! Dates of the calendar.

use alloc::format;
use alloc::string::String;

/// The day of a moment in UTC, `2027-01-01`, from seconds since 1970-01-01T00:00:00Z.
///
/// The days are counted in years that begin in March, so that the day of a leap year is the last; 719 468 days lie between
/// 0000-03-01 and 1970-01-01, and 146 097 in 400 years. See <https://howardhinnant.github.io/date_algorithms.html>.
pub fn full_date(seconds: i64) -> String {
    let days = seconds.div_euclid(24 * 60 * 60) + 719_468;
    let (era, day_of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = (month_from_march + 2) % 12 + 1;
    let year = era * 400 + year_of_era + i64::from(month <= 2);
    format!("{year:04}-{month:02}-{day:02}")
}

#[cfg(test)]
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
