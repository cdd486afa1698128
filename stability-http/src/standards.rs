//! The deliberate differences between this crate and the standards of its headers.
//!
//! It sends only what the standards define. When reading, it is more tolerant if an announcement would be lost otherwise, and reports
//! such values in `Announcement::malformed`. Each difference has a test with the name beside it, in
//! `src/standards/tests.rs`.
//!
//! # RFC 9651, structured fields
//!
//! | the standard | this crate | test |
//! |---|---|---|
//! | The lines of `Deprecation`, an item, are combined, and two of them are malformed (section 4.2). | A client reads each line; the earliest date counts, and the others are reported as malformed. | `a_second_line_is_malformed_and_the_earliest_date_counts` |
//! | Bytes may have their padding, or none (section 4.2.7). | A part of the padding is accepted too. Neither header has values of this kind. | `a_part_of_the_padding_is_enough` |
//! | Each field defines its tokens and parameters. | In `Accept-Stability`, a `q` that is not greater than zero refuses its token, as in `Accept`; other members and tokens are ignored. | `a_weight_of_zero_is_no_consent` |
//!
//! # RFC 9745, `Deprecation`
//!
//! | the standard | this crate | test |
//! |---|---|---|
//! | The value is a date, `@1788220800`. | A client also reads the forms of the drafts, which servers still send: `true`, `?1` and an HTTP-date; `false` and `?0` mean that nothing is announced. A server sends only the date. | `the_forms_of_the_drafts_are_read` |
//! | The sunset is not before the deprecation (section 4). | The macros refuse it. A client reads both dates unchanged. | `a_sunset_before_the_deprecation_is_kept` |
//! | A resource is deprecated. | A method of a path is deprecated: `GET` may be deprecated and `POST` not. A response to a method that is not served (405) announces a deprecation only if all routes of the path have the same deprecation. | `a_method_is_deprecated_and_not_its_path` |
//! | A link alone gives no date (section 3). | A client keeps the link and does not react. | `a_link_alone_is_no_deprecation` |
//!
//! # RFC 8594, `Sunset`
//!
//! | the standard | this crate | test |
//! |---|---|---|
//! | An HTTP-date has the weekday of its day (RFC 9110, section 5.6.7). | A client reads a date with a wrong weekday, and reports it as malformed. | `a_wrong_weekday_does_not_hide_the_date` |
//! | There is one date. | Of several lines the earliest counts, and the others are reported as malformed. | `the_earliest_of_several_sunsets_counts` |
//! | A leap second, `23:59:60`, is a separate second. | It counts as the first second of the next day, because the clocks of computers have no leap seconds. | `a_leap_second_is_the_first_of_the_next_day` |
//! | A sunset is a hint (section 3). | A server may answer 410 from that second on, and a client may refuse the response, if they are configured to. Neither does so by default. | `a_sunset_is_a_hint_by_default` |

#[cfg(all(test, feature = "client", feature = "server"))]
mod tests;
