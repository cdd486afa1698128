//! What models were asked and what they answered, kept to be asked again.

use crate::inference::{InferRequest, InferResponse, ModelId, Provider, ProviderId};
use crate::{Result, document};
use serde::{Deserialize, Serialize};
use std::sync::{Arc, Mutex, PoisonError};

/// A request and its answer.
#[stability::evolving(since = "0.90.0", forward_compatible, extensions(core = "nika", community = "x-"))]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exchange {
    /// What was asked.
    pub request: InferRequest,
    /// What was answered.
    pub response: InferResponse,
}

/// Every exchange with a model, in the order of the answers.
#[stability::evolving(
    since = "0.90.0",
    forward_compatible,
    schema = "nika/transcript@1",
    extensions(core = "nika", community = "x-")
)]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Transcript {
    /// The exchanges.
    pub exchanges: Vec<Exchange>,
}

#[stability::evolving(since = "0.90.0")]
impl Transcript {
    /// Reads a document.
    ///
    /// # Errors
    ///
    /// [`NikaError::Document`](crate::NikaError::Document) for what is no transcript, with the place.
    pub fn from_yaml(text: &str) -> Result<Self> {
        document::from_yaml(text)
    }

    /// Writes the document.
    ///
    /// # Errors
    ///
    /// [`NikaError::Document`](crate::NikaError::Document) when it cannot be written as YAML.
    pub fn to_yaml(&self) -> Result<String> {
        document::to_yaml(self)
    }
}

/// A provider with a witness, who keeps every exchange; its clones share what they keep.
#[stability::evolving(since = "0.90.0")]
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Witnessed<P> {
    provider: P,
    exchanges: Arc<Mutex<Vec<Exchange>>>,
}

#[stability::evolving(since = "0.90.0")]
impl<P: Provider> Witnessed<P> {
    /// This provider with a witness who has heard nothing yet.
    pub fn new(provider: P) -> Self {
        Self {
            provider,
            exchanges: Arc::default(),
        }
    }

    /// What was asked and answered so far.
    pub fn transcript(&self) -> Transcript {
        let exchanges = self.exchanges.lock().unwrap_or_else(PoisonError::into_inner);
        Transcript::new(exchanges.clone())
    }
}

#[stability::sealed]
impl<P: Provider> crate::inference::Provider for Witnessed<P> {
    fn id(&self) -> ProviderId {
        self.provider.id()
    }

    fn models(&self) -> Vec<ModelId> {
        self.provider.models()
    }

    fn count_tokens(&self, request: &InferRequest) -> Result<u64> {
        self.provider.count_tokens(request)
    }

    fn infer(&self, request: &InferRequest) -> Result<InferResponse> {
        let response = self.provider.infer(request)?;
        let mut exchanges = self.exchanges.lock().unwrap_or_else(PoisonError::into_inner);
        exchanges.push(Exchange::new(request.clone(), response.clone()));
        Ok(response)
    }
}
