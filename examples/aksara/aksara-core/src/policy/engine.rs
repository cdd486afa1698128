//! The engine that decides.

use super::denied::PolicyDenied;
use super::principal::{Principal, PrincipalType};
use crate::guarantees::{AGENT_HIDDEN, AGENT_READ_ONLY, AGENT_SCOPES, DEFAULT_DENY, DENIED_FIELDS, TENANT_BOUND};
use crate::orm::fields::Field;
use crate::orm::{Model, Q, Record};

/// What is wanted of a model's rows.
#[stability::stable(since = "0.5.0", path = "aksara_core::policy::Access")]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Access {
    /// To read them.
    Read,
    /// To create or change them.
    Write,
    /// To delete them.
    Delete,
}

impl Access {
    /// The last part of a scope: `book:read`.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Write => "write",
            Self::Delete => "delete",
        }
    }
}

/// Grants, and what follows from them.
#[stability::stable(since = "0.5.0", path = "aksara_core::policy::PolicyEngine")]
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PolicyEngine {
    grants: Vec<(PrincipalType, String, Access)>,
}

#[stability::stable(since = "0.5.0", path = "aksara_core::policy::PolicyEngine")]
impl PolicyEngine {
    /// An engine that allows nothing to anyone but the project itself.
    pub fn new() -> Self {
        Self::default()
    }

    /// Allows principals of a type this access to a model.
    #[must_use]
    pub fn grant(mut self, kind: PrincipalType, model: impl Into<String>, access: Access) -> Self {
        self.grants.push((kind, model.into(), access));
        self
    }

    /// Whether the principal may do this to rows of the model.
    #[stability::implements(DEFAULT_DENY, AGENT_SCOPES)]
    pub fn can(&self, principal: &Principal, access: Access, model: &Model) -> bool {
        let granted = || {
            let mut grants = self.grants.iter();
            grants.any(|(kind, name, of)| *kind == principal.kind && *name == model.name && *of == access)
        };
        match principal.kind {
            PrincipalType::System => true,
            PrincipalType::User | PrincipalType::Anonymous => granted(),
            PrincipalType::AIAgent => {
                let scope = format!("{}:{}", model.name.to_lowercase(), access.as_str());
                granted() && principal.scopes.contains(&scope)
            }
        }
    }

    /// The columns that the principal sees of the model; none where it may not read.
    #[stability::implements(AGENT_HIDDEN)]
    pub fn visible_fields(&self, principal: &Principal, model: &Model) -> Vec<String> {
        if !self.can(principal, Access::Read, model) {
            return Vec::new();
        }
        let is_hidden = |field: &Field| principal.kind == PrincipalType::AIAgent && field.ai_sensitive;
        let columns = model.columns().filter(|(field, _)| !is_hidden(field));
        std::iter::once("id".to_owned())
            .chain(columns.map(|(_, column)| column.name))
            .collect()
    }

    /// The columns that the principal may write; none where it may not write.
    #[stability::implements(AGENT_READ_ONLY, TENANT_BOUND)]
    pub fn writable_fields(&self, principal: &Principal, model: &Model) -> Vec<String> {
        if !self.can(principal, Access::Write, model) {
            return Vec::new();
        }
        let is_writable = |field: &Field| {
            let is_tenants = model.meta.tenant_field.as_ref() == Some(&field.name);
            match principal.kind {
                PrincipalType::System => true,
                PrincipalType::AIAgent => field.ai_agent_writable && !field.ai_sensitive && !is_tenants,
                _ => !is_tenants,
            }
        };
        let columns = model.columns().filter(|(field, _)| is_writable(field));
        columns.map(|(_, column)| column.name).collect()
    }

    /// Which rows the principal may touch at all: those of its tenant, where rows belong to tenants.
    #[stability::implements(TENANT_BOUND)]
    pub fn query_filter(&self, principal: &Principal, model: &Model) -> Q {
        match (&model.meta.tenant_field, &principal.tenant) {
            _ if principal.kind == PrincipalType::System => Q::all(),
            (None, _) => Q::all(),
            (Some(field), Some(tenant)) => Q::new(field, tenant.as_str()),
            (Some(_), None) => Q::none(),
        }
    }

    /// Whether the principal may write this payload; if not, which fields it may not.
    ///
    /// # Errors
    ///
    /// [`PolicyDenied`] with every field that is denied, or with none where the whole access is.
    #[stability::implements(DENIED_FIELDS)]
    pub fn validate_payload(&self, principal: &Principal, model: &Model, payload: &Record) -> Result<(), PolicyDenied> {
        let writable = self.writable_fields(principal, model);
        let denied = |fields, reason: &str| PolicyDenied::new(principal, Access::Write, model, fields, reason);
        if !self.can(principal, Access::Write, model) {
            return Err(denied(Vec::new(), "no grant allows it"));
        }
        let fields: Vec<String> = payload
            .keys()
            .filter(|name| !writable.contains(name))
            .cloned()
            .collect();
        if !fields.is_empty() {
            return Err(denied(fields, "these fields are not the principal's to write"));
        }
        Ok(())
    }
}
