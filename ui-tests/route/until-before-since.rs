#[stability::route(GET, "/skills", beta(since = "1.2.0", until = "1.1.0"))]
async fn list() {}

fn main() {}
