use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use super::{Answer, Profile, ProfileEvidence};
use crate::contract::Contract;
use crate::contract::samples::{record, submission};
use crate::kind::Kind;
use crate::record::{Marker, Namespaces, Record, Seal};
use crate::tier::Tier;

fn contract(records: &[Record]) -> Contract {
    Contract::collect(&[submission(records)]).unwrap()
}

fn profile(records: &[Record], evidence: &ProfileEvidence) -> Profile {
    contract(records).forward_compatible(evidence).remove(0)
}

/// What `rule` finds, and nothing else may be found.
#[track_caller]
fn found(rule: &str, records: &[Record], evidence: &ProfileEvidence) -> Vec<String> {
    let profile = profile(records, evidence);
    assert!(profile.findings().all(|(other, _)| other.id == rule), "{profile}");
    profile
        .findings()
        .map(|(_, finding)| format!("{}: {}: {}", finding.item, finding.message, finding.advice))
        .collect()
}

#[track_caller]
fn finds(rule: &str, records: &[Record], expected: &[&str]) {
    assert_eq!(found(rule, records, &ProfileEvidence::new()), expected);
}

const fn open(kind: Kind, name: &'static str) -> Record {
    Record {
        exhaustive: Some(false),
        ..record(kind, "nika", name)
    }
}

const fn method(name: &'static str, signature: &'static str) -> Record {
    Record {
        signature,
        ..record(Kind::Method, "nika", name)
    }
}

const NEW: Record = method("Frame::new", "fn new(text: String) -> Self");

const FIELDS: &[Record] = &[Record::part(Kind::Field, "text", "String", None, None)];

const PUT: &[Record] = &[Record::part(
    Kind::Method,
    "put",
    "async fn put(&self) -> Result<()>",
    None,
    None,
)];

#[test]
fn a_type_may_grow() {
    let closed = |kind, name| Record {
        exhaustive: Some(true),
        ..record(kind, "nika", name)
    };
    let internal = Record {
        tier: Some(Tier::Internal),
        ..closed(Kind::Enum, "Plumbing")
    };
    finds(
        "type-exhaustive",
        &[
            closed(Kind::Enum, "Event"),
            closed(Kind::Struct, "Frame"),
            open(Kind::Enum, "Role"),
            internal,
        ],
        &[
            "nika::Event: a variant more would break who matches it: write `non_exhaustive`",
            "nika::Frame: a field more would break who builds it: write `forward_compatible`",
        ],
    );
}

#[test]
fn a_struct_promises_a_constructor() {
    let advice = "nika::Frame: nothing that is promised makes one: write `constructor`, or promise its `new`";
    let frame = open(Kind::Struct, "Frame");
    finds("struct-without-constructor", &[frame], &[advice]);
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
            &[frame, method("Frame::make", signature)],
            expected,
        );
    }
    // Of another type whose name begins the same.
    let other = method("FrameRef::new", "fn new() -> Self");
    finds("struct-without-constructor", &[frame, other], &[advice]);
}

#[test]
fn an_async_trait_has_a_form_that_can_be_dyn() {
    let store = Record {
        members: PUT,
        ..record(Kind::Trait, "nika", "Store")
    };
    let advice = "nika::Store: it cannot be `dyn`: put `dynosaur` or `async_trait` below its attribute, or name the form \
                  that can in `erased(…)`";
    finds("async-trait-without-dyn-variant", &[store], &[advice]);
    let erased = Record {
        erased: Some("DynStore"),
        ..store
    };
    finds(
        "async-trait-without-dyn-variant",
        &[erased, open(Kind::Struct, "DynStore")],
        &[],
    );
}

#[test]
fn a_core_trait_is_sealed() {
    let frozen = Record {
        tier: Some(Tier::Frozen),
        ..record(Kind::Trait, "nika", "Provider")
    };
    finds(
        "core-trait-unsealed",
        &[frozen, record(Kind::Trait, "nika", "Store")],
        &["nika::Provider: it is frozen, and a method more would break who implements it: write `sealed`"],
    );
    let sealed = Record {
        seal: Some(Seal { friends: &["nika-*"] }),
        ..frozen
    };
    finds("core-trait-unsealed", &[sealed], &[]);
}

#[test]
fn an_error_has_a_code() {
    let error = open(Kind::Enum, "NikaError");
    let code = |signature| Record {
        path: Some("NIKA-001"),
        signature,
        ..record(Kind::ErrorCode, "nika", "code")
    };
    let advice = "nika::NikaError: it has no code that stays: derive `stability::ErrorCode`, as an enum";
    finds("error-without-code", &[error, open(Kind::Enum, "Event")], &[advice]);
    finds("error-without-code", &[error, code("OtherError::Full")], &[advice]);
    finds("error-without-code", &[error, code("NikaError::Full")], &[]);
}

/// A document that has everything.
const FRAME: Record = Record {
    document: true,
    members: FIELDS,
    extensions: Some(Namespaces {
        core: "nika.",
        community: "x-",
        max_keys: 1,
        max_depth: 1,
    }),
    ..open(Kind::Struct, "Frame")
};

const SCHEMA: Record = Record {
    path: Some("schema nika/frame@1"),
    schema: Some(Marker {
        key: "schema",
        value: "nika/frame@1",
    }),
    ..record(Kind::Schema, "nika", "nika/frame@1")
};

#[test]
fn documents_are_pinned() {
    finds(
        "artifact-without-schema",
        &[FRAME, NEW],
        &[
            "nika::Frame: it is read or written, and no document of this package says which version it has: write \
           `schema = \"name/kind@1\"` on what is kept on disk",
        ],
    );
    finds("artifact-without-schema", &[FRAME, NEW, SCHEMA], &[]);
}

#[test]
fn a_document_has_room() {
    const KEPT: &[Record] = &[Record {
        reserved: true,
        ..Record::part(Kind::Field, "memory", "stability::Reserved", None, None)
    }];
    const NUMBERED: &[Record] = &[Record::part(Kind::Field, "0", "String", None, None)];
    let with = |members| Record {
        extensions: None,
        members,
        ..FRAME
    };
    finds(
        "dto-without-extension-slot",
        &[with(FIELDS), NEW, SCHEMA],
        &["nika::Frame: what a later release writes into it is lost: write `extensions(…)`, or a `#[reserved]` field"],
    );
    finds("dto-without-extension-slot", &[with(KEPT), NEW, SCHEMA], &[]);
    finds("dto-without-extension-slot", &[with(NUMBERED), NEW, SCHEMA], &[]);
    finds("dto-without-extension-slot", &[FRAME, NEW, SCHEMA], &[]);
}

#[test]
fn nothing_experimental_is_on_by_default() {
    let shell = Record {
        tier: Some(Tier::Experimental),
        feature: Some("unstable-shell"),
        ..record(Kind::Fn, "nika", "shell")
    };
    let on = ProfileEvidence::new().with_default_features("nika", ["std", "unstable-shell"]);
    assert_eq!(
        found("feature-on-at-birth", &[shell], &on),
        [
            "nika::shell: its feature `unstable-shell` is on by default, and it may disappear: take the feature out of `default`"
        ],
    );
    let off = ProfileEvidence::new().with_default_features("nika", ["std"]);
    let (rule, answer) = &profile(&[shell], &off).answers[7];
    assert_eq!((rule.id, answer), ("feature-on-at-birth", &Answer::Yes));
    let of_another = ProfileEvidence::new().with_default_features("ornn", ["unstable-shell"]);
    assert!(matches!(
        profile(&[shell], &of_another).answers[7].1,
        Answer::NotAsked(_)
    ));
}

#[test]
fn a_change_is_seen_by_a_review() {
    let (one, two) = (record(Kind::Fn, "nika", "one"), record(Kind::Fn, "nika", "two"));
    let experimental = |record: Record| Record {
        tier: Some(Tier::Experimental),
        ..record
    };
    let noted = |record: Record| Record {
        note: Some("slow"),
        line: 70,
        ..record
    };
    let recorded = ProfileEvidence::new().with_recorded(contract(&[experimental(one), experimental(two)]));
    assert_eq!(
        found(
            "api-change-unrecorded",
            &[experimental(noted(one)), record(Kind::Fn, "nika", "three")],
            &recorded
        ),
        [
            "nika::one: the recorded contract says something else of it: run `cargo stability bless`, and commit the file, so that a review sees the change",
            "nika::three: it is not in the recorded contract: run `cargo stability bless`, and commit the file, so that a review sees the change",
            "nika::two: it is only in the recorded contract: run `cargo stability bless`, and commit the file, so that a review sees the change",
        ],
    );
    // A place is no promise.
    let moved = Record {
        line: 70,
        ..experimental(one)
    };
    assert!(profile(&[moved, experimental(two)], &recorded).is_kept());
}

#[test]
fn a_break_was_decided() {
    let of = |name, tier, signature| Record {
        tier: Some(tier),
        signature,
        ..record(Kind::Fn, "nika", name)
    };
    let stays = of("stays", Tier::Stable, "fn stays()");
    let recorded = contract(&[
        of("changes", Tier::Stable, "fn changes()"),
        of("evolves", Tier::Evolving, "fn evolves()"),
        of("goes", Tier::Frozen, "fn goes()"),
        of("sinks", Tier::Stable, "fn sinks()"),
        stays,
    ]);
    let now = contract(&[
        of("changes", Tier::Stable, "fn changes(at: u8)"),
        of("evolves", Tier::Evolving, "fn evolves(at: u8)"),
        of("sinks", Tier::Beta, "fn sinks()"),
        stays,
    ]);
    let findings = |evidence: ProfileEvidence| -> Vec<String> {
        let profile = now.forward_compatible(&evidence).remove(0);
        let breaks = profile
            .findings()
            .filter(|(rule, _)| rule.id == "break-without-decision");
        breaks.map(|(_, finding)| finding.to_string()).collect()
    };
    let evidence = ProfileEvidence::new().with_recorded(recorded);
    let rest = "and no accepted decision names it: take it back, or have it decided";
    assert_eq!(
        findings(evidence.clone()),
        [
            format!("`nika::changes` at src/lib.rs:7: it was `fn changes()` and is `fn changes(at: u8)`, {rest}"),
            format!("`nika::goes` at src/lib.rs:7: it is gone, {rest}"),
            format!("`nika::sinks` at src/lib.rs:7: it was stable and is beta, {rest}"),
        ],
    );
    let decided = evidence.with_decided(["nika::changes", "nika::goes", "nika::sinks"]);
    assert_eq!(findings(decided), Vec::<String>::new());
}

#[test]
fn a_member_that_is_gone_is_a_break() {
    const BEFORE: &[Record] = &[
        Record::part(Kind::Variant, "One", "", None, None),
        Record::part(Kind::Variant, "Two", "", Some(Tier::Beta), None),
    ];
    let event = Record {
        members: BEFORE,
        ..open(Kind::Enum, "Event")
    };
    let evidence = ProfileEvidence::new().with_recorded(contract(&[event]));
    let profile = profile(&[open(Kind::Enum, "Event")], &evidence);
    let (rule, finding) = profile.findings().last().unwrap();
    assert_eq!(rule.id, "break-without-decision");
    assert!(
        finding.message.starts_with("its `One` is a variant less, "),
        "{finding}"
    );
}

#[test]
fn a_report_has_a_line_for_each_question() {
    assert_eq!(
        profile(&[FRAME], &ProfileEvidence::new().with_default_features("nika", ["std"])).to_string(),
        "nika
   1  yes  every promised type may grow
   2  no   every struct that may grow promises a constructor (struct-without-constructor)
           `nika::Frame` at src/lib.rs:7: nothing that is promised makes one: write `constructor`, or promise its `new`
   3  yes  every async trait has a form that can be `dyn`
   4  yes  every frozen trait is sealed
   5  yes  every error has a code
   6  no   documents are pinned to a schema (artifact-without-schema)
           `nika::Frame` at src/lib.rs:7: it is read or written, and no document of this package says which version it \
has: write `schema = \"name/kind@1\"` on what is kept on disk
   7  yes  every document has room for what comes
   8  yes  nothing that may disappear, and no feature that is just added, is on by default
   9  -    the recorded contract is that of the code: give the contract that is recorded in the repository
  10  -    a break of what is stable was decided, in a record that names the item: give the contract that is recorded in the repository
",
    );
}
