//! What rustc reports, on its way to cargo: without the uses that nobody asks for, and without what is only for people to read.
//!
//! Cargo reads and keeps each line, and hands all of them on in every later call. So it gets one line, whose children are the uses.

use std::borrow::Cow;
use std::ffi::OsString;
use std::io::{self, BufRead, Write};

use serde::{Deserialize, Serialize};

use super::Compiled;
use super::note::PREFIX;

/// The lints that report uses.
pub const LINTS: [&str; 2] = ["deprecated", "deprecated_in_future"];

/// What the line with all uses has as its message.
pub const ALL: &str = "stability-uses";

/// How a line begins that is for people if rustc ends with an error.
const DIAGNOSTIC: &str = "{\"$message_type\":\"diagnostic\"";

/// The key with the text for people, which is the last one of a diagnostic.
const RENDERED: &str = ",\"rendered\":";

/// A diagnostic with what `uses` reads of it.
#[derive(Default, Deserialize, Serialize)]
struct Diagnostic<'a> {
    #[serde(borrow)]
    message: Cow<'a, str>,
    #[serde(borrow)]
    code: Option<Code<'a>>,
    #[serde(borrow)]
    level: Cow<'a, str>,
    #[serde(borrow)]
    spans: Vec<Span<'a>>,
    #[serde(skip_deserializing)]
    children: Vec<Diagnostic<'a>>,
}

#[derive(Deserialize, Serialize)]
struct Code<'a> {
    #[serde(borrow)]
    code: Cow<'a, str>,
}

/// A place, without the text that is there.
#[derive(Deserialize, Serialize)]
struct Span<'a> {
    #[serde(borrow)]
    file_name: Cow<'a, str>,
    byte_start: u32,
    byte_end: u32,
    line_start: usize,
    line_end: usize,
    column_start: usize,
    column_end: usize,
    is_primary: bool,
    #[serde(skip_deserializing)]
    text: [(); 0],
    #[serde(borrow)]
    expansion: Option<Box<Expansion<'a>>>,
}

/// The call of a macro that a place is in.
#[derive(Deserialize, Serialize)]
struct Expansion<'a> {
    #[serde(borrow)]
    span: Span<'a>,
    #[serde(borrow)]
    macro_decl_name: Cow<'a, str>,
}

/// The package that a note is of.
#[derive(Deserialize)]
struct Origin<'a> {
    #[serde(borrow)]
    package: Option<Cow<'a, str>>,
    #[serde(borrow)]
    version: Option<Cow<'a, str>>,
}

/// The arguments of rustc with which it writes the text for people in short: that is most of its work for a use.
pub fn shortened(arguments: &[OsString]) -> Vec<OsString> {
    let short = |argument: &OsString| {
        let formats = argument.to_str().and_then(|it| it.strip_prefix("--json="))?;
        let kept = formats.split(',').filter(|it| !it.starts_with("diagnostic-"));
        let formats: Vec<&str> = kept.chain(["diagnostic-short"]).collect();
        Some(format!("--json={}", formats.join(",")).into())
    };
    let each = arguments.iter();
    each.map(|it| short(it).unwrap_or_else(|| it.clone())).collect()
}

/// Hands on line by line what rustc reports of `own` besides its diagnostics, and returns the line with the uses of other packages.
/// Rustc has to be called again for its errors, which are in short.
pub fn forward(mut stderr: impl BufRead, mut to: impl Write, own: &Compiled) -> io::Result<String> {
    let (mut line, mut uses) = (Vec::new(), String::new());
    while stderr.read_until(b'\n', &mut line)? > 0 {
        match std::str::from_utf8(&line).ok().filter(|it| it.starts_with(DIAGNOSTIC)) {
            Some(diagnostic) => add_use(diagnostic, own, &mut uses)?,
            None => to.write_all(&line)?,
        }
        line.clear();
    }
    Ok(if uses.is_empty() {
        uses
    } else {
        format!(
            "{DIAGNOSTIC},\"message\":\"{ALL}\",\"code\":null,\"level\":\"warning\",\"spans\":[],\"children\":[{uses}]{RENDERED}null}}\n"
        )
    })
}

/// Adds what a diagnostic reports to `uses` if it is the use of another package.
fn add_use(line: &str, own: &Compiled, uses: &mut String) -> io::Result<()> {
    if !line.contains("\"deprecated") {
        return Ok(());
    }
    let diagnostic: Diagnostic<'_> = serde_json::from_str(line)?;
    let code = diagnostic.code.as_ref().map_or("", |it| &it.code);
    let is_wanted = match diagnostic.message.split_once(PREFIX) {
        _ if !LINTS.contains(&code) => false,
        Some((_, note)) => !is_of(note, own),
        // The standard library plans deprecations too.
        None => code == "deprecated",
    };
    if is_wanted {
        if !uses.is_empty() {
            uses.push(',');
        }
        uses.push_str(&serde_json::to_string(&diagnostic)?);
    }
    Ok(())
}

/// Whether a note is of this package itself.
fn is_of(note: &str, own: &Compiled) -> bool {
    let origin: Result<Origin<'_>, _> = serde_json::from_str(note);
    origin.is_ok_and(|it| {
        it.package.as_deref() == Some(&own.name) && it.version.is_none_or(|version| version == *own.version)
    })
}

#[cfg(test)]
mod tests {
    use std::ffi::OsString;

    use cargo_metadata::diagnostic::Diagnostic;

    use super::{forward, shortened};
    use crate::uses::Compiled;

    fn line(code: &str, message: &str) -> String {
        let message = serde_json::to_string(message).unwrap();
        let span = |more: &str| {
            format!(
                "{{\"file_name\":\"src/lib.rs\",\"byte_start\":4,\"byte_end\":7,\"line_start\":2,\"line_end\":2,\"column_start\":1,\
                 \"column_end\":4,\"is_primary\":true,\"text\":[{{\"text\":\"old\",\"highlight_start\":1,\"highlight_end\":4}}],\
                 \"label\":null,\"expansion\":{more}}}"
            )
        };
        let expansion = format!(
            "{{\"span\":{},\"macro_decl_name\":\"call!\",\"def_site_span\":null}}",
            span("null")
        );
        format!(
            "{{\"$message_type\":\"diagnostic\",\"message\":{message},\"code\":{{\"code\":\"{code}\",\"explanation\":null}},\
             \"level\":\"warning\",\"spans\":[{}],\"children\":[],\"rendered\":\"for people\"}}\n",
            span(&expansion)
        )
    }

    /// What is handed on at once, and the line with the uses.
    fn forwarded(lines: &[&str]) -> (String, String) {
        let own = Compiled {
            name: "own".to_owned(),
            version: "2.0.0".to_owned(),
            folder: "own".into(),
        };
        let mut forwarded = Vec::new();
        let uses = forward(lines.concat().as_bytes(), &mut forwarded, &own).unwrap();
        (String::from_utf8(forwarded).unwrap(), uses)
    }

    #[test]
    fn uses_of_other_packages_reach_cargo_in_one_line() {
        let note = |package: &str, version: &str| {
            format!(
                "use of function `f`: stability-use:{{\"package\":\"{package}\",\"version\":\"{version}\",\"kind\":\"fn\"}}"
            )
        };
        let future = |message: &str| line("deprecated_in_future", message);
        let unreadable = "use of `f`: stability-use:{\"package\":";
        let old = "use of deprecated function `old`";
        let wanted = [note("dep", "1.0.0"), note("own", "1.0.0"), unreadable.to_owned()];
        let unwanted = [
            future(&note("own", "2.0.0")),
            future("use of method `cause` that will be deprecated"),
            line("unused_imports", "unused import: \"deprecated\""),
        ];
        let lines: Vec<String> = wanted.iter().map(|it| future(it)).chain(unwanted).collect();
        let mut lines: Vec<&str> = lines.iter().map(String::as_str).collect();
        let of_lint = line("deprecated", old);
        lines.push(&of_lint);
        let (forwarded, uses) = forwarded(&lines);
        assert_eq!(forwarded, "");
        let all: Diagnostic = serde_json::from_str(&uses).unwrap();
        assert_eq!(all.message, super::ALL);
        let messages: Vec<&str> = all.children.iter().map(|it| it.message.as_str()).collect();
        let wanted: Vec<&str> = wanted.iter().map(String::as_str).chain([old]).collect();
        assert_eq!(messages, wanted);
        for child in &all.children {
            let span = &child.spans[0];
            let place = (&*span.file_name, span.line_start, span.column_start, span.byte_end);
            assert_eq!(place, ("src/lib.rs", 2, 1, 7));
            let expansion = span.expansion.as_ref().unwrap();
            assert_eq!((&*expansion.macro_decl_name, expansion.span.byte_start), ("call!", 4));
        }
    }

    #[test]
    fn all_other_lines_reach_cargo_at_once() {
        let artifact = "{\"$message_type\":\"artifact\",\"artifact\":\"libdeprecated.rmeta\"}\n";
        let text = "error: no \"deprecated\"\n";
        assert_eq!(
            forwarded(&[artifact, text]),
            (format!("{artifact}{text}"), String::new())
        );
    }

    #[test]
    fn rustc_is_asked_for_texts_in_short() {
        let of = |words: &[&str]| words.iter().map(OsString::from).collect::<Vec<_>>();
        let given = of(&[
            "src/lib.rs",
            "--json=diagnostic-rendered-ansi,artifacts,future-incompat",
            "-C",
        ]);
        let expected = of(&["src/lib.rs", "--json=artifacts,future-incompat,diagnostic-short", "-C"]);
        assert_eq!(shortened(&given), expected);
    }
}
