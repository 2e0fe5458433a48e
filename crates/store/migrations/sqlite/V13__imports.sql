-- Files that people bring.

CREATE TABLE imports (
    user_guid TEXT NOT NULL REFERENCES users (guid) ON DELETE CASCADE,
    guid TEXT NOT NULL,
    client_guid TEXT NOT NULL,
    -- 'staged' until somebody consents, then 'importing', 'imported' or 'failed'.
    state TEXT NOT NULL,
    file_name TEXT,
    file_bytes INTEGER NOT NULL,
    -- A keyed hash of the file: the same one is known again.
    file_hash TEXT NOT NULL,
    -- The link that it is: what it told is told by it. The same file is the same link.
    link_guid TEXT NOT NULL,
    -- JSON: how it is to be read, and where its accounts go.
    wishes TEXT NOT NULL,
    format TEXT,
    -- Of one that is being imported: what is done now, and how many rows are.
    stage TEXT,
    rows_total INTEGER NOT NULL DEFAULT 0,
    rows_done INTEGER NOT NULL DEFAULT 0,
    -- JSON: what became of each account, as far as it has come.
    outcome TEXT NOT NULL,
    -- Why it failed: a word.
    flaw TEXT,
    -- Operational time: until then a node works on it.
    claimed_until INTEGER,
    -- A file that nobody consents to is forgotten then.
    expires_at INTEGER,
    made_at INTEGER NOT NULL,
    finished_at INTEGER,
    version INTEGER NOT NULL,
    PRIMARY KEY (user_guid, guid)
) STRICT;
CREATE INDEX imports_due ON imports (claimed_until) WHERE state = 'importing';
CREATE INDEX imports_staged ON imports (expires_at) WHERE state = 'staged';
CREATE INDEX imports_of_file ON imports (user_guid, file_hash);

-- The file, sealed, until it is imported or forgotten.
CREATE TABLE import_files (
    user_guid TEXT NOT NULL,
    import_guid TEXT NOT NULL,
    content_sealed BLOB NOT NULL,
    PRIMARY KEY (user_guid, import_guid),
    FOREIGN KEY (user_guid, import_guid) REFERENCES imports (user_guid, guid) ON DELETE CASCADE
) STRICT;

-- How the CSV of an account is read, found out or told once.
CREATE TABLE csv_layouts (
    user_guid TEXT NOT NULL,
    account_guid TEXT NOT NULL,
    layout TEXT NOT NULL,
    PRIMARY KEY (user_guid, account_guid),
    FOREIGN KEY (user_guid, account_guid) REFERENCES accounts (user_guid, guid) ON DELETE CASCADE
) STRICT;
