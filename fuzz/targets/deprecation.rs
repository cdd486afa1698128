//! `Deprecation`: what an independent parser takes for a date is that date, and what is clean says something.
#![no_main]

use std::time::{Duration, UNIX_EPOCH};

use libfuzzer_sys::fuzz_target;
use stability_http::client::{Announcement, Deprecation};
use stability_fuzz::{NOW, read};

fuzz_target!(|input: &[u8]| {
    let Some((headers, announcement)) = read("deprecation", input) else {
        return;
    };
    let mut values = headers.values();
    if let (Some(value), None) = (values.next(), values.next())
        && let Ok(item) = sfv::Parser::new(value.as_bytes()).parse::<sfv::Item>()
        && let Some(date) = item.bare_item.as_date()
    {
        let seconds = i64::from(date.unix_seconds());
        let duration = Duration::from_secs(seconds.unsigned_abs());
        let at = if seconds < 0 {
            UNIX_EPOCH - duration
        } else {
            UNIX_EPOCH + duration
        };
        assert_eq!(announcement.deprecation(), Some(Deprecation::At(at)));
        assert_eq!(announcement.malformed(), []);
    }
    assert!(announcement.links(stability_http::client::Relation::Sunset).next().is_none());
    assert_eq!(announcement, Announcement::read_at(&headers, UNIX_EPOCH + NOW));
});
