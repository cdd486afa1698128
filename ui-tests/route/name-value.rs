#[stability::area("Skills")]
mod skills {
    #[route = "/skills"]
    async fn list() {}
}

fn main() {}
