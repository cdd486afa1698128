#[stability::route(GET, "/skills", beta(area = "A", area = "B"))]
async fn list() {}

#[stability::deprecated_route(GET, "/abilities", on = "2026-09-01", on = "2026-10-01")]
async fn all() {}

fn main() {}
