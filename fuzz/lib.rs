//! What the targets share.

use std::time::{Duration, UNIX_EPOCH};

use http::{HeaderMap, HeaderName, HeaderValue};
use stability_http::client::Announcement;

/// 2026-11-26T12:00:00Z: the century of a year of two digits is not to be another in each run.
pub const NOW: Duration = Duration::from_secs(1_795_694_400);

/// The announcement of one field, a line of input for each line of the header; `None` where no header can hold it.
pub fn read(field: &'static str, input: &[u8]) -> Option<(HeaderMap, Announcement)> {
    let mut headers = HeaderMap::new();
    for line in input.split(|&byte| byte == b'\n') {
        let value = HeaderValue::from_bytes(line).ok()?;
        headers.try_append(HeaderName::from_static(field), value).ok()?;
    }
    let announcement = Announcement::read_at(&headers, UNIX_EPOCH + NOW);
    assert!(announcement.malformed().len() <= headers.len());
    assert!(announcement.malformed().iter().all(|one| one.field == field));
    Some((headers, announcement))
}
