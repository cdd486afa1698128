//! Every mistake: what is written, and what is reported.

use crate::Policy;

const MISTAKES: &[(&str, &str)] = &[
    (
        "packages",
        "line 1, column 9: key with no value, expected `=`: write TOML, as <https://toml.io> has it",
    ),
    (
        "packages = [",
        "line 1, column 13: unclosed array, expected `]`: write TOML, as <https://toml.io> has it",
    ),
    (
        "packages = ['nika'",
        "line 1, column 19: unclosed array, expected `]`: write TOML, as <https://toml.io> has it",
    ),
    (
        "baseline = \"a",
        "line 1, column 14: invalid basic string, expected `\"`: write TOML, as <https://toml.io> has it",
    ),
    (
        "= 1",
        "line 1, column 1: unquoted keys cannot be empty, expected letters, numbers, `-`, `_`: write TOML, as <https://toml.io> has it",
    ),
    (
        "[tiers",
        "line 1, column 7: unclosed table, expected `]`: write TOML, as <https://toml.io> has it",
    ),
    (
        "baseline = stability.json",
        "line 1, column 12: string values must be quoted, expected literal string: write TOML, as <https://toml.io> has it",
    ),
    (
        "next = 'minor'\nnext = 'major'",
        "line 2, column 1: `next` is written twice: keep one",
    ),
    (
        "[changelog]\n[changelog]",
        "line 2, column 2: `changelog` is written twice: keep one",
    ),
    (
        "tiers.stable.add = 'minor'\n[tiers.stable]\nadd = 'minor'",
        "line 2, column 8: `stable` is written twice: keep one\n\
             line 3, column 1: `add` is written twice: keep one",
    ),
    (
        "changelog = 1\n[changelog]",
        "line 2, column 2: `changelog` is written twice: keep one",
    ),
    (
        "packges = ['nika']",
        "line 1, column 1: unknown key `packges`: did you mean `packages`?",
    ),
    (
        "entirely-else = 1",
        "line 1, column 1: unknown key `entirely-else`: write `packages`, `baseline`, `tool`, `build`, `builds`, `default`, `profile`, `next`, `release`, `tiers`, `before-1-0`, `pre-release`, `levels`, `changelog`, `announcements`, `decisions`, `changesets`, `commits`, `features`, `msrv`, `ratchets`, `wire`, `foreign`, `uses`, `doc`, `usage`, `document`, `gate`, `exception` or `suppression`",
    ),
    (
        "\"a\\u0007b\" = 1",
        "line 1, column 1: unknown key `a\\u{7}b`: write `packages`, `baseline`, `tool`, `build`, `builds`, `default`, `profile`, `next`, `release`, `tiers`, `before-1-0`, `pre-release`, `levels`, `changelog`, `announcements`, `decisions`, `changesets`, `commits`, `features`, `msrv`, `ratchets`, `wire`, `foreign`, `uses`, `doc`, `usage`, `document`, `gate`, `exception` or `suppression`",
    ),
    (
        "[build]\n[builds.wasm]",
        "line 1, column 1: `[build]` says how the only build is made, and `[builds]` lists several: write it as one of them, such as `[builds.default]`",
    ),
    (
        "[builds.wasm]\ntraget = 'wasm32-unknown-unknown'",
        "line 2, column 1: unknown key `traget` in `[builds.wasm]`: did you mean `target`?",
    ),
    (
        "[builds]\nwasm = 'wasm32-unknown-unknown'",
        "line 2, column 8: `wasm` takes a table, and this is a string: write `[builds.wasm]`, and its keys below",
    ),
    (
        "[builds.'no std']",
        "line 1, column 2: `no std` cannot be the name of a build: write letters, digits, `-` and `_`",
    ),
    (
        "[tool]\nminimum = 'new'",
        "line 2, column 11: `new` is not a version: write one like `\"0.3\"`",
    ),
    (
        "[tier.stable]",
        "line 1, column 2: unknown key `tier`: did you mean `tiers`?",
    ),
    (
        "[tiers.stabel]",
        "line 1, column 8: unknown key `stabel` in `[tiers]`: did you mean `stable`?",
    ),
    (
        "[tiers.stable]\nbreaks = 'major'",
        "line 2, column 1: unknown key `breaks` in `[tiers.stable]`: did you mean `break`?",
    ),
    (
        "[tiers.stable]\nnotice = { days = 90, minor = 2 }",
        "line 2, column 23: unknown key `minor` in `[tiers.stable.notice]`: did you mean `minors`?",
    ),
    (
        "[release]\ntag = 'v1'",
        "line 2, column 7: `tag` does not contain the version: write for example `\"v{version}\"` or `\"{package}-v{version}\"`",
    ),
    (
        "[release]\nignore = ['1.4']",
        "line 2, column 11: `1.4` is not a version: unexpected end of input while parsing minor version number: write one like `\"1.4.2\"`",
    ),
    (
        "next = 'minor'\n[release]\nnext = 'patch'",
        "line 1, column 8: `next` is written twice, here and in `[release]`: keep only the one in `[release]`",
    ),
    (
        "[[exceptions]]",
        "line 1, column 3: unknown key `exceptions`: did you mean `exception`?",
    ),
    (
        "packages = 'nika'",
        "line 1, column 12: `packages` takes a list of texts, and this is a string: write `[\"…\"]`",
    ),
    (
        "packages = ['nika', 1]",
        "line 1, column 21: `packages` takes a text, and this is an integer: write it in quotes",
    ),
    (
        "packages = ['nika', 'nika']",
        "line 1, column 21: `nika` is written twice in `packages`: keep one",
    ),
    (
        "packages = ['']",
        "line 1, column 13: `packages` is empty: write something",
    ),
    (
        "baseline = true",
        "line 1, column 12: `baseline` takes a text, and this is a boolean: write it in quotes",
    ),
    (
        "baseline = ' '",
        "line 1, column 12: `baseline` is empty: write something",
    ),
    (
        "baseline = '/tmp/contract.json'",
        "line 1, column 12: `baseline` leads out of the folder of the policy: `/tmp/contract.json`: write a path below that folder, with `/` between its parts",
    ),
    (
        "baseline = '../contract.json'",
        "line 1, column 12: `baseline` leads out of the folder of the policy: `../contract.json`: write a path below that folder, with `/` between its parts",
    ),
    (
        "baseline = 'C:\\contract.json'",
        "line 1, column 12: `baseline` leads out of the folder of the policy: `C:\\contract.json`: write a path below that folder, with `/` between its parts",
    ),
    (
        "profile = 'forward-compatble'",
        "line 1, column 11: `profile` cannot be `forward-compatble`: write `forward-compatible`",
    ),
    (
        "profile = 'strict'",
        "line 1, column 11: `profile` cannot be `strict`: write `forward-compatible`",
    ),
    (
        "next = 'none'",
        "line 1, column 8: `next` cannot be `none`: write `pre-release`, `patch`, `minor` or `major`",
    ),
    (
        "next = 'never'",
        "line 1, column 8: `next` cannot be `never`: write `pre-release`, `patch`, `minor` or `major`",
    ),
    (
        "next = 2",
        "line 1, column 8: `next` takes a word, and this is an integer: write `pre-release`, `patch`, `minor` or `major` in quotes",
    ),
    (
        "tiers = 'strict'",
        "line 1, column 9: `tiers` takes a table, and this is a string: write `[tiers]`, and its keys below",
    ),
    (
        "tiers.stable = 'major'",
        "line 1, column 16: `stable` takes a table, and this is a string: write `stable = { … }`",
    ),
    (
        "[tiers.stable]\nbreak = 'majr'",
        "line 2, column 9: `break` cannot be `majr`: did you mean `major`? It takes `none`, `pre-release`, `patch`, `minor`, `major` or `never`",
    ),
    (
        "[tiers.stable]\nbreak = 'whenever'",
        "line 2, column 9: `break` cannot be `whenever`: write `none`, `pre-release`, `patch`, `minor`, `major` or `never`",
    ),
    (
        "[tiers.stable]\nbreak = 'Major'",
        "line 2, column 9: `break` cannot be `Major`: did you mean `major`? It takes `none`, `pre-release`, `patch`, `minor`, `major` or `never`",
    ),
    (
        "[tiers.stable]\nadd = 'nothing'",
        "line 2, column 7: `add` cannot be `nothing`: write `none`, `pre-release`, `patch`, `minor`, `major` or `never`",
    ),
    (
        "[tiers.stable]\nnotice.route.days = 90",
        "line 2, column 8: unknown key `route` in `[tiers.stable.notice]`: did you mean `routes`?",
    ),
    (
        "[tiers.stable.notice]\nroutes.days = 10\n[tiers.beta.notice]\nroutes.days = 20",
        "line 2, column 15: `days` is `10` for `stable`, and `20` for `beta`, which promises less: write at least `20`, or less under `[tiers.beta]`",
    ),
    (
        "[pre-release.beta.stable]\nadds = 'never'",
        "line 2, column 1: unknown key `adds` in `[pre-release.beta.stable]`: did you mean `add`?",
    ),
    (
        "[tiers.stable]\nnotice = 90",
        "line 2, column 10: `notice` takes a table, and this is an integer: write `notice = { … }`",
    ),
    (
        "[tiers.stable]\nnotice = { minors = -1, days = 4294967296 }",
        "line 2, column 21: `minors` cannot be `-1`: write a whole number from 0 to 4294967295\n\
             line 2, column 32: `days` cannot be `4294967296`: write a whole number from 0 to 4294967295",
    ),
    (
        "[tiers.stable]\nnotice = { days = 1.5 }",
        "line 2, column 19: `days` takes a number, and this is a float: write a whole number, without quotes",
    ),
    (
        "[tiers.stable]\nnotice = { days = '90' }",
        "line 2, column 19: `days` takes a number, and this is a string: write a whole number, without quotes",
    ),
    (
        "[tiers.internal]\nbreak = 'minor'",
        "line 1, column 1: nothing can be set for `internal`, which promises nothing to users: leave it out",
    ),
    (
        "[tiers.stable]\nbreak = 'patch'",
        "line 2, column 9: `break` is `patch` for `stable`, and `minor` for `beta`, which promises less: write at least `minor`, or less under `[tiers.beta]`",
    ),
    (
        "[tiers.beta]\nbreak = 'major'\n[tiers.stable]\nbreak = 'minor'",
        "line 4, column 9: `break` is `minor` for `stable`, and `major` for `beta`, which promises less: write at least `major`, or less under `[tiers.beta]`",
    ),
    (
        "[tiers.frozen]\nbreak = 'minor'",
        "line 2, column 9: `break` is `minor` for `frozen`, and `major` for `stable`, which promises less: write at least `major`, or less under `[tiers.stable]`",
    ),
    (
        "[tiers.evolving]\nadd = 'none'",
        "line 2, column 7: `add` is `none` for `evolving`, and `patch` for `experimental`, which promises less: write at least `patch`, or less under `[tiers.experimental]`",
    ),
    (
        "[tiers.beta]\nnotice = { minors = 3, days = 30 }\n[tiers.stable]\nnotice = { minors = 2, days = 7 }",
        "line 4, column 21: `minors` is `2` for `stable`, and `3` for `beta`, which promises less: write at least `3`, or less under `[tiers.beta]`\n\
             line 4, column 31: `days` is `7` for `stable`, and `30` for `beta`, which promises less: write at least `30`, or less under `[tiers.beta]`",
    ),
    (
        "[before-1-0.stable]\nbreak = 'patch'",
        "line 2, column 9: `break` is `patch` for `stable`, and `minor` for `beta`, which promises less: write at least `minor`, or less under `[before-1-0.beta]`",
    ),
    (
        "[pre-release.beta]\nbreak = 'none'",
        "line 2, column 9: `break` is `none` for `beta`, and `pre-release` for `evolving`, which promises less: write at least `pre-release`, or less under `[pre-release.evolving]`",
    ),
    (
        "levels = 'warn'",
        "line 1, column 10: `levels` takes a table, and this is a string: write `[levels]`, and its keys below",
    ),
    (
        "[levels]\nitem-removed = 'error'",
        "line 2, column 16: `item-removed` cannot be `error`: write `allow`, `warn` or `deny`",
    ),
    (
        "[levels]\nitem-removed = 'wran'",
        "line 2, column 16: `item-removed` cannot be `wran`: did you mean `warn`? It takes `allow`, `warn` or `deny`",
    ),
    (
        "[levels]\nitem-removed = 1",
        "line 2, column 16: `item-removed` takes a word, and this is an integer: write `allow`, `warn` or `deny` in quotes",
    ),
    (
        "[changelog]\nmigration = 'yes'",
        "line 2, column 13: `migration` takes a boolean, and this is a string: write `true` or `false`, without quotes",
    ),
    (
        "[changelog]\nbreaking = [['Breaking']]",
        "line 2, column 13: `breaking` takes a text, and this is an array: write it in quotes",
    ),
    (
        "[changelog]\npath = '~/../CHANGELOG.md'",
        "line 2, column 8: `path` leads out of the folder of the policy: `~/../CHANGELOG.md`: write a path below that folder, with `/` between its parts",
    ),
    (
        "[announcements]\nchannels = ['header', 'changelog', 'changelog']",
        "line 2, column 13: `channels` cannot be `header`: did you mean `headers`? It takes `headers`, `changelog`, `deprecations` or `release-notes`\n\
             line 2, column 36: `changelog` is written twice in `channels`: keep one",
    ),
    (
        "[announcements]\nchannels = ['mail']",
        "line 2, column 13: `channels` cannot be `mail`: write `headers`, `changelog`, `deprecations` or `release-notes`",
    ),
    (
        "[decisions]\naccepted = 'Accepted'",
        "line 1, column 1: `[decisions]` has no `files`: add `files = …`",
    ),
    (
        "[commits]",
        "line 1, column 1: `[commits]` does not say how a break is marked: add `subject = [\"BREAKING\"]`, `footer = [\"BREAKING CHANGE\"]` or `bang = true`, or remove the table",
    ),
    (
        "[commits]\nbang = false",
        "line 1, column 1: `[commits]` does not say how a break is marked: add `subject = [\"BREAKING\"]`, `footer = [\"BREAKING CHANGE\"]` or `bang = true`, or remove the table",
    ),
    (
        "[commits]\nbang = 1",
        "line 2, column 8: `bang` takes a boolean, and this is an integer: write `true` or `false`, without quotes",
    ),
    (
        "[features]\noff-for-minors = 'one'",
        "line 2, column 18: `off-for-minors` takes a number, and this is a string: write a whole number, without quotes",
    ),
    (
        "[msrv]\nbump = 'majr'",
        "line 2, column 8: `bump` cannot be `majr`: did you mean `major`? It takes `none`, `pre-release`, `patch`, `minor` or `major`",
    ),
    (
        "[ratchets]\nunmarkd = true",
        "line 2, column 1: unknown key `unmarkd` in `[ratchets]`: did you mean `unmarked`?",
    ),
    (
        "document = 'STABILITY.md'",
        "line 1, column 12: `document` takes a list of tables, and this is a string: write `[[document]]`, and its keys below, once for each",
    ),
    (
        "[document]\npath = 'STABILITY.md'",
        "line 1, column 1: `document` takes a list of tables, and this is a table: write `[[document]]`, and its keys below, once for each",
    ),
    (
        "[[document]]\npath = 'STABILITY.md'",
        "line 1, column 1: `[[document]]` has no `format`: add `format = …`",
    ),
    (
        "[[document]]\npath = 'openapi.json'\nformat = 'openapi'",
        "line 3, column 10: `format` cannot be `openapi`: did you mean `open-api`? It takes `markdown`, `stability`, `deprecations`, `changelog`, `migration`, `open-api` or `release-notes`",
    ),
    (
        "document = ['STABILITY.md']",
        "line 1, column 13: `document` takes a list of tables, and this is a string: write `[[document]]`, and its keys below, once for each",
    ),
    (
        "[usage]",
        "line 1, column 1: `[usage]` must name exactly one source: give it either `file = \"usage.json\"`, or `prometheus = \"http://…\"` with a `query`",
    ),
    (
        "[usage]\nprometheus = 'http://localhost:9090'",
        "line 1, column 1: `[usage]` has no `query`: add `query = …`",
    ),
    (
        "[[gate]]",
        "line 1, column 1: `[[gate]]` has no `name`: add `name = …`\n\
             line 1, column 1: this `[[gate]]` has no condition: give it one of `contains = { files, text }`, `lacks = { files, text }`, `field = { files, name, value }`, `ticked = { files }` and `command = [\"…\"]`",
    ),
    (
        "[[gate]]\nname = 'sums'",
        "line 1, column 1: this `[[gate]]` has no condition: give it one of `contains = { files, text }`, `lacks = { files, text }`, `field = { files, name, value }`, `ticked = { files }` and `command = [\"…\"]`",
    ),
    (
        "[[gate]]\nname = 'sums'\ncommand = []",
        "line 3, column 11: `command` is empty: write the program and its arguments: `[\"cargo\", \"test\"]`",
    ),
    (
        "[[gate]]\nname = 'sums'\ncommand = ['sums']\nlacks = { files = '*', text = 'x' }",
        "line 1, column 1: this `[[gate]]` has more than one condition: give it one of `contains = { files, text }`, `lacks = { files, text }`, `field = { files, name, value }`, `ticked = { files }` and `command = [\"…\"]`",
    ),
    (
        "[[gate]]\nname = 'sums'\ncontains = 'x'",
        "line 3, column 12: `contains` takes a table, and this is a string: write `contains = { … }`",
    ),
    (
        "[[gate]]\nname = 'sums'\ncontains = { file = 'x' }",
        "line 3, column 12: `contains` has no `files`: add `files = …`\n\
             line 3, column 12: `contains` has no `text`: add `text = …`\n\
             line 3, column 14: unknown key `file` in `contains`: did you mean `files`?",
    ),
    (
        "[[gate]]\nname = 'a'\ncommand = ['a']\n[[gate]]\nname = 'a'\ncommand = ['b']",
        "line 5, column 8: two gates are named `a`: give this one a name of its own",
    ),
    (
        "[[exception]]",
        "line 1, column 1: `[[exception]]` has no `item`: add `item = …`\n\
             line 1, column 1: `[[exception]]` has no `kind`: add `kind = …`",
    ),
    (
        "[[exception]]\nitem = 'nika::Foo'\nkind = 'security'\nversion = '1.4'",
        "line 4, column 11: `1.4` is not a version: unexpected end of input while parsing minor version number: write one like `\"1.4.2\"`",
    ),
    (
        "[[exception]]\nitem = 'nika::Foo'\nkind = 'secruity'\nreson = 'a hole'",
        "line 3, column 8: `kind` cannot be `secruity`: did you mean `security`? It takes `security`, `correctness` or `policy`\n\
             line 4, column 1: unknown key `reson` in `[[exception]]`: did you mean `reason`?",
    ),
    (
        "[[exception]]\nitem = 'nika::Foo'\nkind = 'security'\nversion = 1.4",
        "line 4, column 11: `version` takes a text, and this is a float: write it in quotes",
    ),
    (
        "[[uses.allow]]\nitem = 'a::b'\ntier = 'weak'",
        "line 1, column 1: `[[uses.allow]]` has no `reason`: add `reason = …`\n\
             line 3, column 8: `tier` cannot be `weak`: write `frozen`, `stable`, `beta`, `evolving`, `experimental` or \
             `internal`",
    ),
    (
        "[[suppression]]\nrule = 'item-removed'",
        "line 1, column 1: `[[suppression]]` has no `item`: add `item = …`\n\
             line 1, column 1: `[[suppression]]` has no `reason`: add `reason = …`",
    ),
    (
        "[[suppression]]\nrule = 'item-removed'\nitem = '*'\nreason = ''",
        "line 4, column 10: `reason` is empty: write something",
    ),
    (
        "[[suppression]]\nrule = 'item-removed'\nitem = '*'\nreason = 'x'\nexpires = 'soon'",
        "line 5, column 11: `soon` is not a date: write a date like 2027-01-31",
    ),
    (
        "[[suppression]]\nrule = 'item-removed'\nitem = '*'\nreason = 'x'\nexpires = '2027-02-30'",
        "line 5, column 11: `2027-02-30` is not a date: write a date like 2027-01-31",
    ),
    (
        "[[suppression]]\nrule = 'item-removed'\nitem = '*'\nreason = 'x'\nexpires = 2027-01-31T10:00:00Z",
        "line 5, column 11: `2027-01-31T10:00:00Z` is not a date: write a date like 2027-01-31",
    ),
    (
        "[[suppression]]\nrule = 'item-removed'\nitem = '*'\nreason = 'x'\nexpires = 2027-02-30",
        "line 5, column 11: invalid date, expected day between 01 and 28: write TOML, as <https://toml.io> has it",
    ),
    (
        "[[suppression]]\nrule = 'item-removed'\nitem = '*'\nreason = 'x'\nexpires = 20270131",
        "line 5, column 11: `expires` takes a day, and this is an integer: write a date like 2027-01-31",
    ),
    (
        "é = 'é'\n[ratchets]\n'ü' = 1, 2",
        "line 1, column 1: invalid unquoted key, expected letters, numbers, `-`, `_`: write TOML, as <https://toml.io> has it\n\
             line 3, column 8: unexpected key or value, expected newline, `#`: write TOML, as <https://toml.io> has it",
    ),
];

#[test]
fn each_mistake_is_reported_at_its_place() {
    for (text, told) in MISTAKES {
        let error = Policy::from_toml(text).expect_err(text);
        assert_eq!(error.to_string(), *told, "{text}");
    }
}
