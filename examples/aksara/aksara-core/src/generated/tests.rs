use std::fs;
use std::path::Path;

use serde_json::{Value, json};
use stability::generated::breaches;

use super::{openapi, studio_page, tool_descriptions};
use crate::contract::generated::{MIGRATION, OPENAPI, STUDIO, TOOLS};
use crate::guarantees::MIGRATIONS_STAY;
use crate::migration::{Migrations, Migrator};
use crate::orm::Database;
use crate::project::Project;
use crate::settings::AksaraSettings;
use crate::templates::Template;

fn library() -> Project {
    let text = Template::find("library").unwrap().models;
    Project::parse(Path::new("."), AksaraSettings::default(), text).unwrap()
}

fn pretty(value: &Value) -> String {
    format!("{value:#}\n")
}

/// What is stored, as another release made it.
fn stored(path: &str) -> Vec<u8> {
    fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap()
}

fn found(artefact: stability::Artefact, built: &[u8]) -> Vec<String> {
    let found = breaches(artefact.policy(), &stored(artefact.path()), built).unwrap();
    found.iter().map(ToString::to_string).collect()
}

#[test]
fn the_migration_of_the_same_models_has_the_same_bytes() {
    let migration = Migrations::default().next(&library().models).unwrap().unwrap();
    stability::assert_generated!(MIGRATION, migration.text().unwrap());
}

#[test]
fn one_changed_byte_of_a_migration_is_a_finding() {
    let text = String::from_utf8(stored(MIGRATION.path())).unwrap();
    let found = found(MIGRATION, text.replacen("NOT NULL", "NOT  NULL", 1).as_bytes());
    assert!(found.len() == 1 && found[0].contains("NOT  NULL"), "{found:?}");
}

#[test]
#[stability::upholds(MIGRATIONS_STAY)]
fn a_migration_of_an_earlier_release_is_read_applied_and_left_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("0001_initial.json");
    fs::write(&file, stored(MIGRATION.path())).unwrap();
    let models = library().models;
    let migrations = Migrations::read(folder.path()).unwrap();
    assert_eq!(migrations.next(&models).unwrap(), None);
    let database = Database::in_memory(models).unwrap();
    Migrator::new(&database, &migrations).migrate(false, false).unwrap();
    let sql = "SELECT sql FROM sqlite_master WHERE name = 'author'";
    let made: String = database.connection().query_row(sql, [], |row| row.get(0)).unwrap();
    // SQLite keeps the text of a statement: what was executed is what the file says.
    assert_eq!(made, migrations.list()[0].sql[0]);
    assert_eq!(fs::read(file).unwrap(), stored(MIGRATION.path()));
}

#[test]
fn the_openapi_document_loses_nothing() {
    let project = library();
    let document = openapi(&project.api(), &project.models, "Aksara").unwrap();
    stability::assert_generated!(OPENAPI, pretty(&document));
}

#[test]
fn a_removed_openapi_field_is_a_finding_and_an_added_one_is_not() {
    let mut document: Value = serde_json::from_slice(&stored(OPENAPI.path())).unwrap();
    let properties = &mut document["components"]["schemas"]["Book"]["properties"];
    properties["pages"] = json!({ "type": "integer" });
    assert_eq!(found(OPENAPI, pretty(&document).as_bytes()), Vec::<String>::new());
    let properties = &mut document["components"]["schemas"]["Book"]["properties"];
    properties.as_object_mut().unwrap().remove("stock");
    let found = found(OPENAPI, pretty(&document).as_bytes());
    assert!(
        found.len() == 1 && found[0].contains("/components/schemas/Book/properties/stock"),
        "{found:?}"
    );
}

#[test]
fn tools_keep_their_names_and_input_schemas() {
    let project = library();
    stability::assert_generated!(TOOLS, pretty(&tool_descriptions(&project.api(), &project.models)));
}

#[test]
fn a_tool_may_be_described_better_and_not_take_other_input() {
    let mut tools: Value = serde_json::from_slice(&stored(TOOLS.path())).unwrap();
    tools[0]["description"] = "Lists authors, a page at a time.".into();
    assert_eq!(found(TOOLS, pretty(&tools).as_bytes()), Vec::<String>::new());
    tools[0]["inputSchema"]["properties"]["limit"] = json!({ "type": "integer" });
    tools[1]["name"] = "author_add".into();
    let found = found(TOOLS, pretty(&tools).as_bytes());
    assert!(
        found.len() == 2 && found.iter().any(|one| one.contains("author_create")),
        "{found:?}"
    );
}

#[test]
fn no_input_of_a_tool_is_one_that_agents_cannot_write() {
    let project = library();
    let tools = tool_descriptions(&project.api(), &project.models).to_string();
    for field in ["email", "stock", "price"] {
        assert!(!tools.contains(field), "{field}");
    }
    assert!(tools.contains("\"title\""));
}

#[test]
fn a_studio_page_may_become_anything() {
    let project = library();
    let page = studio_page(&project.models[0], &[]);
    stability::assert_generated!(STUDIO, page);
    assert!(
        breaches(STUDIO.policy(), page.as_bytes(), b"another")
            .unwrap()
            .is_empty()
    );
}
