//! Path templates, as axum 0.8 and OpenAPI both read them.
//!
//! `{name}` is a parameter, alone in its segment or after fixed text. `{*name}`, at the end, is the rest of the path: axum
//! serves it, and an OpenAPI document has it as an ordinary parameter, since it has no words for more. `{{` and `}}` are
//! braces that belong to the path itself.

use crate::args::value::percent_encoded;

/// The names of the parameters, or every mistake as the rest of a sentence whose subject is the path.
pub fn check(path: &str) -> Result<Vec<String>, Vec<String>> {
    let literal = with_literal_braces(path);
    let mut mistakes = Vec::new();
    // ui-tests/route/path-without-slash.rs
    if !path.starts_with('/') {
        mistakes.push(WITHOUT_SLASH.to_owned());
    }
    // ui-tests/route/query-in-path.rs
    if let Some(mark) = path.find(['?', '#']) {
        let query = &path[mark..];
        mistakes.push(format!(
            "has a query or fragment, which is not part of a route: remove `{query}`"
        ));
    }
    let mut names = Vec::new();
    let mut segments = literal.split('/').peekable();
    while let Some(segment) = segments.next() {
        match segment_of(segment, segments.peek().is_none()) {
            Ok(None) => {}
            // ui-tests/route/doubled-parameter.rs
            Ok(Some(name)) if names.contains(&name) => {
                mistakes.push(format!("has the parameter `{{{name}}}` twice: rename one"));
            }
            Ok(Some(name)) => names.push(name),
            Err(mistake) => mistakes.push(mistake),
        }
    }
    // ui-tests/route/illegal-character.rs
    let mut inside = false;
    let own = path.chars().find(|one| matches!(*one, OPENING | CLOSING));
    let illegal = own.or_else(|| {
        literal.chars().find(|one| {
            match one {
                '{' => inside = true,
                '}' => inside = false,
                _ => {}
            }
            // Names between braces were checked before.
            !(inside
                || one.is_ascii_alphanumeric()
                || "-._~!$&'()*+,;=:@%/{}?#".contains(*one)
                || matches!(*one, OPENING | CLOSING))
        })
    });
    if let Some(illegal) = illegal {
        let encoded = percent_encoded(illegal);
        mistakes.push(format!(
            "has the character {illegal:?}, which is not allowed in the path of a URI: write `{encoded}` instead"
        ));
    }
    // A whole path is only what to write where nothing else of it is wrong.
    if mistakes == [WITHOUT_SLASH] {
        mistakes = vec![format!("does not start with `/`: write `\"/{path}\"`")];
    }
    if mistakes.is_empty() {
        return Ok(names.into_iter().map(str::to_owned).collect());
    }
    let as_written = |mistake: String| mistake.replace(OPENING, "{{").replace(CLOSING, "}}");
    Err(mistakes.into_iter().map(as_written).collect())
}

const WITHOUT_SLASH: &str = "does not start with `/`: write `/` in front of it";

/// The replacements of doubled braces while a path is read; no path has these characters.
const OPENING: char = '\u{1}';
const CLOSING: char = '\u{2}';

/// The path with one character for each doubled brace outside a parameter.
fn with_literal_braces(path: &str) -> String {
    let mut literal = String::new();
    let mut inside = false;
    let mut rest = path.chars().peekable();
    while let Some(one) = rest.next() {
        let is_doubled = !inside && matches!(one, '{' | '}') && rest.next_if_eq(&one).is_some();
        literal.push(match one {
            '{' if is_doubled => OPENING,
            '}' if is_doubled => CLOSING,
            other => other,
        });
        match one {
            '{' if !is_doubled => inside = true,
            '}' | '/' => inside = false,
            _ => {}
        }
    }
    literal
}

/// The name that the parameter in a segment with a wrong brace probably has.
fn parameter_in(segment: &str) -> &str {
    let is_letter = |one: char| one.is_ascii_alphanumeric() || one == '_' || one == '-';
    let mut words = segment.split(|one| !is_letter(one)).filter(|word| !word.is_empty());
    words.next().unwrap_or("name")
}

/// The name of the parameter in a segment that has one.
fn segment_of(segment: &str, is_last: bool) -> Result<Option<&str>, String> {
    // ui-tests/route/colon-parameter.rs, ui-tests/route/star-parameter.rs
    if let Some(name) = segment.strip_prefix(':') {
        return Err(format!(
            "has the segment `{segment}`, which axum does not accept: write `{{{name}}}`"
        ));
    }
    if let Some(name) = segment.strip_prefix('*') {
        let name = if name.is_empty() { "rest" } else { name };
        return Err(format!(
            "has the segment `{segment}`, which axum does not accept: write `{{*{name}}}`"
        ));
    }
    let literal = if segment.contains([OPENING, CLOSING]) {
        ", because `{{` and `}}` mean the characters `{` and `}`"
    } else {
        ""
    };
    // ui-tests/route/unclosed-brace.rs, ui-tests/route/doubled-brace.rs
    let (before, inside) = match (segment.split_once('{'), segment.contains('}')) {
        (None, false) => return Ok(None),
        (None, true) if segment.contains(OPENING) => {
            return Err(format!(
                "has a `}}` in `{segment}` that closes no parameter, because `{{{{` means the character `{{`: write `{{{}}}`",
                parameter_in(segment)
            ));
        }
        (None, true) => {
            return Err(format!(
                "has a `}}` without a `{{` in `{segment}`{literal}: write `{{{}}}`",
                parameter_in(segment)
            ));
        }
        (Some(parts), _) => parts,
    };
    let Some((name, after)) = inside.split_once('}') else {
        return Err(format!(
            "has a `{{` without a `}}` in `{segment}`{literal}: write `{before}{{{inside}}}`"
        ));
    };
    // ui-tests/route/text-after-parameter.rs
    if before.contains('}') || !after.is_empty() {
        return Err(format!(
            "has characters after the parameter in `{segment}`, which axum does not accept: end the segment with \
             `{{{name}}}`"
        ));
    }
    let (star, name) = match name.strip_prefix('*') {
        Some(name) => ("*", name),
        None => ("", name),
    };
    // ui-tests/route/empty-parameter.rs
    if name.is_empty() {
        return Err(format!("has a parameter without a name: write `{{{star}name}}`"));
    }
    // ui-tests/route/pattern-in-parameter.rs
    let legal = |one: char| one.is_ascii_alphanumeric() || one == '_' || one == '-';
    if let Some(end) = name.find(|one| !legal(one)) {
        let end = if end == 0 { "name" } else { &name[..end] };
        return Err(format!(
            "has the parameter `{{{star}{name}}}`, whose name may only have letters, digits, `_` and `-`: write \
             `{{{star}{end}}}`"
        ));
    }
    // ui-tests/route/rest-before-the-end.rs
    let is_whole_end = is_last && before.is_empty();
    if !(star.is_empty() || is_whole_end) {
        return Err(format!(
            "has `{{*{name}}}`, which is only allowed as the last segment: write `{{{name}}}`, or move it to the end"
        ));
    }
    Ok(Some(name))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::check;

    #[test]
    fn parameters_are_found() {
        for (path, names) in [
            ("/", &[][..]),
            ("/api/v1/skills/{id}/files/{*rest}", &["id", "rest"]),
            ("/v{major}/a-b_c.d~%20:x/", &["major"]),
            ("/int/{{x}}/{id}", &["id"]),
            ("/{{{id}", &["id"]),
            ("/}}/{{", &[]),
        ] {
            assert_eq!(
                check(path),
                Ok(names.iter().copied().map(str::to_owned).collect()),
                "{path}"
            );
        }
    }

    #[test]
    fn paths_that_axum_or_openapi_refuses_are_refused() {
        for path in [
            "",
            "api",
            "{id}",
            "/:id",
            "/*",
            "/*rest",
            "/{id",
            "/id}",
            "/}id{",
            "/{}",
            "/{*}",
            "/{{id}",
            "/{id}}",
            "/{id}}}",
            "/{{ü}}",
            "/\u{1}",
            "/{id}/{id}",
            "/{id}.json",
            "/{a}{b}",
            "/{a}-{b}",
            "/{*rest}/x",
            "/a{*rest}",
            "/{id:[0-9]+}",
            "/{i d}",
            "/{a/b}",
            "/a?b=c",
            "/a#b",
            "/a b",
            "/ü",
            "/<a>",
            "/a\\b",
        ] {
            assert!(check(path).is_err(), "{path}");
        }
    }

    #[test]
    fn every_mistake_is_reported() {
        assert_eq!(check("api/:id/{}?x").unwrap_err().len(), 4);
    }

    fn path() -> impl Strategy<Value = String> {
        let piece = prop_oneof![
            prop::sample::select(
                &[
                    "/", "/", "{", "}", "{a}", "{b}", "{*c}", ":", "*", "a", "v", "{{", "}}", "?", "."
                ][..]
            )
            .prop_map(str::to_owned),
            "\\PC",
        ];
        prop::collection::vec(piece, 0..8).prop_map(|pieces| format!("/{}", pieces.concat()))
    }

    proptest! {
        #[test]
        fn axum_accepts_accepted_paths(path in path()) {
            if check(&path).is_ok() {
                // The matcher of axum 0.8, and what axum checks before it.
                prop_assert!(matchit::Router::new().insert(path.as_str(), ()).is_ok(), "{}", path);
                prop_assert!(!path.split('/').any(|segment| segment.starts_with([':', '*'])));
            }
        }
    }
}
