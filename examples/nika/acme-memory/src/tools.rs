//! Tools for texts.

use nika_kernel::tools::{ToolCall, ToolExecutor, ToolName, ToolOutput};
use nika_kernel::{NikaError, Result};

/// The tools `mcp:acme/slug`, `mcp:acme/wrap` and `mcp:acme/environment`.
///
/// The first two only read their arguments. The third reads an environment variable, which a sandbox has reason to deny.
#[stability::evolving(since = "0.3.0", area = "Tools & sandbox", path = "acme_memory::TextTools")]
#[derive(Clone, Copy, Debug, Default)]
#[non_exhaustive]
pub struct TextTools;

#[stability::evolving(since = "0.3.0", area = "Tools & sandbox", path = "acme_memory::TextTools")]
impl TextTools {
    /// Makes a text a word for a URL or a file name; takes `text`.
    pub const SLUG: &'static str = "mcp:acme/slug";
    /// Breaks a text into lines; takes `text` and `columns`.
    pub const WRAP: &'static str = "mcp:acme/wrap";
    /// Reads an environment variable; takes `name`.
    pub const ENVIRONMENT: &'static str = "mcp:acme/environment";

    /// The tools.
    pub fn new() -> Self {
        Self
    }
}

impl ToolExecutor for TextTools {
    fn tools(&self) -> Vec<ToolName> {
        [Self::SLUG, Self::WRAP, Self::ENVIRONMENT].map(ToolName::from).to_vec()
    }

    fn execute(&self, call: &ToolCall) -> Result<ToolOutput> {
        let text = match call.tool.as_str() {
            Self::SLUG => slug(argument(call, "text")?),
            Self::WRAP => wrap(argument(call, "text")?, columns(call)?),
            Self::ENVIRONMENT => variable(call)?,
            _ => {
                return Err(NikaError::tool(&call.tool, "this is not a text tool"));
            }
        };
        Ok(ToolOutput::new(text))
    }
}

fn argument<'a>(call: &'a ToolCall, name: &str) -> Result<&'a str> {
    let value = call.arguments.get(name).map(String::as_str);
    value.ok_or_else(|| NikaError::tool(&call.tool, format!("the argument `{name}` is missing")))
}

fn columns(call: &ToolCall) -> Result<usize> {
    argument(call, "columns")?
        .parse()
        .map_err(|_| NikaError::tool(&call.tool, "the argument `columns` is a number"))
}

fn variable(call: &ToolCall) -> Result<String> {
    let name = argument(call, "name")?;
    std::env::var(name).map_err(|_| NikaError::tool(&call.tool, format!("no variable `{name}` with a text is set")))
}

/// Letters and digits in lower case, everything else as single hyphens between them.
fn slug(text: &str) -> String {
    let words = text.split(|c: char| !c.is_alphanumeric());
    let words: Vec<_> = words.filter(|word| !word.is_empty()).map(str::to_lowercase).collect();
    words.join("-")
}

/// Lines of at most so many characters; a longer word has a line of its own.
fn wrap(text: &str, columns: usize) -> String {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= columns => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::TextTools;
    use nika_kernel::tools::{ToolCall, ToolExecutor};

    fn output(tool: &str, arguments: &[(&str, &str)]) -> Result<String, String> {
        let call = arguments
            .iter()
            .fold(ToolCall::new(tool.into()), |call, (name, value)| {
                call.with_argument(*name, *value)
            });
        let output = TextTools::new().execute(&call).map_err(|error| error.to_string())?;
        Ok(output.text)
    }

    #[test]
    fn a_slug_holds_words_and_hyphens() {
        let text = "  Nika 0.90: Ça va, ÉTÉ! ";
        assert_eq!(
            output(TextTools::SLUG, &[("text", text)]).unwrap(),
            "nika-0-90-ça-va-été"
        );
        assert_eq!(output(TextTools::SLUG, &[("text", "…")]).unwrap(), "");
    }

    #[test]
    fn lines_break_between_words() {
        let wrapped = output(TextTools::WRAP, &[("text", "a bc def ghijklm"), ("columns", "4")]);
        assert_eq!(wrapped.unwrap(), "a bc\ndef\nghijklm");
    }

    #[test]
    fn a_missing_or_malformed_argument_is_named() {
        let error = output(TextTools::SLUG, &[]).unwrap_err();
        assert!(error.contains("`text` is missing"), "{error}");
        let error = output(TextTools::WRAP, &[("text", "a"), ("columns", "wide")]).unwrap_err();
        assert!(error.contains("`columns` is a number"), "{error}");
        let error = output(TextTools::ENVIRONMENT, &[("name", "NIKA_IS_NOT_SET")]).unwrap_err();
        assert!(error.contains("NIKA_IS_NOT_SET"), "{error}");
    }

    #[test]
    fn offered_tools_have_a_namespace() {
        for tool in TextTools::new().tools() {
            assert_eq!(tool.namespace(), Some("mcp"), "{tool}");
        }
    }
}
