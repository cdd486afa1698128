#[stability::route(GET, "/int/{{x}}", beta)]
async fn literal() {}

/// Only the names of parameters do not matter.
#[stability::route(GET, "/int/{{y}}", beta)]
#[stability::deprecated_route(
    GET,
    "/int/{{x}}/{id}",
    beta,
    on = "2026-09-01",
    successor = "/int/%7Bx%7D/of/{id}"
)]
async fn other() {}

fn main() {}
