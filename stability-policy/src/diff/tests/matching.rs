//! Which items are the same, and which facts follow.

use serde_json::{Value, json};

use super::{differences, one, written};

#[track_caller]
fn assert_differences(before: &[Value], after: &[Value], expected: &[&str]) {
    let (before, after) = (written::contract("1.0.0", before), written::contract("1.1.0", after));
    assert_eq!(differences(&before, &after), expected);
}

fn frame(id: &str) -> Value {
    let members = json!([{ "name": "text", "kind": "field", "signature": "String" }]);
    json!({ "id": id, "signature": format!("struct {}", id.rsplit("::").next().unwrap()), "members": members })
}

fn method(id: &str, signature: &str) -> Value {
    json!({ "id": id, "kind": "method", "signature": signature })
}

#[test]
fn places_words_and_extensions_are_no_difference() {
    let said = json!({
        "id": "nika::Foo", "note": "see there", "issue": "12", "docs": "https://nika.example", "text": "A foo.", "location": { "file": "src/lib.rs", "line": 3 }, "x-owner": "me",
    });
    assert_differences(&[json!({ "id": "nika::Foo" })], &[said], &[]);
}

#[test]
fn the_parameters_of_a_route_may_have_other_names() {
    let route = |id: &str| json!({ "id": id, "kind": "route" });
    assert_differences(&[route("GET /skills/{id}")], &[route("GET /skills/{skill}")], &[]);
    assert_differences(
        &[route("GET /skills/{id}")],
        &[route("GET /skills/{*id}")],
        &[
            "additive stable: `GET /skills/{*id}` was added",
            "breaking stable: `GET /skills/{id}` was removed",
        ],
    );
}

#[test]
fn what_is_unique_over_all_packages_may_change_its_package() {
    for (kind, id) in [("command", "it"), ("error-code", "NIKA-001"), ("setting", "it")] {
        let of = |package: &str| json!({ "id": id, "kind": kind, "package": package });
        let moved = format!("neutral stable: `{id}` was declared by `nika` and is now declared by `nika-kernel`");
        assert_differences(&[of("nika")], &[of("nika-kernel")], &[&moved]);
    }
    let of = |package: &str| json!({ "id": "nika::Foo", "package": package });
    assert_differences(
        &[of("nika")],
        &[of("nika-kernel")],
        &[
            "breaking stable: `nika::Foo` was removed",
            "additive stable: `nika::Foo` was added",
        ],
    );
}

#[test]
fn a_renamed_type_takes_what_belongs_to_it_along() {
    assert_differences(
        &[frame("nika::Frame"), method("nika::Frame::new", "fn new() -> Self")],
        &[frame("nika::Picture"), method("nika::Picture::new", "fn new() -> Self")],
        &[
            "breaking stable: `nika::Frame` is now `nika::Picture`",
            "breaking stable: `nika::Frame::new` is now `nika::Picture::new`",
        ],
    );
}

#[test]
fn what_belongs_to_another_type_is_no_rename() {
    assert_differences(
        &[method("nika::Frame::new", "fn new() -> Self")],
        &[method("nika::Picture::new", "fn new() -> Self")],
        &[
            "breaking stable: `nika::Frame::new` was removed",
            "additive stable: `nika::Picture::new` was added",
        ],
    );
}

#[test]
fn an_ambiguous_declaration_is_not_a_rename() {
    let run = |id: &str, signature: &str| json!({ "id": id, "kind": "fn", "signature": signature });
    assert_differences(
        &[run("nika::start", "fn start()")],
        &[run("nika::halt", "fn halt()")],
        &[
            "additive stable: `nika::halt` was added",
            "breaking stable: `nika::start` was removed",
        ],
    );
    assert_differences(
        &[run("nika::n", "fn n(name: &str)")],
        &[run("nika::m", "fn m(name: &str)")],
        &["breaking stable: `nika::n` is now `nika::m`"],
    );
    assert_differences(
        &[run("nika::n", "fn n(name: &str)")],
        &[run("nika::m", "fn m(name: &str)"), run("nika::o", "fn o(name: &str)")],
        &[
            "additive stable: `nika::m` was added",
            "breaking stable: `nika::n` was removed",
            "additive stable: `nika::o` was added",
        ],
    );
}

#[test]
fn a_rename_hides_no_other_change() {
    let mut weaker = frame("nika::memory::Frame");
    weaker["tier"] = json!("beta");
    weaker["feature"] = json!("memory");
    assert_differences(
        &[frame("nika::Frame")],
        &[weaker],
        &[
            "breaking stable: `nika::Frame` is now `nika::memory::Frame`",
            "breaking stable: `nika::Frame` was stable and is now beta",
            "breaking stable: `nika::Frame` now needs the feature `memory`",
        ],
    );
}

#[test]
fn a_re_export_keeps_the_path() {
    let export = |more: Value| {
        let mut item = json!({ "id": "nika::Frame", "kind": "use", "signature": "use nika::memory::Frame" });
        item.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        item
    };
    let before = vec![frame("nika::Frame"), method("nika::Frame::new", "fn new() -> Self")];
    let moved = [
        frame("nika::memory::Frame"),
        method("nika::memory::Frame::new", "fn new() -> Self"),
    ];
    let with = |export: Value| [vec![export], moved.to_vec()].concat();
    assert_differences(
        &before,
        &with(export(json!({ "deprecated": {} }))),
        &[
            "additive stable: `nika::Frame` is deprecated",
            "additive stable: `nika::memory::Frame` was added",
        ],
    );
    assert_differences(
        &before,
        &with(export(json!({ "tier": "evolving" })))[..2],
        &[
            "breaking stable: `nika::Frame` was stable and is now evolving",
            "breaking stable: `nika::Frame::new` was removed",
            "additive stable: `nika::memory::Frame` was added",
        ],
    );
    // What a `use` brought may come to be defined in its place.
    assert_differences(&[export(json!({}))], &[frame("nika::Frame")], &[]);
}

#[test]
fn a_detached_method_is_the_same_on_another_line() {
    let new = |line: u32, signature: &str| method(&format!("nika::{{impl#{line}}}::new"), signature);
    assert_differences(&[new(12, "fn new() -> Self")], &[new(15, "fn new() -> Self")], &[]);
    assert_differences(
        &[new(12, "fn new(a: u8) -> Self"), new(90, "fn new() -> Self")],
        &[new(12, "fn new() -> Self"), new(100, "fn new(a: u8) -> Self")],
        &[],
    );
    assert_differences(
        &[new(12, "fn new() -> Self"), new(90, "fn new() -> Self")],
        &[new(12, "fn new() -> Self")],
        &["breaking stable: `nika::{impl#90}::new` was removed"],
    );
    assert_differences(
        &[new(9, "fn new() -> Self")],
        &[new(10, "fn new(a: u8) -> Self")],
        &["breaking stable: `nika::{impl#9}::new` was `fn new() -> Self` and is now `fn new(a: u8) -> Self`"],
    );
}

#[test]
fn an_implementation_may_move() {
    let of = |module: &str| json!({ "id": format!("{module}::<Foo as Store>"), "kind": "impl", "signature": "impl Store for Foo" });
    assert_differences(&[of("nika")], &[of("nika::memory")], &[]);
}

#[test]
fn two_versions_of_a_package_are_compared_each_with_itself() {
    let heard = |versions: &[&str], items: &[(&str, &str)]| {
        let packages: Vec<Value> = versions
            .iter()
            .map(|it| json!({ "name": "nika", "version": it }))
            .collect();
        let items: Vec<Value> = items
            .iter()
            .map(|(package, id)| json!({ "id": id, "package": package }))
            .collect();
        written::of_packages(&json!(packages), &items)
    };
    let both = heard(
        &["1.0.0", "2.0.0"],
        &[("nika@1.0.0", "nika::Foo"), ("nika@2.0.0", "nika::Foo")],
    );
    let fewer = heard(&["1.0.0", "2.0.0"], &[("nika@1.0.0", "nika::Foo")]);
    let later = heard(
        &["1.0.0", "2.1.0"],
        &[("nika@1.0.0", "nika::Foo"), ("nika@2.1.0", "nika::Foo")],
    );
    let single = heard(&["2.0.0"], &[("nika", "nika::Foo")]);
    let empty = heard(&["2.0.0"], &[]);
    assert_eq!(differences(&both, &fewer), ["breaking stable: `nika::Foo` was removed"]);
    assert_eq!(differences(&both, &later), [""; 0]);
    // A version beside another one neither takes nor brings what the other has.
    assert_eq!(differences(&both, &single), [""; 0]);
    assert_eq!(differences(&single, &both), [""; 0]);
    assert_eq!(
        differences(&fewer, &empty),
        ["breaking stable: `nika::Foo` was removed"]
    );
}

#[test]
fn a_macro_without_a_form_is_called_with_an_exclamation_mark() {
    let declarative = one(&json!({ "id": "it", "kind": "macro" }));
    let of = |signature: &str| one(&json!({ "id": "it", "kind": "macro", "signature": signature }));
    assert_eq!(differences(&declarative, &of("it!")), [""; 0]);
    assert_eq!(differences(&of("it!"), &declarative), [""; 0]);
    let changed = |from: &str, to: &str| [format!("breaking stable: `it` was `{from}` and is now `{to}`")];
    assert_eq!(differences(&declarative, &of("#[it]")), changed("it!", "#[it]"));
    assert_eq!(
        differences(&of("#[derive(it)]"), &declarative),
        changed("#[derive(it)]", "it!")
    );
}

#[test]
fn what_another_declaration_means_for_callers() {
    let effect = |kind: &str, from: &str, to: &str| {
        let of = |signature: &str| one(&json!({ "id": "it", "kind": kind, "signature": signature }));
        let differences = differences(&of(from), &of(to));
        differences
            .first()
            .map(|differences| differences.split(' ').next().unwrap().to_owned())
    };
    for (kind, from, to, expected) in [
        ("fn", "fn it(a: u8)", "fn it(b: u8)", "neutral"),
        (
            "fn",
            "fn it(a: fn(u8, u8) -> u8)",
            "fn it(b: fn(u8, u8) -> u8)",
            "neutral",
        ),
        (
            "fn",
            "fn it<F: Fn(u8) -> u8>(a: F)",
            "fn it<F: Fn(u8) -> u8>(mut b: F)",
            "neutral",
        ),
        (
            "fn",
            "fn it((a, b): (u8, u8), c: a::B)",
            "fn it(d: (u8, u8), c: a::B)",
            "neutral",
        ),
        ("method", "fn it(self, a: u8)", "fn it(mut self, a: u8)", "neutral"),
        ("macro", "#[derive(It)]", "#[derive(It)] with #[it]", "additive"),
        (
            "macro",
            "#[derive(It)] with #[b]",
            "#[derive(It)] with #[a], #[b]",
            "additive",
        ),
        (
            "macro",
            "#[derive(It)] with #[a], #[b]",
            "#[derive(It)] with #[b]",
            "breaking",
        ),
        ("macro", "#[derive(It)]", "#[it]", "breaking"),
        ("macro", "it!", "#[derive(It)]", "breaking"),
        ("fn", "fn it(a: u8)", "const fn it(a: u8)", "additive"),
        ("fn", "unsafe fn it(a: u8)", "fn it(a: u8)", "additive"),
        ("fn", "const fn it()", "fn it()", "breaking"),
        ("fn", "fn it()", "unsafe fn it()", "breaking"),
        ("fn", "fn it()", "async fn it()", "breaking"),
        ("fn", "unsafe fn it()", "unsafe extern \"C\" fn it()", "breaking"),
        ("fn", "fn it(a: u8)", "fn it(a: u16)", "breaking"),
        ("fn", "fn it(a: u8)", "fn it(a: u8, b: u8)", "breaking"),
        ("fn", "fn it(a: u8) -> u8", "fn it(a: u8)", "breaking"),
        ("method", "fn it(&self)", "fn it(this: &Self)", "breaking"),
        ("method", "fn it(self: Box<Self>)", "fn it(self: Arc<Self>)", "breaking"),
        ("fn", "fn it(", "fn it(a: u8)", "breaking"),
        ("struct", "struct It<T>", "struct It<U>", "breaking"),
        ("artefact", "frozen", "additive", "breaking"),
        ("artefact", "additive", "free", "breaking"),
        ("artefact", "frozen", "frozen by name", "breaking"),
        ("artefact", "frozen by name", "frozen by id", "breaking"),
        ("artefact", "free", "additive", "additive"),
        ("artefact", "frozen by name", "frozen", "additive"),
    ] {
        assert_eq!(effect(kind, from, to).as_deref(), Some(expected), "{from} | {to}");
    }
}

#[test]
fn what_was_not_stated_was_not_promised() {
    assert_differences(
        &[json!({ "id": "it", "kind": "setting" })],
        &[json!({ "id": "it", "kind": "setting", "signature": "bool" })],
        &[],
    );
    assert_differences(
        &[json!({ "id": "it", "kind": "setting", "signature": "bool" })],
        &[json!({ "id": "it", "kind": "setting" })],
        &["breaking stable: `it` was `bool` and is now `setting`"],
    );
    let code = |note: &str| json!({ "id": "NIKA-001", "kind": "error-code", "note": note });
    assert_differences(
        &[code("`Error::A`")],
        &[code("retired; was `Error::A`")],
        &["neutral stable: `NIKA-001` is retired"],
    );
    assert_differences(
        &[code("`A`")],
        &[code("`B`")],
        &["breaking stable: `NIKA-001` was ``A`` and is now ``B``"],
    );
}

#[test]
fn another_kind_is_another_declaration() {
    let of = |kind: &str| json!({ "id": "it", "kind": kind, "signature": "fn it()" });
    assert_differences(
        &[of("fn")],
        &[of("method")],
        &["breaking stable: `it` was `fn fn it()` and is now `method fn it()`"],
    );
}

/// An item of one kind with these members, and what is differences when they become the others.
#[track_caller]
fn assert_members(item: Value, from: Value, to: Value, expected: &[&str]) {
    let with = |members: Value| {
        let mut item = item.clone();
        item["id"] = json!("nika::It");
        item["members"] = members;
        item
    };
    assert_differences(&[with(from)], &[with(to)], expected);
}

#[test]
fn an_added_member_breaks_those_who_must_write_it() {
    let field = |more: bool| json!([{ "name": "a", "kind": "field", "provided": more }]);
    let method = |provided: bool| json!([{ "name": "a", "kind": "method", "provided": provided }]);
    let (no, additive, breaking) = (
        json!([]),
        &["additive stable: `nika::It::a` is a new field"],
        &["breaking stable: `nika::It::a` is a new field"],
    );
    assert_members(json!({ "exhaustive": false }), no.clone(), field(false), additive);
    assert_members(json!({ "exhaustive": true }), no.clone(), field(true), breaking);
    let document = json!({ "exhaustive": false, "document": true });
    assert_members(document.clone(), no.clone(), field(false), breaking);
    assert_members(document, no.clone(), field(true), additive);
    let (additive, breaking) = (
        &["additive stable: `nika::It::a` is a new method"],
        &["breaking stable: `nika::It::a` is a new method"],
    );
    assert_members(json!({ "kind": "trait" }), no.clone(), method(false), breaking);
    assert_members(json!({ "kind": "trait" }), no.clone(), method(true), additive);
    assert_members(
        json!({ "kind": "trait", "sealed": {} }),
        no.clone(),
        method(false),
        additive,
    );
    assert_members(
        json!({ "kind": "trait", "sealed": {} }),
        method(true),
        method(false),
        &[],
    );
    let reserved = json!([{ "name": "a", "kind": "method", "reserved": true }]);
    assert_members(json!({ "kind": "trait" }), no, reserved.clone(), additive);
    assert_members(
        json!({ "kind": "trait" }),
        reserved,
        method(false),
        &["breaking stable: `nika::It::a` had a default and is now required"],
    );
}

#[test]
fn the_fields_of_variants_are_found_with_the_tier_of_their_variant() {
    let variant = |fields: Value| json!([{ "name": "Closed", "kind": "variant", "tier": "beta", "members": fields }]);
    let field = |name: &str| json!({ "name": name, "kind": "field", "signature": "u8" });
    assert_members(
        json!({ "kind": "enum", "exhaustive": false }),
        variant(json!([field("reason")])),
        variant(json!([field("code")])),
        &[
            "breaking beta: `nika::It::Closed::reason` was removed",
            "breaking beta: `nika::It::Closed::code` is a new field",
        ],
    );
}

#[test]
fn a_member_says_of_its_tier_only_what_its_container_does_not() {
    let with = |container: &str, own: Option<&str>| {
        let mut member = json!({ "name": "a", "kind": "field" });
        if let Some(own) = own {
            member["tier"] = json!(own);
        }
        json!({ "id": "nika::It", "tier": container, "members": [member] })
    };
    let lowered = "breaking stable: `nika::It` was stable and is now beta";
    assert_differences(&[with("stable", None)], &[with("beta", None)], &[lowered]);
    assert_differences(&[with("stable", None)], &[with("beta", Some("beta"))], &[lowered]);
    assert_differences(&[with("stable", Some("stable"))], &[with("stable", None)], &[]);
    assert_differences(
        &[with("stable", None)],
        &[with("stable", Some("evolving"))],
        &["breaking stable: `nika::It::a` was stable and is now evolving"],
    );
    assert_differences(
        &[with("stable", Some("evolving"))],
        &[with("beta", Some("experimental"))],
        &[
            lowered,
            "breaking evolving: `nika::It::a` was evolving and is now experimental",
        ],
    );
    // What rises joins what is stronger.
    assert_differences(
        &[with("stable", Some("internal"))],
        &[with("stable", None)],
        &["additive stable: `nika::It::a` was internal and is now stable"],
    );
}

#[test]
fn a_method_of_a_type_behind_an_alias_is_still_there() {
    let function = |id: &str, output: &str| {
        json!({ "id": id, "kind": "method", "shape": {
            format!("value {id}"): { "kind": "function", "inputs": ["self: &Self"], "output": output },
        } })
    };
    let adt = |id: &str, generics: Value| json!({ "id": id, "kind": "struct", "shape": { format!("type {id}"): { "kind": "struct", "generics": generics } } });
    let before = [
        adt("nika::C", json!(["type"])),
        function("nika::C::k", "usize"),
        function("nika::C::gone", "usize"),
    ];
    let alias = json!({ "id": "nika::C", "kind": "type", "shape": {
        "type nika::C": { "kind": "alias", "generics": ["type"], "of": "nika::G<T0, u8>" },
    } });
    let after = |output: &str| {
        let general = adt("nika::G", json!(["type", "type"]));
        [alias.clone(), general, function("nika::G::k", output)]
    };
    let about_methods = |output: &str| {
        let (before, after) = (
            written::contract("1.0.0", &before),
            written::contract("1.1.0", &after(output)),
        );
        let found = differences(&before, &after).into_iter();
        found.filter(|it| it.contains("C::")).collect::<Vec<_>>()
    };
    let gone = "breaking stable: `nika::C::gone` was removed";
    assert_eq!(about_methods("usize"), [gone]);
    // With the arguments of the alias.
    assert_eq!(
        about_methods("T1"),
        [
            gone,
            "breaking stable: `nika::C::k` returned `usize` and now returns `u8`"
        ]
    );
}
