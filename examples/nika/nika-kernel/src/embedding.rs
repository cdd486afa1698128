//! Texts as vectors, for memories that search by meaning.

use crate::Result;

/// A text as a vector.
#[stability::evolving(since = "0.90.0", forward_compatible)]
#[derive(Clone, Debug, PartialEq)]
pub struct Embedding {
    /// One number per dimension.
    pub values: Vec<f32>,
}

/// Turns texts into vectors. Open to every package.
#[stability::evolving(since = "0.90.0", note = "nothing in the kernel calls it before the memory subsystem ships")]
pub trait EmbeddingProvider: Send + Sync {
    /// How many numbers a vector has.
    fn dimensions(&self) -> usize;

    /// One vector per text, in the same order.
    ///
    /// # Errors
    ///
    /// [`NikaError::Unsupported`](crate::NikaError::Unsupported) unless the provider implements it.
    #[reserved(until = "0.95.0")]
    fn embed(&self, texts: &[String]) -> Result<Vec<Embedding>>;
}
