#[stability::route(GET, "api/skills", beta)]
async fn list() {}

fn main() {}
