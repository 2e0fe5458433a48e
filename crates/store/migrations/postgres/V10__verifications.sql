-- Verifications of accounts for lenders, and their reports.

CREATE TABLE verifications (
    user_guid TEXT COLLATE "C" NOT NULL REFERENCES users (guid) ON DELETE CASCADE,
    guid TEXT COLLATE "C" NOT NULL,
    client_guid TEXT COLLATE "C" NOT NULL,
    state TEXT COLLATE "C" NOT NULL,
    code TEXT COLLATE "C" NOT NULL,
    -- JSON: why it is paused.
    flaws TEXT COLLATE "C" NOT NULL,
    -- What the report is to be, and over how many months.
    report_type TEXT COLLATE "C" NOT NULL,
    months BIGINT NOT NULL,
    -- The institution that the person is led to, by code.
    institution_code TEXT COLLATE "C",
    -- `all`, `these`, or `chosen` by the person.
    wanted TEXT COLLATE "C" NOT NULL,
    -- JSON: the guids of the accounts that were named or chosen; none while the person has yet to choose.
    account_guids TEXT COLLATE "C",
    -- SHA-256 of the token of the link that the person opens.
    link_hash TEXT COLLATE "C",
    link_expires_at BIGINT,
    opened_at BIGINT,
    cancelled_at BIGINT,
    -- Why the report could not be made.
    report_flaw TEXT COLLATE "C",
    -- When somebody must look at it, in domain time.
    due_at BIGINT,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (user_guid, guid)
);
CREATE UNIQUE INDEX verifications_by_guid ON verifications (guid);
CREATE INDEX verifications_of_client ON verifications (client_guid, guid);
CREATE UNIQUE INDEX verifications_by_link ON verifications (link_hash) WHERE link_hash IS NOT NULL;
CREATE INDEX verifications_due ON verifications (due_at) WHERE due_at IS NOT NULL;

-- The connections that a verification stands on, and the run that read each for it.
CREATE TABLE verification_members (
    user_guid TEXT COLLATE "C" NOT NULL,
    verification_guid TEXT COLLATE "C" NOT NULL,
    member_guid TEXT COLLATE "C" NOT NULL,
    client_guid TEXT COLLATE "C" NOT NULL,
    run_guid TEXT COLLATE "C",
    created_at BIGINT NOT NULL,
    PRIMARY KEY (user_guid, verification_guid, member_guid),
    FOREIGN KEY (user_guid, verification_guid) REFERENCES verifications (user_guid, guid) ON DELETE CASCADE
);

CREATE TABLE verification_reports (
    user_guid TEXT COLLATE "C" NOT NULL,
    verification_guid TEXT COLLATE "C" NOT NULL,
    guid TEXT COLLATE "C" NOT NULL,
    client_guid TEXT COLLATE "C" NOT NULL,
    -- JSON, sealed: names, balances and transactions are not readable in the database file.
    report_sealed BYTEA NOT NULL,
    -- SHA-256 of the JSON.
    content_hash TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (user_guid, verification_guid),
    FOREIGN KEY (user_guid, verification_guid) REFERENCES verifications (user_guid, guid) ON DELETE CASCADE
);

-- What went wrong with an account alone at the last reading; none when it was read.
ALTER TABLE accounts ADD COLUMN trouble TEXT COLLATE "C";
