#[stability::route(GET, "/skills", "/abilities", beta)]
async fn list() {}

fn main() {}
