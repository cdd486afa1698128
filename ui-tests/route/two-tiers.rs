#[stability::route(GET, "/skills", beta, experimental)]
async fn list() {}

fn main() {}
