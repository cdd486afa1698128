#[stability::stable(since = "1.0.0")]
pub trait Skills {
    #[route(GET, "/skills", beta)]
    fn list(&self) -> String;
}

fn main() {}
