//! Ratings of skills: experimental, for users who opt in.

use axum::extract::State;
use axum::http::StatusCode;

use super::skills::no_skill;
use crate::extract::{Json, Path};
use crate::problem::{Malformed, NotAcceptable, NotFound, NotJson, Problem, Unprocessable};
use crate::shapes::{Rating, Ratings, SkillName};
use crate::store::{Added, Store};

/// Reads what everybody thinks of a skill.
#[stability::route(beta(since = "0.8.0", until = "1.0.0", note = "the mean may become a median"))]
#[utoipa::path(
    get,
    path = "/api/v1/skills/{name}/ratings",
    tag = "Ratings",
    params(("name" = SkillName, Path, description = "The skill")),
    responses((status = 200, description = "The ratings", body = Ratings), Malformed, NotFound, NotAcceptable)
)]
pub async fn read(State(store): State<Store>, Path(skill): Path<SkillName>) -> Result<Json<Ratings>, Problem> {
    let ratings = store.ratings(skill.clone()).await?;
    ratings.map(Json).ok_or_else(|| no_skill(&skill))
}

/// Rates a skill, in place of what the same person said before.
#[stability::route(beta(since = "0.8.0", until = "1.0.0", note = "raters may have to sign in"))]
#[utoipa::path(
    post,
    path = "/api/v1/skills/{name}/ratings",
    tag = "Ratings",
    params(("name" = SkillName, Path, description = "The skill")),
    request_body = Rating,
    responses(
        (status = 204, description = "It is noted"),
        Malformed, NotFound, NotAcceptable, NotJson, Unprocessable
    )
)]
pub async fn rate(
    State(store): State<Store>,
    Path(skill): Path<SkillName>,
    Json(rating): Json<Rating>,
) -> Result<StatusCode, Problem> {
    if !(1..=5).contains(&rating.stars) {
        let detail = format!("`stars` is {}; write a number from 1 to 5.", rating.stars);
        return Err(Problem::new(StatusCode::UNPROCESSABLE_ENTITY, detail));
    }
    match store.rate(skill.clone(), rating).await? {
        Added::New(()) => Ok(StatusCode::NO_CONTENT),
        Added::Taken | Added::Homeless => Err(no_skill(&skill)),
    }
}
