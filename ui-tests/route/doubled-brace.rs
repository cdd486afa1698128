#[stability::route(GET, "/skills/{{id}", beta)]
async fn half() {}

#[stability::route(GET, "/skills/{id}}", beta)]
async fn other_half() {}

fn main() {}
