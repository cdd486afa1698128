// Every mistake of a route is reported at once.
#[stability::route(get, "skills/:id/{}", stable(since = "1.0"), tag = "skills")]
async fn read() {}

fn main() {}
