#[stability::route(GET, "/files/{*path}/content", beta)]
async fn read() {}

fn main() {}
