//! `Link`: every target occurs in the header, and the number of links does not grow.
#![no_main]

use libfuzzer_sys::fuzz_target;
use stability_http::client::Relation;
use stability_fuzz::read;

fuzz_target!(|input: &[u8]| {
    let Some((headers, announcement)) = read("link", input) else {
        return;
    };
    let starts = input.iter().filter(|&&byte| byte == b'<').count();
    for relation in Relation::ALL {
        assert!(announcement.links(relation).count() <= starts);
        for target in announcement.links(relation) {
            let bracketed = format!("<{target}>");
            assert!(
                headers
                    .values()
                    .any(|value| contains(value.as_bytes(), bracketed.as_bytes())),
                "{target}"
            );
        }
    }
});

fn contains(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}
