//! Calls that may change or disappear in any release.

use stability::Tier;

use crate::client::{Builder, send};
use crate::error::Error;
use crate::routes;
use crate::shapes::Skill;

/// A client that accepts everything.
///
/// ```no_run
/// # async fn example() -> Result<(), ornn_sdk::Error> {
/// use ornn_sdk::{Client, experimental};
///
/// let client = experimental::Client::new(Client::builder("http://127.0.0.1:8080"))?;
/// let others = client.related("summarise-text").await?;
/// let ratings = client.settled().ratings("summarise-text").await?;
/// # Ok(())
/// # }
/// ```
#[stability::experimental(since = "0.9.0")]
#[derive(Clone, Debug)]
pub struct Client {
    settled: crate::Client,
}

#[stability::experimental(since = "0.9.0")]
impl Client {
    /// A client as it is set up, that accepts everything.
    ///
    /// # Errors
    ///
    /// [`Error::Address`].
    pub fn new(builder: Builder) -> Result<Self, Error> {
        let settled = builder.accept_stability(Tier::Experimental).build()?;
        Ok(Self { settled })
    }

    /// The calls that are not experimental.
    pub fn settled(&self) -> &crate::Client {
        &self.settled
    }

    /// Suggests skills that are about the same as another.
    ///
    /// # Errors
    ///
    /// Where there is no answer.
    pub async fn related(&self, skill: &str) -> Result<Vec<Skill>, Error> {
        let request = self.settled.request(routes::RELATED, &[skill])?;
        Ok(send(request).await?.json().await?)
    }
}
