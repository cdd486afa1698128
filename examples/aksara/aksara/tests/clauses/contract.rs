//! What the printed contract says.

use std::process::Command;

use stability::contract::{Contract, Item};
use stability::{Kind, Tier};

fn linked() -> Contract {
    Contract::linked()
        .expect("the contract is sound")
        .expect(["aksara", "aksara-core"])
        .expect("both packages speak")
}

fn page() -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_aksara-contract"));
    let output = command
        .args(["--format", "markdown"])
        .output()
        .expect("the binary starts");
    assert!(output.status.success());
    String::from_utf8(output.stdout).expect("the page is text")
}

/// The section of an area.
fn section<'a>(page: &'a str, area: &str) -> &'a str {
    let from = page
        .find(&format!("\n## {area}\n"))
        .unwrap_or_else(|| panic!("no area `{area}`"));
    let section = &page[from + 1..];
    &section[..section[1..].find("\n## ").map_or(section.len(), |end| end + 1)]
}

fn item<'a>(contract: &'a Contract, id: &str) -> &'a Item {
    let mut found = contract.items().iter().filter(|item| item.id == id);
    found.next().unwrap_or_else(|| panic!("`{id}` is not promised"))
}

#[test]
fn ak_01_title_state_and_scope_are_at_the_top() {
    let contract = linked();
    let header = contract.header().expect("there is a header");
    assert_eq!(
        (header.name.as_str(), header.state.to_string().as_str()),
        ("Aksara v0.6", "draft")
    );
    assert!(page().starts_with(
        "# Aksara v0.6 stability contract\n\n\
         State: **draft** · applies to `>=0.6.0, <0.7.0` · package `aksara-core` 0.6.0\n"
    ));
}

/// The areas of the seed in its order, each with words that its list has.
const AREAS: [(&str, &[&str]); 18] = [
    (
        "ORM Core",
        &[
            "`Model`",
            "`TenantModel`",
            "`text`",
            "`foreign_key`",
            "`many_to_many`",
            "`generic_foreign_key`",
            "`Objects::get`",
            "`Objects::filter`",
            "`Objects::all`",
            "`Objects::create`",
            "`Objects::update`",
            "`Objects::delete`",
            "`Objects::bulk_create`",
            "`Objects::bulk_update`",
            "`Objects::upsert`",
            "`Q`",
            "`F`",
            "`Aggregate`",
            "`Database::atomic`",
            "`Database::related`",
            "`pre_save`",
            "`post_save`",
            "`pre_delete`",
            "`post_delete`",
            "`table_name`",
            "`ordering`",
            "`indexes`",
            "`constraints`",
            "`tenant_field`",
            "`soft_delete_field`",
        ],
    ),
    (
        "Migration System",
        &[
            "`aksara makemigrations`",
            "`migration file`",
            "`depends_on`",
            "`migrations-stay`",
        ],
    ),
    (
        "ViewSets and API",
        &[
            "`ModelViewSet`",
            "`list`",
            "`create`",
            "`retrieve`",
            "`update`",
            "`partial_update`",
            "`destroy`",
            "`Action`",
            "`serialized-as-declared`",
            "`ordering`",
            "`page_size`",
            "`has_permission`",
            "`has_object_permission`",
            "`authenticate`",
        ],
    ),
    (
        "CLI",
        &[
            "`aksara dev`",
            "`aksara migrate`",
            "`aksara makemigrations`",
            "`aksara shell`",
            "`aksara doctor launch-check`",
            "`aksara doctor security-check`",
            "`aksara doctor production-check`",
            "`aksara doctor fix-plan`",
            "`aksara examples validate`",
            "`aksara doctor 0`",
            "`aksara doctor 1`",
        ],
    ),
    (
        "Security Policy Model",
        &[
            "`Principal`",
            "`User`",
            "`AIAgent`",
            "`Anonymous`",
            "`System`",
            "`PolicyEngine::can`",
            "`PolicyEngine::visible_fields`",
            "`PolicyEngine::writable_fields`",
            "`PolicyEngine::query_filter`",
            "`PolicyEngine::validate_payload`",
            "`enforce_payload_policy`",
            "`enforce_request_payload_policy`",
            "`PolicyDenied`",
            "`policy_denied_to_error_payload`",
            "`ai_sensitive`",
            "`ai_agent_writable`",
            "`default-deny`",
        ],
    ),
    (
        "MCP/AI Credential Helpers",
        &[
            "`McpCredentialClaims`",
            "`principal_from_mcp_claims`",
            "`credential-audience`",
            "`credential-expires`",
            "`credential-tenant`",
        ],
    ),
    (
        "Settings Protocol",
        &["`AksaraSettings`", "`secret_key: String`", "`AKSARA_*`"],
    ),
    (
        "AI Debugger, Architecture Review, Performance Analyzer",
        &["Do not build automation"],
    ),
    (
        "Migration Tracking Metadata",
        &["Do not build automation", "metadata schema versioning"],
    ),
    (
        "Long-Running AI Session State",
        &["durable AI session storage", "AI Console transcript persistence"],
    ),
    ("Agent Mode Internals", &["`AgentRuntime`", "`AgentPlanner`"]),
    ("Studio API Internals", &["may break on minor version bumps"]),
    (
        "Example Templates",
        &[
            "`aksara startproject --template`",
            "review the changelog before upgrading",
        ],
    ),
    (
        "Diagnostics Output Format",
        &["`aksara doctor output`", "Use exit codes (0 = pass, non-zero = fail)"],
    ),
    (
        "Compatibility Policy Before v1.0",
        &["Minor versions", "Patch versions", "one minor version before removal"],
    ),
    (
        "Security-Fix Behavior",
        &[
            "labels the change as a security fix",
            "affected configuration",
            "A migration path",
        ],
    ),
    (
        "Generated Surface Change Policy",
        &[
            "generated/0001_initial.json",
            "generated/openapi.json",
            "generated/tools.json",
        ],
    ),
    (
        "Migration Note Expectations",
        &["before and after", "bug fixes that restore documented behavior"],
    ),
];

#[test]
fn ak_02_stable_areas_list_their_members_in_the_order_of_the_seed() {
    let page = page();
    let areas: Vec<&str> = page.lines().filter_map(|line| line.strip_prefix("## ")).collect();
    assert_eq!(areas[..18], AREAS.map(|(area, _)| area));
    for (area, words) in AREAS {
        for word in words {
            assert!(section(&page, area).contains(word), "{area} does not say {word}");
        }
    }
}

#[test]
fn ak_03_evolving_areas_carry_guidance() {
    let contract = linked();
    let (page, evolving) = (page(), &AREAS[7..14]);
    for (area, _) in evolving {
        let mut said = contract.areas().iter().filter(|said| said.name == *area);
        let said = said.next().unwrap_or_else(|| panic!("there is no text about `{area}`"));
        let note = said.note.as_ref().unwrap_or_else(|| panic!("`{area}` has no guidance"));
        assert!(section(&page, area).contains(note), "{area}");
        assert!(matches!(said.tier, Some(Tier::Evolving | Tier::Internal)), "{area}");
    }
}

#[test]
fn ak_07_a_stable_area_has_evolving_parts_where_that_is_declared() {
    let contract = linked();
    let table = item(&contract, "interface table aksara_migrations");
    assert_eq!(
        (table.area.as_deref(), table.tier),
        (Some("Migration System"), Tier::Evolving)
    );
    let denied = item(&contract, "aksara_core::policy::PolicyDenied");
    let mut members = denied.members.iter();
    let reason = members.find(|member| member.name == "reason").expect("it has a reason");
    assert_eq!((denied.tier, reason.tier), (Tier::Stable, Some(Tier::Evolving)));
    let applied = contract.items().iter().find(|item| item.name == "Migrator::applied");
    assert_eq!(applied.map(|item| item.tier), Some(Tier::Stable));
    assert_eq!(
        item(&contract, "aksara_core::migration::AppliedMigration").tier,
        Tier::Evolving
    );
}

#[test]
fn ak_16_studio_is_generated_and_free() {
    let contract = linked();
    let artefacts = contract.items().iter().filter(|item| item.kind == Kind::Artefact);
    let told: Vec<(&str, Tier)> = artefacts.map(|item| (item.name.as_str(), item.tier)).collect();
    assert_eq!(
        told,
        [
            ("generated/0001_initial.json", Tier::Stable),
            ("generated/openapi.json", Tier::Stable),
            ("generated/studio.html", Tier::Evolving),
            ("generated/tools.json", Tier::Stable),
        ]
    );
    let section = page();
    let section = self::section(&section, "Studio API Internals");
    assert!(
        section.contains("Not covered:\n\n- visual layout\n- REST API paths\n"),
        "{section}"
    );
}

#[test]
fn ak_17_what_is_enforced_is_promised() {
    let contract = linked();
    for id in [
        "default-deny",
        "agent-scopes",
        "agent-hidden",
        "agent-read-only",
        "denied-fields",
        "tenant-bound",
    ] {
        let guarantee = item(&contract, &format!("guarantee {id}"));
        assert_eq!(
            (guarantee.area.as_deref(), guarantee.tier),
            (Some("Security Policy Model"), Tier::Stable)
        );
    }
    assert_eq!(item(&contract, "guarantee enforcement-documented").tier, Tier::Stable);
}

/// The rules of releases are promised here; that they are kept is judged between two releases.
#[test]
fn ak_08_to_12_and_18_to_21_the_policies_are_stated() {
    let contract = linked();
    for id in [
        "minor-versions",
        "deprecation-notice",
        "patch-versions",
        "security-fix-labelled",
        "security-fix-path",
        "security-fix-versions",
        "changelog-section",
        "break-with-example",
        "generated-change-described",
        "security-fix-described",
    ] {
        assert_eq!(item(&contract, &format!("guarantee {id}")).kind, Kind::Guarantee);
    }
    let page = page();
    let excluded = section(&page, "Migration Note Expectations");
    assert!(excluded.contains(
        "Not covered:\n\n\
         - changes to internal implementation details that are not in a stable area\n\
         - improvements to generated output that do not break stable behavior\n\
         - bug fixes that restore documented behavior\n"
    ));
    assert!(
        section(&page, "Compatibility Policy Before v1.0")
            .contains("- a migration path for changes to evolving areas\n")
    );
}
