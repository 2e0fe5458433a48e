-- Files that people bring.

CREATE TABLE imports (
    user_guid TEXT COLLATE "C" NOT NULL REFERENCES users (guid) ON DELETE CASCADE,
    guid TEXT COLLATE "C" NOT NULL,
    client_guid TEXT COLLATE "C" NOT NULL,
    -- 'staged' until somebody consents, then 'importing', 'imported' or 'failed'.
    state TEXT COLLATE "C" NOT NULL,
    file_name TEXT COLLATE "C",
    file_bytes BIGINT NOT NULL,
    -- A keyed hash of the file: the same one is known again.
    file_hash TEXT COLLATE "C" NOT NULL,
    -- The link that it is: what it told is told by it. The same file is the same link.
    link_guid TEXT COLLATE "C" NOT NULL,
    -- JSON: how it is to be read, and where its accounts go.
    wishes TEXT COLLATE "C" NOT NULL,
    format TEXT COLLATE "C",
    -- Of one that is being imported: what is done now, and how many rows are.
    stage TEXT COLLATE "C",
    rows_total BIGINT NOT NULL DEFAULT 0,
    rows_done BIGINT NOT NULL DEFAULT 0,
    -- JSON: what became of each account, as far as it has come.
    outcome TEXT COLLATE "C" NOT NULL,
    -- Why it failed: a word.
    flaw TEXT COLLATE "C",
    -- Operational time: until then a node works on it.
    claimed_until BIGINT,
    -- A file that nobody consents to is forgotten then.
    expires_at BIGINT,
    made_at BIGINT NOT NULL,
    finished_at BIGINT,
    version BIGINT NOT NULL,
    PRIMARY KEY (user_guid, guid)
);
CREATE INDEX imports_due ON imports (claimed_until) WHERE state = 'importing';
CREATE INDEX imports_staged ON imports (expires_at) WHERE state = 'staged';
CREATE INDEX imports_of_file ON imports (user_guid, file_hash);

-- The file, sealed, until it is imported or forgotten.
CREATE TABLE import_files (
    user_guid TEXT COLLATE "C" NOT NULL,
    import_guid TEXT COLLATE "C" NOT NULL,
    content_sealed BYTEA NOT NULL,
    PRIMARY KEY (user_guid, import_guid),
    FOREIGN KEY (user_guid, import_guid) REFERENCES imports (user_guid, guid) ON DELETE CASCADE
);

-- How the CSV of an account is read, found out or told once.
CREATE TABLE csv_layouts (
    user_guid TEXT COLLATE "C" NOT NULL,
    account_guid TEXT COLLATE "C" NOT NULL,
    layout TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (user_guid, account_guid),
    FOREIGN KEY (user_guid, account_guid) REFERENCES accounts (user_guid, guid) ON DELETE CASCADE
);
