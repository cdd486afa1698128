#[stability::deprecated_route(GET, "/skills", on = "2026-09-01", link = "https://ornn.example/umzüge")]
async fn list() {}

fn main() {}
