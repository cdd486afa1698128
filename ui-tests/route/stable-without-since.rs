#[stability::route(GET, "/skills", stable)]
async fn list() {}

fn main() {}
