#[stability::route(GET, beta)]
async fn list() {}

#[stability::route("/skills", beta)]
async fn add() {}

#[stability::route(beta)]
async fn read() {}

fn main() {}
