//! Ratings of skills.

use rusqlite::params;

use super::{Added, Store, StoreError, added};
use crate::shapes::{Rating, Ratings, SkillName};

impl Store {
    /// What everybody thinks of a skill; `None` where there is no such skill.
    ///
    /// # Errors
    ///
    /// When the database cannot answer.
    pub async fn ratings(&self, skill: SkillName) -> Result<Option<Ratings>, StoreError> {
        self.ask(move |connection| {
            let mut exists = connection.prepare_cached("SELECT 1 FROM skills WHERE name = ?1")?;
            if !exists.exists([skill.as_str()])? {
                return Ok(None);
            }
            let sql = "SELECT count(*), avg(stars) FROM ratings WHERE skill = ?1";
            let mut statement = connection.prepare_cached(sql)?;
            let ratings = statement.query_row([skill.as_str()], |row| {
                Ok(Ratings {
                    count: row.get(0)?,
                    mean: row.get(1)?,
                })
            });
            ratings.map(Some)
        })
        .await
    }

    /// Notes what somebody thinks of a skill, in place of what they thought before.
    ///
    /// # Errors
    ///
    /// When the database cannot answer.
    pub async fn rate(&self, skill: SkillName, rating: Rating) -> Result<Added<()>, StoreError> {
        self.ask(move |connection| {
            let sql = "INSERT INTO ratings VALUES (?1, ?2, ?3) ON CONFLICT DO UPDATE SET stars = excluded.stars";
            let mut statement = connection.prepare_cached(sql)?;
            let values = params![skill.as_str(), rating.rater, rating.stars];
            added(statement.execute(values).map(|_| ()))
        })
        .await
    }
}
