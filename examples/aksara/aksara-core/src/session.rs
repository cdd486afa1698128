//! What an AI session remembers, as long as the process lives.

use std::collections::BTreeMap;

/// The state of AI sessions, in memory.
#[stability::evolving(
    since = "0.5.0",
    path = "aksara_core::session::Sessions",
    note = "keep nothing here that you cannot lose"
)]
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sessions(BTreeMap<String, Vec<String>>);

#[stability::evolving(since = "0.5.0", path = "aksara_core::session::Sessions")]
impl Sessions {
    /// Adds a line to a session.
    pub fn remember(&mut self, session: &str, line: impl Into<String>) {
        self.0.entry(session.to_owned()).or_default().push(line.into());
    }

    /// The lines of a session, in order.
    pub fn recall(&self, session: &str) -> &[String] {
        self.0.get(session).map(Vec::as_slice).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::Sessions;

    #[test]
    fn sessions_remember_their_own_lines() {
        let mut sessions = Sessions::default();
        sessions.remember("a", "one");
        sessions.remember("a", "two");
        sessions.remember("b", "three");
        assert_eq!(sessions.recall("a"), ["one", "two"]);
        assert!(sessions.recall("c").is_empty());
    }
}
