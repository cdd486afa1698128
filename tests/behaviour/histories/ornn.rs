//! Ornn: routes that are announced, deprecated and removed. The policy is that of `examples/ornn`.

use serde_json::{Value, json};

use super::History;
use super::history::{CHANGELOG, LIBRARY, policy_of};

const POLICY: &str = include_str!("../../../examples/ornn/stability.toml");
const HEAD: &str = "stability::contract! { name = \"Ornn\", state = alpha, scope = \">=0.7.0, <3.0.0\" }\n";
const LIST: &str = "
/// Lists skills.
#[stability::route(GET, \"/skills\", stable(since = \"0.7.0\"))]
pub fn list() {}
";
const RAW: &str = "
/// Reads a skill as it was sent.
#[stability::route(GET, \"/skills/{id}/raw\", stable(since = \"0.7.0\"))]
pub fn raw() {}
";
const RATE: &str = "
/// Rates a skill.
#[stability::route(POST, \"/skills/{id}/ratings\", beta(since = \"next\"))]
pub fn rate() {}
";
const READ: &str = "
/// Reads a skill by its name.
#[stability::route(GET, \"/skills/{id}\", stable(since = \"next\"))]
pub fn read() {}
";

/// The routes of an OpenAPI document, each with what it says of it.
fn openapi(operations: &[(&str, &str, Value)]) -> String {
    let mut document = json!({ "openapi": "3.1.0", "info": { "title": "Ornn", "version": "1" }, "paths": {} });
    for (method, path, said) in operations {
        document["paths"][path][method] = said.clone();
    }
    format!("{document:#}\n")
}

/// What an operation says of the tier of its route: `stable` or `beta`.
fn tier(tier: &str) -> Value {
    let mut said = json!({ "x-stability": tier, "x-stability-level": tier });
    if tier == "beta" {
        said["parameters"] = json!([{ "name": "Accept-Stability", "in": "header", "schema": { "type": "string" } }]);
    }
    said
}

/// What an operation says of a stable route that is deprecated.
fn going_on(sunset: &str) -> Value {
    let mut said = tier("stable");
    said["deprecated"] = true.into();
    said["x-sunset"] = sunset.into();
    said
}

/// Ornn as it was released on the first day of 2026.
fn released(version: &str, library: &[&str], document: &str) -> History {
    let history = History::prepare(
        "ornn",
        version,
        &[
            ("stability.toml", &policy_of(POLICY, "ornn")),
            (LIBRARY, &library.concat()),
            (
                CHANGELOG,
                &format!("# Changelog\n\n## [{version}] - 2026-01-01\n\n- As it is.\n"),
            ),
            ("DEPRECATIONS.md", "# Deprecations\n"),
            ("RELEASE_NOTES.md", "# Release notes\n"),
            ("openapi.json", document),
        ],
    );
    history.on("2026-01-01");
    history.release();
    history
}

fn changeset(repo: &History, bump: &str) {
    repo.write(
        ".changeset/change.md",
        &format!("---\n\"ornn\": {bump}\n---\n\nWhat has changed.\n"),
    );
}

/// Puts these lines under a head of their own before the last release.
fn unreleased(repo: &History, lines: &str) {
    let head = "# Changelog\n\n";
    repo.edit(CHANGELOG, head, &format!("{head}## [Unreleased]\n\n{lines}\n\n"));
}

/// OR-01, OR-02, OR-05.
#[test]
fn before_1_0_a_route_lands_with_its_tier_and_goes_with_a_note_in_a_minor() {
    let list = ("get", "/skills", tier("stable"));
    let raw = ("get", "/skills/{id}/raw", tier("stable"));
    let rate = |said: Value| ("post", "/skills/{id}/ratings", said);
    let history = released("0.7.0", &[HEAD, LIST, RAW], &openapi(&[list.clone(), raw.clone()]));

    let lands = history.step("A route lands without a tier", |repo| {
        repo.write("openapi.json", &openapi(&[list.clone(), raw.clone(), rate(json!({}))]));
    });
    lands
        .refused_by(&["route-without-tier"])
        .saying("`POST /skills/{id}/ratings` is described in `openapi.json`");
    let tiered = history.step("It has a tier that the document does not tell", |repo| {
        repo.append(LIBRARY, RATE);
        unreleased(repo, "### Added\n\n- `POST /skills/{id}/ratings`.");
        changeset(repo, "minor");
    });
    tiered
        .refused_by(&["document-stale", "document-stale", "document-stale"])
        .saying("`x-stability`")
        .saying("`x-stability-level`")
        .saying("`parameters/Accept-Stability`");
    let told = history.step("The document tells it", |repo| {
        repo.write(
            "openapi.json",
            &openapi(&[list.clone(), raw.clone(), rate(tier("beta"))]),
        );
    });
    told.passes();
    history.release_as("0.8.0", "2026-01-15");

    let gone = history.step("A stable route is removed in a patch without an announcement", |repo| {
        repo.edit(LIBRARY, RAW, "");
        repo.write("openapi.json", &openapi(&[list.clone(), rate(tier("beta"))]));
        changeset(repo, "patch");
    });
    gone.refused_by(&[
        "break-in-patch",
        "break-without-migration-note",
        "changeset-missing",
        "item-removed",
    ]);
    let minor = history.step("It goes in a minor", |repo| changeset(repo, "minor"));
    minor
        .refused_by(&["break-without-migration-note", "changelog-section-missing"])
        .saying("the changelog lists no changes of the next release");
    let named = history.step("The changelog says that it was removed", |repo| {
        unreleased(
            repo,
            "### Breaking\n\n- `GET /skills/{id}/raw` was removed: ask for `GET /skills`.",
        );
    });
    named.refused_by(&["break-without-example"]);
    let shown = history.step("And shows what to send instead", |repo| {
        let example = "was removed: ask for `GET /skills`.\n\n  ```diff\n  -GET /skills/1/raw\n  +GET /skills\n  ```\n";
        repo.edit(CHANGELOG, "was removed: ask for `GET /skills`.\n", example);
    });
    shown.passes();
    history.release_as("0.9.0", "2026-02-01");
}

fn deprecated(on: &str, sunset: &str) -> String {
    format!(
        "
/// Reads a skill as it was sent.
#[stability::deprecated_route(
    GET, \"/skills/{{id}}/raw\", stable(since = \"0.7.0\"), since = \"next\", on = \"{on}\", sunset = \"{sunset}\",
    link = \"/deprecations#raw\", note = \"`GET /skills/{{id}}` has the same.\"
)]
pub fn raw() {{}}
"
    )
}

/// OR-03, OR-04, OR-05, OR-10, OR-11, OR-12, OR-13.
#[test]
#[expect(clippy::too_many_lines, reason = "a history is read from its beginning to its end")]
fn a_stable_route_retires() {
    let list = ("get", "/skills", tier("stable"));
    let read = ("get", "/skills/{id}", tier("stable"));
    let raw = |said: Value| ("get", "/skills/{id}/raw", said);
    let going = || raw(going_on("2026-06-01"));
    let history = released(
        "1.0.0",
        &[HEAD, LIST, RAW],
        &openapi(&[list.clone(), raw(tier("stable"))]),
    );

    let added = history.step("A route is added in a patch", |repo| {
        repo.append(LIBRARY, READ);
        repo.write(
            "openapi.json",
            &openapi(&[list.clone(), read.clone(), raw(tier("stable"))]),
        );
        unreleased(repo, "### Added\n\n- `GET /skills/{id}`.");
        changeset(repo, "patch");
    });
    added.refused_by(&["bump-too-small", "changeset-missing"]);
    history
        .step("It is added in a minor", |repo| changeset(repo, "minor"))
        .passes();
    history.release_as("1.1.0", "2026-02-01");

    let soon = deprecated("2026-03-01", "2026-05-29");
    let hurried = history.step("A route is to go in 89 days, and the headers alone say so", |repo| {
        repo.edit(LIBRARY, RAW, &soon);
        changeset(repo, "minor");
    });
    hurried
        .refused_by(&[
            "announcement-missing",
            "changelog-section-missing",
            "document-stale",
            "document-stale",
            "sunset-too-soon",
        ])
        .saying("`x-sunset`")
        .saying("its sunset gives clients only 89 of 90 days of notice")
        .saying("write `sunset = \"2026-05-30\"` or later");
    let late = deprecated("2026-03-01", "2026-06-01");
    let headers = history.step("It is to go in 92 days, and the document says so", |repo| {
        repo.edit(LIBRARY, &soon, &late);
        repo.write("openapi.json", &openapi(&[list.clone(), read.clone(), going()]));
    });
    headers
        .refused_by(&["announcement-missing", "changelog-section-missing"])
        .saying("it is announced neither in the changelog under `Deprecated` nor in `DEPRECATIONS.md` nor in `RELEASE_NOTES.md`");
    let changelog = history.step("The changelog has it", |repo| {
        unreleased(
            repo,
            "### Deprecated\n\n- `GET /skills/{id}/raw`: `GET /skills/{id}` has the same.",
        );
    });
    let rest = "it is announced neither in `DEPRECATIONS.md` nor in `RELEASE_NOTES.md`";
    changelog.refused_by(&["announcement-missing"]).saying(rest);
    let page = history.step("The list of deprecations has it", |repo| {
        repo.append(
            "DEPRECATIONS.md",
            "\n## `GET /skills/{id}/raw`\n\n- Sunset: 2026-06-01\n",
        );
    });
    page.refused_by(&["announcement-missing"])
        .saying("it is not announced in `RELEASE_NOTES.md`");
    let everywhere = history.step("It is announced everywhere", |repo| {
        repo.append(
            "RELEASE_NOTES.md",
            "\n`GET /skills/{id}/raw` is deprecated, see `DEPRECATIONS.md`.\n",
        );
    });
    everywhere.passes();
    history.release_as("1.2.0", "2026-03-01");

    let moved = history.step("The sunset comes earlier", |repo| {
        repo.edit(LIBRARY, "2026-06-01", "2026-05-01");
        changeset(repo, "patch");
    });
    moved.refused_by(&["document-stale", "sunset-moved-earlier"]);
    history
        .step("It is put back", |repo| {
            repo.take_back(LIBRARY, "2026-06-01", "2026-05-01");
        })
        .passes();

    let removed = late.replace("\"next\"", "\"1.2.0\"");
    let minor = history.step("The route goes in a minor, before its sunset", |repo| {
        repo.edit(LIBRARY, &removed, "");
        repo.write("openapi.json", &openapi(&[list.clone(), read.clone()]));
        repo.edit("DEPRECATIONS.md", "\n## `GET", "\n# Removed\n\n## `GET");
        unreleased(
            repo,
            "### Breaking\n\n- `GET /skills/{id}/raw` was removed: `GET /skills/{id}` has the same.\n\n  \
             ```diff\n  -GET /skills/1/raw\n  +GET /skills/1\n  ```",
        );
        changeset(repo, "minor");
    });
    minor.refused_by(&[
        "bump-too-small",
        "changeset-missing",
        "deprecation-notice-too-short",
        "item-removed",
        "route-removed-before-sunset",
        "route-removed-without-major",
    ]);
    let after = "check --today 2026-06-02";
    let major = history.step_with(
        "It goes in a major after its sunset, but one minor had it",
        after,
        |repo| {
            changeset(repo, "major");
        },
    );
    major
        .refused_by(&["deprecation-notice-too-short"])
        .saying("users had only 1 of 2 minor releases of notice");
    history.git(&["checkout", "--quiet", "v1.2.0", "--", "."]);
    history
        .step("It stays for another minor", |repo| unreleased(repo, "- Faster."))
        .passes();
    history.release_as("1.3.0", "2026-05-01");

    history.on("2026-06-02");
    let open = history.step("It goes in a major, and its entry stays open", |repo| {
        repo.edit(LIBRARY, &removed, "");
        repo.write("openapi.json", &openapi(&[list.clone(), read.clone()]));
        unreleased(
            repo,
            "### Breaking\n\n- `GET /skills/{id}/raw` was removed: `GET /skills/{id}` has the same.\n\n  \
             ```diff\n  -GET /skills/1/raw\n  +GET /skills/1\n  ```",
        );
        changeset(repo, "major");
    });
    open.refused_by(&["deprecation-entry-left-open"]);
    let closed = history.step("Its entry is closed", |repo| {
        repo.edit("DEPRECATIONS.md", "\n## `GET", "\n# Removed\n\n## `GET");
    });
    closed.passes();
    history.release_as("2.0.0", "2026-06-10");
}

/// OR-14, OR-15.
#[test]
fn a_break_is_marked_and_carries_a_major_changeset() {
    let list = ("get", "/skills", tier("stable"));
    let raw = ("get", "/skills/{id}/raw", going_on("2026-05-01"));
    let going = deprecated("2026-01-01", "2026-05-01").replace("\"next\"", "\"1.0.0\"");
    let history = released("1.0.0", &[HEAD, LIST, &going], &openapi(&[list.clone(), raw]));
    history.append("DEPRECATIONS.md", "\n## `GET /skills/{id}/raw`\n");
    for (version, day) in [("1.1.0", "2026-02-01"), ("1.2.0", "2026-03-01")] {
        unreleased(&history, "- Faster.");
        history.release_as(version, day);
    }
    history.git(&["checkout", "--quiet", "-b", "remove-raw"]);
    let check = "check --range main..HEAD --today 2026-05-02";

    let bare = history.step_with("chore(api): tidy up", check, |repo| {
        repo.edit(LIBRARY, &going, "");
    });
    bare.refused_by(&[
        "break-without-migration-note",
        "breaking-commit-unmarked",
        "bump-too-small",
        "changeset-missing",
        "deprecation-entry-left-open",
        "document-stale",
        "item-removed",
        "route-removed-without-major",
    ]);
    let small = history.step_with("chore(api): say more", check, |repo| {
        repo.write("openapi.json", &openapi(std::slice::from_ref(&list)));
        repo.write("DEPRECATIONS.md", "# Deprecations\n");
        unreleased(
            repo,
            "### Breaking\n\n- `GET /skills/{id}/raw` was removed: call `GET /skills`.\n\n  \
             ```diff\n  -GET /skills/1/raw\n  +GET /skills\n  ```",
        );
        changeset(repo, "minor");
    });
    small.refused_by(&[
        "breaking-commit-unmarked",
        "bump-too-small",
        "changeset-missing",
        "item-removed",
        "route-removed-without-major",
    ]);
    let unmarked = history.step_with("chore(api): a major one", check, |repo| changeset(repo, "major"));
    unmarked
        .refused_by(&["breaking-commit-unmarked"])
        .saying("write `BREAKING` in the subject, or the footer `BREAKING CHANGE: …`");
    let marked =
        "chore(api): remove deprecated GET /skills/{id}/raw (sunset 2026-05-01)\n\nBREAKING CHANGE: call GET /skills";
    history.step_with(marked, check, |_| ()).passes();
}
