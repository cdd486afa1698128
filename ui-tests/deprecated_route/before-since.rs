#[stability::deprecated_route(GET, "/skills", stable(since = "1.2.0"), since = "1.1.0", on = "2026-09-01")]
async fn list() {}

fn main() {}
