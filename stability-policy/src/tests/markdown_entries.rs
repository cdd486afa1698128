use proptest::prelude::*;

use crate::markdown_entries::Entries;
use crate::words::has_words;

/// How many entries of `text` name `name`.
fn named(text: &str, name: &str) -> usize {
    Entries::read(text).naming(name).len()
}

#[test]
fn a_path_is_named_as_a_whole() {
    for (text, name, expected) in [
        ("- `Foo` goes", "Foo", 1),
        // One word is English, whatever the item is called.
        ("- Foo goes", "Foo", 0),
        ("- users get an error", "get", 0),
        ("- `get` returns an error", "get", 1),
        ("- nika::Foo goes", "nika::Foo", 1),
        ("- nika::Foo goes", "Foo", 0),
        ("- `nika::Foo::new(a: u8)` takes more", "nika::Foo::new", 1),
        ("- `nika::Foo::new` takes more", "nika::Foo", 0),
        ("- `other::Foo` goes", "Foo", 0),
        ("- FooBar goes", "Foo", 0),
        ("- Gone: nika::Foo: use Bar", "nika::Foo", 1),
        ("- `Foo` goes\n- so is `Foo`", "Foo", 2),
        ("<!-- - `Foo` goes -->", "Foo", 0),
        ("", "Foo", 0),
    ] {
        assert_eq!(named(text, name), expected, "{name} in {text}");
    }
}

#[test]
fn what_is_no_path_is_not_named_by_a_longer_one() {
    for (text, name, expected) in [
        ("- `GET /skills` goes", "GET /skills", 1),
        ("- GET /skills goes", "GET /skills", 1),
        ("- `GET /skills/{id}` goes", "GET /skills", 0),
        ("- GET /skills/{id} goes", "GET /skills", 0),
        ("- `command aksara migrate --fake`", "command aksara migrate", 0),
        ("- `features = [\"rustls-tls\"]`", "rustls-tls", 1),
        ("- `rustls-tls-native`", "rustls-tls", 0),
    ] {
        assert_eq!(named(text, name), expected, "{name} in {text}");
    }
}

#[test]
fn entries_are_items_headings_and_rows() {
    let text = "`A` and `B` go.\n\n#### `C`\n\nIt goes.\n\n- `D`\n  - `E` with it\n- `F`\n\n| x | y |\n|---|---|\n| `G` | `H` |\n";
    for (name, others) in [("A", &["B"][..]), ("C", &[]), ("D", &["E"]), ("F", &[]), ("G", &["H"])] {
        let entries = Entries::read(text);
        let alone = |other: &str| entries.naming(other).iter().any(|entry| entry.is_about(name));
        for other in ["A", "B", "C", "D", "E", "F", "G", "H"] {
            assert_eq!(
                alone(other),
                other == name || others.contains(&other),
                "{name} beside {other}"
            );
        }
    }
}

#[test]
fn an_entry_says_what_to_do() {
    for (text, expected) in [
        ("- `Foo`", false),
        ("- `Foo` goes", false),
        ("- `nika::Foo` has been removed", false),
        ("- `Foo` goes: use `Bar`", true),
        ("- `Foo` goes, and nothing takes its place", true),
        ("- `Foo` goes ([how](https://nika.example))", true),
        ("- `Foo` goes\n\n  ```rust\n  bar()\n  ```", true),
        ("- `Foo` goes\n\n  ```rust\n\n  ```", false),
        ("- `Foo`\n\n  ```rust\n  bar()\n  ```", false),
    ] {
        let names = ["nika::Foo".to_string(), "Foo".to_string()];
        let entries = Entries::read(text);
        let found: Vec<_> = names.iter().flat_map(|name| entries.naming(name)).collect();
        assert_eq!(found.len(), 1, "{text}");
        assert_eq!(found[0].says_more_than(&names), expected, "{text}");
    }
}

#[test]
fn an_example_has_both_sides() {
    let fence = |language: &str, code: &str| format!("- `Foo`\n\n  ```{language}\n  {code}\n  ```\n");
    for (text, expected) in [
        (fence("rust", "foo()"), false),
        (
            format!("{}\n{}", fence("rust", "foo()"), "  ```rust\n  bar()\n  ```"),
            true,
        ),
        (
            format!("{}\n{}", fence("rust", "foo()"), "  ```rust\n  foo()\n  ```"),
            false,
        ),
        (format!("{}\n{}", fence("rust", "foo()"), "  ```rust\n\n  ```"), false),
        (fence("rust", "// before\n  foo()\n  // After\n  bar()"), true),
        (fence("rust", "// beforehand\n  foo()"), false),
        (fence("diff", "-foo()\n  +bar()"), true),
        (fence("diff", "+bar()"), false),
        (fence("diff", "-\n  +"), false),
    ] {
        let entries = Entries::read(&text);
        assert_eq!(entries.naming("Foo")[0].has_example(), expected, "{text}");
    }
}

#[test]
fn an_entry_is_closed() {
    for (text, closed) in [
        ("- `Foo` goes", false),
        ("- ~~`Foo` goes~~", true),
        ("- `Foo` goes ~~in 2.0~~ in 3.0", false),
        ("- [x] `Foo` goes", true),
        ("- [ ] `Foo` goes", false),
        ("## Removed\n\n### 2.0.0\n\n- `Foo` goes", true),
        ("## Removed\n\n- `Bar`\n\n## Open\n\n- `Foo` goes", false),
        ("## Removed routes\n\n- `Foo` goes", false),
        ("| x |\n|---|\n| ~~`Foo`~~ |", true),
    ] {
        let entries = Entries::read(text);
        assert_eq!(entries.naming("Foo")[0].closed, closed, "{text}");
    }
}

#[test]
fn words_are_whole() {
    assert!(has_words("BREAKING: gone", "BREAKING"));
    assert!(has_words("(BREAKING)", "BREAKING"));
    assert!(!has_words("BREAKINGS", "BREAKING"));
    assert!(!has_words("NON-BREAKING", "BREAKING"));
    assert!(!has_words("anything", ""));
}

proptest! {
    #[test]
    fn any_text_is_read(text in ".*", name in "[a-z:/ ]{0,6}") {
        for entry in Entries::read(&text).naming(&name) {
            entry.is_about(&name);
            entry.has_example();
            entry.says_more_than(&[String::from(name.as_str())]);
        }
    }

    #[test]
    fn a_name_in_backticks_is_found(name in "[A-Za-z_][A-Za-z0-9_]{0,8}(::[A-Za-z_][A-Za-z0-9_]{0,8}){0,2}") {
        prop_assert_eq!(named(&format!("- so `{name}` goes"), &name), 1);
    }
}
