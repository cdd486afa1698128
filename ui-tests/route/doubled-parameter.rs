#[stability::route(GET, "/users/{id}/skills/{id}", beta)]
async fn read() {}

fn main() {}
