#[stability::deprecated_route(GET, "/skills", on = "2027-01-01", sunset = "2026-09-01")]
async fn list() {}

// Later by the clock on the wall, earlier by time.
#[stability::deprecated_route(GET, "/abilities", on = "2026-09-01T00:00:00Z", sunset = "2026-09-01T01:00:00+02:00")]
async fn all() {}

fn main() {}
