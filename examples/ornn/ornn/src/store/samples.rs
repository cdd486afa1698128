//! A few skills to look at.

use rusqlite::Connection;

const SAMPLES: &str = r#"
INSERT INTO skills VALUES
    ('extract-tables', 'Finds the tables of a document.', '["documents","tables"]'),
    ('review-code', 'Says what is wrong with a change.', '["code"]'),
    ('summarise-text', 'Says in a paragraph what a text says.', '["documents","text"]'),
    ('translate-text', 'Says in one language what a text says in another.', '["text","languages"]');
INSERT INTO versions (skill, version, content) VALUES
    ('summarise-text', '1.0.0', 'Read the text. Say what it says, in a paragraph.'),
    ('summarise-text', '1.1.0', 'Read the text. Say what it says, in a paragraph, and who says it.'),
    ('review-code', '0.3.0', 'Read the change. Say what is wrong with it.');
INSERT INTO ratings VALUES ('summarise-text', 'ada', 5), ('summarise-text', 'grace', 4);
"#;

/// Adds them to a database that is empty.
pub fn add(connection: &mut Connection) -> rusqlite::Result<()> {
    connection.execute_batch(SAMPLES)
}
