//! The calls of the default client.

use semver::Version;
use serde::Serialize;

use crate::client::{Client, send};
use crate::error::Error;
use crate::routes;
use crate::shapes::{Ratings, Selection, Skill, SkillPage, SkillVersion};

#[derive(Serialize)]
struct NewSkill<'a> {
    name: &'a str,
    summary: &'a str,
    tags: &'a [&'a str],
}

#[derive(Serialize)]
struct NewVersion<'a> {
    version: &'a Version,
    content: &'a str,
}

#[derive(Serialize)]
struct Rating<'a> {
    rater: &'a str,
    stars: u8,
}

/// Each gives [`Error`] where there is no answer.
#[stability::stable(since = "0.7.0", path = "ornn_sdk::Client")]
#[allow(clippy::missing_errors_doc, reason = "said once, above")]
impl Client {
    /// Lists skills, by name.
    pub async fn skills(&self, selection: &Selection) -> Result<SkillPage, Error> {
        let request = self.request(routes::SKILLS, &[])?.query(selection);
        Ok(send(request).await?.json().await?)
    }

    /// Adds a skill.
    pub async fn publish(&self, name: &str, summary: &str, tags: &[&str]) -> Result<Skill, Error> {
        let request = self.request(routes::PUBLISH, &[])?;
        Ok(send(request.json(&NewSkill { name, summary, tags }))
            .await?
            .json()
            .await?)
    }

    /// Reads a skill.
    pub async fn skill(&self, name: &str) -> Result<Skill, Error> {
        let request = self.request(routes::SKILL, &[name])?;
        Ok(send(request).await?.json().await?)
    }

    /// Removes a skill, with its versions and ratings.
    #[stable(since = "0.8.0")]
    pub async fn remove(&self, name: &str) -> Result<(), Error> {
        send(self.request(routes::REMOVE, &[name])?).await.map(drop)
    }

    /// Lists the versions of a skill, the last published first.
    pub async fn versions(&self, skill: &str) -> Result<Vec<SkillVersion>, Error> {
        let request = self.request(routes::VERSIONS, &[skill])?;
        Ok(send(request).await?.json().await?)
    }

    /// Publishes a version of a skill.
    pub async fn publish_version(&self, skill: &str, version: &Version, content: &str) -> Result<SkillVersion, Error> {
        let request = self.request(routes::PUBLISH_VERSION, &[skill])?;
        Ok(send(request.json(&NewVersion { version, content }))
            .await?
            .json()
            .await?)
    }

    /// Reads a version of a skill.
    #[stable(since = "0.8.0")]
    pub async fn version(&self, skill: &str, version: &Version) -> Result<SkillVersion, Error> {
        let request = self.request(routes::VERSION, &[skill, &version.to_string()])?;
        Ok(send(request).await?.json().await?)
    }

    /// Reads a version by the number of its row.
    #[stable(since = "0.7.0", deprecated(since = "0.8.0", replacement = Client::version))]
    pub async fn version_by_id(&self, id: i64) -> Result<SkillVersion, Error> {
        let request = self.request(routes::VERSION_BY_ID, &[&id.to_string()])?;
        Ok(send(request).await?.json().await?)
    }

    /// Reads what everybody thinks of a skill.
    #[beta(since = "0.8.0", until = "1.0.0")]
    pub async fn ratings(&self, skill: &str) -> Result<Ratings, Error> {
        let request = self.request(routes::RATINGS, &[skill])?;
        Ok(send(request).await?.json().await?)
    }

    /// Rates a skill with 1 to 5 stars, in place of what the same person said before.
    #[beta(since = "0.8.0", until = "1.0.0")]
    pub async fn rate(&self, skill: &str, rater: &str, stars: u8) -> Result<(), Error> {
        let request = self.request(routes::RATE, &[skill])?;
        send(request.json(&Rating { rater, stars })).await.map(drop)
    }
}
