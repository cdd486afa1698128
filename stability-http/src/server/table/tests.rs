use http::Method;
use stability::Tier;
use stability::route::{Moment, Retirement, Route};

use super::{Found, Table};

const fn route(method: &'static str, path: &'static str) -> Route {
    Route::new(method, path, Tier::Beta)
}

static READ: Route = route("GET", "/skills/{id}");
static WRITE: Route = route("PUT", "/skills/{id}");
static ROOT: Route = route("GET", "/");
static LONGER: Route = route("GET", "/v1/skills/{id}");
static AGAIN: Route = route("GET", "/skills/{other}");
static RETIREMENT: Retirement = Retirement::new(Moment {
    written: "2026-09-01",
    seconds: 1_788_220_800,
    header: "@1788220800",
});
static RETIRED: Route = Route {
    retirement: Some(&RETIREMENT),
    ..route("DELETE", "/old/{id}")
};

fn problems(table: &Table, served: &[(&str, &str)]) -> Vec<String> {
    table
        .check(served.iter().copied())
        .iter()
        .map(ToString::to_string)
        .collect()
}

/// What answers to a method at a template.
fn find(table: &Table, method: &Method, template: &str) -> Option<&'static str> {
    match table.method(table.template(template)?, method) {
        Found::Route(at) => Some(table.routes[at].path),
        Found::Path(_) => Some("another method"),
    }
}

#[test]
fn a_template_is_found_whatever_its_parameters_are_called() {
    let table = Table::new([&READ, &WRITE, &ROOT]);
    assert_eq!(find(&table, &Method::GET, "/skills/{id}"), Some("/skills/{id}"));
    assert_eq!(find(&table, &Method::PUT, "/skills/{name}"), Some("/skills/{id}"));
    assert_eq!(find(&table, &Method::HEAD, "/skills/{id}"), Some("/skills/{id}"));
    assert_eq!(find(&table, &Method::POST, "/skills/{id}"), Some("another method"));
    for other in [
        "/skills/{*id}",
        "/skills/me",
        "/skills/{id}/",
        "/api/skills/{id}",
        "/skills",
        "",
    ] {
        assert_eq!(find(&table, &Method::GET, other), None, "{other}");
    }
    assert_eq!(table.place("/skills/1").map(|place| place.path), None);
}

#[test]
fn prefixes_come_before_paths() {
    for mount in ["/api", "api/", "/api/"] {
        let mut table = Table::new([&READ, &ROOT]);
        table.mount(mount);
        assert_eq!(
            find(&table, &Method::GET, "/api/skills/{id}"),
            Some("/skills/{id}"),
            "{mount}"
        );
        assert_eq!(find(&table, &Method::GET, "/api"), Some("/"), "{mount}");
        assert_eq!(find(&table, &Method::GET, "/skills/{id}"), None, "{mount}");
    }
    let mut table = Table::new([&READ]);
    table.mount("/");
    table.mount("/a/b");
    assert_eq!(find(&table, &Method::GET, "/skills/{id}"), Some("/skills/{id}"));
    assert_eq!(find(&table, &Method::GET, "/a/b/skills/{id}"), Some("/skills/{id}"));
}

#[test]
fn a_path_that_is_not_promised_is_no_parameter() {
    let served = [
        ("GET", "/skills/{name}"),
        ("GET", "/skills/me"),
        ("PUT", "/skills/{id}"),
    ];
    let mut table = Table::new([&READ, &WRITE]);
    table.serve(served).unwrap();
    let found = |path: &str| {
        table
            .place(path)
            .and_then(|place| place.path)
            .map(|at| table.method(at, &Method::GET))
    };
    assert_eq!(found("/skills/1"), Some(Found::Route(0)));
    assert_eq!(found("/skills/me"), None);
    assert_eq!(found("/skills/1/2"), None);
}

#[test]
fn the_end_of_a_path_is_enough_where_it_is_unique() {
    let mut table = Table::new([&READ, &ROOT]);
    table.serve([("GET", "/api/v1/skills/{id}"), ("GET", "/")]).unwrap();
    assert_eq!(find(&table, &Method::GET, "/api/v1/skills/{id}"), Some("/skills/{id}"));
    assert_eq!(find(&table, &Method::GET, "/skills/{id}"), None);

    // Another route, which nobody promised, may be meant.
    let served = [("GET", "/api/v1/skills/{id}"), ("GET", "/api/v2/skills/{id}")];
    let mut table = Table::new([&READ]);
    table.serve(served).unwrap();
    assert_eq!(find(&table, &Method::GET, "/api/v1/skills/{id}"), None);
    assert_eq!(
        problems(&table, &served),
        [
            "`GET /skills/{id}` may be served at `/api/v1/skills/{id}` and `/api/v2/skills/{id}`, where another route may be served too: pass the prefixes to `mount`"
        ]
    );
    table.mount("/api/v1");
    table.mount("/api/v2");
    assert_eq!(problems(&table, &served), [""; 0]);
    assert_eq!(find(&table, &Method::GET, "/api/v2/skills/{id}"), Some("/skills/{id}"));

    // Two routes for one place.
    let table = Table::new([&READ, &LONGER]);
    assert_eq!(problems(&table, &[("GET", "/api/v1/skills/{id}")]).len(), 2);
}

#[test]
fn promised_and_served_routes_are_equal() {
    let table = Table::new([&READ, &WRITE]);
    assert_eq!(
        problems(
            &table,
            &[
                ("GET", "/skills/{name}"),
                ("HEAD", "/skills/{name}"),
                ("PUT", "/skills/{id}")
            ]
        ),
        [""; 0]
    );
    assert_eq!(
        problems(&table, &[("GET", "/skills/{id}"), ("POST", "/skills")]),
        [
            "`PUT /skills/{id}` is promised but not served: correct its method or path, pass its prefix to `mount`, or \
             remove the attribute",
            "`POST /skills` is served without a tier: write `#[stability::route(POST, \"/skills\", …)]` on its handler, or \
             add it to the routes of the layer",
        ]
    );
    let malformed = problems(&table, &[("GET", "/skills/{id"), ("A B", "/")]);
    assert!(
        malformed[0].starts_with("`GET /skills/{id` is not a valid route: "),
        "{malformed:?}"
    );
    assert_eq!(
        malformed[1],
        "`A B /` is not a valid route: the method is not a token of HTTP: write for example `GET`"
    );
}

#[test]
fn of_two_promises_the_stricter_one_is_kept() {
    static STABLE: Route = Route {
        path: "/skills/{name}",
        ..Route::new("GET", "/", Tier::Stable)
    };
    static LASTING: Route = Route {
        retirement: None,
        ..ENDING
    };
    static ENDING: Route = Route {
        retirement: Some(&ENDS),
        ..Route::new("GET", "/ends", Tier::Stable)
    };
    static ENDS: Retirement = Retirement {
        sunset: Some(RETIREMENT.on),
        ..RETIREMENT
    };
    let table = Table::new([&READ, &STABLE, &WRITE]);
    assert_eq!(table.routes, [&READ, &WRITE]);
    assert_eq!(Table::new([&STABLE, &READ]).routes, [&READ]);
    assert_eq!(find(&table, &Method::GET, "/skills/{id}"), Some("/skills/{id}"));
    // Of two that everyone may use, that which ends.
    assert_eq!(Table::new([&LASTING, &ENDING]).routes, [&ENDING]);
    assert_eq!(
        problems(&table, &[("GET", "/skills/{id}"), ("PUT", "/skills/{id}")]),
        [
            "`GET /skills/{id}` is promised as beta and, as `GET /skills/{name}`, as stable: remove one of the two, or use a separate layer for each"
        ]
    );
    // The same said twice is one promise.
    let table = Table::new([&READ, &AGAIN]);
    assert_eq!(find(&table, &Method::GET, "/skills/{id}"), Some("/skills/{id}"));
}

#[test]
fn a_method_is_refused_as_all_routes_of_the_path_are_announced() {
    static ALIKE: Route = Route {
        method: "GET",
        ..RETIRED
    };
    static FRESH: Route = Route {
        retirement: None,
        ..ALIKE
    };
    let retired = |table: &Table| table.retired(table.template("/old/{id}").unwrap()).is_some();
    assert!(retired(&Table::new([&RETIRED])));
    assert!(retired(&Table::new([&RETIRED, &ALIKE])));
    assert!(!retired(&Table::new([&RETIRED, &FRESH])));
    // Another method is served there, of which nothing is promised.
    let mut table = Table::new([&RETIRED]);
    table.serve([("DELETE", "/old/{id}"), ("PATCH", "/old/{id}")]).unwrap();
    assert!(!retired(&table));
}

#[test]
fn escaped_braces_are_text() {
    static LITERAL: Route = route("GET", "/esc/{{x}}");
    static OTHER: Route = Route::new("GET", "/esc/{{y}}", Tier::Stable);
    static PARAMETER: Route = route("GET", "/esc/{x}");
    let served = [("GET", "/esc/{{x}}"), ("GET", "/esc/{{y}}"), ("GET", "/esc/{x}")];
    let mut table = Table::new([&LITERAL, &OTHER, &PARAMETER]);
    assert_eq!(problems(&table, &served), [""; 0]);
    for path in ["/esc/{{x}}", "/esc/{{y}}", "/esc/{x}"] {
        assert_eq!(find(&table, &Method::GET, path), Some(path));
    }
    assert_eq!(find(&table, &Method::GET, "/esc/{{z}}"), None);
    table.serve(served).unwrap();
    let found = |table: &Table, path: &str| {
        table
            .place(path)
            .and_then(|place| place.path)
            .map(|at| table.method(at, &Method::GET))
    };
    assert_eq!(found(&table, "/esc/{x}"), Some(Found::Route(0)));
    assert_eq!(found(&table, "/esc/{y}"), Some(Found::Route(1)));
    assert_eq!(found(&table, "/esc/7"), Some(Found::Route(2)));
    // By the end of a path, and below a prefix.
    let mut table = Table::new([&LITERAL]);
    table.serve([("GET", "/v/esc/{{y}}"), ("GET", "/v/esc/{{x}}")]).unwrap();
    assert_eq!(found(&table, "/v/esc/{x}"), Some(Found::Route(0)));
    assert_eq!(found(&table, "/v/esc/{y}"), None);
    let mut table = Table::new([&LITERAL]);
    table.mount("/{{v}}");
    assert_eq!(find(&table, &Method::GET, "/{{v}}/esc/{{x}}"), Some("/esc/{{x}}"));
    assert_eq!(find(&table, &Method::GET, "/{{w}}/esc/{{x}}"), None);
}

#[test]
fn only_what_is_below_a_mount_is_ours() {
    let mut table = Table::new([&READ]);
    assert!(table.is_below_mount("/anything"));
    table.mount("/{tenant}/api");
    for (path, is_ours) in [
        ("/acme/api", true),
        ("/acme/api/x", true),
        ("/acme/apis", false),
        ("/acme", false),
        ("/", false),
    ] {
        assert_eq!(table.is_below_mount(path), is_ours, "{path}");
    }
}
