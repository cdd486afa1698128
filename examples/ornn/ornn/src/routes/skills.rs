//! Skills: the core of the registry.

use axum::extract::State;
use axum::http::StatusCode;

use crate::extract::{Json, Path, Query};
use crate::problem::{Conflict, Malformed, NotFound, NotJson, Problem, Unprocessable};
use crate::shapes::{NewSkill, Selection, Skill, SkillName, SkillPage};
use crate::store::{Added, Store};

/// How many skills a page has by default, and how many it has at most.
const PAGE: (u32, u32) = (20, 100);

/// Lists skills, by name.
#[stability::route(stable(since = "0.7.0"))]
#[utoipa::path(
    get,
    path = "/api/v1/skills",
    tag = "Skills",
    params(Selection),
    responses((status = 200, description = "Some of the skills", body = SkillPage), Malformed)
)]
pub async fn list(State(store): State<Store>, Query(selection): Query<Selection>) -> Result<Json<SkillPage>, Problem> {
    let limit = selection.limit.unwrap_or(PAGE.0).clamp(1, PAGE.1);
    // One more, to know whether there is another page.
    let mut skills = store.skills(selection.q, selection.after, limit + 1).await?;
    let has_more = skills.len() > limit as usize;
    skills.truncate(limit as usize);
    let last = skills.last().map(|skill| skill.name.to_string());
    Ok(Json(SkillPage {
        skills,
        next: last.filter(|_| has_more),
    }))
}

/// Adds a skill.
#[stability::route(stable(since = "0.7.0"))]
#[utoipa::path(
    post,
    path = "/api/v1/skills",
    tag = "Skills",
    request_body = NewSkill,
    responses((status = 201, description = "The skill", body = Skill), Malformed, Conflict, NotJson, Unprocessable)
)]
pub async fn publish(
    State(store): State<Store>,
    Json(new): Json<NewSkill>,
) -> Result<(StatusCode, Json<Skill>), Problem> {
    let name = new.name.clone();
    match store.add_skill(new).await? {
        Added::New(skill) => Ok((StatusCode::CREATED, Json(skill))),
        Added::Taken | Added::Homeless => Err(Problem::conflict(format_args!("skill `{name}`"))),
    }
}

/// Reads a skill.
#[stability::route(stable(since = "0.7.0"))]
#[utoipa::path(
    get,
    path = "/api/v1/skills/{name}",
    tag = "Skills",
    params(("name" = SkillName, Path, description = "The skill")),
    responses((status = 200, description = "The skill", body = Skill), Malformed, NotFound)
)]
pub async fn read(State(store): State<Store>, Path(name): Path<SkillName>) -> Result<Json<Skill>, Problem> {
    let skill = store.skill(name.clone()).await?;
    skill.map(Json).ok_or_else(|| no_skill(&name))
}

/// Removes a skill, with its versions and ratings.
#[stability::route(stable(since = "0.8.0"))]
#[utoipa::path(
    delete,
    path = "/api/v1/skills/{name}",
    tag = "Skills",
    params(("name" = SkillName, Path, description = "The skill")),
    responses((status = 204, description = "It was deleted"), Malformed, NotFound)
)]
pub async fn remove(State(store): State<Store>, Path(name): Path<SkillName>) -> Result<StatusCode, Problem> {
    if store.remove_skill(name.clone()).await? {
        Ok(StatusCode::NO_CONTENT)
    } else {
        Err(no_skill(&name))
    }
}

/// There is no skill of that name.
pub(super) fn no_skill(name: &SkillName) -> Problem {
    Problem::not_found(format_args!("skill `{name}`"))
}
