//! Aksara from 0.5.52 to 0.7.0, by its v0.6 stability contract.

use super::History;
use super::history::{CHANGELOG, LIBRARY, POLICY, policy_of};

/// The policy of the example.
const SETTINGS: &str = include_str!("../../../examples/aksara/stability.toml");

const FIRST: &str = r#"//! A model layer.

stability::contract! {
    name = "Aksara",
    state = draft,
    scope = ">=0.5.0, <0.6.0",
    areas {
        "ORM Core" = [orm],
        "Performance Analyzer" = [analysis],
        "Security Policy Model" = [],
        "Generated Surface Change Policy" = [],
    },
}

/// Models.
pub mod orm {
    /// What `Model.objects` is.
    #[stability::stable(since = "0.5.0", non_exhaustive)]
    pub struct Objects;

    #[stability::stable(since = "0.5.0")]
    impl Objects {
        /// The row with this key.
        pub fn get(&self, key: u64) -> Option<u64> {
            Some(key)
        }

        /// Writes a row, or what is other in it.
        pub fn upsert(&self, key: u64) -> u64 {
            key
        }

        /// Writes rows.
        pub fn save_all(&self, keys: &[u64]) -> usize {
            keys.len()
        }
    }
}

/// Analysis.
pub mod analysis {
    /// How slow a query is, from 0 to 10.
    #[stability::evolving(since = "0.5.0", note = "do not build automation on the score")]
    pub fn score(query: &str) -> usize {
        query.len()
    }
}

stability::surface! {
    /// The commands.
    area "CLI", stable(since = "0.5.0");
    /// Applies migrations.
    command "aksara migrate";
    /// Prints what can be wrong.
    command "aksara lint";

    /// The settings.
    area "Settings Protocol", stable(since = "0.5.0");
    /// Whether errors show what is inside.
    setting "debug": bool;
    /// The folder of uploads.
    setting "media": String;
    /// Whether anyone may write.
    setting "open_writes": bool;
}

stability::guarantee! {
    /// No principal may do what no grant allows.
    #[stable(since = "0.5.0", area = "Security Policy Model")]
    pub DEFAULT_DENY = "default-deny";
}

stability::generated! {
    /// Existing migrations are not altered.
    #[stable(since = "0.5.0", area = "Generated Surface Change Policy")]
    pub MIGRATION = "generated/0001_initial.sql", frozen;
    /// May gain fields; a removal needs a deprecation.
    #[stable(since = "0.5.0", area = "Generated Surface Change Policy")]
    pub OPENAPI = "generated/openapi.json", additive;
    /// Not a public contract.
    #[evolving(since = "0.5.0", area = "Generated Surface Change Policy")]
    pub STUDIO = "generated/studio.html", free;
}
"#;

const OPENAPI: &str = r#"{
  "components": { "schemas": { "Book": { "properties": {
    "isbn": { "type": "string" },
    "title": { "type": "string" }
  } } } }
}
"#;
const ISBN: &str = r#""isbn": { "type": "string" }"#;
const ISBN_DEPRECATED: &str = r#""isbn": { "type": "string", "deprecated": true }"#;

const GET: &str = "pub fn get(&self, key: u64) -> Option<u64> {\n            Some(key)";
const GET_OTHERWISE: &str = "pub fn get(&self, key: u64) -> Result<u64, u64> {\n            Ok(key)";

const SAVE_ALL: &str = "
        /// Writes rows.
        pub fn save_all(&self, keys: &[u64]) -> usize {
            keys.len()
        }
";
const SAVE_ALL_DEPRECATED: &str = r#"
        /// Writes rows.
        #[stable(since = "0.5.0", deprecated(since = "0.6.0", replacement = Objects::bulk_update, note = "it writes one statement"))]
        pub fn save_all(&self, keys: &[u64]) -> usize {
            keys.len()
        }

        /// Writes rows in one statement.
        #[stable(since = "0.6.0")]
        pub fn bulk_update(&self, keys: &[u64]) -> usize {
            keys.len()
        }
"#;

const LINT: &str = r#"    command "aksara lint";"#;
const LINT_DEPRECATED: &str = r#"    #[stable(since = "0.5.0", deprecated(since = "0.6.0", note = "call `aksara doctor`"))]
    command "aksara lint";"#;
const MEDIA: &str = r#"    setting "media": String;"#;
const MEDIA_DEPRECATED: &str = r#"    #[stable(since = "0.5.0", deprecated(since = "0.6.0", note = "set `storage`"))]
    setting "media": String;"#;
const OPEN_WRITES: &str = "    /// Whether anyone may write.\n    setting \"open_writes\": bool;\n";

const GUARANTEE: &str = "No principal may do what no grant allows.";
const GUARANTEE_WEAKER: &str = "No principal but staff may do what no grant allows.";

const DEPRECATIONS: &str = "### Deprecated

- `Objects::save_all`: call `Objects::bulk_update` instead, which writes one statement.
- `aksara lint`: call `aksara doctor`.
- The setting `media`: set `storage`.
";

const SECURITY: &str = "### Security

- The setting `open_writes` was removed: it let anyone write, whatever was granted (AKSA-2026-01).
";

const EXCEPTION: &str = r#"
[[exception]]
item = "setting open_writes"
kind = "security"
reason = "it let anyone write, and no value of it was safe"
version = "0.6.1"
advisory = "AKSA-2026-01"
migration = "grant `Write` to whom it is meant for"
"#;

const AFFECTED: &str = "affected = \"projects that set `AKSARA_OPEN_WRITES`\"\n";

/// What 0.7.0 says of a removal, part after part.
const REMOVAL: &str = "- `Objects::save_all` was removed.";
const PATH: &str = " Call `Objects::bulk_update` instead, which takes the same keys.";
const EXAMPLE: &str = "

  ```diff
  -objects.save_all(&keys);
  +objects.bulk_update(&keys);
  ```
";
const OTHERS: &str = "- `aksara lint` was removed: call `aksara doctor`.

  ```diff
  -aksara lint
  +aksara doctor
  ```
- The setting `media` was removed: set `storage`.

  ```diff
  -media: uploads
  +storage: uploads
  ```
- The guarantee `default-deny` lets staff through now: take the role from whom it is not meant for.
";

#[test]
fn aksara_from_0_5_52_to_0_7_0() {
    let aksara = History::begin(
        "aksara",
        "0.5.52",
        &[
            (LIBRARY, FIRST),
            (POLICY, &policy_of(SETTINGS, "aksara")),
            (CHANGELOG, "# Changelog\n"),
            ("generated/0001_initial.sql", "CREATE TABLE book (title TEXT);\n"),
            ("generated/openapi.json", OPENAPI),
            ("generated/studio.html", "<h1>Studio</h1>\n"),
        ],
    );
    a_patch_breaks_nothing(&aksara);
    a_minor_deprecates(&aksara);
    a_security_fix_breaks_without_notice(&aksara);
    what_is_generated_is_kept(&aksara);
    the_next_minor_removes(&aksara);
}

/// 0.5.53, a patch: nothing stable breaks (AK-10), no command and no setting goes (AK-04, AK-05), what is enforced keeps its
/// words (AK-17).
fn a_patch_breaks_nothing(aksara: &History) {
    aksara
        .step("change a queryset call in a patch", |repo| {
            repo.bump("0.5.53");
            repo.edit(LIBRARY, GET, GET_OTHERWISE);
        })
        .refused_by(&["break-in-patch", "break-without-migration-note", "signature-changed"]);
    aksara
        .step(
            "take away a command and a setting, and promise less of what is enforced",
            |repo| {
                repo.take_back(LIBRARY, GET, GET_OTHERWISE);
                repo.edit(LIBRARY, LINT, "");
                repo.edit(LIBRARY, MEDIA, "");
                repo.edit(LIBRARY, GUARANTEE, GUARANTEE_WEAKER);
            },
        )
        .refused_by(&[
            "break-in-patch",
            "break-without-migration-note",
            "break-without-migration-note",
            "break-without-migration-note",
            "command-removed",
            "guarantee-changed",
            "removed-without-deprecation",
            "removed-without-deprecation",
            "setting-removed",
        ]);
    // What is evolving changes freely (AK-11), and so does what is generated without a promise (AK-16).
    aksara
        .step("take that back, score otherwise, and redraw the Studio", |repo| {
            repo.write(LIBRARY, FIRST);
            repo.edit(LIBRARY, "score(query: &str)", "score(query: &str, _rows: u64)");
            repo.write("generated/studio.html", "<h1>Another Studio</h1>\n");
        })
        .passes();
    aksara.release();
}

/// 0.6.0: what goes is deprecated one minor before (AK-09), and the contract is about 0.6 only when it says so.
fn a_minor_deprecates(aksara: &History) {
    aksara
        .step("remove a call in a minor without deprecation", |repo| {
            repo.bump("0.6.0");
            repo.edit(LIBRARY, SAVE_ALL, "");
        })
        .refused_by(&[
            "break-without-migration-note",
            "changelog-section-missing",
            "removed-without-deprecation",
            "version-outside-scope",
        ]);
    aksara
        .step("deprecate it instead, and tell no one", |repo| {
            repo.edit(LIBRARY, ">=0.5.0, <0.6.0", ">=0.6.0, <0.7.0");
            let upsert = "        pub fn upsert(&self, key: u64) -> u64 {\n            key\n        }\n";
            repo.edit(LIBRARY, upsert, &format!("{upsert}{SAVE_ALL_DEPRECATED}"));
            repo.edit(LIBRARY, LINT, LINT_DEPRECATED);
            repo.edit(LIBRARY, MEDIA, MEDIA_DEPRECATED);
        })
        .refused_by(&[
            "announcement-missing",
            "announcement-missing",
            "announcement-missing",
            "changelog-section-missing",
        ]);
    aksara
        .step("announce it in the changelog", |repo| {
            repo.tell("## [0.6.0] - 2026-05-01", DEPRECATIONS);
        })
        .passes();
    aksara.release();
}

/// 0.6.1: a security fix breaks without notice, where it is labelled and says whom it affects (AK-12).
fn a_security_fix_breaks_without_notice(aksara: &History) {
    aksara
        .step("remove a setting that is a hole", |repo| {
            repo.bump("0.6.1");
            repo.edit(LIBRARY, OPEN_WRITES, "");
        })
        .refused_by(&[
            "break-in-patch",
            "break-without-migration-note",
            "removed-without-deprecation",
            "setting-removed",
        ]);
    aksara
        .step("record it as an exception, without a label", |repo| {
            repo.append(POLICY, EXCEPTION);
        })
        .refused_by(&["break-without-migration-note", "security-exception-unlabelled"]);
    aksara
        .step("label it, and leave out whom it affects", |repo| {
            repo.tell("## [0.6.1] - 2026-05-10", SECURITY);
        })
        .refused_by(&["security-exception-unlabelled"]);
    aksara
        .step("say whom it affects", |repo| repo.append(POLICY, AFFECTED))
        .passes();
    aksara.release();
}

/// 0.6.2: what is generated loses nothing that was not deprecated (AK-14), migrations stay (AK-13), and what looks different is
/// described (AK-20).
fn what_is_generated_is_kept(aksara: &History) {
    aksara
        .step("lose a field, and alter a migration", |repo| {
            repo.bump("0.6.2");
            repo.edit("generated/openapi.json", &format!("{ISBN},\n"), "");
            repo.write(
                "generated/0001_initial.sql",
                "CREATE TABLE book (title TEXT, isbn TEXT);\n",
            );
        })
        .refused_by(&[
            "generated-change-undescribed",
            "generated-change-undescribed",
            "generated-output-changed",
            "generated-output-lost-field",
        ]);
    aksara
        .step("deprecate the field instead, and leave the migration", |repo| {
            repo.write("generated/openapi.json", &OPENAPI.replace(ISBN, ISBN_DEPRECATED));
            repo.write("generated/0001_initial.sql", "CREATE TABLE book (title TEXT);\n");
        })
        .refused_by(&["generated-change-undescribed"]);
    aksara
        .step("describe it", |repo| {
            repo.tell(
                "## [0.6.2] - 2026-06-01",
                "### Generated\n\n- `openapi.json`: `isbn` is deprecated.\n",
            );
        })
        .passes();
    aksara.release();
}

/// 0.7.0: what was deprecated in 0.6 goes, with a section (AK-18), a migration path (AK-08) and an example (AK-19).
fn the_next_minor_removes(aksara: &History) {
    aksara
        .step("remove what was deprecated, and say nothing", |repo| {
            repo.bump("0.7.0");
            repo.edit(LIBRARY, ">=0.6.0, <0.7.0", ">=0.7.0, <0.8.0");
            let (deprecated, _) = SAVE_ALL_DEPRECATED.split_once("\n\n").expect("two calls");
            repo.edit(LIBRARY, deprecated, "");
            repo.edit("generated/openapi.json", &format!("{ISBN_DEPRECATED},\n"), "");
        })
        .refused_by(&[
            "break-without-migration-note",
            "changelog-section-missing",
            "generated-change-undescribed",
        ]);
    let tell = |repo: &History, removed: &str| {
        let generated = "### Generated\n\n- `openapi.json` has no `isbn` any more.\n";
        repo.tell(
            "## [0.7.0] - 2026-08-01",
            &format!("### Removed\n\n{removed}\n{generated}"),
        );
    };
    aksara
        .step("name it", |repo| tell(repo, REMOVAL))
        .refused_by(&["break-without-example", "break-without-migration-note"]);
    aksara
        .step("say what to call instead", |repo| {
            tell(repo, &format!("{REMOVAL}{PATH}"));
        })
        .refused_by(&["break-without-example"]);
    aksara
        .step("show it", |repo| tell(repo, &format!("{REMOVAL}{PATH}{EXAMPLE}")))
        .passes();
    aksara
        .step(
            "remove the command and the setting too, and say what is enforced now",
            |repo| {
                repo.edit(
                    LIBRARY,
                    &format!("    /// Prints what can be wrong.\n{LINT_DEPRECATED}\n"),
                    "",
                );
                repo.edit(
                    LIBRARY,
                    &format!("    /// The folder of uploads.\n{MEDIA_DEPRECATED}\n"),
                    "",
                );
                repo.edit(LIBRARY, GUARANTEE, GUARANTEE_WEAKER);
            },
        )
        .refused_by(&["break-without-migration-note"; 3]);
    aksara
        .step("tell of these as well", |repo| {
            tell(repo, &format!("{REMOVAL}{PATH}{EXAMPLE}{OTHERS}"));
        })
        .passes();
    aksara.release();
}
