//! What rustc reports, on its way to cargo: without the uses that nobody asks for, and without what is only for people to read.
//!
//! Cargo keeps what rustc reports of each package, and hands all of it on in every later call. So what is left out here costs nothing
//! there.

use std::borrow::Cow;
use std::io::{self, BufRead, Write};

use serde::Deserialize;

use super::Compiled;
use super::note::PREFIX;

/// The lints that report uses.
pub const LINTS: [&str; 2] = ["deprecated", "deprecated_in_future"];

/// The key with the text for people, which is the last one of a diagnostic.
const RENDERED: &str = ",\"rendered\":";

#[derive(Deserialize)]
struct Diagnostic<'a> {
    #[serde(borrow)]
    message: Cow<'a, str>,
    #[serde(borrow)]
    code: Option<Code<'a>>,
}

#[derive(Deserialize)]
struct Code<'a> {
    #[serde(borrow)]
    code: Cow<'a, str>,
}

/// The package that a note is of.
#[derive(Deserialize)]
struct Origin<'a> {
    #[serde(borrow)]
    package: Option<Cow<'a, str>>,
    #[serde(borrow)]
    version: Option<Cow<'a, str>>,
}

/// Hands on line by line what rustc reports of `own`.
pub fn forward(mut stderr: impl BufRead, mut to: impl Write, own: &Compiled) -> io::Result<()> {
    let mut line = Vec::new();
    while stderr.read_until(b'\n', &mut line)? > 0 {
        match std::str::from_utf8(&line) {
            Ok(text) => match shortened(text, own) {
                Some(short) => to.write_all(short.as_bytes())?,
                None => to.write_all(text.as_bytes())?,
            },
            Err(_) => to.write_all(&line)?,
        }
        line.clear();
    }
    Ok(())
}

/// What is handed on of the report of a use; `None` of other lines, which stay.
fn shortened(line: &str, own: &Compiled) -> Option<String> {
    if !line.contains("\"deprecated") {
        return None;
    }
    let at = line.rfind(RENDERED)?;
    let short = format!("{}{RENDERED}\"\"}}\n", &line[..at]);
    let diagnostic: Diagnostic<'_> = serde_json::from_str(&short).ok()?;
    let code = diagnostic.code?.code;
    if !LINTS.contains(&&*code) {
        return None;
    }
    let is_wanted = match diagnostic.message.split_once(PREFIX) {
        Some((_, note)) => !is_of(note, own),
        // The standard library plans deprecations too.
        None => code == "deprecated",
    };
    Some(if is_wanted { short } else { String::new() })
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
    use super::forward;
    use crate::uses::Compiled;

    fn line(code: &str, message: &str) -> String {
        let message = serde_json::to_string(message).unwrap();
        format!(
            "{{\"$message_type\":\"diagnostic\",\"message\":{message},\"code\":{{\"code\":\"{code}\",\"explanation\":null}},\
             \"level\":\"warning\",\"spans\":[],\"children\":[{{\"children\":[],\"rendered\":null}}],\"rendered\":\"for people\"}}\n"
        )
    }

    #[test]
    fn uses_of_other_packages_and_all_other_lines_reach_cargo() {
        let note = |package: &str, version: &str| {
            format!(
                "use of function `f`: stability-use:{{\"package\":\"{package}\",\"version\":\"{version}\",\"kind\":\"fn\"}}"
            )
        };
        let future = |message: &str| line("deprecated_in_future", message);
        let short = |line: &str| line.replace("for people", "");
        let artifact = "{\"$message_type\":\"artifact\",\"artifact\":\"libdeprecated.rmeta\"}\n".to_owned();
        let unused = line("unused_imports", "unused import: \"deprecated\"");
        let cases = [
            (future(&note("dep", "1.0.0")), None),
            (future(&note("own", "2.0.0")), Some(String::new())),
            (future(&note("own", "1.0.0")), None),
            (
                future("use of method `cause` that will be deprecated"),
                Some(String::new()),
            ),
            (line("deprecated", "use of deprecated function `old`"), None),
            (future("use of `f`: stability-use:{\"package\":"), None),
            (artifact.clone(), Some(artifact)),
            (unused.clone(), Some(unused)),
            (
                "error: no \"deprecated\"".to_owned(),
                Some("error: no \"deprecated\"".to_owned()),
            ),
        ];
        let own = Compiled {
            name: "own".to_owned(),
            version: "2.0.0".to_owned(),
            folder: "own".into(),
        };
        for (line, expected) in cases {
            let mut forwarded = Vec::new();
            forward(line.as_bytes(), &mut forwarded, &own).unwrap();
            let expected = expected.unwrap_or_else(|| short(&line));
            assert_eq!(String::from_utf8(forwarded).unwrap(), expected, "{line}");
        }
    }
}
