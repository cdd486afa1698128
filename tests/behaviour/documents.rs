//! Documents: what comes back as it was, and what is refused, with its place.

mod refused;

use proptest::collection::{btree_map, vec};
use proptest::option::of;
use proptest::prelude::*;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use stability::Extensions;
use stability::extensions::Extended;

/// Everything that a document can have.
#[stability::stable(
    since = "0.1.0-alpha.1",
    forward_compatible,
    schema = "nika/workflow@1",
    extensions(core = "nika", community = "x-", max_keys = 4, max_depth = 3)
)]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Workflow {
    pub name: String,
    pub task_list: Vec<String>,
    #[stable(since = "0.1.0-beta.1", default)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub author: Option<String>,
    #[reserved(until = "0.3.0")]
    #[serde(rename = "trustLevel")]
    trust_level: stability::Reserved,
}

/// One line says what it is.
#[stability::stable(since = "0.1.0", constructor, schema = "v1", key = "nika")]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Plan {
    pub name: String,
}

/// The forms that documents are written in.
#[derive(Clone, Copy, Debug)]
enum Format {
    Json,
    Yaml,
    Toml,
}

impl Format {
    const ALL: [Self; 3] = [Self::Json, Self::Yaml, Self::Toml];

    fn write<T: Serialize>(self, value: &T) -> Result<String, String> {
        match self {
            Self::Json => serde_json::to_string(value).map_err(|error| error.to_string()),
            Self::Yaml => yaml_serde::to_string(value).map_err(|error| error.to_string()),
            Self::Toml => toml::to_string(value).map_err(|error| error.to_string()),
        }
    }

    fn read<T: DeserializeOwned>(self, text: &[u8]) -> Result<T, String> {
        match self {
            Self::Json => serde_json::from_slice(text).map_err(|error| error.to_string()),
            Self::Yaml => yaml_serde::from_slice(text).map_err(|error| error.to_string()),
            Self::Toml => toml::from_slice(text).map_err(|error| error.to_string()),
        }
    }
}

#[test]
fn the_marker_is_first() {
    let workflow = Workflow::new("a".to_owned(), vec!["b".to_owned()]);
    let plan = Plan::new("a".to_owned());
    let written = |format: Format| (format.write(&workflow).unwrap(), format.write(&plan).unwrap());
    assert_eq!(
        written(Format::Json),
        (
            r#"{"schema":"nika/workflow@1","name":"a","taskList":["b"]}"#.to_owned(),
            r#"{"nika":"v1","name":"a"}"#.to_owned(),
        ),
    );
    assert_eq!(
        written(Format::Yaml),
        (
            "schema: nika/workflow@1\nname: a\ntaskList:\n- b\n".to_owned(),
            "nika: v1\nname: a\n".to_owned(),
        ),
    );
    assert_eq!(
        written(Format::Toml),
        (
            "schema = \"nika/workflow@1\"\nname = \"a\"\ntaskList = [\"b\"]\n".to_owned(),
            "nika = \"v1\"\nname = \"a\"\n".to_owned(),
        ),
    );
    assert_eq!((Workflow::SCHEMA, Plan::SCHEMA), ("nika/workflow@1", "v1"));
}

#[test]
fn the_marker_is_read_in_every_place() {
    let text = br#"{"name":"a","taskList":[],"x-a":1,"schema":"nika/workflow@1"}"#;
    let workflow: Workflow = Format::Json.read(text).unwrap();
    assert_eq!(workflow.extensions().get("x-a"), Ok(Some(1)));
}

#[test]
fn extension_fields_are_written_by_their_owner() {
    let mut workflow = Workflow::new("a".to_owned(), Vec::new());
    let extensions = workflow.extensions_mut();
    assert_eq!(extensions.insert("x-a", 1), Ok(None));
    assert_eq!(extensions.insert("x-a", 2), Ok(Some(json!(1))));
    assert_eq!(extensions.insert_core(Workflow::CORE, "nika.a", "b"), Ok(None));
    let refused = [
        extensions.insert("nika.a", 1),
        extensions.insert("a", 1),
        extensions.insert("x-", 1),
        extensions.insert_core(Workflow::CORE, "x-a", 1),
        extensions.insert("x-deep", json!([[[[]]]])),
        extensions.remove("nika.a"),
        extensions.remove_core(Workflow::CORE, "x-a"),
        extensions.get::<u8>("nika.a").map(|_| None),
    ];
    let words: Vec<String> = refused.map(|refused| refused.unwrap_err().to_string()).to_vec();
    assert_eq!(
        words,
        [
            "`nika.a` belongs to the package that declares the document: a key of your own starts with `x-`",
            "`a` is not in the namespace: write `x-` and a name",
            "`x-` is not in the namespace: write `x-` and a name",
            "`x-a` is not in the namespace: write `nika.` and a name",
            "the value of `x-deep` is nested more than 3 levels deep: nest it less",
            "`nika.a` belongs to the package that declares the document: a key of your own starts with `x-`",
            "`x-a` is not in the namespace: write `nika.` and a name",
            "the value of `nika.a`: invalid type: string \"b\", expected u8",
        ],
    );
    assert_eq!(extensions.insert("x-deep", json!([[[]]])), Ok(None));
    assert_eq!(extensions.insert("x-b", ()), Ok(None));
    let error = extensions.insert("x-c", ()).unwrap_err();
    assert_eq!(
        error.to_string(),
        "`x-c` is one extension field too many, because a document has at most 4: remove some",
    );
    assert_eq!(extensions.remove("x-b"), Ok(Some(Value::Null)));
    let keys: Vec<&str> = extensions.iter().map(|(key, _)| key).collect();
    assert_eq!((keys, extensions.len()), (vec!["nika.a", "x-a", "x-deep"], 3));
}

/// Any JSON value of at most this depth; TOML has no `null`, and its numbers are of 64 bits.
fn value(depth: u32, with_null: bool) -> BoxedStrategy<Value> {
    let null = Just(Value::Null).boxed();
    let text = "\\PC{0,8}".prop_map(Value::from).boxed();
    let number = prop_oneof![
        any::<i64>().prop_map(Value::from),
        (-1.0e15..1.0e15).prop_map(Value::from),
        any::<bool>().prop_map(Value::from),
    ];
    let leaf = if with_null {
        prop_oneof![null, text, number].boxed()
    } else {
        prop_oneof![text, number].boxed()
    };
    if depth == 0 {
        return leaf;
    }
    let inner = value(depth - 1, with_null);
    prop_oneof![
        leaf,
        vec(inner.clone(), 0..4).prop_map(Value::from),
        btree_map("\\PC{0,4}", inner, 0..4).prop_map(|map| map.into_iter().collect()),
    ]
    .boxed()
}

/// A document with any extension fields, and what a later release may have put into the reserved field.
fn workflow(with_null: bool) -> impl Strategy<Value = Workflow> {
    let keys = prop_oneof!["x-\\PC{1,6}", "nika\\.[a-z.]{1,6}"];
    let extensions = btree_map(keys, value(3, with_null), 0..=4);
    let later = of(value(3, with_null).prop_filter("null is nothing in TOML", |value| !value.is_null()));
    ("\\PC{0,8}", vec("\\PC{0,8}", 0..3), of("\\PC{0,8}"), extensions, later).prop_map(
        |(name, tasks, author, extensions, later)| {
            let mut workflow = Workflow::new(name, tasks);
            workflow.author = author;
            if let Some(later) = later {
                workflow.trust_level = serde_json::from_value(later).expect("any value is kept");
            }
            for (key, value) in extensions {
                let set = if key.starts_with("x-") {
                    workflow.extensions_mut().insert(key, value)
                } else {
                    workflow.extensions_mut().insert_core(Workflow::CORE, key, value)
                };
                assert_eq!(set, Ok(None));
            }
            workflow
        },
    )
}

proptest! {
    #[test]
    fn every_document_comes_back((workflow, poorer) in (workflow(true), workflow(false))) {
        for format in Format::ALL {
            let workflow = if matches!(format, Format::Toml) { &poorer } else { &workflow };
            let text = format.write(workflow).expect("it can be written");
            let back: Workflow = format.read(text.as_bytes()).map_err(|error| TestCaseError::fail(format!("{text}\n{error}")))?;
            prop_assert_eq!(&back, workflow, "{}", text);
        }
    }

    #[test]
    fn a_constructor_and_its_setters_give_what_a_literal_gives(
        name in ".*", tasks in vec(".*", 0..3), author in of(".*")
    ) {
        let built = Workflow::new(name.clone(), tasks.clone()).with_author(author.clone());
        let literal = Workflow {
            name,
            task_list: tasks,
            author,
            trust_level: stability::Reserved::default(),
            extensions: Extensions::new(),
        };
        prop_assert_eq!(built, literal);
    }

    #[test]
    fn no_text_makes_a_reader_panic(workflow in workflow(false), at in any::<prop::sample::Index>(), byte in any::<u8>()) {
        for format in Format::ALL {
            let mut text = format.write(&workflow).expect("it can be written").into_bytes();
            let cut = at.index(text.len());
            let _ = format.read::<Workflow>(&text[..cut]);
            text[cut] = byte;
            let _ = format.read::<Workflow>(&text);
        }
    }
}

#[test]
fn limits_are_part_of_what_is_declared() {
    let namespaces = Workflow::NAMESPACES;
    assert_eq!((namespaces.max_keys, namespaces.max_depth), (4, 3));
    let namespaces = DefaultLimits::NAMESPACES;
    assert_eq!((namespaces.core, namespaces.community), ("acme:", "x-"));
    assert_eq!((namespaces.max_keys, namespaces.max_depth), (64, 32));
}

/// Sets no limits.
#[stability::evolving(extensions(core = "acme:", community = "x-"))]
#[derive(Serialize, Deserialize)]
pub struct DefaultLimits {}

#[test]
fn a_hostile_document_is_refused_before_it_is_held() {
    let deep = format!(r#"{{"x-a":{}{}}}"#, "[".repeat(100_000), "]".repeat(100_000));
    let error = Format::Json
        .read::<DefaultLimits>(deep.as_bytes())
        .map(drop)
        .unwrap_err();
    assert!(
        error.starts_with("the value of `x-a` is nested more than 32 levels deep: nest it less at line 1"),
        "{error}"
    );
    let many: Vec<String> = (0..100_000).map(|at| format!(r#""x-{at}":1"#)).collect();
    let many = format!("{{{}}}", many.join(","));
    let error = Format::Json
        .read::<DefaultLimits>(many.as_bytes())
        .map(drop)
        .unwrap_err();
    assert!(
        error.starts_with("`x-64` is one extension field too many, because at most 64 are read"),
        "{error}"
    );
}
