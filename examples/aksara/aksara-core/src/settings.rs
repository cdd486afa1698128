//! Settings, from environment variables `AKSARA_*`.

mod text;

use std::path::PathBuf;

use serde::Deserialize;
use serde::de::value::MapDeserializer;

use self::text::Text;
use crate::error::{Error, Result};

/// The settings of a project. Each is read from the variable `AKSARA_` and its name in capitals.
#[stability::stable(since = "0.5.0", path = "aksara_core::settings::AksaraSettings")]
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[non_exhaustive]
pub struct AksaraSettings {
    /// The file of the database, from the project's folder.
    pub database: PathBuf,
    /// The folder of the migrations, from the project's folder.
    pub migrations: PathBuf,
    /// Whether errors may show what is inside; off in production.
    pub debug: bool,
    /// What signs the bearer tokens of AI clients: at least 32 characters.
    pub secret_key: String,
    /// The hosts that the project answers for, with commas between.
    pub allowed_hosts: Vec<String>,
    /// The rows of a page by default.
    pub page_size: usize,
    /// The most rows of a page.
    pub max_page_size: usize,
    /// The audience that credentials of AI clients must name.
    pub mcp_audience: Option<String>,
}

impl Default for AksaraSettings {
    fn default() -> Self {
        Self {
            database: "db.sqlite3".into(),
            migrations: "migrations".into(),
            debug: false,
            secret_key: String::new(),
            allowed_hosts: Vec::new(),
            page_size: 20,
            max_page_size: 100,
            mcp_audience: None,
        }
    }
}

/// What every variable begins with.
#[stability::stable(since = "0.5.0", path = "aksara_core::settings::PREFIX", area = "Settings Protocol")]
pub const PREFIX: &str = "AKSARA_";

#[stability::stable(since = "0.5.0", path = "aksara_core::settings::AksaraSettings")]
impl AksaraSettings {
    /// Reads the settings from variables; those without the prefix are left alone.
    ///
    /// # Errors
    ///
    /// [`Error::Project`] where a variable with the prefix is no setting, or its value has another type.
    pub fn from_variables(variables: impl IntoIterator<Item = (String, String)>) -> Result<Self> {
        let ours = variables.into_iter().filter_map(|(name, value)| {
            let key = name.strip_prefix(PREFIX)?.to_lowercase();
            Some((key, Text { name, value }))
        });
        let settings = Self::deserialize(MapDeserializer::new(ours));
        let settings = settings.map_err(|error: serde::de::value::Error| Error::project("AKSARA_*", error))?;
        if settings.page_size == 0 || settings.page_size > settings.max_page_size {
            let message = "AKSARA_PAGE_SIZE is a number from 1 to AKSARA_MAX_PAGE_SIZE";
            return Err(Error::project("AKSARA_*", message));
        }
        Ok(settings)
    }
}

#[cfg(test)]
mod tests {
    use super::AksaraSettings;

    fn read(variables: &[(&str, &str)]) -> Result<AksaraSettings, String> {
        let owned = variables
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        AksaraSettings::from_variables(owned).map_err(|error| error.to_string())
    }

    #[test]
    fn variables_become_settings() {
        assert_eq!(read(&[("PATH", "/bin")]), Ok(AksaraSettings::default()));
        let settings = read(&[
            ("AKSARA_DEBUG", "true"),
            ("AKSARA_PAGE_SIZE", "5"),
            ("AKSARA_ALLOWED_HOSTS", "a.example, b.example"),
            ("AKSARA_MCP_AUDIENCE", "https://a.example"),
            ("AKSARA_SECRET_KEY", "1234"),
        ]);
        let settings = settings.unwrap();
        assert!(settings.debug);
        assert_eq!((settings.page_size, settings.secret_key.as_str()), (5, "1234"));
        assert_eq!(settings.allowed_hosts, ["a.example", "b.example"]);
        assert_eq!(settings.mcp_audience.as_deref(), Some("https://a.example"));
    }

    #[test]
    fn what_is_no_setting_is_refused_by_name() {
        for (name, value, said) in [
            ("AKSARA_DEBUG", "yes", "AKSARA_DEBUG takes true or false, not `yes`"),
            (
                "AKSARA_PAGE_SIZE",
                "many",
                "AKSARA_PAGE_SIZE takes a whole number, not `many`",
            ),
            ("AKSARA_PAGE_SIZE", "0", "AKSARA_PAGE_SIZE is a number from 1"),
            ("AKSARA_DEBUGG", "true", "unknown field `debugg`"),
        ] {
            let refused = read(&[(name, value)]).unwrap_err();
            assert!(refused.contains(said), "{refused}");
        }
    }
}
