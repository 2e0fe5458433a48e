-- Statements with their documents. Those of before were only listed, and nobody was ever shown one: they come again with the next run.
DROP TABLE statements;
CREATE TABLE statements (
    user_guid TEXT COLLATE "C" NOT NULL,
    guid TEXT COLLATE "C" NOT NULL,
    client_guid TEXT COLLATE "C" NOT NULL,
    member_guid TEXT COLLATE "C" NOT NULL,
    account_guid TEXT COLLATE "C" NOT NULL,
    -- The source that listed it last while its document was not there, with its ids of account and statement.
    source TEXT COLLATE "C" NOT NULL,
    source_account_id TEXT COLLATE "C" NOT NULL,
    source_id TEXT COLLATE "C" NOT NULL,
    -- The run that did so.
    run_guid TEXT COLLATE "C" NOT NULL,
    issued_on TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    -- SHA-256 of the document in hex; null until the document is there.
    content_hash TEXT COLLATE "C",
    content_sealed BYTEA,
    PRIMARY KEY (user_guid, guid),
    FOREIGN KEY (user_guid, account_guid) REFERENCES accounts (user_guid, guid) ON DELETE CASCADE
);
CREATE UNIQUE INDEX statements_by_source ON statements (user_guid, account_guid, source, source_id);
CREATE INDEX statements_of_member ON statements (user_guid, member_guid, issued_on DESC, guid DESC);
-- What a run still has to fetch.
CREATE INDEX statements_to_fetch ON statements (user_guid, member_guid, run_guid, issued_on DESC, guid DESC)
    WHERE content_hash IS NULL;

-- Statements that a run was the first to tell of.
ALTER TABLE runs ADD COLUMN statements_created BIGINT NOT NULL DEFAULT 0;
