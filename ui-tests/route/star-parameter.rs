#[stability::route(GET, "/files/*path", beta)]
async fn read() {}

#[stability::route(GET, "/all/*", beta)]
async fn all() {}

fn main() {}
