#[stability::route(GET, "/skills/{id:[0-9]+}", beta)]
async fn read() {}

fn main() {}
