//! What rustc reports, on its way to cargo: without the uses that nobody asks for, and without what is only for people to read.
//!
//! Cargo reads and keeps each line, and hands all of them on in every later call. So it gets one line with all uses.

use std::borrow::Cow;
use std::ffi::OsString;
use std::io::{self, BufRead, Write};

use cargo_metadata::diagnostic::{Diagnostic, DiagnosticSpan};
use serde::{Deserialize, Serialize, Serializer};

use super::Compiled;
use super::note::{PREFIX, Short};
use super::omitted::Seen;

/// The lints that report uses.
pub const LINTS: [&str; 2] = ["deprecated", "deprecated_in_future"];

/// What the line with all uses has as its message.
pub const ALL: &str = "stability-uses";

/// How a line begins that is for people if rustc ends with an error.
const DIAGNOSTIC: &str = "{\"$message_type\":\"diagnostic\"";

/// What rustc reports of a use: in JSON a list, since that is read faster than a map.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Reported {
    /// The lint.
    pub code: String,
    pub message: String,
    /// Where the use is, and where the macros are called that wrote it, from the inside to the outside.
    pub places: Vec<Spot>,
}

/// A place in a file.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Spot {
    /// The file, as rustc calls it.
    pub file: String,
    /// The first byte, and the one after the last.
    pub bytes: (usize, usize),
    pub line: usize,
    pub column: usize,
}

impl Serialize for Reported {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        (&self.code, &self.message, &self.places).serialize(to)
    }
}

impl Serialize for Spot {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        (&self.file, self.bytes, self.line, self.column).serialize(to)
    }
}

impl Reported {
    /// The use that a diagnostic reports, if it is of one of the lints.
    pub fn of(diagnostic: &Diagnostic) -> Option<Self> {
        let code = diagnostic.code.as_ref().map(|it| &it.code);
        let code = code.filter(|it| LINTS.contains(&it.as_str()))?;
        let primary = diagnostic.spans.iter().find(|span| span.is_primary);
        let chain = std::iter::successors(primary, |span| span.expansion.as_ref().map(|it| &it.span));
        Some(Self {
            code: code.clone(),
            message: diagnostic.message.clone(),
            places: chain.map(Spot::of).collect(),
        })
    }
}

impl Spot {
    fn of(span: &DiagnosticSpan) -> Self {
        Self {
            file: span.file_name.clone(),
            bytes: (span.byte_start as usize, span.byte_end as usize),
            line: span.line_start,
            column: span.column_start,
        }
    }
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

/// Hands on line by line what rustc reports of `own` besides its diagnostics, and returns the uses of other packages, for [`all`].
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
    Ok(uses)
}

/// The line with the uses of other packages and the conditions in the source; it is empty without them.
pub fn all(uses: &str, seen: &[Seen]) -> io::Result<String> {
    if uses.is_empty() && seen.is_empty() {
        return Ok(String::new());
    }
    let seen = serde_json::to_string(seen)?;
    Ok(format!(
        "{DIAGNOSTIC},\"message\":\"{ALL}\",\"code\":null,\"level\":\"warning\",\"spans\":[],\"children\":[],\"rendered\":null,\
         \"uses\":[{uses}],\"seen\":{seen}}}\n"
    ))
}

/// Adds what a diagnostic reports to `uses` if it is the use of another package.
fn add_use(line: &str, own: &Compiled, uses: &mut String) -> io::Result<()> {
    if !line.contains("\"deprecated") {
        return Ok(());
    }
    let Some(reported) = Reported::of(&serde_json::from_str(line)?) else {
        return Ok(());
    };
    let is_wanted = match reported.message.split_once(PREFIX) {
        Some((_, note)) => !is_of(note, own),
        // The standard library plans deprecations too.
        None => reported.code == "deprecated",
    };
    if is_wanted {
        if !uses.is_empty() {
            uses.push(',');
        }
        uses.push_str(&serde_json::to_string(&reported)?);
    }
    Ok(())
}

/// Whether a note is of this package itself.
fn is_of(note: &str, own: &Compiled) -> bool {
    if let Some(short) = Short::of(note) {
        return short.package == own.name && short.version == own.version;
    }
    let origin: Result<Origin<'_>, _> = serde_json::from_str(note);
    origin.is_ok_and(|it| {
        it.package.as_deref() == Some(&own.name) && it.version.is_none_or(|version| version == *own.version)
    })
}

#[cfg(test)]
mod tests {
    use std::ffi::OsString;

    use serde_json::Value;

    use super::{Reported, Spot, all, forward, shortened};
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
        (String::from_utf8(forwarded).unwrap(), all(&uses, &[]).unwrap())
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
        let short = |version: &str| format!("use of function `f`: stability-use:own@{version}#3");
        let wanted = [
            note("dep", "1.0.0"),
            note("own", "1.0.0"),
            unreadable.to_owned(),
            short("1.0.0"),
        ];
        let unwanted = [
            future(&note("own", "2.0.0")),
            future(&short("2.0.0")),
            future("use of method `cause` that will be deprecated"),
            line("unused_imports", "unused import: \"deprecated\""),
        ];
        let lines: Vec<String> = wanted.iter().map(|it| future(it)).chain(unwanted).collect();
        let mut lines: Vec<&str> = lines.iter().map(String::as_str).collect();
        let of_lint = line("deprecated", old);
        lines.push(&of_lint);
        let (forwarded, uses) = forwarded(&lines);
        assert_eq!(forwarded, "");
        let all: Value = serde_json::from_str(&uses).unwrap();
        assert_eq!(all["message"], super::ALL);
        let all: Vec<Reported> = serde_json::from_value(all["uses"].clone()).unwrap();
        let messages: Vec<&str> = all.iter().map(|it| it.message.as_str()).collect();
        let wanted: Vec<&str> = wanted.iter().map(String::as_str).chain([old]).collect();
        assert_eq!(messages, wanted);
        for reported in &all {
            let spot = Spot {
                file: "src/lib.rs".to_owned(),
                bytes: (4, 7),
                line: 2,
                column: 1,
            };
            assert_eq!(reported.places, [spot.clone(), spot]);
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
