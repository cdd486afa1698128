//! From a request to an action: who asks, whether that is permitted, which action.

use std::fmt;

use super::exchange::{Request, Response};
use super::viewset::{Context, ModelViewSet};
use crate::error::{Error, Result};
use crate::orm::{Database, Record};
use crate::policy::{Access, PolicyDenied, PolicyEngine, Principal};

/// Says who asks.
#[stability::stable(since = "0.5.0", path = "aksara_core::api::Authentication")]
pub trait Authentication {
    /// Who asks; `None` where the request has nothing that this one knows, so that the next is asked.
    ///
    /// # Errors
    ///
    /// Where the request has a credential that is not valid.
    #[stable(since = "0.5.0")]
    fn authenticate(&self, request: &Request) -> Result<Option<Principal>>;
}

/// Permits beside the policy, and never more than it.
#[stability::stable(since = "0.5.0", path = "aksara_core::api::Permission")]
pub trait Permission {
    /// Whether the request may be answered at all.
    #[stable(since = "0.5.0")]
    fn has_permission(&self, _principal: &Principal, _request: &Request) -> bool {
        true
    }

    /// Whether the request may touch this row.
    #[stable(since = "0.5.0")]
    fn has_object_permission(&self, _principal: &Principal, _request: &Request, _row: &Record) -> bool {
        true
    }
}

/// The routes of a project.
#[stability::stable(since = "0.5.0", path = "aksara_core::api::Api")]
pub struct Api {
    engine: PolicyEngine,
    authentications: Vec<Box<dyn Authentication>>,
    viewsets: Vec<Box<dyn ModelViewSet>>,
    page_sizes: (usize, usize),
    hosts: Vec<String>,
    debug: bool,
}

#[stability::stable(since = "0.5.0", path = "aksara_core::api::Api")]
impl Api {
    /// No routes, and this policy.
    pub fn new(engine: PolicyEngine) -> Self {
        Self {
            engine,
            authentications: Vec::new(),
            viewsets: Vec::new(),
            page_sizes: (20, 100),
            hosts: Vec::new(),
            debug: false,
        }
    }

    /// With the routes of a view set.
    #[must_use]
    pub fn with_viewset(mut self, viewset: impl ModelViewSet + 'static) -> Self {
        self.viewsets.push(Box::new(viewset));
        self
    }

    /// With another way to say who asks, after those that are there.
    #[must_use]
    pub fn with_authentication(mut self, authentication: impl Authentication + 'static) -> Self {
        self.authentications.push(Box::new(authentication));
        self
    }

    /// With pages of so many rows by default, and at most.
    #[must_use]
    pub fn with_page_sizes(mut self, default: usize, most: usize) -> Self {
        self.page_sizes = (default.min(most), most);
        self
    }

    /// Answers only requests for these hosts, where there is one; `*` is any.
    #[must_use]
    pub fn with_hosts(mut self, hosts: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.hosts = hosts.into_iter().map(Into::into).collect();
        self
    }

    /// Whether responses show what went wrong inside.
    #[must_use]
    pub fn with_debug(mut self, debug: bool) -> Self {
        self.debug = debug;
        self
    }

    /// The view sets.
    pub fn viewsets(&self) -> &[Box<dyn ModelViewSet>] {
        &self.viewsets
    }

    /// Answers a request; who asks is found by the authentications.
    pub fn handle(&self, database: &Database, request: &Request) -> Response {
        if !self.is_for_us(request) {
            return Response::of(&Error::invalid("host", "is not a host of this project"), self.debug);
        }
        let mut found = Ok(None);
        for authentication in &self.authentications {
            if let Ok(None) = found {
                found = authentication.authenticate(request);
            }
        }
        let principal = found.map(|found| found.unwrap_or_else(Principal::anonymous));
        let answered = principal.and_then(|principal| self.dispatch(database, &principal, request));
        answered.unwrap_or_else(|error| Response::of(&error, self.debug))
    }

    /// Answers a request of this principal.
    pub fn handle_as(&self, database: &Database, principal: &Principal, request: &Request) -> Response {
        self.dispatch(database, principal, request)
            .unwrap_or_else(|error| Response::of(&error, self.debug))
    }
}

impl Api {
    fn is_for_us(&self, request: &Request) -> bool {
        let host = request
            .headers
            .get("host")
            .map(|host| host.split(':').next().unwrap_or_default());
        self.hosts.is_empty() || self.hosts.iter().any(|ours| ours == "*" || Some(ours.as_str()) == host)
    }

    fn dispatch(&self, database: &Database, principal: &Principal, request: &Request) -> Result<Response> {
        let not_found = || Error::NotFound {
            path: format!("{} {}", request.method, request.path),
        };
        let parts: Vec<&str> = request.path.split('/').filter(|part| !part.is_empty()).collect();
        let (first, rest) = parts.split_first().ok_or_else(not_found)?;
        let mut viewsets = self.viewsets.iter();
        let viewset = viewsets
            .find(|viewset| viewset.model().to_lowercase() == *first)
            .ok_or_else(not_found)?;
        let context = Context {
            database,
            model: database.model(viewset.model())?,
            engine: &self.engine,
            principal,
            request,
            permissions: viewset.permissions(),
            page_sizes: self.page_sizes,
        };
        if !context
            .permissions
            .iter()
            .all(|one| one.has_permission(principal, request))
        {
            let denied = PolicyDenied::new(
                principal,
                Access::Read,
                context.model,
                Vec::new(),
                "a permission refused",
            );
            return Err(denied.into());
        }
        let id = rest.first().and_then(|part| part.parse::<i64>().ok());
        match (request.method.as_str(), rest, id) {
            ("GET", [], _) => viewset.list(&context),
            ("POST", [], _) => viewset.create(&context),
            ("GET", [_], Some(id)) => viewset.retrieve(&context, id),
            ("PUT", [_], Some(id)) => viewset.update(&context, id),
            ("PATCH", [_], Some(id)) => viewset.partial_update(&context, id),
            ("DELETE", [_], Some(id)) => viewset.destroy(&context, id),
            (method, [.., name], id) if rest.len() == 1 + usize::from(id.is_some()) => {
                let is_meant = |action: &&super::Action| {
                    action.name == *name && action.method == method && action.detail == id.is_some()
                };
                let action = viewset.actions().iter().find(is_meant).ok_or_else(not_found)?;
                (action.call)(&context, id)
            }
            _ => Err(not_found()),
        }
    }
}

impl fmt::Debug for Api {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let models: Vec<&str> = self.viewsets.iter().map(|viewset| viewset.model()).collect();
        f.debug_struct("Api")
            .field("engine", &self.engine)
            .field("viewsets", &models)
            .finish_non_exhaustive()
    }
}
