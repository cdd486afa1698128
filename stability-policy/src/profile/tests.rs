use serde_json::{Map, Value, json};
use stability::Kind;
use stability::contract::Contract;
use stability::registry::{PackageId, Submission};

use super::{Answer, Profile, ProfileEvidence, forward_compatible};

/// A line as a macro writes it.
#[derive(Clone)]
struct Line(Map<String, Value>);

/// What a macro states about an item, with no more than what it must have.
fn record(kind: Kind, name: &str) -> Line {
    Line(Map::new())
        .with(json!({ "kind": kind, "name": name, "tier": "stable" }))
        .at(7)
}

impl Line {
    /// The line with these keys instead of its own; `null` takes a key away.
    fn with(mut self, keys: Value) -> Self {
        for (key, value) in keys.as_object().expect("a line has keys") {
            self.0.insert(key.clone(), value.clone());
        }
        self.0.retain(|_, value| !value.is_null());
        self
    }

    /// The line in another place.
    fn at(self, line: u32) -> Self {
        self.with(json!({ "location": { "file": "src/lib.rs", "line": line } }))
    }
}

/// What `nika` promises.
fn contract(lines: &[Line]) -> Contract {
    let lines = lines.iter().map(|Line(keys)| {
        // The kind comes first in a line; a map has the order of the alphabet.
        let mut keys = keys.clone();
        let kind = keys.remove("kind").expect("a line has a kind");
        let rest = serde_json::to_string(&keys).expect("keys are strings");
        &*format!("{{\"kind\":{kind},{}\n", &rest[1..]).leak()
    });
    let submission = Submission {
        module: "nika",
        lines: Vec::leak(lines.collect()),
        ..Submission::new(PackageId {
            name: "nika",
            version: "0.90.0",
        })
    };
    Contract::collect([submission]).unwrap()
}

fn profile(lines: &[Line], evidence: &ProfileEvidence) -> Profile {
    forward_compatible(&contract(lines), evidence).remove(0)
}

/// What `rule` finds, and nothing else may be found.
#[track_caller]
fn found(rule: &str, lines: &[Line], evidence: &ProfileEvidence) -> Vec<String> {
    let profile = profile(lines, evidence);
    assert!(profile.findings().all(|(other, _)| other.id == rule), "{profile}");
    profile
        .findings()
        .map(|(_, finding)| format!("{}: {}: {}", finding.item, finding.message, finding.advice))
        .collect()
}

#[track_caller]
fn finds(rule: &str, lines: &[Line], expected: &[&str]) {
    assert_eq!(found(rule, lines, &ProfileEvidence::new()), expected);
}

fn open(kind: Kind, name: &str) -> Line {
    record(kind, name).with(json!({ "exhaustive": false }))
}

fn method(name: &str, signature: &str) -> Line {
    record(Kind::Method, name).with(json!({ "signature": signature }))
}

fn new() -> Line {
    method("Frame::new", "fn new(text: String) -> Self")
}

fn fields() -> Value {
    json!([{ "kind": "field", "name": "text", "signature": "String" }])
}

#[test]
fn a_type_may_grow() {
    let closed = |kind, name| record(kind, name).with(json!({ "exhaustive": true }));
    let internal = closed(Kind::Enum, "Plumbing").with(json!({ "tier": "internal" }));
    finds(
        "type-exhaustive",
        &[
            closed(Kind::Enum, "Event"),
            closed(Kind::Struct, "Frame"),
            open(Kind::Enum, "Role"),
            internal,
        ],
        &[
            "nika::Event: it is not `non_exhaustive`, so a variant that is added later breaks code that matches it: write `non_exhaustive` in its attribute before the enum is released; adding it later breaks users",
            "nika::Frame: it is not `non_exhaustive`, so a field that is added later breaks code that constructs or matches it: write `forward_compatible` (`non_exhaustive` and a constructor) in its attribute before the struct is released; adding it later breaks users",
        ],
    );
}

#[test]
fn a_struct_promises_a_constructor() {
    let advice = "nika::Frame: it is `non_exhaustive` and has no promised constructor, so users have no lasting way to construct it: write `constructor` in its attribute, or give a tier to a function that returns it, such as `new`";
    let frame = open(Kind::Struct, "Frame");
    finds("struct-without-constructor", std::slice::from_ref(&frame), &[advice]);
    for (signature, makes) in [
        ("fn new(text: String) -> Self", true),
        ("fn parse(text: &str) -> Result<Self, Error>", true),
        ("const fn empty() -> Frame", true),
        ("fn with_text(mut self, text: String) -> Self", false),
        ("fn copy(&self) -> Self", false),
        ("fn part(&'a mut self) -> Self", false),
        ("fn close(self)", false),
        ("fn count() -> usize", false),
        ("fn selfish(selfless: u8) -> Self", true),
    ] {
        let expected: &[&str] = if makes { &[] } else { &[advice] };
        finds(
            "struct-without-constructor",
            &[frame.clone(), method("Frame::make", signature)],
            expected,
        );
    }
    // Of another type whose name begins the same.
    let other = method("FrameRef::new", "fn new() -> Self");
    finds("struct-without-constructor", &[frame, other], &[advice]);
}

#[test]
fn an_async_trait_has_a_form_that_can_be_dyn() {
    let store = record(Kind::Trait, "Store").with(json!({
        "members": [{ "kind": "method", "name": "put", "signature": "async fn put(&self) -> Result<()>" }],
    }));
    let advice = "nika::Store: it has async methods, so users cannot use it as `dyn`: add the package `dynosaur` to the dependencies, and put `#[dynosaur::dynosaur(pub DynStore = dyn(box) Store)]` below its stability attribute; \
                  or, if you wrote a `dyn` form by hand, name its type in the stability attribute, such as `erased(DynStore<'_>)`";
    finds(
        "async-trait-without-dyn-variant",
        std::slice::from_ref(&store),
        &[advice],
    );
    let erased = store.with(json!({ "erased": "DynStore" }));
    finds(
        "async-trait-without-dyn-variant",
        &[erased, open(Kind::Struct, "DynStore")],
        &[],
    );
}

#[test]
fn a_core_trait_is_sealed() {
    let frozen = record(Kind::Trait, "Provider").with(json!({ "tier": "frozen" }));
    finds(
        "core-trait-unsealed",
        &[frozen.clone(), record(Kind::Trait, "Store")],
        &[
            "nika::Provider: it is frozen and not sealed, so other crates may implement it, and would break if it ever got a new method: write `sealed` in its attribute before the trait is released; adding it later breaks users; if users may implement it, record a `[[suppression]]` in stability.toml with `rule = \"core-trait-unsealed\"`, `item = \"nika::Provider\"` and `reason`",
        ],
    );
    let sealed = frozen.with(json!({ "sealed": { "friends": ["nika-*"] } }));
    finds("core-trait-unsealed", &[sealed], &[]);
}

#[test]
fn an_error_has_a_code() {
    let error = open(Kind::Enum, "NikaError");
    let code = |signature| record(Kind::ErrorCode, "code").with(json!({ "id": "NIKA-001", "signature": signature }));
    let advice = "nika::NikaError: it has no error code, so programs of users cannot recognise the error: derive `stability::ErrorCode` for it";
    finds(
        "error-without-code",
        &[error.clone(), open(Kind::Enum, "Event")],
        &[advice],
    );
    finds(
        "error-without-code",
        &[error.clone(), code("OtherError::Full")],
        &[advice],
    );
    finds("error-without-code", &[error, code("NikaError::Full")], &[]);
}

/// A document that has everything.
fn frame() -> Line {
    open(Kind::Struct, "Frame").with(json!({
        "document": true,
        "members": fields(),
        "namespaces": { "core": "nika.", "community": "x-" },
    }))
}

fn schema() -> Line {
    record(Kind::Schema, "nika/frame@1").with(json!({
        "id": "schema nika/frame@1",
        "schema": { "key": "schema", "value": "nika/frame@1" },
    }))
}

#[test]
fn documents_are_pinned() {
    finds(
        "artifact-without-schema",
        &[frame(), new()],
        &[
            "nika::Frame: it is a document without a `schema` (this package has no schema at all), so programs cannot see which \
           version they read: write `schema = \"nika/frame@1\"` in its attribute before the struct is released; adding it later breaks users; if the package stores no document on disk, record a `[[suppression]]` in stability.toml with `rule = \"artifact-without-schema\"`, `item = \"nika::Frame\"` and `reason`",
        ],
    );
    finds("artifact-without-schema", &[frame(), new(), schema()], &[]);
}

#[test]
fn a_document_has_room() {
    let kept = json!([{ "kind": "field", "name": "memory", "signature": "stability::Reserved", "reserved": true }]);
    let numbered = json!([{ "kind": "field", "name": "0", "signature": "String" }]);
    let with = |members| frame().with(json!({ "namespaces": null, "members": members }));
    finds(
        "dto-without-extension-slot",
        &[with(fields()), new(), schema()],
        &[
            "nika::Frame: it has no place for unknown fields, so programs with this release lose the fields that a later release writes: write `extensions(core = \"nika\", community = \"x-\")` in its attribute, which keeps unknown fields that start with `nika.` or `x-`; or reserve one field for later: `#[reserved(until = \"…\")] later: stability::Reserved`",
        ],
    );
    finds("dto-without-extension-slot", &[with(kept), new(), schema()], &[]);
    finds("dto-without-extension-slot", &[with(numbered), new(), schema()], &[]);
    finds("dto-without-extension-slot", &[frame(), new(), schema()], &[]);
}

#[test]
fn nothing_experimental_is_on_by_default() {
    let shell = record(Kind::Fn, "shell").with(json!({ "tier": "experimental", "feature": "unstable-shell" }));
    let on = ProfileEvidence::new().with_default_features("nika", ["std", "unstable-shell"]);
    assert_eq!(
        found("feature-on-at-birth", std::slice::from_ref(&shell), &on),
        [
            "nika::shell: it is experimental and may be removed, but its feature `unstable-shell` is on by default, so all users can come to rely on it: remove the feature from `default`"
        ],
    );
    let off = ProfileEvidence::new().with_default_features("nika", ["std"]);
    let (rule, answer) = &profile(std::slice::from_ref(&shell), &off).answers[7];
    assert_eq!((rule.id, answer), ("feature-on-at-birth", &Answer::Yes));
    let of_another = ProfileEvidence::new().with_default_features("ornn", ["unstable-shell"]);
    assert!(matches!(
        profile(&[shell], &of_another).answers[7].1,
        Answer::NotAsked(_)
    ));
}

#[test]
fn a_change_is_seen_by_a_review() {
    let (one, two) = (record(Kind::Fn, "one"), record(Kind::Fn, "two"));
    let experimental = |line: &Line| line.clone().with(json!({ "tier": "experimental" }));
    let noted = |line: &Line| line.clone().with(json!({ "note": "slow" })).at(70);
    let recorded = ProfileEvidence::new().with_recorded(contract(&[experimental(&one), experimental(&two)]));
    assert_eq!(
        found(
            "api-change-unrecorded",
            &[experimental(&noted(&one)), record(Kind::Fn, "three")],
            &recorded
        ),
        [
            "nika::one: the code and the recorded contract differ, so reviewers do not see the change: run `cargo stability bless`, and commit the file that it writes",
            "nika::three: it is in the code, but not in the recorded contract, so reviewers do not see the addition: run `cargo stability bless`, and commit the file that it writes",
            "nika::two: it is in the recorded contract, but no longer in the code, so reviewers do not see the removal: run `cargo stability bless`, and commit the file that it writes",
        ],
    );
    // A place is no promise.
    let moved = experimental(&one).at(70);
    assert!(profile(&[moved, experimental(&two)], &recorded).is_kept());
}

#[test]
fn a_break_was_decided() {
    let of = |name, tier, signature| record(Kind::Fn, name).with(json!({ "tier": tier, "signature": signature }));
    let stays = of("stays", "stable", "fn stays()");
    let recorded = contract(&[
        of("changes", "stable", "fn changes()"),
        of("evolves", "evolving", "fn evolves()"),
        of("goes", "frozen", "fn goes()"),
        of("sinks", "stable", "fn sinks()"),
        stays.clone(),
    ]);
    let now = contract(&[
        of("changes", "stable", "fn changes(at: u8)"),
        of("evolves", "evolving", "fn evolves(at: u8)"),
        of("sinks", "beta", "fn sinks()"),
        stays,
    ]);
    let findings = |evidence: ProfileEvidence| -> Vec<String> {
        let profile = forward_compatible(&now, &evidence).remove(0);
        let breaks = profile
            .findings()
            .filter(|(rule, _)| rule.id == "break-without-decision");
        breaks.map(|(_, finding)| finding.to_string()).collect()
    };
    let evidence = ProfileEvidence::new().with_recorded(recorded);
    let rest = |names: &str| {
        format!(
            "no accepted decision record names the change, so users cannot see why it breaks them: undo the change, or accept a decision record that names {names}"
        )
    };
    assert_eq!(
        findings(evidence.clone()),
        [
            format!(
                "`nika::changes` at src/lib.rs:7: it was `fn changes()` and is now `fn changes(at: u8)`; {}",
                rest("`nika::changes` and `signature-changed`")
            ),
            format!(
                "`nika::goes` at src/lib.rs:7: it was removed; {}",
                rest("`nika::goes` and `item-removed`")
            ),
            format!(
                "`nika::sinks` at src/lib.rs:7: it was stable and is now beta; {}",
                rest("`nika::sinks` and `tier-lowered`")
            ),
        ],
    );
    let decided = evidence.with_decided(["nika::changes", "nika::goes", "nika::sinks"]);
    assert_eq!(findings(decided), Vec::<String>::new());
}

#[test]
fn a_removed_member_is_a_break() {
    let event = open(Kind::Enum, "Event").with(json!({
        "members": [{ "kind": "variant", "name": "One" }, { "kind": "variant", "name": "Two", "tier": "beta" }],
    }));
    let evidence = ProfileEvidence::new().with_recorded(contract(&[event]));
    let profile = profile(&[open(Kind::Enum, "Event")], &evidence);
    let (rule, finding) = profile.findings().last().unwrap();
    assert_eq!(rule.id, "break-without-decision");
    assert!(finding.message.starts_with("its `One` was removed; "), "{finding}");
}

#[test]
fn a_report_has_a_line_for_each_question() {
    assert_eq!(
        profile(&[frame()], &ProfileEvidence::new().with_default_features("nika", ["std"])).to_string(),
        "nika
   1  yes  every promised struct and enum is `non_exhaustive`
   2  no   every promised `non_exhaustive` struct has a promised constructor (struct-without-constructor)
           `nika::Frame` at src/lib.rs:7: it is `non_exhaustive` and has no promised constructor, so users have no lasting way to construct it: write `constructor` in its attribute, or give a tier to a function that returns it, such as `new`
   3  yes  every trait with async methods has a form that can be `dyn`
   4  yes  every frozen trait is sealed
   5  yes  every error type has a code
   6  no   a package that stores documents gives them a schema (artifact-without-schema)
           `nika::Frame` at src/lib.rs:7: it is a document without a `schema` (this package has no schema at all), so programs \
cannot see which version they read: write `schema = \"nika/frame@1\"` in its attribute before the struct is released; adding it later breaks users; if the package stores no document on disk, record a `[[suppression]]` in stability.toml with `rule = \"artifact-without-schema\"`, `item = \"nika::Frame\"` and `reason`
   7  yes  every document has room for fields of later releases
   8  yes  new features, and features of items that may be removed, are off by default
   9  -    the recorded contract agrees with the code: give the contract that is recorded in the repository
  10  -    an accepted decision names each breaking change of a stable item: give the contract that is recorded in the repository
",
    );
}
