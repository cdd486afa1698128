#[stability::deprecated_route(GET, "/skills/{id}", on = "2026-09-01", successor = "/skills/{id}")]
fn read() {}

fn main() {}
