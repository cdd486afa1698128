//! Versions of skills.

use axum::extract::State;
use axum::http::StatusCode;
use semver::Version;

use super::skills::no_skill;
use crate::extract::{Json, Path};
use crate::problem::{Conflict, Gone, Malformed, NotFound, NotJson, Problem, Unprocessable};
use crate::shapes::{NewVersion, SkillName, SkillVersion};
use crate::store::{Added, Store};

/// Lists the versions of a skill, the last published first.
#[stability::route(stable(since = "0.7.0"))]
#[utoipa::path(
    get,
    path = "/api/v1/skills/{name}/versions",
    tag = "Versions",
    params(("name" = SkillName, Path, description = "The skill")),
    responses((status = 200, description = "Its versions", body = [SkillVersion]), Malformed, NotFound)
)]
pub async fn list(
    State(store): State<Store>,
    Path(skill): Path<SkillName>,
) -> Result<Json<Vec<SkillVersion>>, Problem> {
    let versions = store.versions(skill.clone()).await?;
    versions.map(Json).ok_or_else(|| no_skill(&skill))
}

/// Publishes a version of a skill.
#[stability::route(stable(since = "0.7.0"))]
#[utoipa::path(
    post,
    path = "/api/v1/skills/{name}/versions",
    tag = "Versions",
    params(("name" = SkillName, Path, description = "The skill")),
    request_body = NewVersion,
    responses(
        (status = 201, description = "The version", body = SkillVersion),
        Malformed, NotFound, Conflict, NotJson, Unprocessable
    )
)]
pub async fn publish(
    State(store): State<Store>,
    Path(skill): Path<SkillName>,
    Json(new): Json<NewVersion>,
) -> Result<(StatusCode, Json<SkillVersion>), Problem> {
    let number = new.version.clone();
    match store.add_version(skill.clone(), new).await? {
        Added::New(version) => Ok((StatusCode::CREATED, Json(version))),
        Added::Taken => Err(Problem::conflict(format_args!("version {number} of `{skill}`"))),
        Added::Homeless => Err(no_skill(&skill)),
    }
}

/// Reads a version of a skill.
#[stability::route(stable(since = "0.8.0"))]
#[utoipa::path(
    get,
    path = "/api/v1/skills/{name}/versions/{version}",
    tag = "Versions",
    params(
        ("name" = SkillName, Path, description = "The skill"),
        ("version" = String, Path, description = "The number of the version, of semver"),
    ),
    responses((status = 200, description = "The version", body = SkillVersion), Malformed, NotFound)
)]
pub async fn read(
    State(store): State<Store>,
    Path((skill, number)): Path<(SkillName, Version)>,
) -> Result<Json<SkillVersion>, Problem> {
    let version = store.version(skill.clone(), number.clone()).await?;
    let missing = || Problem::not_found(format_args!("version {number} of `{skill}`"));
    version.map(Json).ok_or_else(missing)
}

/// Reads a version by the number of its row.
#[stability::deprecated_route(
    stable(since = "0.7.0"),
    since = "0.8.0",
    on = "2026-09-01",
    sunset = "2027-01-01",
    link = "/deprecations#skill-version-v1",
    note = "Rows are numbered anew when the registry moves. Ask for the skill and the number of its version: \
            `GET /api/v1/skills/{name}/versions/{version}` has the same body."
)]
#[utoipa::path(
    get,
    path = "/api/v1/skill-versions/{id}",
    tag = "Versions",
    params(("id" = i64, Path, description = "The number of the row")),
    responses((status = 200, description = "The version", body = SkillVersion), Malformed, NotFound, Gone)
)]
pub async fn read_by_id(State(store): State<Store>, Path(id): Path<i64>) -> Result<Json<SkillVersion>, Problem> {
    let version = store.version_by_id(id).await?;
    let missing = || Problem::not_found(format_args!("version in row {id}"));
    version.map(Json).ok_or_else(missing)
}
