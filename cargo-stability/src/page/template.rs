//! The template engine, and the templates that are built in.
//!
//! What a template prints is escaped for its form: of Markdown, everything but code spans; of HTML, everything. A template states
//! with `| safe` that a text is in the form already.

use std::path::{Path, PathBuf};

use anyhow::{Result, anyhow};
use minijinja::syntax::SyntaxConfig;
use minijinja::value::{Serde, Value};
use minijinja::{AutoEscape, Environment, Error, ErrorKind, Output, State, UndefinedBehavior};
use serde::Serialize;
use stability::render::escape;
use stability_policy::Policy;

use super::Page;
use crate::files;
use crate::output::printable;

/// How what is printed into Markdown is escaped.
const MARKDOWN: &str = "markdown";

/// The templates by name, each with its text.
const BUILT_IN: [(&str, &str); 12] = [
    ("stability.md", include_str!("templates/stability.md")),
    ("surface.md", include_str!("templates/surface.md")),
    ("policy.md", include_str!("templates/policy.md")),
    ("deprecations.md", include_str!("templates/deprecations.md")),
    ("changelog.md", include_str!("templates/changelog.md")),
    ("release-notes.md", include_str!("templates/release-notes.md")),
    ("migration.md", include_str!("templates/migration.md")),
    ("audit.md", include_str!("templates/audit.md")),
    ("entries.md", include_str!("templates/entries.md")),
    ("page.html", include_str!("templates/page.html")),
    ("page.css", include_str!("templates/page.css")),
    ("page.js", include_str!("templates/page.js")),
];

/// The templates of a project: its own, and those that it has not replaced.
pub struct Templates {
    environment: Environment<'static>,
}

impl Templates {
    /// Those of a policy in `folder`.
    pub fn of(policy: &Policy, folder: &Path) -> Self {
        Self::new(policy.doc.templates.as_ref().map(|it| folder.join(it)))
    }

    /// Those in `folder` before the built-in ones.
    pub fn new(folder: Option<PathBuf>) -> Self {
        let mut environment = Environment::new();
        environment.set_undefined_behavior(UndefinedBehavior::SemiStrict);
        let mut syntax = SyntaxConfig::builder();
        syntax.trim_blocks(true).lstrip_blocks(true).keep_trailing_newline(true);
        environment.set_syntax(syntax.build().unwrap_or_default());
        environment.set_auto_escape_callback(|name| {
            if is_html(name) {
                AutoEscape::Html
            } else {
                AutoEscape::Custom(MARKDOWN.into())
            }
        });
        environment.set_formatter(format);
        environment.add_filter("code", |state: &mut State<'_, '_>, text: String| {
            Value::from_safe_string(if is_html(state.name()) {
                format!("<code>{}</code>", html_code(&escape::line(&text)))
            } else {
                escape::code(&text)
            })
        });
        environment.add_filter("heading", |text: String| {
            Value::from_safe_string(escape::heading(&text))
        });
        environment.add_filter("start", |text: String| {
            Value::from_safe_string(escape::paragraph(&text))
        });
        environment.add_filter("sentence", |text: String| sentence(&text));
        environment.add_filter("stop", |text: String| stop(&text));
        environment.add_filter("spans", |text: String| Value::from_safe_string(spans(&text)));
        environment.add_filter("fence", |text: String| Value::from_safe_string(fenced(&text)));
        environment.add_filter("link", |word: String, address: String| {
            Value::from_safe_string(escape::link(&word, &address))
        });
        environment.set_loader(move |name| load(folder.as_deref(), name));
        Self { environment }
    }

    /// The page that a template makes. `name` is that of the template's file, without `.md`.
    pub fn markdown(&self, name: &str, page: &impl Serialize) -> Result<String> {
        let text = self.render(&format!("{name}.md"), page)?;
        Ok(tidy(&text))
    }

    /// The page as HTML.
    pub fn html(&self, page: &Page) -> Result<String> {
        self.render("page.html", page)
    }

    fn render(&self, name: &str, page: &impl Serialize) -> Result<String> {
        let rendered = self
            .environment
            .get_template(name)
            .and_then(|it| it.render(Value::from(Serde(page))));
        rendered.map_err(|error| {
            let reason = match error.kind() {
                ErrorKind::TemplateNotFound => {
                    let known: Vec<&str> = BUILT_IN
                        .iter()
                        .filter_map(|(name, _)| name.strip_suffix(".md"))
                        .collect();
                    format!(
                        "there is no such template: name one of {}, or put it into the folder of `[doc] templates`",
                        known.join(", ")
                    )
                }
                // The alternate form has the lines of the template.
                _ => format!("{error:#}"),
            };
            anyhow!("the template `{}`: {reason}", escape::line(name))
        })
    }
}

/// The project's own template of this name, or else the built-in one.
fn load(folder: Option<&Path>, name: &str) -> Result<Option<String>, Error> {
    let is_plain = name
        .chars()
        .all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.'));
    if let Some(folder) = folder.filter(|_| is_plain && !name.starts_with('.')) {
        let path = folder.join(name);
        let own = files::read_text_if_present(&path, files::MAX_TEXT);
        let own =
            own.map_err(|reason| Error::new(ErrorKind::InvalidOperation, format!("{}: {reason}", printable(&path))))?;
        if own.is_some() {
            return Ok(own);
        }
    }
    let built_in = BUILT_IN.iter().find(|(known, _)| *known == name);
    Ok(built_in.map(|(_, text)| (*text).to_owned()))
}

fn is_html(name: &str) -> bool {
    Path::new(name)
        .extension()
        .is_some_and(|it| it.eq_ignore_ascii_case("html"))
}

fn format(out: &mut Output<'_>, state: &mut State<'_, '_>, value: &Value) -> Result<(), Error> {
    let is_markdown = matches!(state.auto_escape(), AutoEscape::Custom(name) if *name == MARKDOWN);
    if !is_markdown {
        return minijinja::escape_formatter(out, state, value);
    }
    let text = match value {
        value if value.is_none() => String::new(),
        value if value.is_safe() => value.to_string(),
        value => escape::prose(&value.to_string()),
    };
    Ok(out.write_str(&text)?)
}

/// Text for HTML: nothing in it opens an element or ends an attribute.
fn html(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            c => escaped.push(c),
        }
    }
    escaped
}

/// Code for HTML, where a line may break behind `::`, and not within `->`.
fn html_code(text: &str) -> String {
    html(text)
        .replace("-&gt;", r#"<span class="whole">-&gt;</span>"#)
        .replace("::", "::<wbr>")
}

/// Words for HTML, where a line does not break within a date.
fn html_words(text: &str) -> String {
    let is_date = |word: &str| {
        let mut digits = word.bytes().zip(*b"dddd-dd-dd");
        word.len() >= 10 && digits.all(|(c, form)| if form == b'-' { c == b'-' } else { c.is_ascii_digit() })
    };
    let words = text.split_inclusive(' ').map(|word| match word.trim_end() {
        date if is_date(date) => word.replacen(date, &format!(r#"<span class="whole">{}</span>"#, html(date)), 1),
        _ => html(word),
    });
    words.collect()
}

/// A full stop, where the words do not end with a mark of their own.
fn stop(words: &str) -> &'static str {
    if words.ends_with(['.', '!', '?', ':']) { "" } else { "." }
}

/// Words for HTML, with what is between backticks as code.
fn spans(text: &str) -> String {
    let text = escape::line(text);
    let mut shown = String::new();
    let parts: Vec<&str> = text.split('`').collect();
    let is_paired = parts.len() % 2 == 1;
    for (at, part) in parts.iter().enumerate() {
        match at % 2 {
            1 if is_paired => shown.push_str(&format!("<code>{}</code>", html_code(part))),
            0 => shown.push_str(&html_words(part)),
            _ => shown.push_str(&format!("`{}", html(part))),
        }
    }
    shown
}

/// The words with a capital letter at their beginning.
fn sentence(words: &str) -> String {
    let mut letters = words.chars();
    let first = letters.next().map(char::to_uppercase);
    first.into_iter().flatten().chain(letters).collect()
}

/// A block of Rust for Markdown, whose fence is longer than any run of backticks inside.
fn fenced(text: &str) -> String {
    let mut fence = "```".to_owned();
    while text.contains(&fence) {
        fence.push('`');
    }
    let lines: Vec<String> = text.lines().map(escape::line).collect();
    format!("{fence}rust\n{}\n{fence}", lines.join("\n"))
}

/// The page without blank lines at its beginning, doubled or at its end, so that what a template leaves out leaves no hole.
fn tidy(page: &str) -> String {
    let mut tidied = String::with_capacity(page.len());
    let mut is_code = false;
    for line in page.lines() {
        is_code ^= line.starts_with("```");
        if !line.trim().is_empty() || is_code || !(tidied.is_empty() || tidied.ends_with("\n\n")) {
            tidied.push_str(line.trim_end());
            tidied.push('\n');
        }
    }
    let end = tidied.trim_end().len();
    tidied.truncate(end);
    tidied.push('\n');
    tidied
}

#[cfg(test)]
mod tests {
    use super::{fenced, spans, tidy};

    #[test]
    fn code_spans_are_elements_and_nothing_else_is() {
        assert_eq!(spans("use `a<b>` & <i>"), "use <code>a&lt;b&gt;</code> &amp; &lt;i&gt;");
        assert_eq!(spans("`a -> b`"), "<code>a <span class=\"whole\">-&gt;</span> b</code>");
        assert_eq!(spans("one ` alone <b>"), "one ` alone &lt;b&gt;");
    }

    #[test]
    fn a_fence_outlasts_the_backticks_inside() {
        assert_eq!(fenced("fn a()"), "```rust\nfn a()\n```");
        assert_eq!(fenced("```\n# x"), "````rust\n```\n# x\n````");
    }

    #[test]
    fn what_is_left_out_leaves_no_hole() {
        assert_eq!(tidy("\n\na\n\n\n\nb  \n\n"), "a\n\nb\n");
        assert_eq!(tidy("```\na\n\n\nb\n```\n"), "```\na\n\n\nb\n```\n");
    }
}
