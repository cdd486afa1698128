#[stability::deprecated_route(GET, "/skills", since = "2.0.0", on = "2026-09-01")]
async fn list() {}

fn main() {}
