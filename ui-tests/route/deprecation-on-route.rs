#[stability::route(GET, "/skills", stable(since = "1.0.0"), sunset = "2027-01-01")]
async fn list() {}

#[stability::route(GET, "/abilities", stable(since = "1.0.0"), deprecated(since = "1.2.0"))]
async fn all() {}

fn main() {}
