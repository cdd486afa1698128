//! Versions of skills.

use rusqlite::types::Type;
use rusqlite::{OptionalExtension as _, Row, params};
use semver::Version;

use super::skills::name;
use super::{Added, Store, StoreError, added};
use crate::shapes::{NewVersion, SkillName, SkillVersion};

const SELECT: &str = "SELECT id, skill, version, content FROM versions";

impl Store {
    /// The versions of a skill, the last published first; `None` where there is no such skill.
    ///
    /// # Errors
    ///
    /// When the database cannot answer.
    pub async fn versions(&self, skill: SkillName) -> Result<Option<Vec<SkillVersion>>, StoreError> {
        self.ask(move |connection| {
            let mut exists = connection.prepare_cached("SELECT 1 FROM skills WHERE name = ?1")?;
            if !exists.exists([skill.as_str()])? {
                return Ok(None);
            }
            let sql = format!("{SELECT} WHERE skill = ?1 ORDER BY id DESC");
            let mut statement = connection.prepare_cached(&sql)?;
            statement
                .query_map([skill.as_str()], version)?
                .collect::<Result<_, _>>()
                .map(Some)
        })
        .await
    }

    /// A version of a skill.
    ///
    /// # Errors
    ///
    /// When the database cannot answer.
    pub async fn version(&self, skill: SkillName, number: Version) -> Result<Option<SkillVersion>, StoreError> {
        self.ask(move |connection| {
            let mut statement = connection.prepare_cached(&format!("{SELECT} WHERE skill = ?1 AND version = ?2"))?;
            let values = [skill.as_str(), &number.to_string()];
            statement.query_row(values, version).optional()
        })
        .await
    }

    /// The version with that number of a row.
    ///
    /// # Errors
    ///
    /// When the database cannot answer.
    pub async fn version_by_id(&self, id: i64) -> Result<Option<SkillVersion>, StoreError> {
        self.ask(move |connection| {
            let mut statement = connection.prepare_cached(&format!("{SELECT} WHERE id = ?1"))?;
            statement.query_row([id], version).optional()
        })
        .await
    }

    /// Adds a version to a skill.
    ///
    /// # Errors
    ///
    /// When the database cannot answer.
    pub async fn add_version(&self, skill: SkillName, new: NewVersion) -> Result<Added<SkillVersion>, StoreError> {
        self.ask(move |connection| {
            let NewVersion { version, content } = new;
            let sql = "INSERT INTO versions (skill, version, content) VALUES (?1, ?2, ?3)";
            let mut statement = connection.prepare_cached(sql)?;
            let id = statement.insert(params![skill.as_str(), version.to_string(), content]);
            added(id.map(|id| SkillVersion {
                id,
                skill,
                version,
                content,
            }))
        })
        .await
    }
}

/// Reads what [`SELECT`] gives.
fn version(row: &Row<'_>) -> rusqlite::Result<SkillVersion> {
    let number: String = row.get(2)?;
    let malformed = |error: semver::Error| rusqlite::Error::FromSqlConversionFailure(2, Type::Text, error.into());
    Ok(SkillVersion {
        id: row.get(0)?,
        skill: name(row, 1)?,
        version: number.parse().map_err(malformed)?,
        content: row.get(3)?,
    })
}
