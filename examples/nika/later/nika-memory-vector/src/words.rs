//! Vectors that count words.

use nika_kernel::Result;
use nika_kernel::embedding::{Embedding, EmbeddingProvider};

/// Counts each word, letters and digits in any case, in the dimension that its bytes add up to.
#[stability::beta(
    since = "0.95.0",
    area = "Memory",
    path = "nika_memory_vector::WordVectors",
    forward_compatible
)]
#[derive(Clone, Copy, Debug)]
pub struct WordVectors {
    /// How many dimensions there are: the fewer, the more words share one.
    pub dimensions: u16,
}

impl EmbeddingProvider for WordVectors {
    fn dimensions(&self) -> usize {
        usize::from(self.dimensions)
    }

    fn embed(&self, texts: &[String]) -> Result<Vec<Embedding>> {
        Ok(texts.iter().map(|text| self.vector(text)).collect())
    }
}

impl WordVectors {
    fn vector(self, text: &str) -> Embedding {
        let mut values = vec![0.0; self.dimensions()];
        for word in text
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
        {
            let sum = word.to_lowercase().bytes().fold(0_usize, |sum, byte| {
                sum.wrapping_mul(31).wrapping_add(usize::from(byte))
            });
            if let Some(place) = sum.checked_rem(values.len()) {
                values[place] += 1.0;
            }
        }
        Embedding::new(values)
    }
}
