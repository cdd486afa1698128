#[stability::route(GET, "/skills", beta)]
struct List;

fn main() {}
