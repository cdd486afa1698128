#[stability::deprecated_route(GET, "/skills", on = "2026-09-01", area = "Skills")]
async fn list() {}

fn main() {}
