#[stability::deprecated_route(GET, "/skills", on = "2026-02-29", sunset = "2027-13-01")]
async fn list() {}

fn main() {}
