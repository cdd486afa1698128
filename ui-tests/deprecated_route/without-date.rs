#[stability::deprecated_route(GET, "/skills", since = "1.2.0", note = "ids are UUIDs now")]
async fn list() {}

fn main() {}
