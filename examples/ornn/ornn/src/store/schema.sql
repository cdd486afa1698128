PRAGMA foreign_keys = ON;

CREATE TABLE IF NOT EXISTS skills (
    name    TEXT PRIMARY KEY,
    summary TEXT NOT NULL,
    -- A JSON array of texts.
    tags    TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS versions (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    skill   TEXT NOT NULL REFERENCES skills (name) ON DELETE CASCADE,
    version TEXT NOT NULL,
    content TEXT NOT NULL,
    UNIQUE (skill, version)
) STRICT;

CREATE TABLE IF NOT EXISTS ratings (
    skill TEXT NOT NULL REFERENCES skills (name) ON DELETE CASCADE,
    rater TEXT NOT NULL,
    stars INTEGER NOT NULL CHECK (stars BETWEEN 1 AND 5),
    PRIMARY KEY (skill, rater)
) STRICT, WITHOUT ROWID;
