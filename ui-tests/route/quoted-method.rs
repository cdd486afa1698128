#[stability::route("GET", "/skills", beta)]
async fn list() {}

fn main() {}
