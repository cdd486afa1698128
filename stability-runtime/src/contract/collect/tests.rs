use alloc::string::{String, ToString};
use alloc::vec::Vec;

use proptest::prelude::*;

use crate::contract::samples::{NIKA, record, submission};
use crate::contract::{Contract, Item, Problem};
use crate::kind::Kind;
use crate::record::{Area, Deprecation, Header, ModulePath, Package, Record, Seal, State, Statement};
use crate::registry::Submission;
use crate::route::{Moment, Retirement, Route};
use crate::tier::Tier;

const HEADER: Header = Header {
    name: "Nika",
    state: State::Locked,
    scope: Some(">=0.80.0, <2.0.0"),
    areas: &[Area {
        name: "Memory",
        modules: &[ModulePath {
            base: "nika",
            path: "memory",
        }],
    }],
};

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
fn ids_and_names_follow_the_paths() {
    let contract = Contract::collect(&[submission(&[
        record(Kind::Struct, "nika::memory", "deep::Frame"),
        record(Kind::Fn, "", "run"),
        record(Kind::Macro, "nika::macros", "say"),
        record(Kind::Impl, "nika", "<Foo as fmt::Display>"),
        record(Kind::Method, "nika", "Foo::new"),
        Record {
            path: Some("nika::Public"),
            ..record(Kind::Enum, "nika::hidden", "Private")
        },
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
    const FIELDS: &[Record] = &[
        Record {
            tier: Some(Tier::Beta),
            since: Some("next"),
            ..Record::new(Kind::Field, "z")
        },
        Record {
            members: &[Record::new(Kind::Field, "deep")],
            ..Record::new(Kind::Field, "a")
        },
    ];
    let contract = Contract::collect(&[submission(&[Record {
        members: FIELDS,
        deprecated: Some(Deprecation {
            remove_in: Some("1.0.0"),
            ..Deprecation::new()
        }),
        ..record(Kind::Struct, "nika", "Foo")
    }])])
    .unwrap();
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
    const SEAL: Option<Seal> = Some(Seal { friends: &["nika-*"] });
    const BY: Option<&str> = Some("nika::llm::__seal_Provider");
    let provider = Submission {
        package: Package {
            name: "nika-echo",
            version: "0.1.0",
        },
        ..submission(&[Record {
            implements: BY,
            tier: None,
            ..record(Kind::Impl, "nika_echo", "<Echo as Provider>")
        }])
    };
    let nika = submission(&[
        Record {
            seal: SEAL,
            path: Some("nika::Provider"),
            ..record(Kind::Trait, "nika", "llm::Provider")
        },
        Record {
            implements: BY,
            ..record(Kind::Impl, "nika", "<Mock as Provider>")
        },
        Record {
            seal: SEAL,
            tier: None,
            ..record(Kind::Trait, "nika", "Hidden")
        },
    ]);
    let contract = Contract::collect(&[provider, nika, provider]).unwrap();
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
    let nika = Submission {
        header: Some(HEADER),
        areas: &["CLI"],
        ..submission(&[
            record(Kind::Struct, "nika", "memory::Frame"),
            Record {
                area: Some("CLI"),
                ..record(Kind::Struct, "nika::memory", "Command")
            },
            record(Kind::Struct, "nika", "Other"),
        ])
    };
    let contract = Contract::collect(&[nika]).unwrap();
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
    const ITEM: &[Record] = &[Record {
        area: Some("Memmory"),
        ..record(Kind::Struct, "nika", "Foo")
    }];
    assert!(Contract::collect(&[submission(ITEM)]).is_ok());
    let declared = Submission {
        header: Some(HEADER),
        ..submission(ITEM)
    };
    assert_eq!(
        problems(&[declared]),
        "`nika::Foo` at src/lib.rs:7 names the area `Memmory`, which the package `nika` does not declare: \
         write `area = \"Memory\"`, or add `\"Memmory\" = []` to the `areas` of its `stability::contract!`",
    );
}

#[test]
fn the_same_source_twice_counts_once() {
    const FOO: Record = record(Kind::Struct, "nika", "Foo");
    let nika = Submission {
        header: Some(HEADER),
        ..submission(&[FOO])
    };
    let contract = Contract::collect(&[nika, nika]).unwrap();
    assert_eq!(ids(&contract), ["nika::Foo"]);
}

#[test]
fn an_id_is_promised_once_in_each_namespace() {
    const FOO: Record = record(Kind::Struct, "nika", "Foo");
    let function = Record { kind: Kind::Fn, ..FOO };
    let alias = Record {
        kind: Kind::TypeAlias,
        file: "src\\other.rs",
        line: 0,
        ..FOO
    };
    assert!(Contract::collect(&[submission(&[FOO, function])]).is_ok());
    assert_eq!(
        problems(&[submission(&[alias, FOO])]),
        "`nika::Foo` is promised twice in the package `nika`, at src/lib.rs:7 and at src/other.rs: \
         remove one of the two attributes, or give one a `path = \"…\"` of its own",
    );
}

const MOVED: Route = Route {
    since: Some("0.80.0"),
    retirement: Some(&Retirement {
        since: Some("0.90.0"),
        sunset: Some(Moment {
            written: "2027-01-01",
            seconds: 1_798_761_600,
            header: "Fri, 01 Jan 2027 00:00:00 GMT",
        }),
        link: Some("https://nika.example/moved"),
        successor: Some("/api/v2/skills"),
        note: Some("the shape of an id changed"),
        ..Retirement::new(Moment {
            written: "2026-09-01T02:00:00+02:00",
            seconds: 1_788_220_800,
            header: "@1788220800",
        })
    }),
    ..Route::new("GET", "/api/v1/skills/{id}", Tier::Stable)
};

/// The record of a route whose handler stands in `nika::skills`.
const fn route(path: &'static str, handler: &'static str, route: &'static Route) -> Record {
    Record {
        path: Some(path),
        tier: Some(route.tier),
        since: route.since,
        route: Some(route),
        ..record(Kind::Route, "nika::skills", handler)
    }
}

#[test]
fn a_route_says_when_it_goes() {
    let nika = Submission {
        header: Some(Header {
            areas: &[Area {
                name: "Skills",
                modules: &[ModulePath {
                    base: "nika::skills",
                    path: "",
                }],
            }],
            ..HEADER
        }),
        ..submission(&[route("GET /api/v1/skills/{id}", "Skills::read", &MOVED)])
    };
    let contract = Contract::collect(&[nika]).unwrap();
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
    #[cfg(feature = "serde")]
    assert_eq!(Contract::from_json(&contract.to_json()), Ok(contract));
}

#[test]
fn a_route_has_one_handler_in_a_package() {
    const READ: Record = route(
        "GET /skills/{id}",
        "read",
        &Route::new("GET", "/skills/{id}", Tier::Beta),
    );
    const NAMED: Record = Record {
        line: 9,
        ..route(
            "GET /skills/{name}",
            "find",
            &Route::new("GET", "/skills/{name}", Tier::Beta),
        )
    };
    const WRITE: Record = route(
        "PUT /skills/{id}",
        "write",
        &Route::new("PUT", "/skills/{id}", Tier::Beta),
    );
    let other = Submission {
        package: Package {
            name: "nika-admin",
            version: "0.1.0",
        },
        ..submission(&[NAMED])
    };
    // Packages can be mounted under prefixes of their own.
    assert!(Contract::collect(&[submission(&[READ, WRITE]), other]).is_ok());
    assert_eq!(
        problems(&[submission(&[READ, NAMED])]),
        "the route `GET /skills/{id}` at src/lib.rs:7 is also `GET /skills/{name}` at src/lib.rs:9 in the package `nika`: \
         remove one of the two attributes, or correct its method or path",
    );
    assert_eq!(
        problems(&[submission(&[READ, Record { line: 9, ..READ }])]),
        "the route `GET /skills/{id}` at src/lib.rs:7 has a second handler at src/lib.rs:9 in the package `nika`: \
         remove one of the two attributes, or correct its method or path",
    );
}

#[test]
fn two_versions_of_a_package_stand_beside_each_other() {
    const ITEM: &[Record] = &[record(Kind::Struct, "nika", "Foo")];
    let later = Package {
        version: "0.100.0",
        ..NIKA
    };
    let contract = Contract::collect(&[
        Submission {
            package: later,
            ..submission(ITEM)
        },
        submission(ITEM),
    ])
    .unwrap();
    let packages: Vec<_> = contract.items().iter().map(|it| it.package.as_str()).collect();
    assert_eq!(packages, ["nika@0.90.0", "nika@0.100.0"]);
    assert_eq!(contract.package(), None);
}

#[test]
fn the_principal_package_has_the_only_header() {
    let other = Submission::new(Package {
        name: "a-dependency",
        version: "1.0.0",
    });
    let nika = Submission {
        header: Some(HEADER),
        ..Submission::new(NIKA)
    };
    let contract = Contract::collect(&[other, nika]).unwrap();
    assert_eq!(contract.package().unwrap().to_string(), "nika 0.90.0");
    let contract = Contract::collect(&[other]).unwrap();
    assert_eq!(contract.package().unwrap().name, "a-dependency");
    assert_eq!(contract.header(), None);
    let with_header = Submission {
        header: Some(HEADER),
        ..other
    };
    let contract = Contract::collect(&[with_header, nika]).unwrap();
    assert_eq!((contract.header(), contract.package()), (None, None));
    assert_eq!(contract.packages().len(), 2);
}

#[test]
fn every_problem_is_reported_at_once() {
    const FIELD: &[Record] = &[Record {
        until: Some("x"),
        ..Record::new(Kind::Field, "field")
    }];
    let nika = Submission {
        header: Some(Header {
            scope: Some("below 2"),
            ..HEADER
        }),
        ..submission(&[Record {
            since: Some("1"),
            members: FIELD,
            ..record(Kind::Struct, "nika", "Foo")
        }])
    };
    let other_header = Submission {
        header: Some(Header { name: "Nike", ..HEADER }),
        ..Submission::new(NIKA)
    };
    let strange = Submission::new(Package {
        name: "strange",
        version: "one",
    });
    assert_eq!(
        problems(&[nika, nika, other_header, strange]),
        "the package `nika` has 2 headers, `Nika` and `Nike`: keep one `stability::contract!`\n\
         the scope `below 2` of the package `nika` is no version requirement \
         (unexpected character 'b' while parsing major version number): write one such as `>=0.80.0, <2.0.0`\n\
         the version `one` of the package `strange` is no version \
         (unexpected character 'o' while parsing major version number): write a full one such as `1.0.0`\n\
         `since = \"1\"` on `nika::Foo` at src/lib.rs:7 in the package `nika` is no version \
         (unexpected end of input while parsing major version number): write a full one such as `1.0.0`\n\
         `until = \"x\"` on `nika::Foo::field` at src/lib.rs:7 in the package `nika` is no version \
         (unexpected character 'x' while parsing major version number): write a full one such as `1.0.0`",
    );
}

#[test]
fn expected_packages_must_be_heard_from() {
    let contract = Contract::collect(&[Submission::new(NIKA)]).unwrap();
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
            .starts_with("the contract has 2 problems:\n- nothing was heard from")
    );
    assert_eq!(contract.clone().expect(["nika"]), Ok(contract));
}

const POOL: &[Record] = &[
    record(Kind::Struct, "nika::memory", "Frame"),
    record(Kind::Fn, "nika::memory", "Frame"),
    record(Kind::Trait, "nika::memory", "Frame"),
    Record {
        seal: Some(Seal { friends: &[] }),
        ..record(Kind::Trait, "nika", "Provider")
    },
    Record {
        implements: Some("nika::__seal_Provider"),
        ..record(Kind::Impl, "nika", "<B as Provider>")
    },
    Record {
        implements: Some("nika::__seal_Provider"),
        tier: None,
        ..record(Kind::Impl, "nika", "<A as Provider>")
    },
    Record {
        area: Some("Nowhere"),
        line: 9,
        ..record(Kind::Struct, "nika", "Lost")
    },
    Record {
        area: Some("Memory"),
        line: 3,
        ..record(Kind::Struct, "nika", "Lost")
    },
];

/// One record of the pool, said by one of a few packages, with a header or not.
fn any_submission() -> impl Strategy<Value = Submission> {
    let package = prop_oneof![
        4 => Just(NIKA),
        1 => Just(Package { version: "0.91.0", ..NIKA }),
        1 => Just(Package { name: "ornn", version: "1.0.0" }),
    ];
    (package, any::<bool>(), 0..POOL.len()).prop_map(|(package, header, at)| Submission {
        header: header.then_some(HEADER),
        records: &POOL[at..=at],
        ..Submission::new(package)
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
    const EXPIRED: &[Record] = &[Record {
        path: Some("NIKA-AUTH-007"),
        tier: Some(Tier::Stable),
        file: "src/error.rs",
        line: 3,
        ..Record::new(Kind::ErrorCode, "AuthError::Expired")
    }];
    let says = |name, version| {
        let mut submission = Submission::new(Package { name, version });
        submission.records = EXPIRED;
        submission
    };
    assert_eq!(
        problems(&[says("nika-auth", "1.0.0"), says("acme-auth", "0.1.0")]),
        "the error code `NIKA-AUTH-007` is used by the package `acme-auth` at src/error.rs:3 and by `nika-auth` at \
         src/error.rs:3: give one of them a namespace of its own"
    );
    // Two versions of one package mean the same.
    let contract = Contract::collect(&[says("nika-auth", "1.0.0"), says("nika-auth", "2.0.0")]).unwrap();
    assert_eq!(ids(&contract), ["NIKA-AUTH-007", "NIKA-AUTH-007"]);
}

#[test]
fn a_schema_belongs_to_one_package() {
    const fn schema(path: &'static str) -> Record {
        Record {
            path: Some(path),
            ..record(Kind::Schema, "nika", "workflow")
        }
    }
    const FIRST: &[Record] = &[schema("schema nika/workflow@1"), schema("schema nika/workflow@2")];
    const OTHER: &[Record] = &[schema("schema nika/workflow@3")];
    let of = |name, version, records| Submission {
        package: Package { name, version },
        ..submission(records)
    };
    // Each version once, and in two releases of one package.
    let releases = [of("nika", "0.90.0", FIRST), of("nika", "0.95.0", FIRST)];
    assert_eq!(Contract::collect(&releases).unwrap().items().len(), 4);
    assert_eq!(
        problems(&[of("nika", "0.90.0", FIRST), of("acme", "1.0.0", OTHER)]),
        "the schema `nika/workflow` is claimed by the package `acme` at src/lib.rs:7 and by `nika` at src/lib.rs:7: \
         give one of them another name",
    );
}

#[test]
fn a_guarantee_is_declared_once_in_its_package() {
    const DENY: Record = Record {
        path: Some("guarantee default-deny"),
        text: Some("Calls are denied by default."),
        module: "aioc::policy",
        tier: Some(Tier::Stable),
        file: "src/policy.rs",
        line: 3,
        ..Record::new(Kind::Guarantee, "default-deny")
    };
    let aioc = |records| Submission {
        records,
        ..Submission::new(Package {
            name: "aioc",
            version: "0.1.0",
        })
    };
    let other = Submission {
        package: Package {
            name: "aksara",
            version: "0.6.0",
        },
        ..aioc(&[DENY])
    };
    let contract = Contract::collect([&aioc(&[DENY]), &aioc(&[DENY]), &other]).unwrap();
    let names: Vec<_> = contract
        .items()
        .iter()
        .map(|item| (item.package.as_str(), item.name.as_str()))
        .collect();
    assert_eq!(names, [("aioc", "default-deny"), ("aksara", "default-deny")]);

    let error = Contract::collect([&aioc(&[DENY, Record { line: 9, ..DENY }])]).unwrap_err();
    assert_eq!(
        error.to_string(),
        "`guarantee default-deny` is promised twice in the package `aioc`, at src/policy.rs:3 and at src/policy.rs:9: \
         keep one, or give the other an id of its own",
    );
}

#[test]
fn what_is_said_of_an_area_goes_with_its_last_item() {
    let statement = |area| Statement {
        area,
        tier: None,
        text: Some("What it is for."),
        note: None,
        excludes: &[],
        planned: &[],
        file: "src/lib.rs",
        line: 1,
    };
    let statements = Vec::leak([statement("CLI"), statement("Files"), statement("Later")].to_vec());
    let run = Record {
        area: Some("CLI"),
        ..record(Kind::Fn, "nika", "run")
    };
    let read = Record {
        area: Some("Files"),
        ..record(Kind::Fn, "nika", "read")
    };
    let submission = Submission {
        statements,
        ..submission(&[run, read])
    };
    let contract = Contract::collect(&[submission]).unwrap();
    let areas =
        |contract: &Contract| -> Vec<String> { contract.areas().iter().map(|area| area.name.clone()).collect() };
    assert_eq!(areas(&contract), ["CLI", "Files", "Later"]);
    let filtered = contract.filtered(|item| item.area.as_deref() == Some("CLI"));
    assert_eq!(areas(&filtered), ["CLI", "Later"]);
}
