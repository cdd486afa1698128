#[stability::route(GET, "/skills", beta, area = "Skills", note = "still moving")]
async fn list() {}

fn main() {}
