//! A memory that holds the latest frames.

use nika_kernel::memory::{MemoryFrame, MemoryFrameRef, MemoryQuery, MemoryStore};
use nika_kernel::{NikaError, Result};
use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Holds a fixed number of frames; each further one takes the place of the first.
#[stability::beta(since = "0.2.0", area = "Memory", path = "acme_memory::RingMemory")]
#[derive(Debug)]
#[non_exhaustive]
pub struct RingMemory {
    capacity: usize,
    ring: Mutex<Ring>,
}

#[derive(Debug, Default)]
struct Ring {
    frames: VecDeque<MemoryFrame>,
    /// How many frames were ever kept, so that no name is given twice.
    kept: u64,
}

#[stability::beta(since = "0.2.0", area = "Memory", path = "acme_memory::RingMemory")]
impl RingMemory {
    /// An empty memory for so many frames.
    pub fn new(capacity: usize) -> Self {
        Self {
            capacity,
            ring: Mutex::default(),
        }
    }

    fn ring(&self) -> MutexGuard<'_, Ring> {
        self.ring.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl MemoryStore for RingMemory {
    fn put(&self, mut frame: MemoryFrame) -> Result<MemoryFrameRef> {
        if self.capacity == 0 {
            return Err(NikaError::memory("the ring has room for no frame"));
        }
        let mut ring = self.ring();
        if ring.frames.len() == self.capacity {
            ring.frames.pop_front();
        }
        ring.kept += 1;
        let name = MemoryFrameRef::new(format!("ring-{}", ring.kept));
        frame.id = Some(name.clone());
        ring.frames.push_back(frame);
        Ok(name)
    }

    fn query(&self, query: &MemoryQuery) -> Result<Vec<MemoryFrame>> {
        let ring = self.ring();
        let found = ring.frames.iter().rev().filter(|frame| query.matches(frame));
        Ok(found.take(query.limit).cloned().collect())
    }

    fn forget(&self, name: &MemoryFrameRef) -> Result<()> {
        let mut ring = self.ring();
        let place = ring.frames.iter().position(|frame| frame.id.as_ref() == Some(name));
        match place {
            Some(place) => {
                ring.frames.remove(place);
                Ok(())
            }
            None => Err(NikaError::memory(format!("no frame is called `{name}`"))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RingMemory;
    use nika_kernel::memory::{MemoryFrame, MemoryQuery, MemoryStore};
    use stability::Unsupported;

    fn filled(capacity: usize, texts: &[&str]) -> RingMemory {
        let memory = RingMemory::new(capacity);
        for text in texts {
            memory.put(MemoryFrame::new(*text)).unwrap();
        }
        memory
    }

    fn found(memory: &RingMemory, query: &MemoryQuery) -> Vec<String> {
        let frames = memory.query(query).unwrap();
        frames.into_iter().map(|frame| frame.text).collect()
    }

    #[test]
    fn the_latest_frames_stay_and_come_first() {
        let memory = filled(2, &["one", "two", "three"]);
        assert_eq!(found(&memory, &MemoryQuery::new("")), ["three", "two"]);
    }

    #[test]
    fn a_query_looks_at_text_tags_and_limit() {
        let memory = filled(5, &["Red fox", "red hen"]);
        let mut tagged = MemoryFrame::new("red ant");
        tagged.tags.push("insect".to_owned());
        memory.put(tagged).unwrap();

        let mut query = MemoryQuery::new("RED");
        assert_eq!(found(&memory, &query), ["red ant", "red hen", "Red fox"]);
        query.limit = 1;
        assert_eq!(found(&memory, &query), ["red ant"]);
        query.tags.push("bird".to_owned());
        assert!(found(&memory, &query).is_empty());
    }

    #[test]
    fn a_forgotten_frame_is_removed_and_its_name_is_not_reused() {
        let memory = RingMemory::new(2);
        let first = memory.put(MemoryFrame::new("one")).unwrap();
        memory.forget(&first).unwrap();
        assert!(found(&memory, &MemoryQuery::new("")).is_empty());
        assert_eq!(memory.forget(&first).unwrap_err().code().to_string(), "NIKA-MEM-002");
        assert_ne!(memory.put(MemoryFrame::new("two")).unwrap(), first);
    }

    #[test]
    fn a_ring_without_room_says_so() {
        let error = RingMemory::new(0).put(MemoryFrame::new("one")).unwrap_err();
        assert_eq!(error.code().to_string(), "NIKA-MEM-002");
    }

    #[test]
    fn what_it_leaves_to_the_kernel_is_unsupported() {
        assert_eq!(
            RingMemory::new(1).compact(),
            Err(Unsupported::of("MemoryStore", "compact").into())
        );
    }
}
