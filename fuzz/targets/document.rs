//! Documents: twice annotated is once annotated, and then only conflicts are left.
#![no_main]

use libfuzzer_sys::fuzz_target;
use serde_json::Value;
use stability::Tier;
use stability_http::openapi::{annotate, check};
use stability::route::{Moment, Retirement, Route};

const RETIREMENT: Retirement = Retirement {
    sunset: Some(Moment {
        written: "2027-01-01",
        seconds: 1_798_761_600,
        header: "Fri, 01 Jan 2027 00:00:00 GMT",
    }),
    link: Some("/deprecations"),
    link_header: Some("</deprecations>; rel=\"deprecation\""),
    ..Retirement::new(Moment {
        written: "2026-09-01",
        seconds: 1_788_220_800,
        header: "@1788220800",
    })
};

const ROUTES: [Route; 4] = [
    Route {
        retirement: Some(&RETIREMENT),
        ..Route::new("GET", "/a/{x}", Tier::Beta)
    },
    Route::new("GET", "/b/{*x}", Tier::Experimental),
    Route::new("QUERY", "/a", Tier::Stable),
    Route {
        retirement: Some(&RETIREMENT),
        ..Route::new("COPY", "/a", Tier::Stable)
    },
];

fuzz_target!(|input: &[u8]| {
    let Ok(mut document) = serde_json::from_slice::<Value>(input) else {
        return;
    };
    let report = annotate(&mut document, &ROUTES);
    let once = document.to_string();
    assert_eq!(annotate(&mut document, &ROUTES), report);
    assert_eq!(document.to_string(), once);
    let disagreements = check(&document, &ROUTES);
    assert_eq!(disagreements.differences, report.conflicts);
    assert_eq!(disagreements.to_string(), report.to_string());
});
