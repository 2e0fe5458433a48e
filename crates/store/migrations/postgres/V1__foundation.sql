-- The foundation; the same tables as on SQLite, in the types of PostgreSQL. Text sorts by bytes on both.
-- Times are microseconds since 1970 in UTC, days are YYYY-MM-DD, amounts minor units, flags 0 or 1.
-- All data of a user carries user_guid in its key, and no commit touches two users.

CREATE TABLE settings (
    name TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    value TEXT COLLATE "C" NOT NULL
);

CREATE TABLE clients (
    guid TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    name TEXT COLLATE "C" NOT NULL,
    -- The client's data key, sealed by the master key.
    data_key BYTEA NOT NULL,
    created_at BIGINT NOT NULL
);

CREATE TABLE api_keys (
    -- SHA-256 of the key; the key itself is shown once and kept nowhere.
    hash TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    guid TEXT COLLATE "C" NOT NULL UNIQUE,
    client_guid TEXT COLLATE "C" NOT NULL REFERENCES clients (guid) ON DELETE CASCADE,
    -- The first characters, to tell keys apart.
    hint TEXT COLLATE "C" NOT NULL,
    scopes TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL,
    expires_at BIGINT
);
CREATE INDEX api_keys_by_client ON api_keys (client_guid, created_at);

CREATE TABLE institutions (
    code TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    guid TEXT COLLATE "C" NOT NULL UNIQUE,
    name TEXT COLLATE "C" NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    country TEXT COLLATE "C" NOT NULL,
    url TEXT COLLATE "C" NOT NULL,
    popularity BIGINT NOT NULL,
    products TEXT COLLATE "C" NOT NULL,
    is_throttled BIGINT NOT NULL,
    -- JSON: aliases, help addresses, instructions.
    details TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);

-- Which sources reach an institution, and what a person fills in there. The lowest position is taken first.
CREATE TABLE institution_sources (
    institution_code TEXT COLLATE "C" NOT NULL REFERENCES institutions (code) ON DELETE CASCADE,
    source TEXT COLLATE "C" NOT NULL,
    source_institution_id TEXT COLLATE "C" NOT NULL,
    position BIGINT NOT NULL,
    -- JSON: the fields of the login form.
    login_form TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (institution_code, source)
);

CREATE TABLE users (
    guid TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    client_guid TEXT COLLATE "C" NOT NULL REFERENCES clients (guid) ON DELETE CASCADE,
    id TEXT COLLATE "C",
    email TEXT COLLATE "C",
    metadata TEXT COLLATE "C",
    is_disabled BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX users_by_id ON users (client_guid, id) WHERE id IS NOT NULL;
CREATE INDEX users_by_client ON users (client_guid, guid);

CREATE TABLE members (
    user_guid TEXT COLLATE "C" NOT NULL REFERENCES users (guid) ON DELETE CASCADE,
    guid TEXT COLLATE "C" NOT NULL,
    client_guid TEXT COLLATE "C" NOT NULL,
    id TEXT COLLATE "C",
    institution_code TEXT COLLATE "C" NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    metadata TEXT COLLATE "C",
    use_cases TEXT COLLATE "C" NOT NULL,
    is_oauth BIGINT NOT NULL,
    is_background_disabled BIGINT NOT NULL,
    -- A keyed hash of the fields that name the person, so that the same login is connected once.
    login_hash TEXT COLLATE "C",
    -- The state of domain::member::State, field by field. No status is a manual member's.
    status TEXT COLLATE "C",
    prior_status TEXT COLLATE "C",
    status_since BIGINT NOT NULL,
    reason TEXT COLLATE "C",
    is_being_aggregated BIGINT NOT NULL,
    is_authenticated BIGINT NOT NULL,
    has_processed_accounts BIGINT NOT NULL,
    has_processed_transactions BIGINT NOT NULL,
    has_processed_account_numbers BIGINT NOT NULL,
    refusals_in_row BIGINT NOT NULL,
    failures_since_success BIGINT NOT NULL,
    failures_recent TEXT COLLATE "C" NOT NULL,
    is_foreground_only BIGINT NOT NULL,
    is_credentials_proven BIGINT NOT NULL,
    holds_credentials BIGINT NOT NULL,
    generation BIGINT NOT NULL,
    aggregated_at BIGINT,
    successfully_aggregated_at BIGINT,
    -- Raised by every change of the member, its runs, grants and challenges.
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (user_guid, guid)
);
CREATE UNIQUE INDEX members_by_guid ON members (guid);
CREATE UNIQUE INDEX members_by_id ON members (user_guid, id) WHERE id IS NOT NULL;
CREATE UNIQUE INDEX members_by_login ON members (user_guid, institution_code, login_hash) WHERE login_hash IS NOT NULL;

-- A member's ties to sources; one of them is active.
CREATE TABLE links (
    user_guid TEXT COLLATE "C" NOT NULL,
    member_guid TEXT COLLATE "C" NOT NULL,
    guid TEXT COLLATE "C" NOT NULL,
    client_guid TEXT COLLATE "C" NOT NULL,
    source TEXT COLLATE "C" NOT NULL,
    source_institution_id TEXT COLLATE "C" NOT NULL,
    is_active BIGINT NOT NULL,
    -- Credentials or tokens, sealed.
    grant_sealed BYTEA,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (user_guid, guid),
    FOREIGN KEY (user_guid, member_guid) REFERENCES members (user_guid, guid) ON DELETE CASCADE
);
CREATE UNIQUE INDEX links_by_source ON links (user_guid, member_guid, source);
CREATE UNIQUE INDEX links_active ON links (user_guid, member_guid) WHERE is_active = 1;

-- Attempts to do something with a member; at most one is open per member.
CREATE TABLE runs (
    user_guid TEXT COLLATE "C" NOT NULL,
    member_guid TEXT COLLATE "C" NOT NULL,
    guid TEXT COLLATE "C" NOT NULL,
    client_guid TEXT COLLATE "C" NOT NULL,
    link_guid TEXT COLLATE "C" NOT NULL,
    source TEXT COLLATE "C" NOT NULL,
    institution_code TEXT COLLATE "C" NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    presence TEXT COLLATE "C" NOT NULL,
    phase TEXT COLLATE "C" NOT NULL,
    -- When somebody must look at it again, in domain time; none once it has ended.
    due_at BIGINT,
    -- Until when a worker has it, in operational time; 0 when nobody has.
    leased_until BIGINT NOT NULL,
    -- Raised by each claim; every commit of a run expects it.
    attempt BIGINT NOT NULL,
    -- The number of the last thing sent that a bank would count, and whether its outcome is still open.
    step BIGINT NOT NULL,
    is_sending BIGINT NOT NULL,
    sign_ins BIGINT NOT NULL,
    rounds BIGINT NOT NULL,
    wrong_answers BIGINT NOT NULL,
    generation BIGINT NOT NULL,
    -- The connector's session and the person's answers, sealed; gone when the run ends.
    session_sealed BYTEA,
    answers_sealed BYTEA,
    -- JSON: what has been read and what comes next.
    progress TEXT COLLATE "C" NOT NULL,
    transactions_created BIGINT NOT NULL,
    transactions_updated BIGINT NOT NULL,
    callback_payload TEXT COLLATE "C",
    reason TEXT COLLATE "C",
    source_code TEXT COLLATE "C",
    detail TEXT COLLATE "C",
    created_at BIGINT NOT NULL,
    -- When it was begun, or went on after a person had answered.
    active_since BIGINT NOT NULL,
    ended_at BIGINT,
    PRIMARY KEY (user_guid, guid),
    FOREIGN KEY (user_guid, member_guid) REFERENCES members (user_guid, guid) ON DELETE CASCADE
);
CREATE UNIQUE INDEX runs_open ON runs (user_guid, member_guid) WHERE ended_at IS NULL;
CREATE INDEX runs_of_member ON runs (user_guid, member_guid, created_at);
-- Persons come before schedules, then the longest due.
CREATE INDEX runs_due ON runs (presence, due_at) WHERE due_at IS NOT NULL;
CREATE INDEX runs_leased ON runs (source, institution_code, leased_until) WHERE leased_until > 0;

-- Questions of the institution that wait for an answer.
CREATE TABLE challenges (
    user_guid TEXT COLLATE "C" NOT NULL,
    run_guid TEXT COLLATE "C" NOT NULL,
    guid TEXT COLLATE "C" NOT NULL,
    client_guid TEXT COLLATE "C" NOT NULL,
    member_guid TEXT COLLATE "C" NOT NULL,
    position BIGINT NOT NULL,
    source_question_id TEXT COLLATE "C" NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    label TEXT COLLATE "C" NOT NULL,
    -- JSON: options, image, medium, mask.
    details TEXT COLLATE "C" NOT NULL,
    expires_at BIGINT NOT NULL,
    PRIMARY KEY (user_guid, guid),
    FOREIGN KEY (user_guid, run_guid) REFERENCES runs (user_guid, guid) ON DELETE CASCADE
);
CREATE INDEX challenges_of_run ON challenges (user_guid, run_guid, position);
CREATE INDEX challenges_of_member ON challenges (user_guid, member_guid);

CREATE TABLE accounts (
    user_guid TEXT COLLATE "C" NOT NULL,
    guid TEXT COLLATE "C" NOT NULL,
    client_guid TEXT COLLATE "C" NOT NULL,
    member_guid TEXT COLLATE "C" NOT NULL,
    id TEXT COLLATE "C",
    -- What the source, or for manual accounts the person, says.
    name TEXT COLLATE "C" NOT NULL,
    account_type TEXT COLLATE "C" NOT NULL,
    currency TEXT COLLATE "C" NOT NULL,
    mask TEXT COLLATE "C",
    is_closed BIGINT NOT NULL,
    -- JSON: amounts, rates, times, texts, ownership.
    facts TEXT COLLATE "C" NOT NULL,
    -- A keyed hash of the full number, to know the account again elsewhere.
    number_hash TEXT COLLATE "C",
    -- What the client says.
    metadata TEXT COLLATE "C",
    is_hidden BIGINT NOT NULL,
    is_business BIGINT NOT NULL,
    imported_at BIGINT,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (user_guid, guid),
    FOREIGN KEY (user_guid, member_guid) REFERENCES members (user_guid, guid) ON DELETE CASCADE
);
CREATE INDEX accounts_of_member ON accounts (user_guid, member_guid, guid);

-- The ids that sources give an account.
CREATE TABLE account_sources (
    user_guid TEXT COLLATE "C" NOT NULL,
    member_guid TEXT COLLATE "C" NOT NULL,
    source TEXT COLLATE "C" NOT NULL,
    source_account_id TEXT COLLATE "C" NOT NULL,
    account_guid TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (user_guid, member_guid, source, source_account_id),
    FOREIGN KEY (user_guid, account_guid) REFERENCES accounts (user_guid, guid) ON DELETE CASCADE
);
CREATE INDEX account_sources_of_account ON account_sources (user_guid, account_guid);

CREATE TABLE account_numbers (
    user_guid TEXT COLLATE "C" NOT NULL,
    account_guid TEXT COLLATE "C" NOT NULL,
    guid TEXT COLLATE "C" NOT NULL,
    client_guid TEXT COLLATE "C" NOT NULL,
    member_guid TEXT COLLATE "C" NOT NULL,
    source_id TEXT COLLATE "C" NOT NULL,
    -- JSON, sealed: full numbers are not readable in the database file.
    numbers_sealed BYTEA NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (user_guid, account_guid, source_id),
    FOREIGN KEY (user_guid, account_guid) REFERENCES accounts (user_guid, guid) ON DELETE CASCADE
);
CREATE INDEX account_numbers_of_member ON account_numbers (user_guid, member_guid, guid);

CREATE TABLE account_owners (
    user_guid TEXT COLLATE "C" NOT NULL,
    account_guid TEXT COLLATE "C" NOT NULL,
    guid TEXT COLLATE "C" NOT NULL,
    client_guid TEXT COLLATE "C" NOT NULL,
    member_guid TEXT COLLATE "C" NOT NULL,
    source_id TEXT COLLATE "C" NOT NULL,
    -- JSON, sealed: names and addresses are not readable in the database file.
    owner_sealed BYTEA NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (user_guid, account_guid, source_id),
    FOREIGN KEY (user_guid, account_guid) REFERENCES accounts (user_guid, guid) ON DELETE CASCADE
);
CREATE INDEX account_owners_of_member ON account_owners (user_guid, member_guid, guid);

CREATE TABLE holdings (
    user_guid TEXT COLLATE "C" NOT NULL,
    account_guid TEXT COLLATE "C" NOT NULL,
    source_id TEXT COLLATE "C" NOT NULL,
    guid TEXT COLLATE "C" NOT NULL,
    client_guid TEXT COLLATE "C" NOT NULL,
    member_guid TEXT COLLATE "C" NOT NULL,
    -- JSON: domain::account::Holding.
    facts TEXT COLLATE "C" NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (user_guid, account_guid, source_id),
    FOREIGN KEY (user_guid, account_guid) REFERENCES accounts (user_guid, guid) ON DELETE CASCADE
);

CREATE TABLE statements (
    user_guid TEXT COLLATE "C" NOT NULL,
    account_guid TEXT COLLATE "C" NOT NULL,
    source_id TEXT COLLATE "C" NOT NULL,
    guid TEXT COLLATE "C" NOT NULL,
    client_guid TEXT COLLATE "C" NOT NULL,
    member_guid TEXT COLLATE "C" NOT NULL,
    issued_on TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (user_guid, account_guid, source_id),
    FOREIGN KEY (user_guid, account_guid) REFERENCES accounts (user_guid, guid) ON DELETE CASCADE
);

CREATE TABLE transactions (
    user_guid TEXT COLLATE "C" NOT NULL,
    guid TEXT COLLATE "C" NOT NULL,
    client_guid TEXT COLLATE "C" NOT NULL,
    member_guid TEXT COLLATE "C" NOT NULL,
    account_guid TEXT COLLATE "C" NOT NULL,
    -- What the source, or for manual ones the person, says.
    status TEXT COLLATE "C" NOT NULL,
    transaction_type TEXT COLLATE "C" NOT NULL,
    amount BIGINT NOT NULL,
    currency TEXT COLLATE "C" NOT NULL,
    -- The day it is shown under: the person's if they changed it, else the source's.
    date TEXT COLLATE "C" NOT NULL,
    source_date TEXT COLLATE "C" NOT NULL,
    transacted_at BIGINT,
    posted_at BIGINT,
    description TEXT COLLATE "C" NOT NULL,
    memo TEXT COLLATE "C",
    category TEXT COLLATE "C",
    merchant_category_code BIGINT,
    check_number TEXT COLLATE "C",
    is_manual BIGINT NOT NULL,
    -- What a person changed; never overwritten by a source.
    edited_date TEXT COLLATE "C",
    edited_description TEXT COLLATE "C",
    edited_memo TEXT COLLATE "C",
    category_guid TEXT COLLATE "C",
    metadata TEXT COLLATE "C",
    is_hidden BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (user_guid, guid),
    FOREIGN KEY (user_guid, account_guid) REFERENCES accounts (user_guid, guid) ON DELETE CASCADE
);
CREATE INDEX transactions_of_user ON transactions (user_guid, date DESC, guid DESC);
CREATE INDEX transactions_of_account ON transactions (user_guid, account_guid, date DESC, guid DESC);
CREATE INDEX transactions_of_member ON transactions (user_guid, member_guid, date DESC, guid DESC);

-- The ids that sources give a transaction.
CREATE TABLE transaction_sources (
    user_guid TEXT COLLATE "C" NOT NULL,
    account_guid TEXT COLLATE "C" NOT NULL,
    source TEXT COLLATE "C" NOT NULL,
    source_transaction_id TEXT COLLATE "C" NOT NULL,
    transaction_guid TEXT COLLATE "C" NOT NULL,
    -- The id that was told last is the one that is shown.
    named_at BIGINT NOT NULL,
    PRIMARY KEY (user_guid, account_guid, source, source_transaction_id),
    FOREIGN KEY (user_guid, transaction_guid) REFERENCES transactions (user_guid, guid) ON DELETE CASCADE
);
CREATE INDEX transaction_sources_of_transaction ON transaction_sources (user_guid, transaction_guid);

-- Facts that happened to members, appended once and never changed.
CREATE TABLE event_log (
    sequence BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    -- The transaction that wrote it, to hide what an uncommitted lower number could still precede.
    xid XID8 NOT NULL DEFAULT pg_current_xact_id(),
    guid TEXT COLLATE "C" NOT NULL UNIQUE,
    client_guid TEXT COLLATE "C" NOT NULL,
    user_guid TEXT COLLATE "C" NOT NULL REFERENCES users (guid) ON DELETE CASCADE,
    member_guid TEXT COLLATE "C" NOT NULL,
    run_guid TEXT COLLATE "C",
    event TEXT COLLATE "C" NOT NULL,
    reason TEXT COLLATE "C",
    status_before TEXT COLLATE "C",
    status_after TEXT COLLATE "C",
    happened_at BIGINT NOT NULL
);
CREATE INDEX event_log_of_client ON event_log (client_guid, sequence);
CREATE INDEX event_log_of_member ON event_log (user_guid, member_guid, sequence);

-- What readers see: on PostgreSQL, without what an uncommitted lower number could still precede.
CREATE VIEW events AS
SELECT sequence, guid, client_guid, user_guid, member_guid, run_guid, event, reason, status_before, status_after, happened_at
FROM event_log
WHERE xid < pg_snapshot_xmin(pg_current_snapshot());

-- What a client's key made, so that the same request made twice makes one thing.
CREATE TABLE idempotency_keys (
    client_guid TEXT COLLATE "C" NOT NULL REFERENCES clients (guid) ON DELETE CASCADE,
    key TEXT COLLATE "C" NOT NULL,
    -- A keyed hash of method, path and body.
    fingerprint TEXT COLLATE "C" NOT NULL,
    made_guid TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (client_guid, key)
);
CREATE INDEX idempotency_keys_by_age ON idempotency_keys (created_at);

-- Each commit leaves its id for a while, so that a lost reply is resolved by looking it up.
CREATE TABLE commits (
    id TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    committed_at BIGINT NOT NULL
);
CREATE INDEX commits_by_age ON commits (committed_at);
