//! One turn: what the model may propose, and what it did propose.

use crate::agent::Agent;
use crate::context::RunContext;
use crate::item::AgentInputItem;
use crate::provider::{ModelRequest, ToolDescription};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The agent that acts in a turn, and the names under which it may hand over.
pub(crate) struct Turn<C> {
    pub(crate) number: u32,
    pub(crate) agent: Arc<Agent<C>>,
    pub(crate) handoffs: BTreeMap<String, Arc<Agent<C>>>,
}

impl<C> Turn<C> {
    pub(crate) fn new(number: u32, agent: Arc<Agent<C>>) -> Self {
        let mut handoffs = BTreeMap::new();
        for target in &agent.handoffs {
            let base = handoff_name(&target.name);
            let is_taken =
                |name: &String| handoffs.contains_key(name) || agent.tools.iter().any(|tool| tool.name == *name);
            let mut name = base.clone();
            let mut suffix = 2_usize;
            while is_taken(&name) {
                name = format!("{base}_{suffix}");
                suffix += 1;
            }
            handoffs.insert(name, Arc::clone(target));
        }
        Self {
            number,
            agent,
            handoffs,
        }
    }

    pub(crate) fn request(&self, context: &RunContext<C>, history: &[AgentInputItem]) -> ModelRequest {
        let tools = self.agent.tools.iter().map(|tool| ToolDescription {
            name: tool.name.clone(),
            description: tool.description.clone(),
            parameters: tool.parameters.clone(),
        });
        let handoffs = self.handoffs.iter().map(|(name, target)| ToolDescription {
            name: name.clone(),
            description: [
                Some(format!("Handoff to agent \"{}\".", target.name)),
                target.handoff_description.clone(),
            ]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join(" "),
            parameters: json!({ "type": "object" }),
        });
        ModelRequest {
            model: self.agent.model.clone(),
            system_prompt: self.agent.instructions.resolve(context),
            messages: history.to_vec(),
            tools: tools.chain(handoffs).collect(),
            model_settings: self.agent.model_settings.clone(),
        }
    }
}

/// The name under which a model proposes to hand over to an agent: `handoff_to_` and the agent's name in `snake_case`.
fn handoff_name(agent: &str) -> String {
    let words = agent.split(|letter: char| !letter.is_ascii_alphanumeric());
    let words: Vec<_> = words
        .filter(|word| !word.is_empty())
        .map(str::to_ascii_lowercase)
        .collect();
    format!(
        "handoff_to_{}",
        if words.is_empty() {
            "agent".to_owned()
        } else {
            words.join("_")
        }
    )
}

/// A call that a model proposes.
pub(crate) struct Proposal {
    pub(crate) call_id: String,
    pub(crate) name: String,
    pub(crate) raw_arguments: String,
    pub(crate) arguments: Value,
}

impl Proposal {
    pub(crate) fn new(call_id: String, name: String, raw_arguments: String) -> Self {
        let arguments = parsed(&raw_arguments);
        Self {
            call_id,
            name,
            raw_arguments,
            arguments,
        }
    }
}

/// What is no JSON goes on as `__raw`, so that policies and tools can tell.
fn parsed(raw: &str) -> Value {
    if raw.trim().is_empty() {
        return json!({});
    }
    serde_json::from_str(raw).unwrap_or_else(|_| json!({ "__raw": raw }))
}

#[cfg(test)]
mod tests {
    use super::{Turn, handoff_name, parsed};
    use crate::agent::Agent;
    use crate::context::RunContext;
    use crate::tool::Tool;
    use serde_json::{Value, json};
    use std::sync::Arc;

    #[test]
    fn names_of_handoffs_are_words_and_never_taken_twice() {
        assert_eq!(handoff_name(" Billing & Refunds! "), "handoff_to_billing_refunds");
        assert_eq!(handoff_name("?"), "handoff_to_agent");

        let tool = Tool::new("handoff_to_desk", |_, _: &RunContext<()>| Ok(Value::Null));
        let agent = Agent::new("front", "small").with_tools(vec![tool]).with_handoffs(vec![
            Arc::new(Agent::new("Desk", "small")),
            Arc::new(Agent::new("desk", "small")),
        ]);
        let turn = Turn::new(1, Arc::new(agent));
        let names: Vec<_> = turn
            .handoffs
            .iter()
            .map(|(name, agent)| (name.as_str(), agent.name.as_str()))
            .collect();
        assert_eq!(names, [("handoff_to_desk_2", "Desk"), ("handoff_to_desk_3", "desk")]);
    }

    #[test]
    fn invalid_json_arguments_are_reported() {
        assert_eq!(parsed(" "), json!({}));
        assert_eq!(parsed(r#"{"city":"Rome"}"#), json!({ "city": "Rome" }));
        assert_eq!(parsed("{city"), json!({ "__raw": "{city" }));
    }
}
