//! A submission as lines, one for each thing that it states.
//!
//! A line is JSON on its own: which form it has, who speaks, and one of `contract` (with `areas` beside it), `record`,
//! `statement` or `evidence`. It holds what a contract takes from the registry; the keys are those of the contract's JSON.

use super::writer::Writer;
use crate::guarantee::{Evidence, Relation};
use crate::record::{Deprecation, Header, Record, Statement};
use crate::registry::{LINE, Submission};
use crate::route::Retirement;
use crate::tier::Tier;

/// How long the lines of `submission` are, with their ends.
pub const fn length(submission: &Submission) -> usize {
    let mut counted = Writer::<0>::new();
    write(submission, &mut counted);
    counted.length
}

/// The lines of `submission`; `N` is their [`length`].
pub const fn lines<const N: usize>(submission: &Submission) -> [u8; N] {
    let mut written = Writer::<N>::new();
    write(submission, &mut written);
    written.bytes
}

/// A key behind another one.
macro_rules! key {
    ($key:literal) => {{
        const KEY: &[u8] = concat!(",\"", $key, "\":").as_bytes();
        KEY
    }};
}

/// Writes the elements of a slice between brackets.
macro_rules! list {
    ($out:ident, $elements:expr, |$element:ident| $write:expr) => {{
        let (mut at, end) = (0, $elements.len());
        $out.raw(b"[");
        while at < end {
            if at > 0 {
                $out.raw(b",");
            }
            let $element = &$elements[at];
            $write;
            at += 1;
        }
        $out.raw(b"]");
    }};
}

const fn write<const N: usize>(submission: &Submission, out: &mut Writer<N>) {
    let Submission {
        header,
        areas,
        records,
        evidence,
        statements,
        ..
    } = submission;
    let says_nothing_else = records.is_empty() && evidence.is_empty() && statements.is_empty();
    // A package that speaks is heard, whatever it says.
    if header.is_some() || !areas.is_empty() || says_nothing_else {
        start(submission, out);
        if let Some(header) = header {
            out.raw(key!("contract"));
            write_header(header, out);
        }
        if !areas.is_empty() {
            out.raw(key!("areas"));
            list!(out, *areas, |area| out.text(area));
        }
        out.raw(b"}\n");
    }
    let mut rest = *records;
    while let Some((record, after)) = rest.split_first() {
        start(submission, out);
        out.raw(key!("record"));
        write_record(record, out);
        out.raw(b"}\n");
        rest = after;
    }
    let mut rest = *statements;
    while let Some((statement, after)) = rest.split_first() {
        start(submission, out);
        out.raw(key!("statement"));
        write_statement(statement, out);
        out.raw(b"}\n");
        rest = after;
    }
    let mut rest = *evidence;
    while let Some((evidence, after)) = rest.split_first() {
        start(submission, out);
        out.raw(key!("evidence"));
        write_evidence(evidence, out);
        out.raw(b"}\n");
        rest = after;
    }
}

const fn start<const N: usize>(submission: &Submission, out: &mut Writer<N>) {
    out.raw(LINE.as_bytes());
    out.text(submission.package.name);
    out.raw(key!("version"));
    out.text(submission.package.version);
}

const fn write_header<const N: usize>(header: &Header, out: &mut Writer<N>) {
    out.raw(b"{\"name\":");
    out.text(header.name);
    out.raw(key!("state"));
    out.text(header.state.as_str());
    optional(key!("scope"), header.scope, out);
    out.raw(key!("areas"));
    list!(out, header.areas, |area| {
        out.raw(b"{\"name\":");
        out.text(area.name);
        out.raw(key!("modules"));
        list!(out, area.modules, |module| {
            out.raw(b"{\"base\":");
            out.text(module.base);
            out.raw(key!("path"));
            out.text(module.path);
            out.raw(b"}");
        });
        out.raw(b"}");
    });
    out.raw(b"}");
}

const fn write_record<const N: usize>(record: &Record, out: &mut Writer<N>) {
    out.raw(b"{\"kind\":");
    out.text(record.kind.as_str());
    out.raw(key!("name"));
    out.text(record.name);
    nonempty(key!("module"), record.module, out);
    tier(record.tier, out);
    optional(key!("since"), record.since, out);
    optional(key!("area"), record.area, out);
    optional(key!("text"), record.text, out);
    optional(key!("note"), record.note, out);
    optional(key!("issue"), record.issue, out);
    optional(key!("docs"), record.docs, out);
    optional(key!("until"), record.until, out);
    optional(key!("path"), record.path, out);
    optional(key!("feature"), record.feature, out);
    match (record.route, &record.deprecated) {
        (Some(route), _) => {
            if let Some(retirement) = route.retirement {
                write_retirement(retirement, out);
            }
        }
        (None, Some(deprecation)) => write_deprecation(deprecation, out),
        (None, None) => {}
    }
    nonempty(key!("signature"), record.signature, out);
    if let Some(exhaustive) = record.exhaustive {
        flag(key!("exhaustive"), exhaustive, out);
    }
    if let Some(seal) = &record.seal {
        out.raw(key!("friends"));
        list!(out, seal.friends, |friend| out.text(friend));
    }
    optional(key!("implements"), record.implements, out);
    if record.reserved {
        flag(key!("reserved"), true, out);
    }
    if record.provided {
        flag(key!("provided"), true, out);
    }
    if let Some(schema) = &record.schema {
        out.raw(b",\"schema\":{\"key\":");
        out.text(schema.key);
        out.raw(key!("value"));
        out.text(schema.value);
        out.raw(b"}");
    }
    if let Some(namespaces) = &record.extensions {
        out.raw(b",\"namespaces\":{\"core\":");
        out.text(namespaces.core);
        out.raw(key!("community"));
        out.text(namespaces.community);
        out.raw(b"}");
    }
    optional(key!("erased"), record.erased, out);
    if record.document {
        flag(key!("document"), true, out);
    }
    if !record.may_expose.is_empty() {
        out.raw(key!("may_expose"));
        list!(out, record.may_expose, |name| out.text(name));
    }
    if !record.members.is_empty() {
        out.raw(key!("members"));
        list!(out, record.members, |member| write_record(member, out));
    }
    place(record.file, record.line, out);
    out.raw(b"}");
}

const fn write_deprecation<const N: usize>(deprecation: &Deprecation, out: &mut Writer<N>) {
    // The first key is always there, so that a comma is due before every other.
    out.raw(b",\"deprecated\":{\"since\":");
    match deprecation.since {
        Some(since) => out.text(since),
        None => out.raw(b"null"),
    }
    optional(key!("note"), deprecation.note, out);
    optional(key!("replacement"), deprecation.replacement, out);
    optional(key!("remove_in"), deprecation.remove_in, out);
    out.raw(b"}");
}

const fn write_retirement<const N: usize>(retirement: &Retirement, out: &mut Writer<N>) {
    out.raw(b",\"deprecated\":{\"on\":");
    out.text(retirement.on.written);
    optional(key!("since"), retirement.since, out);
    optional(key!("note"), retirement.note, out);
    if let Some(sunset) = &retirement.sunset {
        optional(key!("sunset"), Some(sunset.written), out);
    }
    optional(key!("link"), retirement.link, out);
    optional(key!("successor"), retirement.successor, out);
    out.raw(b"}");
}

const fn write_statement<const N: usize>(statement: &Statement, out: &mut Writer<N>) {
    out.raw(b"{\"area\":");
    out.text(statement.area);
    tier(statement.tier, out);
    optional(key!("text"), statement.text, out);
    optional(key!("note"), statement.note, out);
    if !statement.excludes.is_empty() {
        out.raw(key!("excludes"));
        list!(out, statement.excludes, |words| out.text(words));
    }
    if !statement.planned.is_empty() {
        out.raw(key!("planned"));
        list!(out, statement.planned, |planned| {
            out.raw(b"{\"name\":");
            out.text(planned.name);
            optional(key!("text"), planned.text, out);
            out.raw(b"}");
        });
    }
    place(statement.file, statement.line, out);
    out.raw(b"}");
}

const fn write_evidence<const N: usize>(evidence: &Evidence, out: &mut Writer<N>) {
    let relation = match evidence.relation {
        Relation::Implements => "implements",
        Relation::Upholds => "upholds",
    };
    out.raw(b"{\"relation\":");
    out.text(relation);
    out.raw(key!("guarantee"));
    out.text(evidence.guarantee.id());
    out.raw(key!("of"));
    out.text(evidence.guarantee.package());
    nonempty(key!("module"), evidence.module, out);
    nonempty(key!("name"), evidence.name, out);
    if evidence.ignored {
        flag(key!("ignored"), true, out);
    }
    if evidence.should_panic {
        flag(key!("should_panic"), true, out);
    }
    place(evidence.file, evidence.line, out);
    out.raw(b"}");
}

const fn optional<const N: usize>(key: &[u8], text: Option<&str>, out: &mut Writer<N>) {
    if let Some(text) = text {
        out.raw(key);
        out.text(text);
    }
}

const fn nonempty<const N: usize>(key: &[u8], text: &str, out: &mut Writer<N>) {
    if !text.is_empty() {
        out.raw(key);
        out.text(text);
    }
}

const fn tier<const N: usize>(tier: Option<Tier>, out: &mut Writer<N>) {
    if let Some(tier) = tier {
        out.raw(key!("tier"));
        out.text(tier.as_str());
    }
}

const fn flag<const N: usize>(key: &[u8], is_set: bool, out: &mut Writer<N>) {
    out.raw(key);
    out.raw(if is_set { b"true" } else { b"false" });
}

const fn place<const N: usize>(file: &str, line: u32, out: &mut Writer<N>) {
    nonempty(key!("file"), file, out);
    if line > 0 {
        out.raw(key!("line"));
        out.number(line);
    }
}
