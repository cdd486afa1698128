//! The lists of tables: documents, gates, permitted uses, exceptions, suppressions.

use std::collections::BTreeSet;

use super::error::Quoted;
use super::table::Table;
use crate::{AllowedUse, DocumentFormat, DocumentSettings, Exception, ExceptionKind, Gate, GateProof, Suppression};
use stability::Tier;

pub fn document(table: &mut Table<'_, '_>) -> Option<DocumentSettings> {
    let formats = [
        ("markdown", DocumentFormat::Markdown),
        ("stability", DocumentFormat::Stability),
        ("deprecations", DocumentFormat::Deprecations),
        ("changelog", DocumentFormat::Changelog),
        ("migration", DocumentFormat::Migration),
        ("open-api", DocumentFormat::OpenApi),
        ("release-notes", DocumentFormat::ReleaseNotes),
    ];
    let path = table.must("path", Table::path);
    let format = table.must("format", |table, key| table.word(key, &formats));
    Some(DocumentSettings {
        path: path?,
        format: format?,
    })
}

/// The gates, each of which has a name of its own.
pub fn gates(root: &mut Table<'_, '_>) -> Vec<Gate> {
    let gates = root.tables("gate", |table| Some((gate(table)?, table.span("name"))));
    let mut taken = BTreeSet::new();
    for (gate, span) in &gates {
        if !taken.insert(&gate.name) {
            let name = Quoted(&gate.name);
            root.refuse_at(
                span.clone(),
                format_args!("two gates are named {name}"),
                "give this one a name of its own",
            );
        }
    }
    gates.into_iter().map(|(gate, _)| gate).collect()
}

fn gate(table: &mut Table<'_, '_>) -> Option<Gate> {
    let line = table.line();
    let name = table.must("name", Table::text);
    let proofs = ["contains", "lacks", "field", "ticked", "command"]
        .into_iter()
        .filter(|key| table.has(key))
        .count();
    if proofs != 1 {
        let message = match proofs {
            0 => "this `[[gate]]` has no condition",
            _ => "this `[[gate]]` has more than one condition",
        };
        table.refuse(
            message,
            "give it one of `contains = { files, text }`, `lacks = { files, text }`, `field = { files, name, value }`, \
             `ticked = { files }` and `command = [\"…\"]`",
        );
    }
    let contains = table.table("contains", found).flatten();
    let lacks = table.table("lacks", found).flatten();
    let field = table.table("field", field).flatten();
    let ticked = table
        .table("ticked", |table| table.must("files", Table::path))
        .flatten();
    let command = table.command("command");
    let contains = contains.map(|(files, text)| GateProof::Contains { files, text });
    let lacks = lacks.map(|(files, text)| GateProof::Lacks { files, text });
    let ticked = ticked.map(|files| GateProof::Ticked { files });
    let command = command.map(|command| GateProof::Command { command });
    let proof = contains.or(lacks).or(field).or(ticked).or(command)?;
    Some(Gate {
        name: name?,
        proof,
        line,
    })
}

fn found(table: &mut Table<'_, '_>) -> Option<(String, String)> {
    let files = table.must("files", Table::path);
    let text = table.must("text", Table::text);
    Some((files?, text?))
}

fn field(table: &mut Table<'_, '_>) -> Option<GateProof> {
    let files = table.must("files", Table::path);
    let name = table.must("name", Table::text);
    let value = table.must("value", Table::text);
    Some(GateProof::Field {
        files: files?,
        name: name?,
        value: value?,
    })
}

pub fn exception(table: &mut Table<'_, '_>) -> Option<Exception> {
    let kinds = [
        ("security", ExceptionKind::Security),
        ("correctness", ExceptionKind::Correctness),
        ("policy", ExceptionKind::Policy),
    ];
    let item = table.must("item", Table::text);
    let kind = table.must("kind", |table, key| table.word(key, &kinds));
    // Whether these must be there is for the rules to say.
    let reason = table.text("reason").unwrap_or_default();
    let version = table.version("version");
    let [advisory, issue, affected, migration] =
        ["advisory", "issue", "affected", "migration"].map(|key| table.text(key));
    let decision = table.path("decision");
    Some(Exception {
        item: item?,
        kind: kind?,
        reason,
        version,
        advisory,
        issue,
        decision,
        affected,
        migration,
        line: table.line(),
    })
}

pub fn allowed_use(table: &mut Table<'_, '_>) -> Option<AllowedUse> {
    let item = table.must("item", Table::text);
    let tier = table.word("tier", &Tier::ALL.map(|tier| (tier.as_str(), tier)));
    let reason = table.must("reason", Table::text);
    let until = table.date("until");
    Some(AllowedUse {
        item: item?,
        tier,
        reason: reason?,
        until,
        line: table.line(),
    })
}

pub fn suppression(table: &mut Table<'_, '_>) -> Option<Suppression> {
    let rule = table.must("rule", Table::text);
    let item = table.must("item", Table::text);
    let reason = table.must("reason", Table::text);
    let expires = table.date("expires");
    Some(Suppression {
        rule: rule?,
        item: item?,
        reason: reason?,
        expires,
        line: table.line(),
    })
}
