//! A trait that can gain methods, because only its own package and the named friends implement it.

/// A place that keeps what a model remembers.
#[stability::frozen(since = "0.1.0", sealed(friends = ["store-*"], note = "it gains methods in minor releases"))]
pub trait Store {
    /// How many entries it keeps.
    fn count(&self) -> usize;
}

/// A store in memory.
#[stability::frozen(since = "0.1.0")]
pub struct Memory(Vec<String>);

// Without the attribute this does not compile: "`Store` is sealed".
#[stability::sealed]
impl Store for Memory {
    fn count(&self) -> usize {
        self.0.len()
    }
}

fn main() {
    let store = Memory(vec!["a name".to_owned()]);
    println!("{} entry", store.count());
}
