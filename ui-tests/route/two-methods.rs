#[stability::route(GET, POST, "/skills", beta)]
async fn list() {}

fn main() {}
