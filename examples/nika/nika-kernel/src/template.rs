//! Texts that quote the outputs of other tasks: `{{ tasks.NAME.output }}`.

use crate::workflow::{Task, TaskId};
use crate::{NikaError, Result};

/// A text with places for the outputs of other tasks.
#[stability::internal(since = "0.82.0")]
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Template {
    pieces: Vec<Piece>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Piece {
    Text(String),
    Output(TaskId),
}

#[stability::internal(since = "0.82.0")]
impl Template {
    /// Reads a task's text.
    ///
    /// # Errors
    ///
    /// [`NikaError::Template`] for a place that names no dependency of the task.
    pub fn parse(task: &Task, text: &str) -> Result<Self> {
        let refuse = |reference: &str| NikaError::Template {
            task: task.id.clone(),
            reference: reference.trim().to_owned(),
        };
        let mut pieces = Vec::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once("{{") {
            let (place, remaining) = after.split_once("}}").ok_or_else(|| refuse(after))?;
            let name = place
                .trim()
                .strip_prefix("tasks.")
                .and_then(|place| place.strip_suffix(".output"))
                .map(TaskId::from)
                .filter(|name| task.depends_on.contains(name))
                .ok_or_else(|| refuse(place))?;
            pieces.push(Piece::Text(before.to_owned()));
            pieces.push(Piece::Output(name));
            rest = remaining;
        }
        pieces.push(Piece::Text(rest.to_owned()));
        Ok(Self { pieces })
    }

    /// The text with the outputs in their places. An output is inserted as it is: what looks like a place in it stays text.
    pub fn fill<'a>(&'a self, output: impl Fn(&TaskId) -> Option<&'a str>) -> String {
        self.pieces
            .iter()
            .map(|piece| match piece {
                Piece::Text(text) => text,
                Piece::Output(task) => output(task).unwrap_or_default(),
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::Template;
    use crate::workflow::{Task, TaskId, TaskKind};

    fn filled(text: &str) -> Result<String, String> {
        let task = Task::new("here", TaskKind::Infer).after("a").after("b");
        let template = Template::parse(&task, text).map_err(|error| error.code().to_string())?;
        Ok(template.fill(|task: &TaskId| match task.as_str() {
            "a" => Some("A"),
            _ => Some("{{ tasks.a.output }}"),
        }))
    }

    #[test]
    fn outputs_replace_their_placeholders() {
        assert_eq!(filled("plain").unwrap(), "plain");
        assert_eq!(filled("<{{ tasks.a.output }}>").unwrap(), "<A>");
        assert_eq!(filled("{{tasks.a.output}}{{ tasks.a.output }}").unwrap(), "AA");
    }

    #[test]
    fn an_output_is_no_template() {
        assert_eq!(filled("{{ tasks.b.output }}").unwrap(), "{{ tasks.a.output }}");
    }

    #[test]
    fn other_places_are_refused() {
        for text in [
            "{{ tasks.c.output }}",
            "{{ a }}",
            "{{ tasks.a }}",
            "{{ }}",
            "{{ tasks.a.output",
        ] {
            assert_eq!(filled(text), Err("NIKA-TPL-001".to_owned()), "{text}");
        }
    }
}
