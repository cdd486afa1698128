//! Skills.

use rusqlite::types::Type;
use rusqlite::{OptionalExtension as _, Row, named_params, params};

use super::{Added, Store, StoreError, added};
use crate::shapes::{NewSkill, Skill, SkillName};

/// A skill; the version that was published last is the one of the highest row.
const COLUMNS: &str = "name, summary, tags, (SELECT version FROM versions WHERE skill = name ORDER BY id DESC LIMIT 1)";

impl Store {
    /// Up to `limit` skills behind `after` that have the word `q` somewhere, by name.
    ///
    /// # Errors
    ///
    /// When the database cannot answer.
    pub async fn skills(&self, q: Option<String>, after: Option<String>, limit: u32) -> Result<Vec<Skill>, StoreError> {
        let ask = move |connection: &mut rusqlite::Connection| {
            let sql = format!(
                "SELECT {COLUMNS} FROM skills WHERE name > :after \
                 AND instr(lower(name || ' ' || summary || ' ' || tags), lower(:q)) > 0 ORDER BY name LIMIT :limit"
            );
            let values =
                named_params! { ":after": after.unwrap_or_default(), ":q": q.unwrap_or_default(), ":limit": limit };
            let mut statement = connection.prepare_cached(&sql)?;
            statement.query_map(values, skill)?.collect()
        };
        self.ask(ask).await
    }

    /// The skill of that name.
    ///
    /// # Errors
    ///
    /// When the database cannot answer.
    pub async fn skill(&self, name: SkillName) -> Result<Option<Skill>, StoreError> {
        self.ask(move |connection| {
            let mut statement = connection.prepare_cached(&format!("SELECT {COLUMNS} FROM skills WHERE name = ?1"))?;
            statement.query_row([name.as_str()], skill).optional()
        })
        .await
    }

    /// Adds a skill.
    ///
    /// # Errors
    ///
    /// When the database cannot answer.
    pub async fn add_skill(&self, new: NewSkill) -> Result<Added<Skill>, StoreError> {
        self.ask(move |connection| {
            let NewSkill { name, summary, tags } = new;
            let values = params![
                name.as_str(),
                summary,
                serde_json::Value::from(tags.clone()).to_string()
            ];
            let mut statement = connection.prepare_cached("INSERT INTO skills VALUES (?1, ?2, ?3)")?;
            added(statement.execute(values).map(|_| Skill {
                name,
                summary,
                tags,
                latest: None,
            }))
        })
        .await
    }

    /// Removes a skill with its versions and ratings; whether there was one.
    ///
    /// # Errors
    ///
    /// When the database cannot answer.
    pub async fn remove_skill(&self, name: SkillName) -> Result<bool, StoreError> {
        self.ask(move |connection| {
            let mut statement = connection.prepare_cached("DELETE FROM skills WHERE name = ?1")?;
            Ok(statement.execute([name.as_str()])? > 0)
        })
        .await
    }

    /// Up to ten skills that share a tag with another, those that share most first.
    ///
    /// # Errors
    ///
    /// When the database cannot answer.
    pub async fn related(&self, name: SkillName) -> Result<Vec<Skill>, StoreError> {
        self.ask(move |connection| {
            let sql = format!(
                "SELECT {COLUMNS}, (SELECT count(*) FROM json_each(tags) WHERE value IN \
                 (SELECT value FROM json_each((SELECT tags FROM skills WHERE name = ?1)))) AS shared \
                 FROM skills WHERE name <> ?1 AND shared > 0 ORDER BY shared DESC, name LIMIT 10"
            );
            let mut statement = connection.prepare_cached(&sql)?;
            statement.query_map([name.as_str()], skill)?.collect()
        })
        .await
    }
}

/// Reads what [`COLUMNS`] give.
fn skill(row: &Row<'_>) -> rusqlite::Result<Skill> {
    let malformed = |column, error| rusqlite::Error::FromSqlConversionFailure(column, Type::Text, error);
    let tags: String = row.get(2)?;
    let latest: Option<String> = row.get(3)?;
    Ok(Skill {
        name: name(row, 0)?,
        summary: row.get(1)?,
        tags: serde_json::from_str(&tags).map_err(|error| malformed(2, error.into()))?,
        latest: latest
            .map(|latest| latest.parse())
            .transpose()
            .map_err(|error: semver::Error| malformed(3, error.into()))?,
    })
}

/// Reads the name of a skill.
pub(super) fn name(row: &Row<'_>, column: usize) -> rusqlite::Result<SkillName> {
    let text: String = row.get(column)?;
    SkillName::parse(&text)
        .ok_or_else(|| rusqlite::Error::InvalidColumnType(column, "name of a skill".to_owned(), Type::Text))
}
