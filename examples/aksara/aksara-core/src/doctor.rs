//! Examines a project: may it be launched, is it secure, is it ready for production.

use crate::analysis;
use crate::error::Result;
use crate::migration::Migrator;
use crate::project::Project;

/// Where something is examined, and what came of it.
#[stability::evolving(
    since = "0.5.0",
    path = "aksara_core::doctor::Check",
    area = "Diagnostics Output Format",
    note = "ask for `passed`; the texts are for people"
)]
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Check {
    /// What is examined.
    pub name: &'static str,
    /// What to do; `None` where all is well.
    pub fix: Option<String>,
}

#[stability::evolving(since = "0.5.0", path = "aksara_core::doctor::Check", area = "Diagnostics Output Format")]
impl Check {
    /// Whether all is well.
    pub fn passed(&self) -> bool {
        self.fix.is_none()
    }
}

fn check(name: &'static str, passed: bool, fix: impl FnOnce() -> String) -> Check {
    Check {
        name,
        fix: (!passed).then(fix),
    }
}

/// Whether the project can be launched: its migrations are made, sound and applied.
#[stability::evolving(since = "0.5.0", path = "aksara_core::doctor::launch_check", area = "Diagnostics Output Format")]
pub fn launch_check(project: &Project) -> Result<Vec<Check>> {
    let migrations = match project.migrations() {
        Ok(migrations) => migrations,
        Err(error) => return Ok(vec![check("migrations are sound", false, || error.to_string())]),
    };
    let made = migrations.next(&project.models)?.is_none();
    let database = project.database()?;
    let pending = Migrator::new(&database, &migrations).pending();
    let applied = pending.map(|pending| pending.len());
    Ok(vec![
        check("migrations are made", made, || "run `aksara makemigrations`".to_owned()),
        check("migrations are applied", matches!(applied, Ok(0)), || match applied {
            Ok(_) => "run `aksara migrate`".to_owned(),
            Err(error) => error.to_string(),
        }),
    ])
}

/// Whether settings and policy leave nothing open.
#[stability::evolving(
    since = "0.5.0",
    path = "aksara_core::doctor::security_check",
    area = "Diagnostics Output Format"
)]
pub fn security_check(project: &Project) -> Vec<Check> {
    let settings = &project.settings;
    let is_open = settings.allowed_hosts.iter().any(|host| host.contains('*'));
    vec![
        check(
            "the secret key is long",
            settings.secret_key.chars().count() >= 32,
            || "set AKSARA_SECRET_KEY to at least 32 random characters".to_owned(),
        ),
        check("debug is off", !settings.debug, || "set AKSARA_DEBUG=false".to_owned()),
        check(
            "hosts are named",
            !settings.allowed_hosts.is_empty() && !is_open,
            || "set AKSARA_ALLOWED_HOSTS to the names of your hosts, without `*`".to_owned(),
        ),
        check(
            "AI credentials have an audience",
            settings.mcp_audience.is_some(),
            || "set AKSARA_MCP_AUDIENCE to the address of this server".to_owned(),
        ),
    ]
}

/// Whether the project is ready for production: launched, secure, and with an index for each foreign key.
#[stability::evolving(
    since = "0.5.0",
    path = "aksara_core::doctor::production_check",
    area = "Diagnostics Output Format"
)]
pub fn production_check(project: &Project) -> Result<Vec<Check>> {
    let mut checks = launch_check(project)?;
    checks.extend(security_check(project));
    let found = analysis::review(&project.models);
    checks.push(check("foreign keys have an index", found.is_empty(), || {
        found
            .iter()
            .map(|finding| finding.advice.as_str())
            .collect::<Vec<_>>()
            .join("; ")
    }));
    Ok(checks)
}
