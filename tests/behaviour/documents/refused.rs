//! Documents that are refused, each with its message.

use super::{Format, Plan, Workflow};

/// A document: what is wrong with it, its form, its text, the message.
const REFUSED: &[(&str, Format, &[u8], &str)] = &[
    (
        "another marker",
        Format::Json,
        b"{\n\"schema\":\"acme/workflow@1\",\"name\":\"a\",\"taskList\":[]}",
        "`schema` is `acme/workflow@1`; this program reads `nika/workflow@1` at line 2 column 26",
    ),
    (
        "a later marker",
        Format::Json,
        b"{\n\"schema\":\"nika/workflow@2\",\"name\":\"a\",\"taskList\":[]}",
        "`schema` is `nika/workflow@2`, a later version; this program reads `nika/workflow@1`: use a release of the program that reads it at line 2 column 26",
    ),
    (
        "an earlier marker",
        Format::Json,
        b"{\n\"schema\":\"nika/workflow@0\",\"name\":\"a\",\"taskList\":[]}",
        "`schema` is `nika/workflow@0`; this program reads `nika/workflow@1` at line 2 column 26",
    ),
    (
        "a marker that is a number",
        Format::Json,
        b"{\n\"schema\":1,\"name\":\"a\",\"taskList\":[]}",
        "invalid type: integer `1`, expected the text of the marker, `schema: nika/workflow@1` at line 2 column 10",
    ),
    (
        "a marker that is null",
        Format::Json,
        b"{\n\"schema\":null,\"name\":\"a\",\"taskList\":[]}",
        "invalid type: null, expected the text of the marker, `schema: nika/workflow@1` at line 2 column 13",
    ),
    (
        "no marker",
        Format::Json,
        b"{\"name\":\"a\",\n\"taskList\":[]}",
        "`schema` is missing in `Workflow`: write `schema: nika/workflow@1` at line 2 column 14",
    ),
    (
        "the marker twice",
        Format::Json,
        b"{\"schema\":\"nika/workflow@1\",\n\"schema\":\"nika/workflow@1\",\"name\":\"a\",\"taskList\":[]}",
        "`schema` is written twice: keep one at line 2 column 8",
    ),
    (
        "an unknown key near a field",
        Format::Json,
        b"{\"schema\":\"nika/workflow@1\",\n\"name\":\"a\",\"tasklist\":[]}",
        "unknown key `tasklist` in `Workflow`: did you mean `taskList`? at line 2 column 21",
    ),
    (
        "an unknown key near none",
        Format::Json,
        b"{\"schema\":\"nika/workflow@1\",\n\"colour\":\"red\"}",
        "unknown key `colour` in `Workflow`: a key of your own starts with `x-`, for example `x-colour` at line 2 column 8",
    ),
    (
        "a key in a foreign namespace",
        Format::Json,
        b"{\"schema\":\"nika/workflow@1\",\n\"acme.cache\":1}",
        "`acme.cache` is not in a namespace of `Workflow`: its own extension fields start with `nika.`, those of others with `x-` at line 2 column 12",
    ),
    (
        "a namespace without a name",
        Format::Json,
        b"{\"schema\":\"nika/workflow@1\",\n\"x-\":1}",
        "`x-` in `Workflow` is only a prefix: write a name after it at line 2 column 4",
    ),
    (
        "an extension field twice",
        Format::Json,
        b"{\"schema\":\"nika/workflow@1\",\n\"x-a\":1,\n\"x-a\":1}",
        "`x-a` is written twice: keep one at line 3 column 5",
    ),
    (
        "a field twice",
        Format::Json,
        b"{\"schema\":\"nika/workflow@1\",\n\"name\":\"a\",\n\"name\":\"a\"}",
        "duplicate field `name` at line 3 column 6",
    ),
    (
        "too deep",
        Format::Json,
        b"{\"schema\":\"nika/workflow@1\",\n\"x-a\":\n[[[[1]]]]}",
        "the value of `x-a` is nested more than 3 levels deep: nest it less at line 3 column 4",
    ),
    (
        "too many",
        Format::Json,
        b"{\"schema\":\"nika/workflow@1\",\n\"x-a\":1,\"x-b\":1,\"x-c\":1,\"nika.d\":1,\n\"x-e\":1}",
        "`x-e` is one extension field too many, because at most 4 are read: remove some at line 3 column 5",
    ),
    (
        "a key twice inside a value",
        Format::Json,
        b"{\"schema\":\"nika/workflow@1\",\n\"x-a\":{\"b\":1,\n\"b\":2}}",
        "the value of `x-a` has the key `b` twice: keep one at line 3 column 3",
    ),
    (
        "a field of another type",
        Format::Json,
        b"{\"schema\":\"nika/workflow@1\",\n\"name\":7}",
        "invalid type: integer `7`, expected a string at line 2 column 8",
    ),
    (
        "a field missing",
        Format::Json,
        b"{\"schema\":\"nika/workflow@1\",\n\"name\":\"a\"}",
        "missing field `taskList` at line 2 column 11",
    ),
    (
        "a list",
        Format::Json,
        b"[\"nika/workflow@1\"]",
        "invalid type: sequence, expected struct Workflow at line 1 column 0",
    ),
    (
        "not UTF-8",
        Format::Json,
        b"{\"schema\":\"nika/workflow@1\",\n\"name\":\"\xff\"}",
        "invalid unicode code point at line 2 column 9",
    ),
    (
        "cut short",
        Format::Json,
        b"{\"schema\":\"nika/workflow@1\",\n\"name\":\"a",
        "EOF while parsing a string at line 2 column 9",
    ),
    (
        "something after it",
        Format::Json,
        b"{\"schema\":\"nika/workflow@1\",\n\"name\":\"a\",\"taskList\":[]}}",
        "trailing characters at line 2 column 26",
    ),
    (
        "a reserved field too deep",
        Format::Json,
        b"{\"schema\":\"nika/workflow@1\",\n\"trustLevel\":[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]}",
        "the value is nested more than 32 levels deep: nest it less at line 2 column 47",
    ),
    (
        "another marker",
        Format::Yaml,
        b"schema: nika/workflow@2\nname: a\ntaskList: []\n",
        "schema: `schema` is `nika/workflow@2`, a later version; this program reads `nika/workflow@1`: use a release of the program that reads it at line 1 column 9",
    ),
    (
        "no marker",
        Format::Yaml,
        b"name: a\ntaskList: []\n",
        "`schema` is missing in `Workflow`: write `schema: nika/workflow@1`",
    ),
    (
        "the marker twice",
        Format::Yaml,
        b"schema: nika/workflow@1\nschema: nika/workflow@1\n",
        "`schema` is written twice: keep one at line 2 column 1",
    ),
    (
        "an unknown key near a field",
        Format::Yaml,
        b"schema: nika/workflow@1\nnmae: a\n",
        "unknown key `nmae` in `Workflow`: did you mean `name`? at line 2 column 1",
    ),
    (
        "a key in a foreign namespace",
        Format::Yaml,
        b"schema: nika/workflow@1\nacme.cache:\n  ttl: 1\n",
        "`acme.cache` is not in a namespace of `Workflow`: its own extension fields start with `nika.`, those of others with `x-` at line 2 column 1",
    ),
    (
        "a number that JSON has not",
        Format::Yaml,
        b"schema: nika/workflow@1\nx-a: .nan\n",
        "x-a: the value of `x-a` has the number NaN, which JSON does not have: write it in quotes at line 2 column 6",
    ),
    (
        "a tag",
        Format::Yaml,
        b"schema: nika/workflow@1\nx-a: !duration 5s\n",
        "x-a: the value of `x-a` has a tag, which JSON does not have: remove the tag at line 2 column 6",
    ),
    (
        "too deep",
        Format::Yaml,
        b"schema: nika/workflow@1\nx-a:\n  b:\n    c:\n      d:\n        e: 1\n",
        "x-a.b.c.d: the value of `x-a` is nested more than 3 levels deep: nest it less at line 6 column 9",
    ),
    (
        "a field of another type",
        Format::Yaml,
        b"schema: nika/workflow@1\nname: [a]\ntaskList: []\n",
        "name: invalid type: sequence, expected a string at line 2 column 7",
    ),
    (
        "not UTF-8",
        Format::Yaml,
        b"schema: nika/workflow@1\nname: \"\xff\"\n",
        "invalid leading UTF-8 octet at position 31",
    ),
    (
        "cut short",
        Format::Yaml,
        b"schema: nika/workflow@1\nname: \"a\n",
        "found unexpected end of stream at line 3 column 1, while scanning a quoted scalar at line 2 column 7",
    ),
    (
        "another marker",
        Format::Toml,
        b"schema = \"nika/workflow@2\"\nname = \"a\"\ntaskList = []\n",
        "TOML parse error at line 1, column 10\n  |\n1 | schema = \"nika/workflow@2\"\n  |          ^^^^^^^^^^^^^^^^^\n`schema` is `nika/workflow@2`, a later version; this program reads `nika/workflow@1`: use a release of the program that reads it\n",
    ),
    (
        "no marker",
        Format::Toml,
        b"name = \"a\"\ntaskList = []\n",
        "TOML parse error at line 1, column 1\n  |\n1 | name = \"a\"\n  | ^\n`schema` is missing in `Workflow`: write `schema: nika/workflow@1`\n",
    ),
    (
        "an unknown key near a field",
        Format::Toml,
        b"schema = \"nika/workflow@1\"\nname = \"a\"\ntask-list = []\n",
        "TOML parse error at line 3, column 1\n  |\n3 | task-list = []\n  | ^^^^^^^^^\nunknown key `task-list` in `Workflow`: did you mean `taskList`?\n",
    ),
    (
        "a key in a foreign namespace",
        Format::Toml,
        b"schema = \"nika/workflow@1\"\nname = \"a\"\ntaskList = []\n\n[\"acme.cache\"]\nttl = 1\n",
        "TOML parse error at line 5, column 2\n  |\n5 | [\"acme.cache\"]\n  |  ^^^^^^^^^^^^\n`acme.cache` is not in a namespace of `Workflow`: its own extension fields start with `nika.`, those of others with `x-`\n",
    ),
    (
        "a date",
        Format::Toml,
        b"schema = \"nika/workflow@1\"\nname = \"a\"\ntaskList = []\nx-a = 2026-01-01\n",
        "TOML parse error at line 4, column 7\n  |\n4 | x-a = 2026-01-01\n  |       ^^^^^^^^^^\nthe value of `x-a` has a date, which JSON does not have: write it in quotes\n",
    ),
    (
        "too deep",
        Format::Toml,
        b"schema = \"nika/workflow@1\"\nname = \"a\"\ntaskList = []\nx-a = [[[[1]]]]\n",
        "TOML parse error at line 4, column 10\n  |\n4 | x-a = [[[[1]]]]\n  |          ^^^\nthe value of `x-a` is nested more than 3 levels deep: nest it less\n",
    ),
    (
        "not UTF-8",
        Format::Toml,
        b"schema = \"nika/workflow@1\"\nname = \"\xff\"\n",
        "invalid utf-8 sequence of 1 bytes from index 35\n",
    ),
    (
        "cut short",
        Format::Toml,
        b"schema = \"nika/workflow@1\"\nname = \"a\n",
        "TOML parse error at line 2, column 10\n  |\n2 | name = \"a\n  |          ^\ninvalid basic string, expected `\"`\n",
    ),
];

#[test]
fn a_malformed_document_gives_one_clear_error() {
    for (wrong, format, text, message) in REFUSED {
        let error = format.read::<Workflow>(text).map(drop).unwrap_err();
        assert_eq!(error, *message, "{wrong}, in {format:?}");
    }
}

#[test]
fn errors_of_the_derive_have_a_place_too() {
    let expected = "unknown field `x-a`, expected `name`";
    for (format, text, place) in [
        (
            Format::Json,
            "{\"nika\":\"v1\",\n\"name\":\"a\",\n\"x-a\":1}",
            "line 3 column 5",
        ),
        (Format::Yaml, "nika: v1\nname: a\nx-a: 1\n", "line 3 column 1"),
        (
            Format::Toml,
            "nika = \"v1\"\nname = \"a\"\nx-a = 1\n",
            "line 3, column 1",
        ),
    ] {
        let error = format.read::<Plan>(text.as_bytes()).map(drop).unwrap_err();
        assert!(error.contains(expected) && error.contains(place), "{format:?}: {error}");
    }
}
