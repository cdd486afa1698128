#[stability::area("Skills")]
mod skills {
    #[route(POST, "/skills/{name}", beta)]
    #[cfg_attr(any(), utoipa::path(get, path = "/skills/{id}"))]
    async fn read() {}
}

fn main() {}
