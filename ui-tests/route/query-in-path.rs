#[stability::route(GET, "/api/skills?limit={limit}", beta)]
async fn list() {}

#[stability::route(GET, "/api/skills#top", beta)]
async fn top() {}

fn main() {}
