//! `Sunset`: what an independent parser takes for a date is that date.
#![no_main]

use libfuzzer_sys::fuzz_target;
use stability_fuzz::read;

fuzz_target!(|input: &[u8]| {
    let Some((headers, announcement)) = read("sunset", input) else {
        return;
    };
    let dates = headers.values().filter_map(|value| {
        let text = value.to_str().ok()?;
        // The parser takes the century of RFC 850, whose weekdays are written in full, from the digits alone.
        let has_century = !text.contains("day");
        httpdate::parse_http_date(text).ok().filter(|_| has_century)
    });
    if let Some(earliest) = dates.min() {
        assert!(announcement.sunset() <= Some(earliest));
        if headers.len() == 1 {
            assert_eq!(announcement.sunset(), Some(earliest));
            assert_eq!(announcement.malformed(), []);
        }
    }
    assert!(announcement.sunset().is_some() || announcement.malformed().len() == headers.len());
});
