#[stability::area("Skills")]
mod skills {
    #[route(GET, beta)]
    #[cfg_attr(any(), utoipa::path(get, path = PATH))]
    async fn list() {}
}

fn main() {}
