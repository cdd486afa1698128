//! Of two handlers for one route under predicates, the one that is there counts.

#[stability::area("Skills")]
pub mod skills {
    #[cfg(unix)]
    #[route(GET, "/skills", beta)]
    pub async fn list() {}

    #[cfg(not(unix))]
    #[route(GET, "/skills", beta)]
    pub async fn list() {}

    #[cfg_attr(all(), stability::route(GET, "/there", beta))]
    #[cfg_attr(any(), stability::route(GET, "/not-there", beta))]
    pub async fn conditional() {}
}

fn main() {
    drop((skills::list(), skills::conditional()));
    let mut routes: Vec<_> = stability::registry::routes().map(ToString::to_string).collect();
    routes.sort();
    assert_eq!(routes, ["GET /skills", "GET /there"]);
}
