#[stability::deprecated_route(GET, "/skills", on = "2026-09-01", link = "https://ornn.example/all moves")]
async fn list() {}

#[stability::deprecated_route(GET, "/abilities/{id}", on = "2026-09-01", link = "/moves/{id}")]
async fn all() {}

#[stability::deprecated_route(GET, "/tools", on = "2026-09-01", successor = "http://[::1/tools")]
async fn tools() {}

fn main() {}
