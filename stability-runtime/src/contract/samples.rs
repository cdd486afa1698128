//! Contracts to test with.

use alloc::collections::BTreeMap;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use proptest::collection::{btree_map, vec};
use proptest::option::of;
use proptest::prelude::*;
use proptest::sample::select;
use semver::{Version, VersionReq};
use serde_json::{Map, Value, json};

use super::header::labels;
use super::{
    Area, Contents, Contract, Deprecated, DeprecationStage, Feature, Header, Item, Location, Manifest, Marker, Member,
    Namespaces, Package, Planned, Sealed, Shape, Since, Source, Stages, State, Wire, WirePart, path,
};
use crate::kind::Kind;
use crate::registry::{self, Submission};
use crate::tier::Tier;

pub(crate) const NIKA: registry::PackageId = registry::PackageId {
    name: "nika",
    version: "0.90.0",
};

/// A line as a macro writes it.
#[derive(Clone, Debug)]
pub(crate) struct Line(Map<String, Value>);

/// The minimal record of an item.
pub(crate) fn record(kind: Kind, module: &str, name: &str) -> Line {
    line(json!({
        "kind": kind,
        "name": path::join(module, name),
        "tier": "stable",
        "location": { "file": "src/lib.rs", "line": 7 },
    }))
}

/// The record of a macro.
pub(crate) fn line(stated: Value) -> Line {
    match stated {
        Value::Object(keys) => Line(keys),
        other => panic!("a line is an object, and not {other}"),
    }
}

impl Line {
    /// The line with these keys instead of its own; `null` takes a key away.
    pub(crate) fn with(mut self, keys: Value) -> Self {
        for (key, value) in line(keys).0 {
            match value {
                Value::Null => self.0.remove(&key),
                value => self.0.insert(key, value),
            };
        }
        self
    }

    /// The line in another place.
    pub(crate) fn at(self, line: u32) -> Self {
        self.with(json!({ "location": { "file": "src/lib.rs", "line": line } }))
    }
}

/// The submission of `nika` with these lines; a test may leak them.
pub(crate) fn submission(lines: &[Line]) -> Submission {
    let lines = lines.iter().map(|line| {
        let text = serde_json::to_string(&line.0).expect("keys are strings");
        &*(text + "\n").leak()
    });
    Submission {
        lines: Vec::leak(lines.collect()),
        ..Submission::new(NIKA)
    }
}

/// A contract as a reader meets it: two packages, areas, tiers, a seal, deprecations, notes that are hard to print.
pub(crate) fn nika() -> Contract {
    let header = line(json!({
        "contract": {
            "name": "Nika",
            "state": "locked",
            "scope": ">=0.80.0, <2.0.0",
            "areas": [{ "name": "Telemetry" }, { "name": "Memory", "modules": ["nika::memory"] }],
        },
    }));
    let nika = submission(&[
        header,
        line(json!({ "areas": ["CLI"] })),
        record(Kind::Trait, "nika::memory", "Store").with(json!({
            "tier": "frozen",
            "since": "0.80.0",
            "sealed": { "friends": ["nika-*"] },
            "docs": "https://nika.example/store",
            "audience": "authors of `Store` backends",
            "members": [
                {
                    "kind": "method",
                    "name": "find",
                    "tier": "stable",
                    "since": "0.80.0",
                    "deprecated": { "since": "0.90.0", "replacement": "Store::query", "remove_in": "1.0.0" },
                },
                { "kind": "method", "name": "put" },
                {
                    "kind": "method",
                    "name": "scan",
                    "tier": "beta",
                    "since": "next",
                    "note": "reads `<all>` frames | slowly",
                },
            ],
        })),
        record(Kind::Struct, "nika::memory", "Frame").with(json!({ "since": "0.90.0", "note": "*one* frame" })),
        record(Kind::Fn, "nika::cli", "shell").with(json!({
            "area": "CLI",
            "tier": "experimental",
            "feature": "unstable-shell",
            "until": "1.0.0",
        })),
        record(Kind::Fn, "nika", "run").with(json!({
            "since": "0.80.0",
            "deprecated": { "since": "0.90.0", "note": "it blocks", "replacement": "a task of your own" },
        })),
    ]);
    let kernel = Submission {
        package: registry::PackageId {
            name: "nika-kernel",
            version: "0.90.1",
        },
        ..submission(&[record(Kind::Struct, "nika_kernel", "Frame")])
    };
    Contract::collect([kernel, nika]).expect("the sample is a contract")
}

/// Any contract, with texts that are hard to print.
pub(crate) fn contract() -> BoxedStrategy<Contract> {
    btree_map(package(), (of(header()), of(manifest()), of(any::<u32>())), 0..3)
        .prop_map(|packages| {
            let source = |(package, (header, manifest, unmarked)): (Package, (_, _, Option<u32>))| Source {
                package,
                header,
                manifest,
                released: unmarked.map(|number| Version::new(1, u64::from(number), 0)),
                unmarked,
            };
            packages.into_iter().map(source).collect::<Vec<_>>()
        })
        .prop_flat_map(|sources| {
            let labels = labels(&sources);
            let items = match labels.as_slice() {
                [] => Just(Vec::new()).boxed(),
                _ => vec(item(labels.clone()), 0..6).prop_map(distinct).boxed(),
            };
            let areas = match labels.as_slice() {
                [] => Just(Vec::new()).boxed(),
                _ => vec(statement(labels), 0..3).prop_map(distinct_areas).boxed(),
            };
            (Just(sources), items, areas, extensions())
        })
        .prop_map(|(sources, items, areas, extensions)| {
            let mut contract = Contract::assemble(sources, items, areas);
            contract.extensions = extensions;
            contract
        })
        .boxed()
}

/// The items without those whose identity another one has.
pub(crate) fn distinct(items: Vec<Item>) -> Vec<Item> {
    let mut distinct: Vec<Item> = Vec::new();
    for item in items {
        if distinct.iter().all(|other| other.identity() != item.identity()) {
            distinct.push(item);
        }
    }
    distinct
}

fn text() -> BoxedStrategy<String> {
    prop_oneof![
        "[a-z_:]{1,12}",
        "[a-z ]{0,60}",
        "[`*_<>|&#\\\\~\\[\\] a-c]{0,12}",
        "\\PC{0,40}",
        any::<String>(),
    ]
    .boxed()
}

fn version() -> BoxedStrategy<Version> {
    ("[0-9]", "[1-9][0-9]{0,6}", "(-[a-z]{1,5}\\.[1-9])?(\\+[a-z0-9]{1,4})?")
        .prop_map(|(major, minor, rest)| Version::parse(&alloc::format!("{major}.{minor}.0{rest}")))
        .prop_map(|version| version.expect("the pattern makes versions"))
        .boxed()
}

fn since() -> BoxedStrategy<Since> {
    prop_oneof![version().prop_map(Since::Version), Just(Since::Next)].boxed()
}

fn package() -> BoxedStrategy<Package> {
    // Few names, so that two versions of a package meet.
    (select(&["nika", "nika-kernel", "ornn"][..]), version())
        .prop_map(|(name, version)| Package {
            name: name.to_string(),
            version,
        })
        .boxed()
}

fn header() -> BoxedStrategy<Header> {
    let scope = select(&["*", ">=0.80.0, <2.0.0", "^1.2", "=1.0.0-beta.1"][..]);
    let scope = scope.prop_map(|scope| scope.parse::<VersionReq>().expect("it is one"));
    (text(), select(&State::ALL[..]), of(scope), vec(area(), 0..3))
        .prop_map(|(name, state, scope, areas)| Header {
            name,
            state,
            scope,
            areas,
        })
        .boxed()
}

fn manifest() -> BoxedStrategy<Manifest> {
    let feature = (of(version()), vec(text(), 0..3)).prop_map(|(since, enables)| Feature { since, enables });
    (of(version()), btree_map(text(), feature, 0..3))
        .prop_map(|(rust_version, features)| Manifest { rust_version, features })
        .boxed()
}

fn area() -> BoxedStrategy<String> {
    prop_oneof![select(&["Memory", "CLI", ""][..]).prop_map(String::from), text()].boxed()
}

fn extensions() -> BoxedStrategy<BTreeMap<String, String>> {
    let json = select(&["1", "1.50e400", "{ \"a\": [ ] }", "{\n  \"b\": \"\\u00e9\"\n}", "null"][..]);
    btree_map("x-[a-z]{0,3}", json.prop_map(String::from), 0..3).boxed()
}

fn deprecated() -> BoxedStrategy<Deprecated> {
    let dates = (of(since()), of(version()), of(text()), of(text()));
    let words = (of(text()), of(text()), of(text()), of(text()));
    let stages = (of(since()), of(since()), of(since()), of(since()));
    let stages = stages.prop_map(|(announced, warned, denied, hidden)| Stages {
        announced,
        warned,
        denied,
        hidden,
    });
    let stage = (of(select(&DeprecationStage::ALL[..])), of(stages));
    (dates, words, stage)
        .prop_map(
            |((since, remove_in, on, sunset), (note, replacement, link, successor), (stage, stages))| Deprecated {
                since,
                note,
                replacement,
                remove_in,
                stage,
                stages,
                on,
                sunset,
                link,
                successor,
            },
        )
        .boxed()
}

fn member() -> BoxedStrategy<Member> {
    let leaf = member_of(Just(Vec::new()).boxed());
    leaf.prop_recursive(3, 6, 2, |inner| member_of(vec(inner, 0..2).boxed()))
        .boxed()
}

fn member_of(members: BoxedStrategy<Vec<Member>>) -> BoxedStrategy<Member> {
    let what = (text(), select(Kind::ALL), of(select(&Tier::ALL[..])));
    let versions = (of(since()), of(version()), of(deprecated()));
    let words = (of(text()), of(text()), of(text()), of(text()), of(text()));
    let rest = (extensions(), any::<bool>(), any::<bool>(), vec(text(), 0..2));
    (what, versions, words, members, rest)
        .prop_map(
            |(what, versions, words, members, (extensions, reserved, provided, may_expose))| Member {
                name: what.0,
                kind: what.1,
                tier: what.2,
                since: versions.0,
                until: versions.1,
                deprecated: versions.2,
                note: words.0,
                issue: words.1,
                docs: words.2,
                feature: words.3,
                cfg: words.4.clone(),
                was: words.4.clone(),
                reserved,
                provided,
                signature: words.4,
                may_expose,
                members,
                extensions,
            },
        )
        .boxed()
}

fn item(packages: Vec<String>) -> BoxedStrategy<Item> {
    // Few routes, so that two that differ in the names of parameters meet.
    let id = prop_oneof![text(), "(GET|PUT) /[ab]/\\{\\*?[a-c]\\}"];
    let what = (id, text(), select(packages), of(area()), of(contents()));
    let rest = (
        of(any::<bool>()),
        of(sealed()),
        of(text()),
        text(),
        any::<u32>(),
        of(text()),
        of(text()),
    );
    let known = vec((text(), text()), 0..3).prop_map(|known| {
        let json = |text: String| Value::from(text).to_string();
        Shape(known.into_iter().map(|(key, text)| (key, json(text))).collect())
    });
    let shape = (
        of(marker()),
        of(namespaces()),
        any::<bool>(),
        of(text()),
        known,
        of(wire()),
    );
    (what, member(), select(&Tier::ALL[..]), rest, shape)
        .prop_map(|(what, member, tier, rest, shape)| Item {
            id: what.0,
            kind: member.kind,
            name: what.1,
            tier,
            since: member.since,
            area: what.3,
            text: rest.5,
            note: member.note,
            issue: member.issue,
            docs: member.docs,
            audience: rest.6,
            until: member.until,
            implement: member.tier,
            feature: member.feature,
            cfg: member.cfg,
            was: member.was,
            deprecated: member.deprecated,
            members: member.members,
            signature: member.signature,
            exhaustive: rest.0,
            sealed: rest.1,
            implements: rest.2,
            schema: shape.0,
            namespaces: shape.1,
            document: shape.2,
            wire: shape.5,
            erased: shape.3,
            contents: what.4,
            may_expose: member.may_expose,
            location: Location {
                file: rest.3,
                line: rest.4,
            },
            shape: shape.4,
            builds: Vec::new(),
            package: what.2,
            extensions: member.extensions,
        })
        .boxed()
}

/// A deprecated type with a field and a method, which state nothing of that.
pub(crate) fn deprecated_type() -> Contract {
    let lines = [
        r#"{"stability":2,"package":"nika","version":"1.4.0","module":"nika"}"#,
        r#"{"kind":"struct","name":"Old","tier":"stable","deprecated":{"since":"1.2.0"},"members":[{"name":"a","kind":"field","tier":"beta"}]}"#,
        r#"{"kind":"method","name":"Old::run","tier":"stable"}"#,
    ];
    Contract::from_lines(lines).expect("lines of the form that is read")
}

fn contents() -> BoxedStrategy<Contents> {
    let parts = btree_map(text(), text(), 0..3);
    (of(text()), parts)
        .prop_map(|(hash, parts)| Contents { hash, parts })
        .boxed()
}

fn marker() -> BoxedStrategy<Marker> {
    (text(), text()).prop_map(|(key, value)| Marker { key, value }).boxed()
}

fn namespaces() -> BoxedStrategy<Namespaces> {
    (text(), text())
        .prop_map(|(core, community)| Namespaces { core, community })
        .boxed()
}

fn wire() -> BoxedStrategy<Wire> {
    let part = (text(), of(text()), of(text()), vec(text(), 0..2), any::<[bool; 6]>());
    let part = part.prop_map(|(name, written, of, aliases, flags)| WirePart {
        name,
        read: written.clone(),
        written,
        aliases,
        unwritten: flags[0],
        unread: flags[1],
        optional: flags[2],
        conditional: flags[3],
        flattened: flags[4],
        other: flags[5],
        form: of.clone(),
        unknown: of.clone().into_iter().collect(),
        of,
        parts: Vec::new(),
    });
    let parts = vec((part.clone(), vec(part, 0..2)), 0..3);
    (of(select(&Tier::ALL[..])), any::<[bool; 3]>(), of(text()), parts)
        .prop_map(|(tier, flags, form, parts)| Wire {
            tier,
            writes: flags[0],
            reads: flags[1],
            denies_unknown: flags[2],
            unknown: form.clone().into_iter().collect(),
            form,
            parts: parts
                .into_iter()
                .map(|(part, parts)| WirePart { parts, ..part })
                .collect(),
        })
        .boxed()
}

fn distinct_areas(areas: Vec<Area>) -> Vec<Area> {
    let name = |area: &Area| (area.package.clone(), area.name.clone());
    let areas: BTreeMap<_, _> = areas.into_iter().map(|area| (name(&area), area)).collect();
    areas.into_values().collect()
}

fn statement(packages: Vec<String>) -> BoxedStrategy<Area> {
    let planned = (text(), of(text())).prop_map(|(name, text)| Planned { name, text });
    let words = (of(text()), of(text()), vec(text(), 0..3), vec(planned, 0..3));
    (area(), select(packages), of(select(&Tier::ALL[..])), words)
        .prop_map(|(name, package, tier, words)| Area {
            name,
            package,
            tier,
            text: words.0,
            note: words.1,
            excludes: words.2,
            planned: words.3,
        })
        .boxed()
}

fn sealed() -> BoxedStrategy<Sealed> {
    (vec(text(), 0..3), proptest::collection::btree_set(text(), 0..3))
        .prop_map(|(friends, implementations)| Sealed {
            friends,
            implementations: implementations.into_iter().collect(),
        })
        .boxed()
}
