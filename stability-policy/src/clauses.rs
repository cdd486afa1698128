//! The clauses of the five contracts that the rules were drawn from.

/// One clause of a contract that people wrote.
#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Clause {
    /// Its id, which rules name: `AK-08`.
    pub id: &'static str,
    /// The contract that it is from.
    pub contract: &'static str,
    /// Its text, in one line.
    pub text: &'static str,
}

/// The clause of this id.
///
/// ```
/// use stability_policy::clauses;
///
/// assert_eq!(clauses::find("OR-12").unwrap().contract, "Ornn API stability");
/// assert!(clauses::find("OR-99").is_none());
/// ```
#[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
pub fn find(id: &str) -> Option<&'static Clause> {
    ALL.iter().find(|clause| clause.id == id)
}

/// Declares the clauses: a contract, and the text of each.
macro_rules! clauses {
    ($($contract:literal { $($id:literal $text:literal,)* })*) => {
        /// Every clause, by contract and number.
        #[cfg_attr(feature = "promises", stability::evolving(since = "0.1.0", until = "0.3.0"))]
        pub const ALL: &[Clause] = &[$($(Clause { id: $id, contract: $contract, text: $text },)*)*];
    };
}

clauses! {
    "Aksara v0.6 stability contract" {
        "AK-01" "a contract has a title, a version scope (v0.6.x) and a state (draft, final)",
        "AK-02" "named stable areas list their members: types, methods, queryset calls, Meta options",
        "AK-03" "evolving areas carry guidance (\"use exit codes instead\")",
        "AK-04" "CLI commands and their exit codes are surface",
        "AK-05" "settings keys, their types, and the `AKSARA_*` naming of environment variables",
        "AK-06" "file formats and existing generated files stay as they are (migration files)",
        "AK-07" "a stable area may contain an evolving part (tracking table)",
        "AK-08" "minor release before 1.0: a break in a stable area needs a changelog entry with a migration path",
        "AK-09" "deprecation is announced one minor version before removal",
        "AK-10" "patch release: no break in stable areas",
        "AK-11" "evolving areas may change without a migration path",
        "AK-12" "a security fix may break without notice, if labelled, described, with the affected configuration and a migration path where there is one",
        "AK-13" "generated DDL is stable output; old files are never altered",
        "AK-14" "generated OpenAPI may gain, never lose without a deprecation",
        "AK-15" "generated tool names and input schemas are stable once registered",
        "AK-16" "generated admin surfaces are no contract",
        "AK-17" "enforcement semantics belong to the contract; changes of coverage are documented",
        "AK-18" "each minor version has a changelog section with the migration path",
        "AK-19" "a break in a stable area has a before/after example",
        "AK-20" "generated-surface changes say what looks different",
        "AK-21" "no notes are owed for internals, improvements and restoring bug fixes",
    }
    "aioc alpha contract" {
        "AA-01" "the contract applies to 0.1.x-alpha.*",
        "AA-02" "behaviour clauses: proposals are not permissions; default deny; missing, thrown, invalid policy give fixed reasons; non-stream default",
        "AA-03" "the policy result shape with required and optional fields",
        "AA-04" "meaning of an omitted field (`denyMode` = throw)",
        "AA-05" "one output envelope for all results",
        "AA-06" "at most one run record; sink failures never change the result",
        "AA-07" "stable prompt and request hashes, schema version of fingerprints",
        "AA-08" "listed things are intentionally unstable",
        "AA-09" "error text is not promised, typed errors are",
        "AA-10" "a break needs: the pre-release bumped, this document updated in the same change, release notes",
    }
    "aioc beta contract" {
        "AB-01" "a freeze with a scope: from 0.1.0-alpha.5 to 0.1.0-beta.1",
        "AB-02" "frozen field lists (Agent, RunContext, options, RunRecord, RunRecordOptions)",
        "AB-03" "frozen overloads and helper functions",
        "AB-04" "frozen error class names and categories, free text",
        "AB-05" "a break only if critical, recorded as exception, with migration impact in the notes",
        "AB-06" "ship criteria: listed RFCs accepted, contract matches behaviour, tests green, no open blockers on frozen surfaces, documents adopted",
        "AB-07" "an audit: each frozen behaviour with implementation, test coverage and result",
        "AB-08" "a historical snapshot stays readable after the project moved on",
    }
    "Ornn API stability" {
        "OR-01" "every route declares a tier before it lands",
        "OR-02" "before 1.0 any minor may break",
        "OR-03" "patch, minor and major permit what the table says, additions included",
        "OR-04" "a major break follows ≥ 2 minor releases of deprecation",
        "OR-05" "`x-stability` in the OpenAPI document",
        "OR-06" "the SDK exposes the tier; stable is callable as is",
        "OR-07" "beta only with `Accept-Stability: beta`; otherwise the SDK refuses, and the server can",
        "OR-08" "experimental is absent from default SDK clients",
        "OR-09" "`Deprecation`, `Sunset` and `Link` on every response of a deprecated route, errors included",
        "OR-10" "sunset ≥ two minors ahead, and ≥ 90 days for routes that published SDK versions call",
        "OR-11" "announced at once by headers, changelog, DEPRECATIONS.md and release notes",
        "OR-12" "removal only after the sunset date and in a major version",
        "OR-13" "removal closes the deprecation entry",
        "OR-14" "the breaking-change checklist: title or footer marker, changelog section, entry, tier in OpenAPI, examples, label",
        "OR-15" "every change carries a changeset, a break a major one",
        "OR-16" "weekdays and date forms in headers are right",
    }
    "Nika forward compatibility" {
        "NI-01" "traits for later subsystems exist now; their new methods default to `Err(Unsupported)`",
        "NI-02" "async traits can be used as `dyn`",
        "NI-03" "every public type is `#[non_exhaustive]`",
        "NI-04" "every such struct has `new()`",
        "NI-05" "one version marker; any other value is refused with a clear error",
        "NI-06" "two reserved namespaces, `nika.*` and `x-*`; other unknown keys are refused",
        "NI-07" "error codes: namespaces own ranges, codes are never reused, two surfaces, internal codes never shown",
        "NI-08" "core traits are sealed to the project's own packages; extension traits are open",
        "NI-09" "a new capability is a feature that is off; it may turn on after one or two minors; a default feature is never removed",
        "NI-10" "public-API diff, semver check and dependency policy on every CI run",
        "NI-11" "scoped sub-enums evolve on their own",
        "NI-12" "DTOs reserve fields for what comes",
        "NI-13" "every on-disk artefact carries `schema`",
        "NI-14" "a frozen trait shape (four methods, one sealed supertrait)",
        "NI-15" "rules 1 to 10 answered per crate on admission",
        "NI-16" "an accepted decision record for every break",
    }
}
