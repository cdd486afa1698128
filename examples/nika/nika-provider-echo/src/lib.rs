//! A provider for Nika that answers from the request alone: no network, and the same answer every time.
//!
//! It is used instead of a model in examples and tests, and shows how a package of Nika's own implements the sealed
//! [`Provider`].

use nika_kernel::inference::{
    FinishReason, InferRequest, InferResponse, Message, ModelId, Provider, ProviderId, Role, Usage,
};
use nika_kernel::{NikaError, Result};

/// The provider `echo`, with the models `echo`, `summarise`, `uppercase` and `count-words`.
#[stability::stable(since = "0.84.0", area = "Inference")]
#[derive(Clone, Copy, Debug, Default)]
#[non_exhaustive]
pub struct EchoProvider;

/// What one of the models makes of a conversation.
type Answer = fn(&[Message]) -> String;

const MODELS: [(&str, Answer); 4] = [
    ("echo", echo),
    ("summarise", summarise),
    ("uppercase", uppercase),
    ("count-words", count_words),
];

#[stability::stable(since = "0.84.0", area = "Inference")]
impl EchoProvider {
    /// The provider.
    pub fn new() -> Self {
        Self
    }

    fn model(self, model: &ModelId) -> Result<Answer> {
        MODELS
            .iter()
            .find(|(name, _)| *name == model.as_str())
            .map(|(_, answer)| *answer)
            .ok_or_else(|| {
                let known = MODELS.map(|(name, _)| name).join(", ");
                NikaError::provider(&self.id(), format!("no model is called `{model}`; known are {known}"))
            })
    }
}

#[stability::sealed]
impl nika_kernel::inference::Provider for EchoProvider {
    fn id(&self) -> ProviderId {
        ProviderId::new("echo")
    }

    fn models(&self) -> Vec<ModelId> {
        MODELS.iter().map(|(name, _)| ModelId::new(*name)).collect()
    }

    fn count_tokens(&self, request: &InferRequest) -> Result<u64> {
        self.model(&request.model)?;
        Ok(request.messages.iter().map(|turn| tokens(&turn.content)).sum())
    }

    fn infer(&self, request: &InferRequest) -> Result<InferResponse> {
        let whole = self.model(&request.model)?(&request.messages);
        let kept = match request.budget {
            Some(budget) => first_words(&whole, budget.output_tokens),
            None => whole.clone(),
        };
        let usage = Usage::new(self.count_tokens(request)?, tokens(&kept));
        let cut = kept != whole;
        let mut response = InferResponse::new(Message::new(Role::Assistant, kept), usage);
        if cut {
            response.finish = FinishReason::Length;
        }
        response.trace_id.clone_from(&request.trace_id);
        Ok(response)
    }
}

/// The last turn.
fn echo(messages: &[Message]) -> String {
    messages.last().map(|turn| turn.content.clone()).unwrap_or_default()
}

fn uppercase(messages: &[Message]) -> String {
    echo(messages).to_uppercase()
}

/// The first sentence of every turn, what was remembered first.
fn summarise(messages: &[Message]) -> String {
    let sentences: Vec<_> = messages.iter().map(|turn| first_sentence(&turn.content)).collect();
    sentences.join(" ")
}

fn count_words(messages: &[Message]) -> String {
    let words: u64 = messages.iter().map(|turn| tokens(&turn.content)).sum();
    words.to_string()
}

/// Up to the first full stop that a space or the end follows; the one within `0.90` does not count.
fn first_sentence(text: &str) -> &str {
    let text = text.trim();
    match text.find(". ") {
        Some(end) => &text[..=end],
        None => text,
    }
}

fn first_words(text: &str, count: u64) -> String {
    let count = usize::try_from(count).unwrap_or(usize::MAX);
    if text.split_whitespace().count() <= count {
        return text.to_owned();
    }
    text.split_whitespace().take(count).collect::<Vec<_>>().join(" ")
}

/// A word is a token.
fn tokens(text: &str) -> u64 {
    text.split_whitespace().map(|_| 1).sum()
}

#[cfg(test)]
mod tests {
    use super::EchoProvider;
    use nika_kernel::inference::{Budget, FinishReason, InferRequest, InferResponse, Message, Provider, Role, TraceId};

    fn request(model: &str) -> InferRequest {
        InferRequest::new("echo".into(), model.into())
            .with_message(Message::new(Role::System, "Nika is at 0.90. It is locked."))
            .with_message(Message::new(Role::User, "Write a note"))
    }

    fn answer(request: &InferRequest) -> InferResponse {
        EchoProvider::new().infer(request).unwrap()
    }

    #[test]
    fn every_model_answers_in_its_own_way() {
        assert_eq!(answer(&request("echo")).message.content, "Write a note");
        assert_eq!(answer(&request("uppercase")).message.content, "WRITE A NOTE");
        assert_eq!(answer(&request("count-words")).message.content, "10");
        assert_eq!(
            answer(&request("summarise")).message.content,
            "Nika is at 0.90. Write a note"
        );
    }

    #[test]
    fn every_model_it_names_answers() {
        let provider = EchoProvider::new();
        for model in provider.models() {
            assert!(provider.infer(&request(model.as_str())).is_ok(), "{model}");
            assert_eq!(provider.count_tokens(&request(model.as_str())), Ok(10));
        }
    }

    #[test]
    fn another_model_is_refused_with_those_there_are() {
        let error = EchoProvider::new().infer(&request("oracle")).unwrap_err();
        assert_eq!(error.code().to_string(), "NIKA-INFER-002");
        assert!(
            error.to_string().contains("`oracle`; known are echo, summarise"),
            "{error}"
        );
    }

    #[test]
    fn a_budget_cuts_the_answer_and_says_so() {
        let response = answer(&request("echo").with_budget(Budget::new(2)));
        assert_eq!(response.message.content, "Write a");
        assert_eq!(response.usage.output_tokens, 2);
        assert_eq!(response.finish, FinishReason::Length);
        let response = answer(&request("echo").with_budget(Budget::new(3)));
        assert_eq!(response.finish, FinishReason::Complete);
    }

    #[test]
    fn the_trace_comes_back() {
        let trace = TraceId::new("run/task");
        let response = answer(&request("echo").with_trace_id(trace.clone()));
        assert_eq!(response.trace_id, Some(trace));
    }
}
