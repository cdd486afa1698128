#[stability::route(GET, "/skills", beta)]
#[stability::route(GET, "/skills", stable(since = "1.0.0"))]
async fn list() {}

fn main() {}
