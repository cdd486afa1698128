//! What axum's `MatchedPath` says: which template matched, below which prefixes, and behind which catch-all.
//!
//! `nest` takes its prefix from the request's path and leaves it in the template. A router behind a catch-all, as inside of a
//! handler, appends its template to that of the catch-all: `/{*rest}/beta` is `/beta`.
//!
//! Where the list of served routes is known, it decides over `MatchedPath`, which behind `/{*rest}` or `/{page}` says less
//! than the path. `nest` takes its prefix from the path and leaves it in `MatchedPath`, so the path is put together again.

use std::borrow::Cow;

use super::table::Table;

impl Table {
    /// The path of promised routes that a request leads to. The list of what is served decides where there is one: behind a
    /// catch-all or a parameter, what matched says less than the path.
    pub(super) fn matched(&self, matched: &str, path: &str) -> Option<usize> {
        if !self.knows_all() {
            return self.template(matched).or_else(|| self.behind_catch_all(matched, path));
        }
        let split = split(matched, path);
        let is_nested = split.is_none_or(|(prefix, _)| !prefix.is_empty());
        let is_precise = split.is_none_or(|(_, own)| !own.contains("{*"));
        if is_nested
            && is_precise
            && let Some(found) = self.template(matched)
        {
            return Some(found);
        }
        self.place(&whole(split, path))
            // The list may belong to the inner part of the layer.
            .or_else(|| self.place(path).filter(|_| is_nested))
            .map_or_else(|| self.template(matched), |place| place.path)
    }

    #[cold]
    fn behind_catch_all(&self, matched: &str, path: &str) -> Option<usize> {
        if !matched.contains("{*") {
            return None;
        }
        let (prefix, own) = split(matched, path)?;
        let inner = innermost(own);
        let template = [prefix, inner].concat();
        (inner != own).then(|| self.template(&template)).flatten()
    }
}

/// The template that axum's router left on a request.
pub(super) fn template_of(extensions: &http::Extensions) -> Option<&str> {
    Some(extensions.get::<axum::extract::MatchedPath>()?.as_str())
}

/// The request's path with the prefixes that `nest` took from it.
pub(super) fn whole_path<'a>(matched: &str, path: &'a str) -> Cow<'a, str> {
    whole(split(matched, path), path)
}

fn whole<'a>(split: Option<(&str, &str)>, path: &'a str) -> Cow<'a, str> {
    match split {
        None | Some(("", _)) => path.into(),
        // The root of a nested router is the prefix itself.
        Some((prefix, "")) => String::from(prefix).into(),
        Some((prefix, _)) => [prefix, path].concat().into(),
    }
}

/// The match: the prefixes that were removed, and the template of the rest of the path.
fn split<'m>(matched: &'m str, path: &str) -> Option<(&'m str, &'m str)> {
    let mut starts = matched.match_indices('/').map(|(at, _)| at);
    let found = starts.find(|at| fits(&matched[*at..], path));
    let root = (path == "/").then_some(matched.len());
    Some(matched.split_at(found.or(root)?))
}

/// Whether a path can match a template. In a segment with braces, only the text before them is compared.
fn fits(template: &str, path: &str) -> bool {
    let mut found = path.split('/');
    for wanted in template.split('/') {
        let Some(found) = found.next() else { return false };
        let is_same = match wanted.find(['{', '}']) {
            Some(0) if wanted.starts_with("{*") => return true,
            Some(end) => found.starts_with(&wanted[..end]),
            None => found == wanted,
        };
        if !is_same {
            return false;
        }
    }
    found.next().is_none()
}

/// The part after the last catch-all that is not at the end.
fn innermost(template: &str) -> &str {
    let mut rest = template;
    while let Some((_, after)) = rest
        .split_once("/{*")
        .and_then(|(_, catch_all)| catch_all.split_once('}'))
        .filter(|(_, after)| !after.is_empty())
    {
        rest = after;
    }
    rest
}

#[cfg(test)]
mod tests {
    use super::{innermost, split, whole_path};

    #[test]
    fn a_prefix_is_what_the_path_has_lost() {
        for (matched, path, prefix, whole) in [
            ("/beta", "/beta", "", "/beta"),
            ("/v/beta", "/beta", "/v", "/v/beta"),
            ("/v/{id}", "/7", "/v", "/v/7"),
            ("/v/w{id}", "/w7", "/v", "/v/w7"),
            ("/{tenant}/v/{id}", "/7", "/{tenant}/v", "/{tenant}/v/7"),
            ("/{*rest}", "/v/beta", "", "/v/beta"),
            ("/v/{*rest}", "/beta/", "/v", "/v/beta/"),
            ("/v/files/{*rest}", "/files/a", "/v", "/v/files/a"),
            ("/v/{*rest}/beta", "/beta", "/v", "/v/beta"),
            ("/v", "/", "/v", "/v"),
            ("/v/", "/", "/v", "/v/"),
            ("/esc/{{x}}", "/esc/{x}", "", "/esc/{x}"),
        ] {
            assert_eq!(
                split(matched, path).map(|(prefix, _)| prefix),
                Some(prefix),
                "{matched} {path}"
            );
            assert_eq!(whole_path(matched, path), whole, "{matched} {path}");
        }
        // The path was rewritten on the way.
        assert_eq!(split("/beta", "/other"), None);
        assert_eq!(whole_path("/beta", "/other"), "/other");
    }

    #[test]
    fn the_template_of_a_router_behind_a_catch_all_is_last() {
        for (matched, expected) in [
            ("/{*rest}/beta", "/beta"),
            ("/a/{*rest}/a/{id}", "/a/{id}"),
            ("/{*a}/{*b}/c", "/c"),
            ("/{*a}/b/{*c}", "/b/{*c}"),
            ("/{*rest}", "/{*rest}"),
            ("/a", "/a"),
        ] {
            assert_eq!(innermost(matched), expected, "{matched}");
        }
    }
}
