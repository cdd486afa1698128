#[stability::route(GET, "/skills/{id", beta)]
async fn read() {}

#[stability::route(GET, "/skills/id}", beta)]
async fn find() {}

fn main() {}
