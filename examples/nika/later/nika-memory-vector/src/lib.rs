//! A memory for Nika that finds texts with similar words. It implements what the kernel had only reserved:
//! forgetting, joining, finding what is related, and embedding.

mod words;

pub use words::WordVectors;

use nika_kernel::embedding::{Embedding, EmbeddingProvider};
use nika_kernel::memory::{MemoryFrame, MemoryFrameRef, MemoryQuery, MemoryStore};
use nika_kernel::{NikaError, Result};
use std::collections::BTreeSet;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Holds every frame with its vector.
#[stability::beta(since = "0.95.0", area = "Memory")]
#[derive(Debug)]
#[non_exhaustive]
pub struct VectorMemory<E> {
    embeddings: E,
    store: Mutex<Store>,
}

#[derive(Debug, Default)]
struct Store {
    /// The first kept comes first.
    entries: Vec<Entry>,
    /// How many frames were ever kept, so that no name is given twice.
    kept: u64,
}

#[derive(Debug)]
struct Entry {
    name: MemoryFrameRef,
    frame: MemoryFrame,
    vector: Embedding,
}

#[stability::beta(since = "0.95.0", area = "Memory")]
impl<E: EmbeddingProvider> VectorMemory<E> {
    /// An empty memory, whose vectors come from here.
    pub fn new(embeddings: E) -> Self {
        Self {
            embeddings,
            store: Mutex::default(),
        }
    }

    fn store(&self) -> MutexGuard<'_, Store> {
        self.store.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Store {
    fn place(&self, name: &MemoryFrameRef) -> Result<usize> {
        let place = self.entries.iter().position(|entry| entry.name == *name);
        place.ok_or_else(|| NikaError::memory(format!("no frame is called `{name}`")))
    }
}

impl<E: EmbeddingProvider> MemoryStore for VectorMemory<E> {
    fn put(&self, mut frame: MemoryFrame) -> Result<MemoryFrameRef> {
        let vectors = self.embeddings.embed(std::slice::from_ref(&frame.text))?;
        let none = || NikaError::memory("the text was given no vector");
        let vector = vectors.into_iter().next().ok_or_else(none)?;
        let mut store = self.store();
        store.kept += 1;
        let name = MemoryFrameRef::new(format!("vector-{}", store.kept));
        frame.id = Some(name.clone());
        store.entries.push(Entry {
            name: name.clone(),
            frame,
            vector,
        });
        Ok(name)
    }

    fn query(&self, query: &MemoryQuery) -> Result<Vec<MemoryFrame>> {
        let store = self.store();
        let frames = store.entries.iter().rev().map(|entry| &entry.frame);
        let found = frames.filter(|frame| query.matches(frame));
        Ok(found.take(query.limit).cloned().collect())
    }

    fn forget(&self, frame: &MemoryFrameRef) -> Result<()> {
        let mut store = self.store();
        let place = store.place(frame)?;
        store.entries.remove(place);
        Ok(())
    }

    /// Of frames of one text and the same tags, the latest stays.
    fn compact(&self) -> Result<usize> {
        let mut store = self.store();
        let mut seen = BTreeSet::new();
        let mut kept: Vec<_> = std::mem::take(&mut store.entries);
        kept.reverse();
        kept.retain(|entry| seen.insert((entry.frame.text.clone(), entry.frame.tags.clone())));
        kept.reverse();
        store.entries = kept;
        Ok(store.entries.len())
    }

    fn related(&self, frame: &MemoryFrameRef, limit: usize) -> Result<Vec<MemoryFrame>> {
        let store = self.store();
        let at = &store.entries[store.place(frame)?];
        let others = store.entries.iter().filter(|entry| entry.name != at.name);
        let mut related: Vec<_> = others
            .map(|entry| (likeness(&at.vector, &entry.vector), &entry.frame))
            .filter(|(likeness, _)| *likeness > 0.0)
            .collect();
        related.sort_by(|(one, _), (other, _)| other.total_cmp(one));
        Ok(related
            .into_iter()
            .take(limit)
            .map(|(_, frame)| frame.clone())
            .collect())
    }
}

/// The cosine of the angle between two vectors; none of them is like one that is all zero.
fn likeness(one: &Embedding, other: &Embedding) -> f32 {
    let product = |one: &Embedding, other: &Embedding| -> f32 {
        one.values
            .iter()
            .zip(&other.values)
            .map(|(one, other)| one * other)
            .sum()
    };
    let lengths = (product(one, one) * product(other, other)).sqrt();
    if lengths > 0.0 {
        product(one, other) / lengths
    } else {
        0.0
    }
}

#[cfg(test)]
mod tests;
