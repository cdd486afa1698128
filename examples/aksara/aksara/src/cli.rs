//! The arguments of `aksara`.
//!
//! The derives are above the tiers: clap shows documentation as help, and a tier adds to it.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

/// Models over SQLite, with migrations, routes, a policy and descriptions for AI clients.
///
/// Settings are read from `AKSARA_*`. Exits with 0 where all is well, 1 where something is to be done, 2 where the usage, a
/// setting or a file is not valid.
#[derive(Debug, Parser)]
#[stability::internal(area = "Internals of the Program")]
#[command(name = "aksara", version, about)]
pub struct Cli {
    /// The folder of the project.
    #[arg(long, global = true, value_name = "FOLDER")]
    pub project: Option<PathBuf>,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
#[stability::internal(area = "Internals of the Program")]
pub enum Command {
    /// Brings a project up: makes and applies migrations, examines it, answers a first request of each route.
    ///
    /// Without `--project`, in a temporary folder.
    Dev {
        /// What to start with where the folder has no project.
        #[arg(long, default_value = "library", value_name = "NAME")]
        template: String,
    },
    /// Applies the migrations that are not applied yet.
    Migrate(Migrate),
    /// Writes a migration for what has changed in the models.
    Makemigrations {
        /// Only says whether there is something to write, by the exit code.
        #[arg(long)]
        check: bool,
    },
    /// Answers requests, one per line: `GET /book/?stock__gte=1`, `POST /author/ {"name": "Ada"}`.
    Shell {
        /// Who asks: `system`, `anonymous`, `user:NAME`, `agent:NAME:SCOPE,…`, each with `@TENANT` at its end where it has one, or
        /// `token:JWT`.
        #[arg(long = "as", default_value = "system", value_name = "PRINCIPAL")]
        principal: String,
    },
    /// Examines the project. Exits with 0 where all checks pass.
    Doctor {
        /// Which checks.
        #[command(subcommand)]
        check: Doctor,
    },
    /// The projects that come with Aksara.
    Examples {
        /// What about them.
        #[command(subcommand)]
        what: Examples,
    },
    /// Writes a project to start with.
    Startproject {
        /// The folder, which is made.
        #[arg(value_name = "FOLDER")]
        folder: PathBuf,
        /// What to start with.
        #[arg(long, default_value = "library", value_name = "NAME")]
        template: String,
    },
    /// Prints what is generated from the models.
    Generate {
        /// What to print.
        #[arg(value_enum, value_name = "WHAT")]
        what: Generated,
    },
}

/// How to apply migrations.
#[derive(Clone, Copy, Debug, Args)]
#[stability::internal(area = "Internals of the Program")]
pub struct Migrate {
    /// Only prints the SQL that would be executed.
    #[arg(long)]
    pub plan: bool,
    /// Only notes the migrations as applied.
    #[arg(long, conflicts_with = "plan")]
    pub fake: bool,
    /// Applies what loses rows or values, too.
    #[arg(long)]
    pub allow_destructive: bool,
}

/// Which checks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Subcommand)]
#[stability::internal(area = "Internals of the Program")]
pub enum Doctor {
    /// Whether the project can be launched: its migrations are made, sound and applied.
    LaunchCheck,
    /// Whether settings leave nothing open.
    SecurityCheck,
    /// Whether the project is ready for production: both, and indexes.
    ProductionCheck,
    /// What to do, in order, until all checks pass.
    FixPlan,
}

/// What about the examples.
#[derive(Clone, Copy, Debug, Subcommand)]
#[stability::internal(area = "Internals of the Program")]
pub enum Examples {
    /// Whether each can be migrated and answers.
    Validate,
}

/// What is generated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
#[stability::internal(area = "Internals of the Program")]
pub enum Generated {
    /// The DDL of the models, as a first migration would have it.
    Ddl,
    /// The OpenAPI document.
    Openapi,
    /// The descriptions of tools for AI clients.
    Tools,
    /// A page of Studio for each model.
    Studio,
}
