#[stability::route(GET, "/skills", bata)]
async fn list() {}

#[stability::route(GET, "/abilities", preview(since = "1.0.0"))]
async fn all() {}

fn main() {}
