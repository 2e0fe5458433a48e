-- Statements with their documents. Those of before were only listed, and nobody was ever shown one: they come again with the next run.
DROP TABLE statements;
CREATE TABLE statements (
    user_guid TEXT NOT NULL,
    guid TEXT NOT NULL,
    client_guid TEXT NOT NULL,
    member_guid TEXT NOT NULL,
    account_guid TEXT NOT NULL,
    -- The source that listed it last while its document was not there, with its ids of account and statement.
    source TEXT NOT NULL,
    source_account_id TEXT NOT NULL,
    source_id TEXT NOT NULL,
    -- The run that did so.
    run_guid TEXT NOT NULL,
    issued_on TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    -- SHA-256 of the document in hex; null until the document is there.
    content_hash TEXT,
    content_sealed BLOB,
    PRIMARY KEY (user_guid, guid),
    FOREIGN KEY (user_guid, account_guid) REFERENCES accounts (user_guid, guid) ON DELETE CASCADE
) STRICT;
CREATE UNIQUE INDEX statements_by_source ON statements (user_guid, account_guid, source, source_id);
CREATE INDEX statements_of_member ON statements (user_guid, member_guid, issued_on DESC, guid DESC);
-- What a run still has to fetch.
CREATE INDEX statements_to_fetch ON statements (user_guid, member_guid, run_guid, issued_on DESC, guid DESC)
    WHERE content_hash IS NULL;

-- Statements that a run was the first to tell of.
ALTER TABLE runs ADD COLUMN statements_created INTEGER NOT NULL DEFAULT 0;
