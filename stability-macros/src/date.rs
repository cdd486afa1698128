//! Dates as authors write them and as headers have them.
//!
//! The crates that read RFC 3339 are heavy for a macro, and the light ones know no time
//! zones; so the arithmetic of the calendar is here, and compared with two of those crates in the tests.

#[cfg(test)]
mod tests;

const DAY: i64 = 86_400;
const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];
/// From the first of January 1970.
const WEEKDAYS: [&str; 7] = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"];

/// Reads `2026-09-01`, which is the start of that day in UTC, or RFC 3339, as seconds since 1970-01-01T00:00:00Z; a
/// fraction of a second is dropped.
///
/// The error is the rest of a sentence whose subject is the key.
pub fn parse(text: &str) -> Result<i64, String> {
    let mut rest = Digits(text);
    let day = date(&mut rest)?;
    let seconds = match rest.0 {
        "" => day * DAY,
        _ => day * DAY + time(&mut rest)?,
    };
    // The years that RFC 9651 and RFC 9110 can write.
    if (1..=9999).contains(&civil(seconds.div_euclid(DAY)).0) {
        Ok(seconds)
    } else {
        Err("is outside of the years 1 to 9999".to_owned())
    }
}

/// What a text that cannot be read means, where its form alone is wrong: `2026-9-1`, `2026-09-01 10:00`.
pub fn intended(text: &str) -> Option<String> {
    let text = text.trim().replacen(' ', "T", 1);
    let endings = ["", "Z", ":00Z", ":00:00Z"].map(|ending| format!("{text}{ending}"));
    let padded = numbers(&text).map(|[year, month, day]| format!("{year:04}-{month:02}-{day:02}"));
    endings.into_iter().chain(padded).find(|text| parse(text).is_ok())
}

/// A date or time that exists, near to one that does not.
pub fn nearby(text: &str) -> Option<String> {
    let text = text.trim();
    let mut candidates = Vec::new();
    if let Some([year, month, day]) = numbers(text) {
        candidates.push(format!("{year:04}-{day:02}-{month:02}"));
        candidates.extend((28..day).rev().map(|day| format!("{year:04}-{month:02}-{day:02}")));
    }
    if let (Some(date), Some(time)) = (text.get(..10), text.get(10..)) {
        if let (Ok(seconds), Some(offset)) = (parse(date), time.strip_prefix("T24:00:00")) {
            let (year, month, day) = civil(seconds.div_euclid(DAY) + 1);
            candidates.push(format!("{year:04}-{month:02}-{day:02}T00:00:00{offset}"));
        }
        candidates.push(format!("{date}{}", time.replace(":60", ":59")));
        candidates.push(format!("{date}{}Z", time.get(..9).unwrap_or_default()));
    }
    candidates.into_iter().find(|text| parse(text).is_ok())
}

/// Year, month and day, with any mark between them.
fn numbers(text: &str) -> Option<[u16; 3]> {
    let numbers = text.split(['-', '/', '.']).map(str::parse);
    let numbers: Vec<u16> = numbers.collect::<Result<_, _>>().ok()?;
    let numbers: [u16; 3] = numbers.try_into().ok()?;
    // A day of three digits does not exist, and a year of two is ambiguous.
    (numbers[0] > 31 && numbers[2] < 100).then_some(numbers)
}

/// `Fri, 01 Jan 2027 00:00:00 GMT`, as `Sunset` has it: the IMF-fixdate of RFC 9110.
pub fn imf_fixdate(seconds: i64) -> String {
    let (days, second) = (seconds.div_euclid(DAY), seconds.rem_euclid(DAY));
    let (year, month, day) = civil(days);
    let weekday = pick(&WEEKDAYS, days.rem_euclid(7));
    let month = pick(&MONTHS, month - 1);
    let (hour, minute, second) = (second / 3_600, second / 60 % 60, second % 60);
    format!("{weekday}, {day:02} {month} {year:04} {hour:02}:{minute:02}:{second:02} GMT")
}

fn pick<'a>(names: &[&'a str], at: i64) -> &'a str {
    usize::try_from(at).ok().and_then(|at| names.get(at)).unwrap_or(&"")
}

/// The rest of a text of digits and marks.
struct Digits<'a>(&'a str);

impl Digits<'_> {
    /// The number that the next `count` digits are.
    fn number(&mut self, count: usize) -> Option<i64> {
        let digits = self.0.get(..count)?;
        if !digits.bytes().all(|one| one.is_ascii_digit()) {
            return None;
        }
        self.0 = self.0.get(count..)?;
        digits.parse().ok()
    }

    /// Whether one of `marks` comes next, which is taken.
    fn mark(&mut self, marks: &[char]) -> Option<char> {
        let mark = self.0.chars().next().filter(|one| marks.contains(one))?;
        self.0 = self.0.get(1..)?;
        Some(mark)
    }
}

/// The days since 1970-01-01.
fn date(rest: &mut Digits<'_>) -> Result<i64, String> {
    let mut fields = || {
        let year = rest.number(4)?;
        rest.mark(&['-'])?;
        let month = rest.number(2)?;
        rest.mark(&['-'])?;
        Some((year, month, rest.number(2)?))
    };
    // ui-tests/deprecated_route/malformed-date.rs
    let Some((year, month, day)) = fields() else {
        return Err("is neither a date of the form YYYY-MM-DD nor a date and time of RFC 3339".to_owned());
    };
    // ui-tests/deprecated_route/impossible-day.rs
    if !(1..=12).contains(&month) {
        return Err(format!("is not a date, because there is no month {month}"));
    }
    let days = days(year, month, day);
    if civil(days) == (year, month, day) {
        Ok(days)
    } else {
        Err(format!("is not a date, because {year:04}-{month:02} has no day {day}"))
    }
}

/// The seconds since the start of the day in UTC.
// ui-tests/deprecated_route/malformed-time.rs
fn time(rest: &mut Digits<'_>) -> Result<i64, String> {
    let mut fields = || {
        rest.mark(&['T', 't'])?;
        let hour = rest.number(2)?;
        rest.mark(&[':'])?;
        let minute = rest.number(2)?;
        rest.mark(&[':'])?;
        let second = rest.number(2)?;
        if rest.mark(&['.']).is_some() {
            rest.number(1)?;
            while rest.number(1).is_some() {}
        }
        Some((hour, minute, second))
    };
    let Some((hour, minute, second)) = fields() else {
        return Err("has a time that is not of the form Thh:mm:ssZ".to_owned());
    };
    if hour > 23 || minute > 59 || second > 59 {
        return Err(format!(
            "is not a date and time, because there is no time {hour:02}:{minute:02}:{second:02}"
        ));
    }
    // ui-tests/deprecated_route/wrong-offset.rs
    if rest.0.is_empty() {
        return Err("is a time without an offset from UTC".to_owned());
    }
    let offset = offset(rest)?;
    Ok(hour * 3_600 + minute * 60 + second - offset)
}

/// How many seconds the place is ahead of UTC.
fn offset(rest: &mut Digits<'_>) -> Result<i64, String> {
    let written = rest.0;
    let mut fields = || match rest.mark(&['Z', 'z', '+', '-'])? {
        'Z' | 'z' => Some((1, 0, 0)),
        sign => {
            let hours = rest.number(2)?;
            rest.mark(&[':'])?;
            Some((if sign == '-' { -1 } else { 1 }, hours, rest.number(2)?))
        }
    };
    let fields = fields().filter(|_| rest.0.is_empty());
    let Some((sign, hours, minutes)) = fields else {
        return Err("has an offset from UTC that is not of the form Z or +02:00".to_owned());
    };
    if hours > 23 || minutes > 59 {
        return Err(format!(
            "has the offset {written} from UTC, but at most 23:59 is possible"
        ));
    }
    Ok(sign * (hours * 3_600 + minutes * 60))
}

/// The days from 1970-01-01 to a date of the Gregorian calendar; a day too many is the next month's.
///
/// Years are counted from March, so that a leap day is the last of its year, in eras of 400 years:
/// <https://howardhinnant.github.io/date_algorithms.html>.
fn days(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let (era, year_of_era) = (year.div_euclid(400), year.rem_euclid(400));
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

/// The date of the day that many days after 1970-01-01: year, month and day, the inverse of [`days`].
fn civil(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let (era, day_of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = (month_from_march + 2) % 12 + 1;
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    (year, month, day)
}
