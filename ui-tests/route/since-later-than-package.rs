#[stability::route(GET, "/skills", stable(since = "2.0.0"))]
async fn list() {}

fn main() {}
