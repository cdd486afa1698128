#[stability::deprecated_route(GET, "/skills", on = "2026-09-01", note = " ", link = "")]
async fn list() {}

fn main() {}
