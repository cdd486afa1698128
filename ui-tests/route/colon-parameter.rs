#[stability::route(GET, "/skills/:id", beta)]
async fn read() {}

fn main() {}
