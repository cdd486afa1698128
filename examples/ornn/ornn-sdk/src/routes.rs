//! The routes behind the calls, each with the tier that the service declares in its OpenAPI document.

use stability::Tier;
use stability::route::Route;

/// Behind [`Client::skills`](crate::Client::skills).
pub const SKILLS: Route = Route::new("GET", "/api/v1/skills", Tier::Stable);
/// Behind [`Client::publish`](crate::Client::publish).
pub const PUBLISH: Route = Route::new("POST", "/api/v1/skills", Tier::Stable);
/// Behind [`Client::skill`](crate::Client::skill).
pub const SKILL: Route = Route::new("GET", "/api/v1/skills/{name}", Tier::Stable);
/// Behind [`Client::remove`](crate::Client::remove).
pub const REMOVE: Route = Route::new("DELETE", "/api/v1/skills/{name}", Tier::Stable);
/// Behind [`Client::versions`](crate::Client::versions).
pub const VERSIONS: Route = Route::new("GET", "/api/v1/skills/{name}/versions", Tier::Stable);
/// Behind [`Client::publish_version`](crate::Client::publish_version).
pub const PUBLISH_VERSION: Route = Route::new("POST", "/api/v1/skills/{name}/versions", Tier::Stable);
/// Behind [`Client::version`](crate::Client::version).
pub const VERSION: Route = Route::new("GET", "/api/v1/skills/{name}/versions/{version}", Tier::Stable);
/// Behind `Client::version_by_id`, which is deprecated.
pub const VERSION_BY_ID: Route = Route::new("GET", "/api/v1/skill-versions/{id}", Tier::Stable);
/// Behind [`Client::ratings`](crate::Client::ratings).
pub const RATINGS: Route = Route::new("GET", "/api/v1/skills/{name}/ratings", Tier::Beta);
/// Behind [`Client::rate`](crate::Client::rate).
pub const RATE: Route = Route::new("POST", "/api/v1/skills/{name}/ratings", Tier::Beta);
/// Behind [`experimental::Client::related`](crate::experimental::Client::related).
pub const RELATED: Route = Route::new("GET", "/api/v1/skills/{name}/related", Tier::Experimental);

/// All of them.
pub const ALL: [Route; 11] = [
    SKILLS,
    PUBLISH,
    SKILL,
    REMOVE,
    VERSIONS,
    PUBLISH_VERSION,
    VERSION,
    VERSION_BY_ID,
    RATINGS,
    RATE,
    RELATED,
];
