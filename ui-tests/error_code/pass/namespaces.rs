//! One enum over several namespaces.

use stability::ErrorCode as _;

#[derive(stability::ErrorCode)]
#[error_code(range = 1..=99)]
pub enum NikaError {
    #[code(1, namespace = "NIKA-DAG")]
    Cycle,
    #[code(2, namespace = "NIKA-DAG", retired)]
    Legacy,
    #[code(1, namespace = "NIKA-DOC")]
    Document,
}

fn main() {
    assert_eq!(NikaError::Cycle.code().to_string(), "NIKA-DAG-001");
    assert_eq!(NikaError::Document.code().to_string(), "NIKA-DOC-001");
    assert!(NikaError::find("NIKA-DAG-002").is_some_and(|entry| entry.retired));
    assert_eq!(NikaError::Legacy.code().number(), 2);
}
