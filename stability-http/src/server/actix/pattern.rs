//! The patterns of actix-web, read as templates.

/// A pattern of actix-web as a template of axum: `/{id:\\d{3}}/{tail}*` is `/{id}/{*tail}`, and other braces are not supported.
pub(super) fn template_of(pattern: &str) -> String {
    let mut template = String::new();
    let mut rest = pattern;
    while let Some((before, parameter)) = rest.split_once('{') {
        let mut depth = 1_usize;
        let end = parameter.find(|one| {
            depth = match one {
                '{' => depth + 1,
                '}' => depth - 1,
                _ => depth,
            };
            depth == 0
        });
        let Some(end) = end else { break };
        let (name, expression) = parameter[..end].split_once(':').unwrap_or((&parameter[..end], ""));
        rest = &parameter[end + 1..];
        let is_tail = rest == "*" || expression == ".*" && rest.is_empty();
        if is_tail {
            rest = "";
        }
        template.extend([before, "{", if is_tail { "*" } else { "" }, name, "}"]);
    }
    template + rest
}

#[cfg(test)]
mod tests {
    use super::template_of;

    #[test]
    fn a_pattern_is_read_as_a_template() {
        for (pattern, expected) in [
            ("/", "/"),
            ("/skills/{id}", "/skills/{id}"),
            (r"/skills/{id:\d+}/x", "/skills/{id}/x"),
            (r"/skills/{id:\d{3}}", "/skills/{id}"),
            (r"/skills/{id:[a-z]*}", "/skills/{id}"),
            ("/files/{tail:.*}", "/files/{*tail}"),
            ("/files/{tail}*", "/files/{*tail}"),
            ("/v{major}/{a}-{b}", "/v{major}/{a}-{b}"),
        ] {
            assert_eq!(template_of(pattern), expected, "{pattern}");
        }
    }
}
