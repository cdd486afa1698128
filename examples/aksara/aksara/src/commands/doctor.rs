//! `aksara doctor`.

use std::io::Write;

use aksara_core::doctor::{Check, launch_check, production_check, security_check};
use aksara_core::project::Project;

use super::{FAIL, Failure, PASS};
use crate::cli::Doctor;

pub(super) fn doctor(project: &Project, check: Doctor, out: &mut dyn Write) -> Result<u8, Failure> {
    let checks = match check {
        Doctor::LaunchCheck => launch_check(project)?,
        Doctor::SecurityCheck => security_check(project),
        Doctor::ProductionCheck | Doctor::FixPlan => production_check(project)?,
    };
    match check {
        Doctor::FixPlan => plan(&checks, out)?,
        _ => report(&checks, out)?,
    }
    Ok(if checks.iter().all(Check::passed) { PASS } else { FAIL })
}

pub(super) fn report(checks: &[Check], out: &mut dyn Write) -> Result<(), Failure> {
    for check in checks {
        match &check.fix {
            None => writeln!(out, "pass  {}", check.name)?,
            Some(fix) => writeln!(out, "fail  {}: {fix}", check.name)?,
        }
    }
    Ok(())
}

fn plan(checks: &[Check], out: &mut dyn Write) -> Result<(), Failure> {
    let fixes: Vec<&String> = checks.iter().filter_map(|check| check.fix.as_ref()).collect();
    if fixes.is_empty() {
        writeln!(out, "nothing to fix")?;
    }
    for (at, fix) in fixes.iter().enumerate() {
        writeln!(out, "{}. {fix}", at + 1)?;
    }
    Ok(())
}
