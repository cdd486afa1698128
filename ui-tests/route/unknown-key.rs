#[stability::route(GET, "/skills", beta, tag = "skills")]
async fn list() {}

#[stability::route(GET, "/abilities", beta(sinse = "1.0.0"))]
async fn all() {}

fn main() {}
