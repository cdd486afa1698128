#[stability::deprecated_route(GET, "/skills/{id}", on = "2026-09-01", successor = "/api/v2/skills/{uuid}")]
async fn read() {}

fn main() {}
