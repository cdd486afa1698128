#[stability::route(GET, "/skills/{id}.json", beta)]
async fn read() {}

fn main() {}
