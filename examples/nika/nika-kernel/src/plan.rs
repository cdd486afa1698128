//! The order in which tasks are run.

use crate::workflow::{TaskId, Workflow};
use crate::{NikaError, Result};
use std::collections::BTreeMap;

/// An order in which every task comes after those it depends on.
#[stability::internal(since = "0.82.0")]
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Plan {
    order: Vec<usize>,
}

#[stability::internal(since = "0.82.0")]
impl Plan {
    /// The order of a workflow's tasks; tasks that are free to go keep the order of the document.
    ///
    /// # Errors
    ///
    /// [`NikaError::DuplicateTask`], [`NikaError::UnknownDependency`] or [`NikaError::Cycle`].
    pub fn of(workflow: &Workflow) -> Result<Self> {
        let needs = dependencies(workflow)?;
        let mut order = Vec::with_capacity(needs.len());
        let mut placed = vec![false; needs.len()];
        while order.len() < needs.len() {
            let free = (0..needs.len()).find(|&task| !placed[task] && needs[task].iter().all(|&need| placed[need]));
            let Some(task) = free else {
                return Err(NikaError::Cycle {
                    tasks: cycle(workflow, &needs, &placed),
                });
            };
            placed[task] = true;
            order.push(task);
        }
        Ok(Self { order })
    }

    /// The tasks by their place in the document, first to last.
    pub fn order(&self) -> &[usize] {
        &self.order
    }
}

/// For each task the places of those it depends on.
fn dependencies(workflow: &Workflow) -> Result<Vec<Vec<usize>>> {
    let mut places = BTreeMap::new();
    for (place, task) in workflow.tasks.iter().enumerate() {
        if places.insert(&task.id, place).is_some() {
            return Err(NikaError::DuplicateTask { task: task.id.clone() });
        }
    }
    let place = |task: &TaskId, dependency: &TaskId| {
        places
            .get(dependency)
            .copied()
            .ok_or_else(|| NikaError::UnknownDependency {
                task: task.clone(),
                dependency: dependency.clone(),
            })
    };
    workflow
        .tasks
        .iter()
        .map(|task| {
            let needs = task.depends_on.iter().map(|dependency| place(&task.id, dependency));
            needs.collect()
        })
        .collect()
}

/// One circle among the tasks that could not be placed: every one of them waits for another of them, so that
/// whoever follows the waiting comes back to a task seen before.
fn cycle(workflow: &Workflow, needs: &[Vec<usize>], placed: &[bool]) -> Vec<TaskId> {
    let mut path: Vec<usize> = Vec::new();
    let mut next = placed.iter().position(|placed| !placed);
    while let Some(task) = next {
        if let Some(start) = path.iter().position(|&seen| seen == task) {
            path.drain(..start);
            break;
        }
        path.push(task);
        next = needs[task].iter().copied().find(|&need| !placed[need]);
    }
    path.into_iter().map(|task| workflow.tasks[task].id.clone()).collect()
}

#[cfg(test)]
mod tests {
    use super::Plan;
    use crate::NikaError;
    use crate::workflow::{Task, TaskKind, Workflow};

    /// Tasks written as `name:dependency,dependency`.
    fn planned(tasks: &[&str]) -> Result<String, NikaError> {
        let tasks: Vec<Task> = tasks
            .iter()
            .map(|text| {
                let (name, needs) = text.split_once(':').unwrap_or((text, ""));
                needs
                    .split_terminator(',')
                    .fold(Task::new(name, TaskKind::Infer), Task::after)
            })
            .collect();
        let workflow = Workflow::new("w", tasks);
        let plan = Plan::of(&workflow)?;
        Ok(plan
            .order()
            .iter()
            .map(|&place| workflow.tasks[place].id.as_str())
            .collect())
    }

    #[test]
    fn dependencies_come_first_and_the_rest_keeps_its_order() {
        assert_eq!(planned(&[]).unwrap(), "");
        assert_eq!(planned(&["b:a", "a"]).unwrap(), "ab");
        assert_eq!(planned(&["d:b,c", "b:a", "c:a", "a"]).unwrap(), "abcd");
        assert_eq!(planned(&["x", "y", "z"]).unwrap(), "xyz");
    }

    #[test]
    fn an_unknown_dependency_is_named() {
        let error = planned(&["a:ghost"]).unwrap_err();
        assert_eq!(
            error,
            NikaError::UnknownDependency {
                task: "a".into(),
                dependency: "ghost".into()
            }
        );
    }

    #[test]
    fn a_doubled_task_is_named() {
        assert_eq!(planned(&["a", "a"]).unwrap_err().code().to_string(), "NIKA-TASK-002");
    }

    #[test]
    fn a_cycle_is_shown_without_those_who_only_wait_for_it() {
        let error = planned(&["outside:a", "a:b", "b:c", "c:a", "free"]).unwrap_err();
        assert_eq!(
            error,
            NikaError::Cycle {
                tasks: vec!["a".into(), "b".into(), "c".into()]
            }
        );
        assert!(error.to_string().ends_with("`a` → `b` → `c` → `a`"), "{error}");
        assert_eq!(
            planned(&["a:a"]).unwrap_err(),
            NikaError::Cycle {
                tasks: vec!["a".into()]
            }
        );
    }
}
