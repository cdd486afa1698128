//! Method and path come from a `#[utoipa::path]`, which may also be above the attribute inside a container.
//! It is behind a predicate that does not hold, so that the case needs no utoipa.

#[stability::area("Skills")]
pub mod skills {
    #[route(beta)]
    #[cfg_attr(any(), utoipa::path(get, path = "/below/{id}", responses((status = 200))))]
    pub async fn below() {}

    #[cfg_attr(any(), utoipa::path(method(get, head), path = "/several", context_path = "/api"))]
    #[route(stable(since = "1.0.0"))]
    pub async fn several() {}

    #[route(POST, "/same/{id}", beta)]
    #[cfg_attr(any(), utoipa::path(post, path = "/same/{id}", context_path = "/api"))]
    pub async fn same() {}

    #[route(PUT, beta)]
    #[cfg_attr(any(), utoipa::path(put, path = "/half"))]
    pub async fn half() {}
}

struct Skills;

#[stability::stable(since = "1.0.0")]
impl Skills {
    #[cfg_attr(any(), utoipa::path(delete, path = "/above"))]
    #[route(beta)]
    async fn above() {}
}

fn main() {
    drop((skills::below(), skills::several(), skills::same(), skills::half(), Skills::above(), Skills));
    let mut routes: Vec<_> = stability::registry::routes().map(ToString::to_string).collect();
    routes.sort();
    let expected = [
        "DELETE /above",
        "GET /api/several",
        "GET /below/{id}",
        "HEAD /api/several",
        "POST /same/{id}",
        "PUT /half",
    ];
    assert_eq!(routes, expected);
}
