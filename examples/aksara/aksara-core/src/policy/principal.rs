//! Who asks.

/// What kind of principal asks.
#[stability::stable(since = "0.5.0", path = "aksara_core::policy::PrincipalType")]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PrincipalType {
    /// A person who is logged in.
    #[stable(since = "0.5.0")]
    User,
    /// A program that acts by a model's choice.
    #[stable(since = "0.5.0")]
    AIAgent,
    /// Nobody known.
    #[stable(since = "0.5.0")]
    Anonymous,
    /// The project itself: migrations, commands.
    #[stable(since = "0.5.0")]
    System,
}

/// Who asks: a type, a name, a tenant, scopes.
#[stability::stable(since = "0.5.0", path = "aksara_core::policy::Principal")]
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Principal {
    /// What kind.
    pub kind: PrincipalType,
    /// Its name; empty where nobody is known.
    pub id: String,
    /// The tenant that it belongs to.
    pub tenant: Option<String>,
    /// What an AI agent's credential is good for, such as `book:read`.
    pub scopes: Vec<String>,
}

#[stability::stable(since = "0.5.0", path = "aksara_core::policy::Principal")]
impl Principal {
    /// A person of this name.
    pub fn user(id: impl Into<String>) -> Self {
        Self::of(PrincipalType::User, id.into())
    }

    /// An agent of this name, whose credential is good for these scopes.
    pub fn ai_agent(id: impl Into<String>, scopes: impl IntoIterator<Item = impl Into<String>>) -> Self {
        Self {
            scopes: scopes.into_iter().map(Into::into).collect(),
            ..Self::of(PrincipalType::AIAgent, id.into())
        }
    }

    /// Nobody known.
    pub fn anonymous() -> Self {
        Self::of(PrincipalType::Anonymous, String::new())
    }

    /// The project itself.
    pub fn system() -> Self {
        Self::of(PrincipalType::System, "system".to_owned())
    }

    /// Of this tenant.
    #[must_use]
    pub fn with_tenant(mut self, tenant: impl Into<String>) -> Self {
        self.tenant = Some(tenant.into());
        self
    }
}

impl Principal {
    fn of(kind: PrincipalType, id: String) -> Self {
        Self {
            kind,
            id,
            tenant: None,
            scopes: Vec::new(),
        }
    }
}
