#[stability::route(GET, "/api/fähigkeiten", beta)]
async fn list() {}

#[stability::route(GET, "/api/all skills", beta)]
async fn all() {}

fn main() {}
