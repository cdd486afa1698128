use super::{Failure, Outcome, RunReport, TaskReport};
use crate::NikaError;
use crate::fault::Fault;
use crate::workflow::TaskId;
use stability::ErrorCode as _;

const REPORT: &str = "schema: nika/report@1
workflow: w
tasks:
- task: keep
  completed: ring-1
- task: note
  failed:
    code: NIKA-MEM-001
    message: the engine has no memory
- task: file-name
  skipped: note
x-team: blue
";

fn refused(text: &str) -> String {
    let error = RunReport::from_yaml(text).expect_err("the document is refused");
    assert_eq!(error.code().to_string(), "NIKA-DOC-001");
    assert!(error.place().is_some(), "{error}");
    error.to_string()
}

#[test]
fn a_report_is_read_as_it_was_written() {
    let report = RunReport::from_yaml(REPORT).unwrap();
    assert_eq!(report.to_yaml().unwrap(), REPORT);
    let missing = Failure::of(&NikaError::MemoryMissing).unwrap();
    let task = TaskId::from("note");
    assert_eq!(report.tasks[1], TaskReport::new(task, Outcome::Failed(missing)));
    assert_eq!(report.extensions().get::<String>("x-team"), Ok(Some("blue".to_owned())));
}

#[test]
fn another_marker_is_refused_by_name() {
    let error = refused(&REPORT.replace("report@1", "report@2"));
    assert!(error.contains("`nika/report@2`"), "{error}");
    assert!(error.contains("`nika/report@1`"), "{error}");
    let error = refused(&REPORT.replace("schema: nika/report@1\n", ""));
    assert!(error.contains("schema"), "{error}");
}

#[test]
fn every_public_error_can_be_reported_and_no_fault_can() {
    assert!(NikaError::CODES.iter().all(|entry| !entry.code.is_internal()));
    assert!(Fault::CODES.iter().all(|entry| entry.code.is_internal()));
    let refused = Failure::of(&Fault::TooManyFrames(2, 1)).unwrap_err();
    assert!(refused.to_string().contains("NIKA-ENGINE-1002"), "{refused}");
    let said = Failure::from(refused).to_string();
    assert_eq!(said, NikaError::Internal.to_string());
}

#[test]
fn a_report_with_an_internal_code_is_not_read() {
    let error = refused(&REPORT.replace("NIKA-MEM-001", "NIKA-ENGINE-1001"));
    assert!(error.contains("`NIKA-ENGINE-1001`"), "{error}");
    let error = refused(&REPORT.replace("NIKA-MEM-001", "NIKA-MEM-1"));
    assert!(error.contains("`NIKA-MEM-1` is no code"), "{error}");
    // A code of a later release is kept unchanged.
    assert!(RunReport::from_yaml(&REPORT.replace("NIKA-MEM-001", "NIKA-MEM-099")).is_ok());
}
