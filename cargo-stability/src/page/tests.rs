//! What pages say, from contracts and policies as texts.

use stability::Contract;
use stability_policy::{Comparison, Evidence, Policy};

use super::{Page, Templates};

fn contract(version: &str, items: &str) -> Contract {
    let text = format!(
        r#"{{ "schema": "stability/contract@1",
            "contract": {{ "name": "Nika", "state": "beta", "areas": ["Memory"] }},
            "package": {{ "name": "nika", "version": "{version}" }},
            "packages": [{{ "name": "nika", "version": "{version}",
                "contract": {{ "name": "Nika", "state": "beta", "areas": ["Memory"] }} }}],
            "items": [{items}] }}"#
    );
    Contract::from_json(&text).unwrap_or_else(|error| panic!("{error}\n{text}"))
}

fn function(name: &str, more: &str) -> String {
    format!(
        r#"{{ "id": "nika::{name}", "kind": "fn", "name": "{name}", "tier": "stable", "package": "nika",
            "signature": "fn {name}()"{more} }}"#
    )
}

fn page(contract: &Contract, policy: &str) -> Page {
    Page::new(contract, &Policy::from_toml(policy).unwrap(), None)
}

fn markdown(template: &str, page: &Page) -> String {
    Templates::new(None).markdown(template, page).unwrap()
}

#[track_caller]
fn assert_says(text: &str, sentences: &[&str]) {
    for sentence in sentences {
        assert!(text.contains(sentence), "{sentence}\n-- is not in\n{text}");
    }
}

#[test]
fn the_policy_is_said_in_words() {
    let contract = contract("0.6.0", &function("ask", r#", "since": "0.5.0", "area": "Memory""#));
    let policy = r#"
        [before-1-0.stable]
        break = "minor"
        notice = { minors = 1 }
        [tiers.stable]
        notice = { minors = 2, days = 90 }
        [changelog]
        path = "CHANGES.md"
        breaking = ["Breaking"]
        example = true
        [announcements]
        channels = ["changelog", "release-notes"]
        [decisions]
        files = "adr/*.md"
        [foreign]
        allowed = ["http"]
        [[gate]]
        name = "the licence is settled"
        contains = { files = "LICENSE", text = "MIT" }
        [[exception]]
        item = "nika::old"
        kind = "security"
        reason = "reads beyond the end"
        advisory = "RUSTSEC-2026-0001"
        migration = "use `ask`"
    "#;
    let text = markdown("stability", &page(&contract, policy));
    assert_says(
        &text,
        &[
            "# Nika stability contract",
            "State: **beta**",
            "## Stable, and intended to be preserved\n\n### Memory\n\n#### Stable\n\n- `ask` — fn, since 0.5.0\n",
            "### Before 1.0.0\n\n- **stable**: A minor release may break these, after 1 minor release of deprecation.",
            "| minor | stable | stable |",
            "### From 1.0.0 on\n\n- **stable**: Only a major release may break these, after 2 minor releases and 90 days of deprecation.",
            "| minor | stable | – |",
            "has an entry in `CHANGES.md`, under `Breaking`, with a migration path and the code before and after.",
            "announced by all of these at the same time: an entry in `CHANGES.md` under `Deprecated`; the release notes.",
            "needs a decision record in `adr/*.md` whose state is `Accepted`.",
            "Of other packages, stable items show only types of `http`.",
            "- the licence is settled: `LICENSE` says `MIT`",
            "- `nika::old` (security, RUSTSEC-2026-0001): Reads beyond the end. Migration: use `ask`.",
            "The entry in `CHANGES.md` is under `Security`",
        ],
    );
    // What the rule does not ask for is not promised.
    let text = markdown(
        "policy",
        &page(
            &contract,
            &format!("{policy}\n[levels]\nsecurity-exception-unlabelled = \"allow\""),
        ),
    );
    assert!(!text.contains("under `Security`"), "{text}");
}

#[test]
fn deprecations_have_the_anchors_of_their_links() {
    let items = [
        function("old", r#", "deprecated": { "since": "1.0.0", "note": "use `ask`", "replacement": "ask", "remove_in": "2.0.0" }"#),
        r#"{ "id": "GET /skills", "kind": "route", "name": "GET /skills", "tier": "stable", "package": "nika",
            "deprecated": { "on": "2026-09-01", "sunset": "2027-01-01", "link": "https://nika.example/deprecations#skills-v1",
                "successor": "/v2/skills" } }"#
            .to_owned(),
    ];
    let text = markdown("deprecations", &page(&contract("1.2.0", &items.join(",")), ""));
    assert_says(
        &text,
        &[
            "<a id=\"skills-v1\"></a>\n\n## `GET /skills`\n\n- Kind: route, stable\n- Deprecated: 2026-09-01\n- Sunset: 2027-01-01\n",
            "- Successor: `/v2/skills`",
            "<a id=\"nika-old\"></a>\n\n## `nika::old`\n\n- Kind: fn, stable\n- Deprecated: in 1.0.0\n- Removal: 2.0.0\n",
            "- Replacement: `ask`\n\nuse `ask`\n",
        ],
    );
    assert!(
        text.find("GET /skills").unwrap() < text.find("nika::old").unwrap(),
        "the first to go is first"
    );
}

/// The pages about what changed from `before` to `after`.
fn changes(before: &str, after: &str, policy: &str) -> (String, String) {
    let (before, after) = (contract("1.2.0", before), contract("2.0.0", after));
    let (policy, evidence) = (Policy::from_toml(policy).unwrap(), Evidence::default());
    let comparison = Comparison::new(Some(&before), &after, &policy, &evidence).unwrap();
    let page = Page::new(&after, &policy, Some(&comparison));
    (markdown("changelog", &page), markdown("migration", &page))
}

#[test]
fn each_change_is_in_one_section_with_the_code_before_and_after() {
    let deprecated = r#", "deprecated": { "since": "1.2.0", "note": "Call `tell`.", "replacement": "nika::tell" }"#;
    let before = [
        function("gone", deprecated),
        function("kept", ""),
        function("wider", "").replace("fn wider()", "fn wider(width: u8)"),
        function("hole", ""),
    ];
    let after = [
        function("kept", deprecated),
        function("wider", "").replace("fn wider()", "fn wider(width: u16)"),
        function("tell", ""),
    ];
    let policy = "[[exception]]\nitem = \"nika::hole\"\nkind = \"security\"\nreason = \"reads beyond the end\"\n\
        advisory = \"RUSTSEC-2026-0001\"\naffected = \"frames of zero bytes\"\nmigration = \"Use `tell`.\"\n";
    let (changelog, migration) = changes(&before.join(","), &after.join(","), policy);
    // The words of a removal are those of the diff.
    let [changelog, migration] =
        [changelog, migration].map(|text| text.replace(&["is", "gone"].join(" "), "was removed"));
    assert_eq!(
        changelog,
        "### Added\n\n- `nika::tell` was added.\n\n\
         ### Deprecated\n\n- `nika::kept` is deprecated. Call `tell`.\n\n\
         ### Breaking\n\n- `nika::wider` was `fn wider(width: u8)` and is now `fn wider(width: u16)`.\n\n\
         ### Removed\n\n- `nika::gone` was removed. Call `tell`.\n\n\
         ### Security\n\n- `nika::hole` was removed (RUSTSEC-2026-0001). Reads beyond the end. Affected: frames of zero bytes. Use `tell`.\n"
    );
    assert_says(
        &migration,
        &[
            "# Migration to nika 2.0.0\n",
            "## `nika::gone`\n\n`nika::gone` was removed.\n\nCall `tell`.\n\nBefore:\n\n```rust\nfn gone()\n```\n\nAfter:\n\n```rust\nfn tell()\n```\n",
            "Before:\n\n```rust\nfn wider(width: u8)\n```\n\nAfter:\n\n```rust\nfn wider(width: u16)\n```\n",
        ],
    );
}

#[test]
fn the_methods_of_a_new_type_come_with_it() {
    let added = r#"{ "id": "nika::Frame", "kind": "struct", "name": "Frame", "tier": "stable", "package": "nika" },
        { "id": "nika::Frame::len", "kind": "method", "name": "Frame::len", "tier": "stable", "package": "nika" },
        { "id": "nika::Own", "kind": "struct", "name": "Own", "tier": "internal", "package": "nika" }"#;
    let (changelog, migration) = changes("", added, "");
    assert_eq!(changelog, "### Added\n\n- `nika::Frame` was added.\n");
    assert_says(&migration, &["Nothing needs to be changed."]);
    assert_eq!(changes(added, added, "").0, "No promise has changed.\n");
}

const HOSTILE: &str = r#", "note": "</code><script>alert(1)</script> `<img src=x onerror=alert(1)>` \u202e[x](javascript:alert(1)) <!-- stability:end -->",
    "area": "</h3><script>alert(2)</script>\"' onload=alert(3)", "since": "1.0.0",
    "deprecated": { "since": "1.0.0", "note": "</style><svg/onload=alert(4)>", "replacement": "a\"><script>alert(5)</script>" }"#;

#[test]
fn text_of_others_is_only_text_in_html() {
    let before = contract("1.2.0", &function("ask", HOSTILE));
    let after = contract("2.0.0", "");
    let (policy, evidence) = (Policy::default(), Evidence::default());
    let comparison = Comparison::new(Some(&before), &after, &policy, &evidence).unwrap();
    for page in [
        Page::new(&before, &policy, None),
        Page::new(&after, &policy, Some(&comparison)),
    ] {
        let html = Templates::new(None).html(&page).unwrap();
        assert_eq!(html.matches("<script").count(), 1, "only our own");
        assert_eq!(html.matches("<style").count(), 1);
        assert!(!html.contains("<img") && !html.contains("<svg"), "{html}");
        let document = html.split("<script>").next().unwrap_or_default();
        assert!(document.contains("alert("), "it is there as text");
        // No attribute holds a text of others but for anchors, which are letters, digits and `-`.
        for tag in document.split('<').skip(1).filter_map(|rest| rest.split('>').next()) {
            assert!(!tag.contains("onload") && !tag.contains("onerror"), "{tag}");
        }
    }
}

#[test]
fn text_of_others_opens_nothing_in_markdown() {
    let page = page(&contract("1.2.0", &function("ask", HOSTILE)), "");
    for template in ["stability", "deprecations", "release-notes"] {
        let text = markdown(template, &page);
        assert!(
            !text.lines().any(|line| line.trim() == "<!-- stability:end -->"),
            "{text}"
        );
        let outside_of_code: String = text.split('`').step_by(2).collect();
        assert!(!outside_of_code.replace("\\<", "").contains("<script"), "{text}");
        assert!(!text.contains('\u{202e}'), "{text}");
    }
}

#[test]
fn a_template_of_the_project_takes_the_place_of_ours() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(
        folder.path().join("surface.md"),
        "{% for it in areas %}{{ it.name or 'none' }}{% endfor %}\n",
    )
    .unwrap();
    std::fs::write(folder.path().join("wrong.md"), "first\n{{ titel }}\n").unwrap();
    let templates = Templates::new(Some(folder.path().to_owned()));
    let page = page(&contract("1.2.0", &function("ask", "")), "");
    assert_eq!(templates.markdown("surface", &page).unwrap(), "none\n");
    assert_says(
        &templates.markdown("stability", &page).unwrap(),
        &["\nnone\n", "## Compatibility policy"],
    );
    let error = templates.markdown("wrong", &page).unwrap_err().to_string();
    assert_says(&error, &["the template `wrong.md`", "undefined value", "wrong.md:2"]);
    let error = templates.markdown("../secret", &page).unwrap_err().to_string();
    assert_says(
        &error,
        &["there is no such template: name one of stability, surface, policy"],
    );
}
