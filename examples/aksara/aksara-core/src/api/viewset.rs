//! View sets: the actions on one model's rows.

use std::fmt;

use super::exchange::{Request, Response};
use super::router::Permission;
use super::standard;
use crate::error::Result;
use crate::orm::{Database, Model};
use crate::policy::{PolicyEngine, Principal};

/// The actions that every view set has.
#[stability::stable(since = "0.5.0", path = "aksara_core::api::STANDARD_ACTIONS", area = "ViewSets and API")]
pub const STANDARD_ACTIONS: [&str; 6] = ["list", "create", "retrieve", "update", "partial_update", "destroy"];

/// All that an action is called with.
#[stability::stable(since = "0.5.0", path = "aksara_core::api::Context")]
#[derive(Clone, Copy)]
#[non_exhaustive]
pub struct Context<'a> {
    /// Where the rows are.
    pub database: &'a Database,
    /// The model.
    pub model: &'a Model,
    /// Who decides.
    pub engine: &'a PolicyEngine,
    /// Who asks.
    pub principal: &'a Principal,
    /// For what.
    pub request: &'a Request,
    /// The permissions of the view set.
    pub permissions: &'a [Box<dyn Permission>],
    /// How many rows a page has by default, and at most.
    pub page_sizes: (usize, usize),
}

impl fmt::Debug for Context<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut context = f.debug_struct("Context");
        context
            .field("model", &self.model.name)
            .field("principal", self.principal)
            .field("request", self.request);
        context.finish_non_exhaustive()
    }
}

/// An action beside the standard ones.
#[stability::stable(since = "0.5.0", path = "aksara_core::api::Action")]
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Action {
    /// Its name, the last part of its path.
    pub name: &'static str,
    /// Its method.
    pub method: &'static str,
    /// Whether it is about one row, whose id comes before it in the path.
    pub detail: bool,
    /// What it does; with the id where it is about one row.
    pub call: fn(&Context<'_>, Option<i64>) -> Result<Response>,
}

#[stability::stable(since = "0.5.0", path = "aksara_core::api::Action")]
impl Action {
    /// An action on all rows: `POST /book/restock/`.
    pub fn new(
        method: &'static str,
        name: &'static str,
        call: fn(&Context<'_>, Option<i64>) -> Result<Response>,
    ) -> Self {
        Self {
            name,
            method,
            detail: false,
            call,
        }
    }

    /// It is about one row: `POST /book/1/restock/`.
    #[must_use]
    pub fn on_detail(mut self) -> Self {
        self.detail = true;
        self
    }
}

/// The actions on the rows of one model. Each standard one may be replaced.
#[stability::stable(since = "0.5.0", path = "aksara_core::api::ModelViewSet")]
pub trait ModelViewSet {
    /// The name of the model.
    #[stable(since = "0.5.0")]
    fn model(&self) -> &str;

    /// What is asked before any action.
    #[stable(since = "0.5.0")]
    fn permissions(&self) -> &[Box<dyn Permission>] {
        &[]
    }

    /// The actions beside the standard ones.
    #[stable(since = "0.5.0")]
    fn actions(&self) -> &[Action] {
        &[]
    }

    /// `GET /model/`: a page of rows.
    #[stable(since = "0.5.0")]
    fn list(&self, context: &Context<'_>) -> Result<Response> {
        standard::list(context)
    }

    /// `POST /model/`: a row more.
    #[stable(since = "0.5.0")]
    fn create(&self, context: &Context<'_>) -> Result<Response> {
        standard::create(context)
    }

    /// `GET /model/1/`: one row.
    #[stable(since = "0.5.0")]
    fn retrieve(&self, context: &Context<'_>, id: i64) -> Result<Response> {
        standard::retrieve(context, id)
    }

    /// `PUT /model/1/`: one row with other values.
    #[stable(since = "0.5.0")]
    fn update(&self, context: &Context<'_>, id: i64) -> Result<Response> {
        standard::update(context, id, false)
    }

    /// `PATCH /model/1/`: one row with some other values.
    #[stable(since = "0.5.0")]
    fn partial_update(&self, context: &Context<'_>, id: i64) -> Result<Response> {
        standard::update(context, id, true)
    }

    /// `DELETE /model/1/`: one row less.
    #[stable(since = "0.5.0")]
    fn destroy(&self, context: &Context<'_>, id: i64) -> Result<Response> {
        standard::destroy(context, id)
    }
}

/// A view set of the standard actions, with what is added to them.
#[stability::stable(since = "0.5.0", path = "aksara_core::api::ViewSet")]
#[derive(Default)]
pub struct ViewSet {
    model: String,
    permissions: Vec<Box<dyn Permission>>,
    actions: Vec<Action>,
}

#[stability::stable(since = "0.5.0", path = "aksara_core::api::ViewSet")]
impl ViewSet {
    /// The standard actions on the model of this name.
    pub fn new(model: impl Into<String>) -> Self {
        Self {
            model: model.into(),
            ..Self::default()
        }
    }

    /// With an action more.
    #[must_use]
    pub fn with_action(mut self, action: Action) -> Self {
        self.actions.push(action);
        self
    }

    /// With a permission more: all must agree.
    #[must_use]
    pub fn with_permission(mut self, permission: impl Permission + 'static) -> Self {
        self.permissions.push(Box::new(permission));
        self
    }
}

impl fmt::Debug for ViewSet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ViewSet")
            .field("model", &self.model)
            .field("actions", &self.actions)
            .finish_non_exhaustive()
    }
}

impl ModelViewSet for ViewSet {
    fn model(&self) -> &str {
        &self.model
    }

    fn permissions(&self) -> &[Box<dyn Permission>] {
        &self.permissions
    }

    fn actions(&self) -> &[Action] {
        &self.actions
    }
}
