#[stability::deprecated_route(GET, "/skills", on = "2026-09-01", sunet = "2027-01-01", remove_in = "2.0.0")]
async fn list() {}

fn main() {}
