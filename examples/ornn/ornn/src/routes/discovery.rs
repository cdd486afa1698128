//! Ways to find a skill.

use axum::extract::State;

use super::skills::no_skill;
use crate::extract::{Json, Path};
use crate::problem::{Gone, Malformed, NotAcceptable, NotFound, NotJson, Problem, Unprocessable};
use crate::shapes::{Search, Skill, SkillName};
use crate::store::Store;

/// How many skills a search finds at most.
const FOUND: u32 = 100;

/// Searches skills.
#[stability::deprecated_route(
    stable(since = "0.7.0"),
    since = "0.9.0",
    on = "2026-10-15",
    sunset = "2027-06-30T22:00:00Z",
    link = "/deprecations#search-v1",
    successor = "/api/v1/skills",
    note = "A search changes nothing and should be cached. Send the words as `q`: `GET /api/v1/skills?q=…`; the answer \
            has pages."
)]
#[utoipa::path(
    post,
    path = "/api/v1/search",
    tag = "Discovery",
    request_body = Search,
    responses(
        (status = 200, description = "The skills", body = [Skill]),
        Malformed, Gone, NotJson, Unprocessable
    )
)]
pub async fn search(State(store): State<Store>, Json(search): Json<Search>) -> Result<Json<Vec<Skill>>, Problem> {
    Ok(Json(store.skills(Some(search.query), None, FOUND).await?))
}

/// Suggests skills that are about the same as another.
#[stability::route(experimental(since = "0.9.0", note = "a prototype: it counts the tags that two skills share"))]
#[utoipa::path(
    get,
    path = "/api/v1/skills/{name}/related",
    tag = "Discovery",
    params(("name" = SkillName, Path, description = "The skill")),
    responses((status = 200, description = "The others", body = [Skill]), Malformed, NotFound, NotAcceptable)
)]
pub async fn related(State(store): State<Store>, Path(name): Path<SkillName>) -> Result<Json<Vec<Skill>>, Problem> {
    if store.skill(name.clone()).await?.is_none() {
        return Err(no_skill(&name));
    }
    Ok(Json(store.related(name).await?))
}
