#[stability::deprecated_route(GET, "/skills", on = "September 2026")]
async fn list() {}

#[stability::deprecated_route(GET, "/abilities", on = "2026-09-01", sunset = "Wed, 01 Jan 2027 00:00:00 GMT")]
async fn all() {}

#[stability::deprecated_route(GET, "/tools", on = 2026)]
async fn tools() {}

fn main() {}
