
use crate::report::Report;
use crate::{Commit, Commits, Comparison, Place};
use crate::rule::{Check, Rule};
use crate::words::has_words;

pub const RULE: Rule = Rule {
    clauses: &["OR-14"],
    summary: "a commit that breaks a stable item is marked as breaking",
    reason: "Readers of the history, and tools that write release notes, look for the mark.",
    example: "`GET /skills` was removed, and the only new commit is `fix: tidy up`.",
    advice: "Mark the commit as `[commits]` asks: a word in the subject, a footer, or `!` after the type. If it is already pushed, add an empty commit with the mark.",
    check: Check::All(judge),
    ..Rule::DEFAULT
};

/// One marked commit is enough: what each commit breaks is not known.
fn judge(comparison: &Comparison<'_>, report: &mut Report<'_>) {
    let (Some(marks), Some(commits)) = (&comparison.policy.commits, &comparison.evidence.commits) else {
        return;
    };
    let Some(first) = comparison.stable_breaks().next() else {
        return;
    };
    if commits.is_empty() || commits.iter().any(|commit| is_marked(commit, marks)) {
        return;
    }
    let more = comparison.stable_breaks().count() - 1;
    let others = if more == 0 {
        String::new()
    } else {
        format!("; {more} more change{} too", if more == 1 { " breaks" } else { "s break" })
    };
    let place = match commits.as_slice() {
        [commit] => Place::Commit { id: commit.id.clone() },
        _ => Place::Project,
    };
    report.add(
        "",
        String::from("commits"),
        place,
        format_args!("{}{others}; no commit is marked as breaking, so readers of the history miss this", first.change),
        asked(marks),
    );
}

/// What is to be written: `write \`BREAKING\` in the subject, or …`.
fn asked(marks: &Commits) -> String {
    let subject = marks.subject.first().map(|word| format!("`{word}` in the subject"));
    let footer = marks.footer.first().map(|token| format!("the footer `{token}: …`"));
    let bang = marks.bang.then(|| String::from("`!` after the type"));
    let ways: Vec<String> = [subject, footer, bang].into_iter().flatten().collect();
    format!(
        "in the message of a commit that is checked (`--range`), write {}; if all are pushed, add an empty commit with that message: `git commit --allow-empty`",
        ways.join(", or ")
    )
}

fn is_marked(commit: &Commit, marks: &Commits) -> bool {
    let footers = footers(&commit.body);
    let has_footer = |token: &String| footers.iter().any(|found| is_same_token(found, token));
    marks.subject.iter().any(|word| has_words(&commit.subject, word))
        || marks.footer.iter().any(has_footer)
        || marks.bang && has_bang(&commit.subject)
}

/// Conventional Commits has `BREAKING-CHANGE` as a synonym of `BREAKING CHANGE`; git knows tokens in any case.
fn is_same_token(one: &str, other: &str) -> bool {
    one.replace(' ', "-").eq_ignore_ascii_case(&other.replace(' ', "-"))
}

/// `type!: …` or `type(scope)!: …`.
fn has_bang(subject: &str) -> bool {
    let Some((head, _)) = subject.split_once("!: ") else {
        return false;
    };
    let (kind, scope) = match head.split_once('(') {
        Some((kind, rest)) => (kind, rest.strip_suffix(')')),
        None => (head, Some("")),
    };
    let is_word = !kind.is_empty() && kind.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '_');
    is_word && scope.is_some_and(|scope| !scope.contains(['(', ')']))
}

/// The tokens of the footers: of lines `Token: value` or `Token #value` in paragraphs that begin with one.
fn footers(body: &str) -> Vec<&str> {
    let mut footers = Vec::new();
    let mut in_footers = true;
    let mut at_start = true;
    for line in body.lines() {
        if line.trim().is_empty() {
            (in_footers, at_start) = (true, true);
            continue;
        }
        match token(line) {
            Some(token) if in_footers => footers.push(token),
            None if at_start => in_footers = false,
            // The value of a footer may go on in further lines.
            _ => {}
        }
        at_start = false;
    }
    footers
}

/// The token of a line that is a footer with a value.
fn token(line: &str) -> Option<&str> {
    let (token, value) = match (line.find(": "), line.find(" #")) {
        (Some(colon), Some(hash)) if hash < colon => line.split_at(hash),
        (Some(colon), _) => line.split_at(colon),
        (None, Some(hash)) => line.split_at(hash),
        (None, None) => return None,
    };
    let is_word = token.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    let is_token = !token.is_empty() && (is_word || token == "BREAKING CHANGE");
    (is_token && value.len() > 2 && !value[2..].trim().is_empty()).then_some(token)
}

#[cfg(test)]
mod tests {
    use super::{footers, has_bang};

    #[test]
    fn footers_are_in_paragraphs_of_their_own() {
        for (body, expected) in [
            ("BREAKING CHANGE: `Foo` was removed", &["BREAKING CHANGE"][..]),
            ("Words.\n\nBREAKING-CHANGE: x\nCloses #12", &["BREAKING-CHANGE", "Closes"]),
            ("Reviewed-by: Ada\n  and others\nRefs #1", &["Reviewed-by", "Refs"]),
            ("This is no\nBREAKING CHANGE: at all", &[]),
            ("BREAKING CHANGE:", &[]),
            ("BREAKING CHANGE: ", &[]),
            ("Note this: it is prose", &[]),
        ] {
            assert_eq!(footers(body), expected, "{body}");
        }
    }

    #[test]
    fn a_bang_follows_the_type() {
        for (subject, expected) in [
            ("feat!: drop v1", true),
            ("feat(api)!: drop v1", true),
            ("feat: drop v1!: now", false),
            ("feat(a)(b)!: drop", false),
            ("feat(api!: drop", false),
            ("!: drop", false),
            ("feat!:drop", false),
        ] {
            assert_eq!(has_bang(subject), expected, "{subject}");
        }
    }
}
