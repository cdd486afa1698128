//! An agent with a tool that counts its calls, a colleague to hand over to, and scripts that propose both.

use aioc::agent::Agent;
use aioc::error::RunError;
use aioc::options::{RunOptions, RunRecordOptions};
use aioc::policy::{HandoffPolicyInput, Policies, PolicyResult, ToolPolicyInput, Verdict};
use aioc::provider::{ModelEvent, ScriptedProvider};
use aioc::record::RunRecord;
use aioc::run::{RunResult, run};
use aioc::tool::Tool;
use serde_json::{Value, json};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

/// A deed that a model may propose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deed {
    Tool,
    Handoff,
}

impl Deed {
    pub const BOTH: [Self; 2] = [Self::Tool, Self::Handoff];

    /// The name under which it is proposed.
    pub fn name(self) -> &'static str {
        match self {
            Self::Tool => "pay",
            Self::Handoff => "handoff_to_desk",
        }
    }

    /// Policies that answer so about this deed, and know nothing of the other.
    pub fn judged(self, verdict: impl Fn() -> Verdict + Send + Sync + 'static) -> Policies<()> {
        match self {
            Self::Tool => Policies::new().with_tool_policy(move |_: &ToolPolicyInput<'_, ()>| verdict()),
            Self::Handoff => Policies::new().with_handoff_policy(move |_: &HandoffPolicyInput<'_, ()>| verdict()),
        }
    }

    /// Policies that decide so about this deed, and know nothing of the other.
    pub fn decided(self, result: PolicyResult) -> Policies<()> {
        self.judged(move || Ok(result.clone()))
    }

    /// What the policy decided, out of the typed error for this deed.
    pub fn denial(self, error: RunError) -> PolicyResult {
        match (self, error) {
            (Self::Tool, RunError::ToolCallPolicyDenied(denied)) => *denied.policy_result,
            (Self::Handoff, RunError::HandoffPolicyDenied(denied)) => *denied.policy_result,
            (_, error) => panic!("{self:?}: {error:?}"),
        }
    }
}

/// One stage for one run.
pub struct Stage {
    pub provider: ScriptedProvider,
    pub agent: Agent<()>,
    payments: Arc<AtomicUsize>,
}

impl Stage {
    /// The model proposes the deed in its first turn and answers in its second.
    pub fn proposing(deed: Deed) -> Self {
        Self::with_script([
            vec![ModelEvent::tool_call("call-1", deed.name(), r#"{"euros":5}"#)],
            vec![ModelEvent::delta("Do"), ModelEvent::delta("ne.")],
        ])
    }

    pub fn with_script(script: impl IntoIterator<Item = Vec<ModelEvent>>) -> Self {
        let payments = Arc::new(AtomicUsize::new(0));
        let count = Arc::clone(&payments);
        let pay = Tool::new("pay", move |_, _| {
            count.fetch_add(1, Ordering::SeqCst);
            Ok(json!({ "paid": true }))
        });
        let agent = Agent::new("front", "small")
            .with_instructions("Be brief.")
            .with_tools(vec![pay])
            .with_handoffs(vec![Arc::new(Agent::new("desk", "large"))]);
        Self {
            provider: ScriptedProvider::new(script),
            agent,
            payments,
        }
    }

    pub fn run(&self, options: RunOptions<()>) -> Result<RunResult<()>, RunError> {
        run(&self.provider, self.agent.clone(), "Please pay.", options)
    }

    /// How often the deed was really done: the tool called, the colleague asked.
    pub fn done(&self, deed: Deed) -> usize {
        match deed {
            Deed::Tool => self.payments.load(Ordering::SeqCst),
            Deed::Handoff => {
                let requests = self.provider.requests();
                requests.iter().filter(|request| request.model == "large").count()
            }
        }
    }
}

/// The outputs in a conversation, as they go over the wire.
pub fn outputs(items: &impl serde::Serialize) -> Vec<Value> {
    let items = serde_json::to_value(items).unwrap();
    let items = items.as_array().unwrap().iter();
    items
        .filter(|item| item["type"] == "tool_call_output_item")
        .map(|item| item["output"].clone())
        .collect()
}

/// Keeps every record that is written.
#[derive(Clone, Debug)]
pub struct Shelf<C>(Arc<Mutex<Vec<RunRecord<C>>>>);

impl<C: Clone + Send + 'static> Shelf<C> {
    pub fn new() -> Self {
        Self(Arc::default())
    }

    /// Records go onto this shelf.
    pub fn options(&self) -> RunRecordOptions<C> {
        let records = Arc::clone(&self.0);
        RunRecordOptions::new().with_sink(move |record: &RunRecord<C>| {
            records.lock().unwrap().push(record.clone());
            Ok(())
        })
    }

    pub fn records(&self) -> Vec<RunRecord<C>> {
        self.0.lock().unwrap().clone()
    }

    /// The one record.
    pub fn record(&self) -> RunRecord<C> {
        let mut records = self.records();
        assert_eq!(records.len(), 1);
        records.remove(0)
    }
}
