-- Verifications of accounts for lenders, and their reports.

CREATE TABLE verifications (
    user_guid TEXT NOT NULL REFERENCES users (guid) ON DELETE CASCADE,
    guid TEXT NOT NULL,
    client_guid TEXT NOT NULL,
    state TEXT NOT NULL,
    code TEXT NOT NULL,
    -- JSON: why it is paused.
    flaws TEXT NOT NULL,
    -- What the report is to be, and over how many months.
    report_type TEXT NOT NULL,
    months INTEGER NOT NULL,
    -- The institution that the person is led to, by code.
    institution_code TEXT,
    -- `all`, `these`, or `chosen` by the person.
    wanted TEXT NOT NULL,
    -- JSON: the guids of the accounts that were named or chosen; none while the person has yet to choose.
    account_guids TEXT,
    -- SHA-256 of the token of the link that the person opens.
    link_hash TEXT,
    link_expires_at INTEGER,
    opened_at INTEGER,
    cancelled_at INTEGER,
    -- Why the report could not be made.
    report_flaw TEXT,
    -- When somebody must look at it, in domain time.
    due_at INTEGER,
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    PRIMARY KEY (user_guid, guid)
) STRICT;
CREATE UNIQUE INDEX verifications_by_guid ON verifications (guid);
CREATE INDEX verifications_of_client ON verifications (client_guid, guid);
CREATE UNIQUE INDEX verifications_by_link ON verifications (link_hash) WHERE link_hash IS NOT NULL;
CREATE INDEX verifications_due ON verifications (due_at) WHERE due_at IS NOT NULL;

-- The connections that a verification stands on, and the run that read each for it.
CREATE TABLE verification_members (
    user_guid TEXT NOT NULL,
    verification_guid TEXT NOT NULL,
    member_guid TEXT NOT NULL,
    client_guid TEXT NOT NULL,
    run_guid TEXT,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (user_guid, verification_guid, member_guid),
    FOREIGN KEY (user_guid, verification_guid) REFERENCES verifications (user_guid, guid) ON DELETE CASCADE
) STRICT;

CREATE TABLE verification_reports (
    user_guid TEXT NOT NULL,
    verification_guid TEXT NOT NULL,
    guid TEXT NOT NULL,
    client_guid TEXT NOT NULL,
    -- JSON, sealed: names, balances and transactions are not readable in the database file.
    report_sealed BLOB NOT NULL,
    -- SHA-256 of the JSON.
    content_hash TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (user_guid, verification_guid),
    FOREIGN KEY (user_guid, verification_guid) REFERENCES verifications (user_guid, guid) ON DELETE CASCADE
) STRICT;

-- What went wrong with an account alone at the last reading; none when it was read.
ALTER TABLE accounts ADD COLUMN trouble TEXT;
