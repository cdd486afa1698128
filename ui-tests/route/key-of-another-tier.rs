#[stability::route(GET, "/skills", stable(since = "1.0.0", until = "2.0.0"))]
async fn list() {}

#[stability::route(GET, "/abilities", experimental(feature = "abilities"))]
async fn all() {}

fn main() {}
