//! The patterns of a macro's arms.

/// The patterns of the arms in rustdoc's text of a macro, in their order, up to white space, comments and the names of
/// metavariables.
pub fn arms(source: &str) -> Vec<String> {
    let Some(start) = source.find('{') else {
        return Vec::new();
    };
    // `macro m($a:expr) { … }` has one arm, in front of the braces.
    if !source.trim_start().starts_with("macro_rules!") && source[..start].contains('(') {
        return source[..start]
            .find('(')
            .map(|at| pattern(source[at..start].trim()))
            .into_iter()
            .collect();
    }
    let mut found = Vec::new();
    let mut rest = &source[start + 1..];
    while let Some(end) = group(rest) {
        found.push(pattern(rest[..end].trim()));
        let Some(arrow) = rest[end..].find("=>") else {
            break;
        };
        rest = &rest[end + arrow + 2..];
        let Some(end) = group(rest) else {
            break;
        };
        rest = rest[end..].trim_start().trim_start_matches([';', ',']);
    }
    found
}

/// Where the first balanced group of the text ends.
fn group(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    for token in tokens(text) {
        match token.text {
            "(" | "[" | "{" => depth += 1,
            ")" | "]" | "}" => {
                depth = depth.checked_sub(1)?;
                if depth == 0 {
                    return Some(token.end);
                }
            }
            _ if depth == 0 => return None,
            _ => {}
        }
    }
    None
}

struct Token<'a> {
    text: &'a str,
    end: usize,
    /// Whether white space or a comment is in front of it.
    is_apart: bool,
}

/// Words, literals and single signs.
fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut found = Vec::new();
    let mut at = 0;
    let mut is_apart = false;
    while let Some(first) = text[at..].chars().next() {
        let rest = &text[at..];
        let length = if first.is_whitespace() {
            is_apart = true;
            at += first.len_utf8();
            continue;
        } else if rest.starts_with("//") {
            is_apart = true;
            at += rest.find('\n').unwrap_or(rest.len());
            continue;
        } else if rest.starts_with("/*") {
            is_apart = true;
            at += rest.find("*/").map_or(rest.len(), |end| end + 2);
            continue;
        } else if first == '"' {
            let mut escaped = false;
            let end = rest.char_indices().skip(1).find(|(_, it)| {
                let is_end = *it == '"' && !escaped;
                escaped = *it == '\\' && !escaped;
                is_end
            });
            end.map_or(rest.len(), |(end, _)| end + 1)
        } else if first.is_alphanumeric() || first == '_' {
            rest.find(|it: char| !it.is_alphanumeric() && it != '_')
                .unwrap_or(rest.len())
        } else {
            first.len_utf8()
        };
        at += length;
        found.push(Token {
            text: &text[at - length..at],
            end: at,
            is_apart,
        });
        is_apart = false;
    }
    found
}

/// A pattern with its metavariables numbered, and with white space only where it separates.
fn pattern(text: &str) -> String {
    let tokens = tokens(text);
    let mut names: Vec<&str> = Vec::new();
    let mut out = String::new();
    for (at, token) in tokens.iter().enumerate() {
        let previous = at.checked_sub(1).map(|at| tokens[at].text);
        let is_variable = previous == Some("$") && tokens.get(at + 1).is_some_and(|next| next.text == ":");
        if let Some(previous) = previous {
            let is_word = |text: &str| text.starts_with(|it: char| it.is_alphanumeric() || it == '_');
            let is_sign = |text: &str| !is_word(text) && !"()[]{},;$\"".contains(&text[..1]);
            let both = |is: &dyn Fn(&str) -> bool| is(previous) && is(token.text);
            if both(&is_word) || token.is_apart && previous.is_ascii() && token.text.is_ascii() && both(&is_sign) {
                out.push(' ');
            }
        }
        if is_variable {
            let number = names.iter().position(|it| *it == token.text).unwrap_or_else(|| {
                names.push(token.text);
                names.len() - 1
            });
            out.push_str(&number.to_string());
        } else {
            out.push_str(token.text);
        }
    }
    // Which brackets are around the whole decides nothing.
    let inner = |text: &str| text.get(1..text.len().saturating_sub(1)).unwrap_or_default().to_owned();
    inner(&out)
}

#[cfg(test)]
mod tests {
    use super::arms;

    #[test]
    fn arms_are_the_same_up_to_names_and_white_space() {
        let one = "macro_rules! m {\n    ($a:expr, $($b:ident),* $(,)?) => { ... };\n    () => { ... };\n}";
        let two = "macro_rules! m {\n [ $x : expr , // said\n $( $y : ident ) , * $( , )? ] => { ... };\n    {} => { ... };\n}";
        assert_eq!(arms(one), ["$0:expr,$($1:ident),*$(,)?", ""]);
        assert_eq!(arms(one), arms(two));
    }

    #[test]
    fn what_separates_stays() {
        let source = "macro_rules! m { (a b = > \"x  }\" $t:ty => $u:ty) => { ... }; }";
        assert_eq!(arms(source), ["a b= >\"x  }\"$0:ty=>$1:ty"]);
    }
}
