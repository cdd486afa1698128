#[stability::route(GET, "/skills")]
async fn list() {}

fn main() {}
