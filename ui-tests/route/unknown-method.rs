#[stability::route(get, "/skills", beta)]
async fn list() {}

#[stability::route(PSOT, "/skills", beta)]
async fn add() {}

#[stability::route(PROPFIND, "/skills", beta)]
async fn find() {}

fn main() {}
