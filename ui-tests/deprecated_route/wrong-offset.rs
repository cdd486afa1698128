#[stability::deprecated_route(GET, "/skills", on = "2026-09-01T10:00:00", sunset = "2027-01-01T10:00:00+25:00")]
async fn list() {}

fn main() {}
