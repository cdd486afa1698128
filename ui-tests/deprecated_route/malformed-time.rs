#[stability::deprecated_route(GET, "/skills", on = "2026-09-01 10:00", sunset = "2027-01-01T24:00:00Z")]
async fn list() {}

fn main() {}
