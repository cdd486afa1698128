#[stability::route(GET, "/skills/{}", beta)]
async fn read() {}

#[stability::route(GET, "/files/{*}", beta)]
async fn file() {}

fn main() {}
