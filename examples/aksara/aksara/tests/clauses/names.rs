//! Names in other languages: over the wire, and in SQL.

use aksara_core::contract::{SQL_FUNCTIONS, WIRE_NAMES};
use aksara_core::migration::SCHEMA;
use rusqlite::Connection;

use crate::{aksara, code, project};

#[test]
fn names_over_the_wire_are_those_promised() {
    stability::assert_surface!(wire_name WIRE_NAMES);
    stability::assert_surface!(schema[SCHEMA]);
}

#[test]
fn functions_and_views_of_the_database_are_those_promised() {
    stability::assert_surface!(sql_function SQL_FUNCTIONS);
    let folder = project("library");
    for command in ["makemigrations", "migrate"] {
        assert_eq!(code(&aksara(folder.path(), &[], &[command])), 0);
    }
    let database = Connection::open(folder.path().join("db.sqlite3")).unwrap();
    let names = |sql: &str| -> Vec<String> {
        let mut statement = database.prepare(sql).unwrap();
        let names = statement.query_map([], |row| row.get(0)).unwrap();
        names.collect::<Result<_, _>>().unwrap()
    };
    stability::assert_surface!(sql_view names("SELECT name FROM sqlite_master WHERE type = 'view'"));
    assert_eq!(names("SELECT name FROM aksara_applied"), ["0001_initial"]);
}
