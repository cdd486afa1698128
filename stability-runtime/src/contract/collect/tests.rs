use alloc::string::{String, ToString};
use alloc::vec::Vec;

use proptest::prelude::*;
use serde_json::json;

use crate::contract::samples::{Line, NIKA, line, record, submission};
use crate::contract::{Contract, Item, Problem};
use crate::kind::Kind;
use crate::registry::{PackageId, Submission};
use crate::tier::Tier;

fn header(name: &str) -> Line {
    line(json!({
        "contract": {
            "name": name,
            "state": "locked",
            "scope": ">=0.80.0, <2.0.0",
            "areas": [{ "name": "Memory", "modules": ["nika::memory"] }],
        },
    }))
}

fn ids(contract: &Contract) -> Vec<&str> {
    contract.items().iter().map(|item| item.id.as_str()).collect()
}

fn item<'a>(contract: &'a Contract, id: &str) -> &'a Item {
    let mut items = contract.items().iter();
    items.find(|item| item.id == id).expect("the contract has it")
}

/// The problems, one a line.
fn problems(submissions: &[Submission]) -> String {
    let error = Contract::collect(submissions).expect_err("there are problems");
    let lines: Vec<String> = error.problems().iter().map(ToString::to_string).collect();
    lines.join("\n")
}

#[test]
fn items_have_the_ids_that_users_write_where_the_header_says_so() {
    let header = line(json!({
        "contract": {
            "name": "Nika",
            "state": "draft",
            "areas": [{ "name": "Maps", "modules": ["nika::map::core"] }],
            "paths": [
                { "public": "nika", "modules": ["nika::frame"] },
                { "public": "nika::map", "modules": [null, "nika::map::core", "nika::map::core::entry"] },
            ],
        },
    }));
    let sealed = json!({ "sealed": { "friends": [] } });
    let contract = Contract::collect([
        submission(&[
            record(Kind::Struct, "nika::map::core", "Map"),
            record(Kind::Method, "nika::map::core", "Map::new"),
            record(Kind::Struct, "nika::map::core::entry", "Entry"),
            record(Kind::Struct, "nika::map::core", "deep::Key"),
            record(Kind::Enum, "nika::map::core", "Order").with(json!({ "id": "nika::Order" })),
            record(Kind::Impl, "nika::map::core", "<Map as Store>")
                .with(json!({ "implements": "nika::frame::__seal_Store" })),
            record(Kind::Mod, "nika::map", "core"),
        ]),
        submission(&[record(Kind::Trait, "nika::frame", "Store").with(sealed), header]),
    ])
    .unwrap();
    assert_eq!(
        ids(&contract),
        [
            "nika::Order",
            "nika::Store",
            "nika::map::Entry",
            "nika::map::Map",
            "nika::map::Map::new",
            "nika::map::core",
            "nika::map::core::<Map as Store>",
            "nika::map::core::deep::Key",
        ]
    );
    let implementation = item(&contract, "nika::map::core::<Map as Store>");
    assert_eq!(implementation.implements.as_deref(), Some("nika::Store"));
    assert_eq!(item(&contract, "nika::map::Map::new").name, "Map::new");
    assert_eq!(item(&contract, "nika::map::Map").area.as_deref(), Some("Maps"));
}

#[test]
fn ids_and_names_follow_the_paths() {
    let contract = Contract::collect([submission(&[
        record(Kind::Struct, "nika::memory", "deep::Frame"),
        record(Kind::Fn, "", "run"),
        record(Kind::Macro, "nika::macros", "say"),
        record(Kind::Impl, "nika", "<Foo as fmt::Display>"),
        record(Kind::Method, "nika", "Foo::new"),
        record(Kind::Enum, "nika::hidden", "Private").with(json!({ "id": "nika::Public" })),
    ])])
    .unwrap();
    let shown: Vec<_> = contract
        .items()
        .iter()
        .map(|it| (it.id.as_str(), it.name.as_str()))
        .collect();
    assert_eq!(
        shown,
        [
            ("nika::<Foo as fmt::Display>", "<Foo as fmt::Display>"),
            ("nika::Foo::new", "Foo::new"),
            ("nika::Public", "Public"),
            ("nika::memory::deep::Frame", "Frame"),
            ("nika::say", "say"),
            ("run", "run"),
        ]
    );
}

#[test]
fn members_keep_their_order_and_what_is_their_own() {
    let foo = record(Kind::Struct, "nika", "Foo").with(json!({
        "members": [
            null,
            { "kind": "field", "name": "z", "tier": "beta", "since": "next" },
            { "kind": "field", "name": "a", "members": [{ "kind": "field", "name": "deep" }] },
        ],
        "deprecated": { "remove_in": "1.0.0" },
    }));
    let contract = Contract::collect([submission(&[foo])]).unwrap();
    let foo = &contract.items()[0];
    let [z, a] = foo.members.as_slice() else {
        panic!("{:?}", foo.members)
    };
    assert_eq!((z.name.as_str(), z.tier_in(foo.tier)), ("z", Tier::Beta));
    assert_eq!(z.since.as_ref().unwrap().to_string(), "next");
    assert_eq!((a.tier, a.tier_in(foo.tier)), (None, Tier::Stable));
    assert_eq!(a.members[0].name, "deep");
    let deprecated = foo.deprecated.as_ref().unwrap();
    assert_eq!(deprecated.remove_in.as_ref().unwrap().to_string(), "1.0.0");
}

#[test]
fn a_sealed_trait_lists_its_implementations() {
    let seal = json!({ "sealed": { "friends": ["nika-*"] } });
    let by = json!({ "implements": "nika::llm::__seal_Provider" });
    let without_tier = json!({ "tier": null });
    let provider = Submission {
        package: PackageId {
            name: "nika-echo",
            version: "0.1.0",
        },
        ..submission(&[record(Kind::Impl, "nika_echo", "<Echo as Provider>")
            .with(by.clone())
            .with(without_tier.clone())])
    };
    let nika = submission(&[
        record(Kind::Trait, "nika", "llm::Provider")
            .with(seal.clone())
            .with(json!({ "id": "nika::Provider" })),
        record(Kind::Impl, "nika", "<Mock as Provider>").with(by),
        record(Kind::Trait, "nika", "Hidden").with(seal).with(without_tier),
    ]);
    let contract = Contract::collect([provider, nika, provider]).unwrap();
    assert_eq!(ids(&contract), ["nika::<Mock as Provider>", "nika::Provider"]);
    let sealed = item(&contract, "nika::Provider").sealed.as_ref().unwrap();
    assert_eq!(sealed.friends, ["nika-*"]);
    assert_eq!(
        sealed.implementations,
        ["nika::<Mock as Provider>", "nika_echo::<Echo as Provider>"]
    );
    let mock = item(&contract, "nika::<Mock as Provider>");
    assert_eq!(mock.implements.as_deref(), Some("nika::Provider"));
}

#[test]
fn an_area_is_named_or_comes_from_the_module() {
    let nika = submission(&[
        header("Nika"),
        line(json!({ "areas": ["CLI"] })),
        record(Kind::Struct, "nika", "memory::Frame"),
        record(Kind::Struct, "nika::memory", "Command").with(json!({ "area": "CLI" })),
        record(Kind::Struct, "nika", "Other"),
    ]);
    let contract = Contract::collect([nika]).unwrap();
    assert_eq!(item(&contract, "nika::memory::Frame").area.as_deref(), Some("Memory"));
    assert_eq!(item(&contract, "nika::memory::Command").area.as_deref(), Some("CLI"));
    assert_eq!(item(&contract, "nika::Other").area, None);
    assert_eq!(contract.header().unwrap().areas, ["Memory"]);
    assert_eq!(
        contract.header().unwrap().scope.as_ref().unwrap().to_string(),
        ">=0.80.0, <2.0.0"
    );
}

#[test]
fn an_unknown_area_is_refused_where_areas_are_declared() {
    let item = record(Kind::Struct, "nika", "Foo").with(json!({ "area": "Memmory" }));
    assert!(Contract::collect([submission(core::slice::from_ref(&item))]).is_ok());
    let declared = submission(&[header("Nika"), item]);
    assert_eq!(
        problems(&[declared]),
        "`nika::Foo` at src/lib.rs:7 names the area `Memmory`, which the package `nika` does not declare: \
         write `area = \"Memory\"`, or add `\"Memmory\" = []` to the `areas` of its `stability::contract!`",
    );
}

#[test]
fn the_same_source_twice_counts_once() {
    let nika = submission(&[header("Nika"), record(Kind::Struct, "nika", "Foo")]);
    let contract = Contract::collect([nika, nika]).unwrap();
    assert_eq!(ids(&contract), ["nika::Foo"]);
}

#[test]
fn an_id_is_promised_once_in_each_namespace() {
    let foo = record(Kind::Struct, "nika", "Foo");
    let function = foo.clone().with(json!({ "kind": "fn" }));
    let alias = foo
        .clone()
        .with(json!({ "kind": "type", "location": { "file": "src\\other.rs" } }));
    assert!(Contract::collect([submission(&[foo.clone(), function])]).is_ok());
    assert_eq!(
        problems(&[submission(&[alias, foo])]),
        "`nika::Foo` is promised twice in the package `nika`, at src/lib.rs:7 and at src/other.rs: \
         remove one of the two attributes, or add `path = \"…\"` with another path to one",
    );
}

/// What a handler in `nika::skills` states about its route.
fn route(id: &str) -> Line {
    record(Kind::Route, "", id)
}

#[test]
fn a_route_says_when_it_goes() {
    let header = line(json!({
        "contract": {
            "name": "Nika",
            "state": "locked",
            "areas": [{ "name": "Skills", "modules": ["self"] }],
        },
    }));
    let moved = route("GET /api/v1/skills/{id}").with(json!({
        "since": "0.80.0",
        "deprecated": {
            "on": "2026-09-01T02:00:00+02:00",
            "since": "0.90.0",
            "note": "the shape of an id changed",
            "sunset": "2027-01-01",
            "link": "https://nika.example/moved",
            "successor": "/api/v2/skills",
        },
    }));
    let nika = Submission {
        module: "nika::skills",
        ..submission(&[header, moved])
    };
    let contract = Contract::collect([nika]).unwrap();
    let item = item(&contract, "GET /api/v1/skills/{id}");
    assert_eq!(
        (item.kind, item.name.as_str()),
        (Kind::Route, "GET /api/v1/skills/{id}")
    );
    assert_eq!(item.area.as_deref(), Some("Skills"));
    let deprecated = item.deprecated.as_ref().unwrap();
    assert_eq!(deprecated.since.as_ref().unwrap().to_string(), "0.90.0");
    assert_eq!(deprecated.on.as_deref(), Some("2026-09-01T02:00:00+02:00"));
    assert_eq!(deprecated.sunset.as_deref(), Some("2027-01-01"));
    assert_eq!(deprecated.link.as_deref(), Some("https://nika.example/moved"));
    assert_eq!(deprecated.successor.as_deref(), Some("/api/v2/skills"));
    assert_eq!(deprecated.note.as_deref(), Some("the shape of an id changed"));
    assert!(
        contract.to_markdown().contains(
            "- `GET /api/v1/skills/{id}` — deprecated since 0.90.0, on 2026-09-01T02:00:00+02:00, sunset 2027-01-01; \
             use `/api/v2/skills`: the shape of an id changed ([more](<https://nika.example/moved>))\n"
        ),
        "{}",
        contract.to_markdown()
    );
    assert_eq!(Contract::from_json(&contract.to_json()), Ok(contract));
}

#[test]
fn a_route_has_one_handler_in_a_package() {
    let read = route("GET /skills/{id}");
    let named = route("GET /skills/{name}").at(9);
    let write = route("PUT /skills/{id}");
    let other = Submission {
        package: PackageId {
            name: "nika-admin",
            version: "0.1.0",
        },
        ..submission(core::slice::from_ref(&named))
    };
    // Packages can be mounted under prefixes of their own.
    assert!(Contract::collect([submission(&[read.clone(), write]), other]).is_ok());
    assert_eq!(
        problems(&[submission(&[read.clone(), named])]),
        "the route `GET /skills/{id}` at src/lib.rs:7 is also `GET /skills/{name}` at src/lib.rs:9 in the package `nika`: \
         remove one of the two attributes, or correct its method or path",
    );
    assert_eq!(
        problems(&[submission(&[read.clone(), read.at(9)])]),
        "the route `GET /skills/{id}` at src/lib.rs:7 has a second handler at src/lib.rs:9 in the package `nika`: \
         remove one of the two attributes, or correct its method or path",
    );
}

#[test]
fn two_versions_of_a_package_are_kept_apart() {
    let item = submission(&[record(Kind::Struct, "nika", "Foo")]);
    let later = PackageId {
        version: "0.100.0",
        ..NIKA
    };
    let contract = Contract::collect([Submission { package: later, ..item }, item]).unwrap();
    let packages: Vec<_> = contract.items().iter().map(|it| it.package.as_str()).collect();
    assert_eq!(packages, ["nika@0.90.0", "nika@0.100.0"]);
    assert_eq!(contract.package(), None);
}

#[test]
fn the_principal_package_has_the_only_header() {
    let other = Submission::new(PackageId {
        name: "a-dependency",
        version: "1.0.0",
    });
    let nika = submission(&[header("Nika")]);
    let contract = Contract::collect([other, nika]).unwrap();
    assert_eq!(contract.package().unwrap().to_string(), "nika 0.90.0");
    let contract = Contract::collect([other]).unwrap();
    assert_eq!(contract.package().unwrap().name, "a-dependency");
    assert_eq!(contract.header(), None);
    let with_header = Submission {
        lines: nika.lines,
        ..other
    };
    let contract = Contract::collect([with_header, nika]).unwrap();
    assert_eq!((contract.header(), contract.package()), (None, None));
    assert_eq!(contract.packages().len(), 2);
}

#[test]
fn every_problem_is_reported_at_once() {
    let bounded = line(json!({ "contract": { "name": "Nika", "state": "locked", "scope": "below 2" } }));
    let nika = Submission {
        module: "nika",
        ..submission(&[
            bounded,
            record(Kind::Struct, "nika", "Foo").with(json!({ "since": "1" })),
            record(Kind::Struct, "nika", "Bar").with(json!({
                "members": [{ "kind": "field", "name": "field", "until": "x" }],
            })),
        ])
    };
    let other_header = submission(&[header("Nike")]);
    let strange = Submission::new(PackageId {
        name: "strange",
        version: "one",
    });
    assert_eq!(
        problems(&[nika, nika, other_header, strange]),
        "the package `nika` has 2 headers, `Nika` and `Nike`: keep one `stability::contract!`\n\
         the scope `below 2` of the package `nika` is not a version requirement (unexpected character 'b' while parsing major version number): write for example `>=0.80.0, <2.0.0`\n\
         the version `one` of the package `strange` is not a version (unexpected character 'o' while parsing major version number): write a full version, for example `1.0.0`\n\
         a line of the package `nika` from the module `nika` cannot be read: line 1, column 103: \
         `since`: `1` is not a version (unexpected end of input while parsing major version number): \
         write a full version, for example `1.0.0`, or `next`\n\
         a line of the package `nika` from the module `nika` cannot be read: line 1, column 145: \
         `members[0].until`: `x` is not a version (unexpected character 'x' while parsing major version number): \
         write a full version, for example `1.0.0`",
    );
}

#[test]
fn expected_packages_must_submit_promises() {
    let contract = Contract::collect([Submission::new(NIKA)]).unwrap();
    let error = contract.clone().expect(["nika", "nika-kernel", "ornn"]).unwrap_err();
    let missing: Vec<_> = error.problems().iter().collect();
    assert!(matches!(
        missing.as_slice(),
        [Problem::MissingPackage { package: kernel }, Problem::MissingPackage { package: ornn }]
            if kernel == "nika-kernel" && ornn == "ornn"
    ));
    assert!(
        error
            .to_string()
            .starts_with("the contract has 2 problems:\n- the package `nika-kernel` has submitted no promises")
    );
    assert_eq!(contract.clone().expect(["nika"]), Ok(contract));
}

fn pool() -> [Line; 8] {
    let by = json!({ "implements": "nika::__seal_Provider" });
    [
        record(Kind::Struct, "nika::memory", "Frame"),
        record(Kind::Fn, "nika::memory", "Frame"),
        record(Kind::Trait, "nika::memory", "Frame"),
        record(Kind::Trait, "nika", "Provider").with(json!({ "sealed": {} })),
        record(Kind::Impl, "nika", "<B as Provider>").with(by.clone()),
        record(Kind::Impl, "nika", "<A as Provider>")
            .with(by)
            .with(json!({ "tier": null })),
        record(Kind::Struct, "nika", "Lost")
            .with(json!({ "area": "Nowhere" }))
            .at(9),
        record(Kind::Struct, "nika", "Lost")
            .with(json!({ "area": "Memory" }))
            .at(3),
    ]
}

/// One line of the pool, stated by one of a few packages, with a header or not.
fn any_submission() -> impl Strategy<Value = Submission> {
    let package = prop_oneof![
        4 => Just(NIKA),
        1 => Just(PackageId { version: "0.91.0", ..NIKA }),
        1 => Just(PackageId { name: "ornn", version: "1.0.0" }),
    ];
    (package, any::<bool>(), proptest::sample::select(Vec::from(pool()))).prop_map(|(package, has_header, stated)| {
        let header = has_header.then(|| header("Nika"));
        let lines: Vec<Line> = header.into_iter().chain([stated]).collect();
        Submission {
            package,
            ..submission(&lines)
        }
    })
}

proptest! {
    #[test]
    fn the_order_of_the_submissions_does_not_matter(
        (one, other) in proptest::collection::vec(any_submission(), 0..12)
            .prop_flat_map(|all| (Just(all.clone()), Just(all).prop_shuffle()))
    ) {
        prop_assert_eq!(Contract::collect(&one), Contract::collect(&other));
    }
}

#[test]
fn a_code_belongs_to_one_package() {
    let expired = submission(&[record(Kind::ErrorCode, "", "AuthError::Expired").with(json!({
        "id": "NIKA-AUTH-007",
        "location": { "file": "src/error.rs", "line": 3 },
    }))]);
    let says = |name, version| Submission {
        package: PackageId { name, version },
        ..expired
    };
    assert_eq!(
        problems(&[says("nika-auth", "1.0.0"), says("acme-auth", "0.1.0")]),
        "the error code `NIKA-AUTH-007` is used by the package `acme-auth` at src/error.rs:3 and by `nika-auth` at \
         src/error.rs:3: change the namespace of one of them"
    );
    // Two versions of one package mean the same.
    let contract = Contract::collect([says("nika-auth", "1.0.0"), says("nika-auth", "2.0.0")]).unwrap();
    assert_eq!(ids(&contract), ["NIKA-AUTH-007", "NIKA-AUTH-007"]);
}

#[test]
fn a_schema_belongs_to_one_package() {
    let schema = |id| record(Kind::Schema, "nika", "workflow").with(json!({ "id": id }));
    let first = submission(&[schema("schema nika/workflow@1"), schema("schema nika/workflow@2")]);
    let other = submission(&[schema("schema nika/workflow@3")]);
    let of = |name, version, lines| Submission {
        package: PackageId { name, version },
        ..lines
    };
    // Each version once, and in two releases of one package.
    let releases = [of("nika", "0.90.0", first), of("nika", "0.95.0", first)];
    assert_eq!(Contract::collect(releases).unwrap().items().len(), 4);
    assert_eq!(
        problems(&[of("nika", "0.90.0", first), of("acme", "1.0.0", other)]),
        "the schema `nika/workflow` is used by the package `acme` at src/lib.rs:7 and by `nika` at src/lib.rs:7: \
         rename one of them",
    );
}

#[test]
fn a_guarantee_is_declared_once_in_its_package() {
    let deny = line(json!({
        "kind": "guarantee",
        "name": "default-deny",
        "id": "guarantee default-deny",
        "text": "Calls are denied by default.",
        "tier": "stable",
        "location": { "file": "src/policy.rs", "line": 3 },
    }));
    let later = deny
        .clone()
        .with(json!({ "location": { "file": "src/policy.rs", "line": 9 } }));
    let aioc = |lines: &[Line]| Submission {
        package: PackageId {
            name: "aioc",
            version: "0.1.0",
        },
        module: "aioc::policy",
        ..submission(lines)
    };
    let other = Submission {
        package: PackageId {
            name: "aksara",
            version: "0.6.0",
        },
        ..aioc(core::slice::from_ref(&deny))
    };
    let once = aioc(core::slice::from_ref(&deny));
    let contract = Contract::collect([&once, &once, &other]).unwrap();
    let names: Vec<_> = contract
        .items()
        .iter()
        .map(|item| (item.package.as_str(), item.name.as_str()))
        .collect();
    assert_eq!(names, [("aioc", "default-deny"), ("aksara", "default-deny")]);

    let error = Contract::collect([&aioc(&[deny, later])]).unwrap_err();
    assert_eq!(
        error.to_string(),
        "`guarantee default-deny` is promised twice in the package `aioc`, at src/policy.rs:3 and at src/policy.rs:9: \
         keep one, or change the id of the other",
    );
}

#[test]
fn the_facts_of_an_area_go_with_its_last_item() {
    let statement = |area| {
        line(json!({
            "statement": {
                "area": area,
                "text": "What it is for.",
                "location": { "file": "src/lib.rs", "line": 1 },
            },
        }))
    };
    let submission = submission(&[
        statement("CLI"),
        statement("Files"),
        statement("Later"),
        record(Kind::Fn, "nika", "run").with(json!({ "area": "CLI" })),
        record(Kind::Fn, "nika", "read").with(json!({ "area": "Files" })),
    ]);
    let contract = Contract::collect([submission]).unwrap();
    let areas =
        |contract: &Contract| -> Vec<String> { contract.areas().iter().map(|area| area.name.clone()).collect() };
    assert_eq!(areas(&contract), ["CLI", "Files", "Later"]);
    let filtered = contract.filtered(|item| item.area.as_deref() == Some("CLI"));
    assert_eq!(areas(&filtered), ["CLI", "Later"]);
}
