//! From a line to what its package states.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use super::MAX_LENGTH;
use crate::contract::json::{MAX_DEPTH, Object, Value, date, read_marker, read_namespaces, read_planned, uri};
use crate::contract::stated::{Area, Deprecation, Header, Record, Statement, Submission};
use crate::contract::{JsonError, path};

/// The version of the form that is read; [`LINE`](crate::registry::LINE) has it too.
const VERSION: u64 = 1;

pub(super) fn submission(line: &str) -> Result<Submission, JsonError> {
    if line.len() > MAX_LENGTH {
        let message = format!(
            "it has {} bytes, and no more than {MAX_LENGTH} are read: an item of this size is no promise that anybody reads",
            line.len(),
        );
        return Err(JsonError::at(line, 0, message));
    }
    let whole = Value::document(line)?;
    let mut object = whole.object()?;
    check_version(&whole, &mut object)?;
    let submission = Submission {
        package: object.required("package")?,
        version: object.required("version")?,
        header: object.nested("contract", read_header)?,
        areas: object.optional("areas")?.unwrap_or_default(),
        records: object
            .nested("record", |value| read_record(value, 0))?
            .into_iter()
            .collect(),
        statements: object.nested("statement", read_statement)?.into_iter().collect(),
    };
    object.nested("evidence", check_evidence)?;
    object.finish()?;
    Ok(submission)
}

/// Before anything else, so that a later form is refused as such and not for a key that came with it.
fn check_version(whole: &Value<'_>, object: &mut Object<'_>) -> Result<(), JsonError> {
    let Some(version) = object.value("stability") else {
        return Err(whole.error("it is no line of a contract, which starts with `{\"stability\":1,`".into()));
    };
    match version.read::<u64>()? {
        VERSION => Ok(()),
        later if later > VERSION => Err(whole.error(format!(
            "the form of the line is version {later}, and this program reads version {VERSION}: read the file with a later \
             version of `cargo stability`, or build it with the `stability-runtime` that belongs to this one",
        ))),
        other => Err(version.error(format!(
            "no form of lines has the version {other}: this program reads {VERSION}"
        ))),
    }
}

fn read_header(value: &Value<'_>) -> Result<Header, JsonError> {
    let mut object = value.object()?;
    let header = Header {
        name: object.required("name")?,
        state: object.required("state")?,
        scope: object.optional("scope")?,
        areas: object
            .nested("areas", |value| each(value, read_area))?
            .unwrap_or_default(),
    };
    object.finish()?;
    Ok(header)
}

fn read_area(value: &Value<'_>) -> Result<Area, JsonError> {
    let mut object = value.object()?;
    let area = Area {
        name: object.required("name")?,
        modules: object
            .nested("modules", |value| each(value, read_module))?
            .unwrap_or_default(),
    };
    object.finish()?;
    Ok(area)
}

fn read_module(value: &Value<'_>) -> Result<String, JsonError> {
    let mut object = value.object()?;
    let (base, below): (String, String) = (object.required("base")?, object.required("path")?);
    object.finish()?;
    Ok(path::join(&base, &below))
}

fn read_record(value: &Value<'_>, depth: usize) -> Result<Record, JsonError> {
    if depth > MAX_DEPTH {
        return Err(value.error(format!("members stand more than {MAX_DEPTH} deep")));
    }
    let mut object = value.object()?;
    let record = Record {
        kind: object.required("kind")?,
        name: object.required("name")?,
        module: object.optional("module")?.unwrap_or_default(),
        tier: object.optional("tier")?,
        since: object.optional("since")?,
        area: object.optional("area")?,
        text: object.optional("text")?,
        note: object.optional("note")?,
        issue: object.optional("issue")?,
        docs: object.optional("docs")?,
        until: object.optional("until")?,
        path: object.optional("path")?,
        feature: object.optional("feature")?,
        deprecated: object.nested("deprecated", read_deprecation)?,
        signature: object.optional("signature")?,
        exhaustive: object.optional("exhaustive")?,
        seal: object.optional("friends")?,
        implements: object.optional("implements")?,
        reserved: object.optional("reserved")?.unwrap_or_default(),
        provided: object.optional("provided")?.unwrap_or_default(),
        schema: object.nested("schema", read_marker)?,
        namespaces: object.nested("namespaces", read_namespaces)?,
        erased: object.optional("erased")?,
        document: object.optional("document")?.unwrap_or_default(),
        may_expose: object.optional("may_expose")?.unwrap_or_default(),
        members: object
            .nested("members", |value| each(value, |member| read_record(member, depth + 1)))?
            .unwrap_or_default(),
        file: object.optional("file")?.unwrap_or_default(),
        line: object.optional("line")?.unwrap_or_default(),
    };
    object.finish()?;
    Ok(record)
}

fn read_deprecation(value: &Value<'_>) -> Result<Deprecation, JsonError> {
    let mut object = value.object()?;
    let deprecation = Deprecation {
        since: object.optional::<Option<String>>("since")?.flatten(),
        note: object.optional("note")?,
        replacement: object.optional("replacement")?,
        remove_in: object.optional("remove_in")?,
        on: object.optional_text("on", date)?,
        sunset: object.optional_text("sunset", date)?,
        link: object.optional_text("link", uri)?,
        successor: object.optional_text("successor", uri)?,
    };
    object.finish()?;
    Ok(deprecation)
}

fn read_statement(value: &Value<'_>) -> Result<Statement, JsonError> {
    let mut object = value.object()?;
    let statement = Statement {
        area: object.required("area")?,
        tier: object.optional("tier")?,
        text: object.optional("text")?,
        note: object.optional("note")?,
        excludes: object.optional("excludes")?.unwrap_or_default(),
        planned: object.nested("planned", read_planned)?.unwrap_or_default(),
        file: object.optional("file")?.unwrap_or_default(),
        line: object.optional("line")?.unwrap_or_default(),
    };
    object.finish()?;
    Ok(statement)
}

/// A contract does not hold what upholds it.
fn check_evidence(value: &Value<'_>) -> Result<(), JsonError> {
    let mut object = value.object()?;
    for key in ["relation", "guarantee", "of"] {
        object.required::<String>(key)?;
    }
    for key in ["module", "name", "file"] {
        object.optional::<String>(key)?;
    }
    for key in ["ignored", "should_panic"] {
        object.optional::<bool>(key)?;
    }
    object.optional::<u32>("line")?;
    object.finish()
}

fn each<T>(value: &Value<'_>, read: impl Fn(&Value<'_>) -> Result<T, JsonError>) -> Result<Vec<T>, JsonError> {
    value.array()?.map(|element| read(&element)).collect()
}
