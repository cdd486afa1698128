//! Aksara: a model layer over SQLite, with migrations, routes, a policy and descriptions for AI clients.
//!
//! A [`Model`] has fields and options; [`Model::objects`] reads and writes its rows. [`migration`] brings a database from
//! one set of models to the next, [`api`] makes routes of models, [`policy`] decides who may do what, [`generated`]
//! describes all of it.
//!
//! What of it stays, and what may change, is in [`contract`].

#![allow(
    clippy::missing_errors_doc,
    reason = "what fails gives an `Error`, and each of its variants says when it comes"
)]

stability::contract! {
    name = "Aksara v0.6",
    state = draft,
    scope = ">=0.6.0, <0.7.0",
    areas {
        "ORM Core" = [orm],
        "Migration System" = [migration],
        "ViewSets and API" = [api],
        "CLI" = [],
        "Security Policy Model" = [policy],
        "MCP/AI Credential Helpers" = [credential],
        "Settings Protocol" = [settings],
        "AI Debugger, Architecture Review, Performance Analyzer" = [analysis],
        "Migration Tracking Metadata" = [],
        "Long-Running AI Session State" = [session],
        "Agent Mode Internals" = [],
        "Studio API Internals" = [],
        "Example Templates" = [project, templates],
        "Diagnostics Output Format" = [doctor],
        "Compatibility Policy Before v1.0" = [],
        "Security-Fix Behavior" = [],
        "Generated Surface Change Policy" = [generated],
        "Migration Note Expectations" = [],
        "Internals of the Program" = [],
    },
}

pub mod analysis;
pub mod api;
pub mod contract;
pub mod credential;
pub mod doctor;
mod error;
pub mod generated;
pub mod guarantees;
pub mod migration;
mod orm;
pub mod policy;
pub mod project;
pub mod session;
pub mod settings;
pub mod templates;

pub use error::{Error, Result};
pub use orm::{Aggregate, Database, Expression, F, Meta, Model, Objects, Q, Record, TenantModel, fields, signals};

/// Agent mode: a plan of steps, and what runs it.
#[stability::area("Agent Mode Internals")]
pub mod agent {
    use crate::api::{Api, Request, Response};
    use crate::orm::Database;
    use crate::policy::Principal;

    /// Makes a plan for what an agent was asked.
    #[internal(note = "the interface changes as agent workflows mature")]
    #[derive(Clone, Copy, Debug, Default)]
    pub struct AgentPlanner;

    #[internal]
    impl AgentPlanner {
        /// The requests that the lines ask for, each a method and a path.
        pub fn plan(self, lines: &str) -> Vec<Request> {
            let step = |line: &str| {
                let (method, path) = line.trim().split_once(' ')?;
                Some(Request::new(method, path))
            };
            lines.lines().filter_map(step).collect()
        }
    }

    /// Runs a plan.
    #[internal(note = "the interface changes as agent workflows mature")]
    #[derive(Clone, Copy, Debug)]
    pub struct AgentRuntime<'a> {
        api: &'a Api,
        database: &'a Database,
    }

    #[internal]
    impl<'a> AgentRuntime<'a> {
        /// A runtime that calls these routes.
        pub fn new(api: &'a Api, database: &'a Database) -> Self {
            Self { api, database }
        }

        /// Runs the steps in turn as this principal, up to the first that is refused.
        pub fn run(&self, principal: &Principal, plan: &[Request]) -> Vec<Response> {
            let mut responses = Vec::new();
            for request in plan {
                let response = self.api.handle_as(self.database, principal, request);
                let is_refused = response.status >= 400;
                responses.push(response);
                if is_refused {
                    break;
                }
            }
            responses
        }
    }

    #[cfg(test)]
    mod tests {
        use super::{AgentPlanner, AgentRuntime};
        use crate::api::{Api, ViewSet};
        use crate::orm::tests::migrated;
        use crate::orm::{Model, fields};
        use crate::policy::{Access, PolicyEngine, Principal, PrincipalType};

        #[test]
        fn a_plan_ends_at_the_first_step_that_is_refused() {
            let database = migrated(vec![Model::new("Note").field(fields::text("text"))]);
            let engine = PolicyEngine::new().grant(PrincipalType::AIAgent, "Note", Access::Read);
            let api = Api::new(engine).with_viewset(ViewSet::new("Note"));
            let plan = AgentPlanner.plan("GET /note/\nnonsense\nDELETE /note/1/\nGET /note/\n");
            assert_eq!(plan.len(), 3);
            let robot = Principal::ai_agent("robot", ["note:read"]);
            let answers = AgentRuntime::new(&api, &database).run(&robot, &plan);
            assert_eq!(
                answers.iter().map(|answer| answer.status).collect::<Vec<_>>(),
                [200, 403]
            );
        }
    }
}
