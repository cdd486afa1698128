use std::fs;
use std::path::Path;

use serde_json::json;

use super::{Migrations, Migrator, Operation};
use crate::error::Error;
use crate::guarantees::{MIGRATION_INTEGRITY, MIGRATION_SAFETY, MIGRATIONS_STAY};
use crate::orm::tests::record;
use crate::orm::{Database, Model, Q, fields};

fn note() -> Model {
    Model::new("Note").field(fields::text("text"))
}

/// Writes the next migration of these models, and says its name.
fn make(folder: &Path, models: &[Model]) -> Option<String> {
    let migration = Migrations::read(folder).unwrap().next(models).unwrap()?;
    migration.write(folder).unwrap();
    Some(migration.name)
}

/// Applies everything to a database, which has these models then.
fn apply(folder: &Path, models: &[Model], allow_destructive: bool) -> Result<Vec<String>, Error> {
    let database = Database::open(&folder.join("db"), models.to_vec())?;
    let migrations = Migrations::read(folder)?;
    Migrator::new(&database, &migrations).migrate(allow_destructive, false)
}

#[test]
fn each_change_of_models_is_one_migration() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let mut models = vec![note()];
    assert_eq!(make(folder, &models).as_deref(), Some("0001_initial"));
    assert_eq!(make(folder, &models), None);
    assert_eq!(apply(folder, &models, false).unwrap(), ["0001_initial"]);
    let database = Database::open(&folder.join("db"), models.clone()).unwrap();
    database
        .objects("Note")
        .unwrap()
        .create(record(json!({ "text": "kept" })))
        .unwrap();

    models[0] = note().field(fields::integer("stars").default(3));
    assert_eq!(make(folder, &models).as_deref(), Some("0002_note_stars"));
    models[0] = models[0]
        .clone()
        .meta(|meta| meta.indexes = vec![vec!["stars".to_owned()]]);
    assert_eq!(make(folder, &models).as_deref(), Some("0003_alter_note"));
    assert_eq!(
        apply(folder, &models, false).unwrap(),
        ["0002_note_stars", "0003_alter_note"]
    );
    let database = Database::open(&folder.join("db"), models.clone()).unwrap();
    let row = database.objects("Note").unwrap().get(Q::all()).unwrap();
    assert_eq!((&row["text"], &row["stars"]), (&json!("kept"), &json!(3)));
    assert_eq!(Migrations::read(folder).unwrap().models().unwrap(), models);
    assert_eq!(apply(folder, &models, false).unwrap(), Vec::<String>::new());
}

#[test]
#[stability::upholds(MIGRATIONS_STAY)]
fn a_file_that_exists_is_never_written_again() {
    let folder = tempfile::tempdir().unwrap();
    make(folder.path(), &[note()]);
    let file = folder.path().join("0001_initial.json");
    let before = fs::read(&file).unwrap();
    let migration = Migrations::read(folder.path()).unwrap().list()[0].clone();
    assert!(matches!(migration.write(folder.path()), Err(Error::Migration { .. })));
    make(folder.path(), &[note().field(fields::text("more").null())]);
    assert_eq!(fs::read(&file).unwrap(), before);
}

#[test]
#[stability::upholds(MIGRATION_INTEGRITY)]
fn a_file_that_was_altered_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    make(folder.path(), &[note()]);
    let file = folder.path().join("0001_initial.json");
    let text = fs::read_to_string(&file).unwrap();
    for (from, to, said) in [
        ("CREATE TABLE", "CREATE  TABLE", "was altered"),
        (
            "aksara/migration@1",
            "aksara/migration@2",
            "its schema is `aksara/migration@2`",
        ),
        ("\"0001_initial\"", "\"0001_other\"", "says that it is `0001_other`"),
        ("\"depends_on\"", "\"depends\"", "unknown field `depends`"),
    ] {
        fs::write(&file, text.replace(from, to)).unwrap();
        let refused = Migrations::read(folder.path()).unwrap_err().to_string();
        assert!(refused.contains(said), "{refused}");
    }
}

#[test]
#[stability::upholds(MIGRATION_INTEGRITY)]
fn what_was_applied_must_be_there_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    make(folder.path(), &[note()]);
    apply(folder.path(), &[note()], false).unwrap();
    let file = folder.path().join("0001_initial.json");
    fs::remove_file(&file).unwrap();
    let gone = apply(folder.path(), &[note()], false).unwrap_err().to_string();
    assert!(gone.contains("its file is missing"), "{gone}");
    // Another file of the same name, sound in itself.
    make(folder.path(), &[note().field(fields::text("more"))]);
    let other = apply(folder.path(), &[note()], false).unwrap_err().to_string();
    assert!(other.contains("was applied with another text"), "{other}");
}

#[test]
#[stability::upholds(MIGRATION_SAFETY)]
fn a_destructive_migration_needs_explicit_consent() {
    let folder = tempfile::tempdir().unwrap();
    let more = note().field(fields::text("more").null());
    make(folder.path(), std::slice::from_ref(&more));
    apply(folder.path(), &[more], false).unwrap();
    make(folder.path(), &[note()]);
    let refused = apply(folder.path(), &[note()], false).unwrap_err().to_string();
    assert!(refused.contains("--allow-destructive"), "{refused}");
    assert_eq!(
        apply(folder.path(), &[note()], true).unwrap(),
        ["0002_remove_note_more"]
    );
}

#[test]
#[stability::upholds(MIGRATION_SAFETY)]
fn a_migration_that_fails_leaves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let models = [note(), Model::new("Other")];
    make(folder.path(), &models);
    let database = Database::open(&folder.path().join("db"), models.to_vec()).unwrap();
    database.connection().execute_batch("CREATE TABLE other (id)").unwrap();
    let migrations = Migrations::read(folder.path()).unwrap();
    let migrator = Migrator::new(&database, &migrations);
    assert!(matches!(migrator.migrate(false, false), Err(Error::Migration { .. })));
    assert_eq!(migrator.pending().unwrap().len(), 1);
    // Inside a transaction SQLite would follow foreign keys of tables that are made anew.
    let inside = database
        .atomic(|_| migrator.migrate(false, false))
        .unwrap_err()
        .to_string();
    assert!(inside.contains("inside a transaction"), "{inside}");
    assert!(database.objects("Note").unwrap().all().is_err());
}

#[test]
fn what_sqlite_cannot_do_safely_is_refused_when_the_migration_is_made() {
    let folder = tempfile::tempdir().unwrap();
    make(folder.path(), &[note()]);
    for field in [fields::text("more"), fields::text("more").null().unique()] {
        let refused = Migrations::read(folder.path()).unwrap().next(&[note().field(field)]);
        assert!(matches!(refused, Err(Error::Invalid { .. })));
    }
    let retyped = Model::new("Note").field(fields::integer("text"));
    assert!(Migrations::read(folder.path()).unwrap().next(&[retyped]).is_err());
}

#[test]
fn models_are_created_after_those_they_refer_to() {
    let one = Model::new("A").field(fields::foreign_key("b", "B"));
    let migration = Migrations::default()
        .next(&[one.clone(), Model::new("B")])
        .unwrap()
        .unwrap();
    let created: Vec<&str> = migration
        .operations
        .iter()
        .filter_map(|operation| match operation {
            Operation::CreateModel { model } => Some(model.name.as_str()),
            _ => None,
        })
        .collect();
    assert_eq!(created, ["B", "A"]);
    let circle = Model::new("B").field(fields::foreign_key("a", "A"));
    assert!(Migrations::default().next(&[one, circle]).is_err());
}

#[test]
fn branches_come_together() {
    let folder = tempfile::tempdir().unwrap();
    make(folder.path(), &[note()]);
    let next = |field| {
        Migrations::read(folder.path())
            .unwrap()
            .next(&[note().field(field)])
            .unwrap()
            .unwrap()
    };
    let (left, right) = (next(fields::text("left").null()), next(fields::text("right").null()));
    left.write(folder.path()).unwrap();
    right.write(folder.path()).unwrap();
    let both = note()
        .field(fields::text("left").null())
        .field(fields::text("right").null());
    assert_eq!(
        make(folder.path(), &[both.clone().field(fields::text("last").null())]).as_deref(),
        Some("0004_note_last")
    );
    let last = Migrations::read(folder.path()).unwrap().list()[3].clone();
    assert_eq!(last.depends_on, ["0002_note_left", "0002_note_right"]);
    assert_eq!(apply(folder.path(), &[both], false).unwrap().len(), 4);
}
