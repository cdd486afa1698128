#[stability::area("Skills")]
mod skills {
    #[route(GET, "/skills/{id}", beta)]
    async fn read() {}

    mod deep {
        #[stability::route(GET, "/skills/{name}", beta)]
        async fn find() {}
    }
}

fn main() {}
