-- The foundation. Times are microseconds since 1970 in UTC, days are YYYY-MM-DD, amounts minor units, flags 0 or 1.
-- All data of a user carries user_guid in its key, and no commit touches two users.

CREATE TABLE settings (
    name TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;

CREATE TABLE clients (
    guid TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    -- The client's data key, sealed by the master key.
    data_key BLOB NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE api_keys (
    -- SHA-256 of the key; the key itself is shown once and kept nowhere.
    hash TEXT NOT NULL PRIMARY KEY,
    guid TEXT NOT NULL UNIQUE,
    client_guid TEXT NOT NULL REFERENCES clients (guid) ON DELETE CASCADE,
    -- The first characters, to tell keys apart.
    hint TEXT NOT NULL,
    scopes TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    expires_at INTEGER
) STRICT;
CREATE INDEX api_keys_by_client ON api_keys (client_guid, created_at);

CREATE TABLE institutions (
    code TEXT NOT NULL PRIMARY KEY,
    guid TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    country TEXT NOT NULL,
    url TEXT NOT NULL,
    popularity INTEGER NOT NULL,
    products TEXT NOT NULL,
    is_throttled INTEGER NOT NULL,
    -- JSON: aliases, help addresses, instructions.
    details TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT;

-- Which sources reach an institution, and what a person fills in there. The lowest position is taken first.
CREATE TABLE institution_sources (
    institution_code TEXT NOT NULL REFERENCES institutions (code) ON DELETE CASCADE,
    source TEXT NOT NULL,
    source_institution_id TEXT NOT NULL,
    position INTEGER NOT NULL,
    -- JSON: the fields of the login form.
    login_form TEXT NOT NULL,
    PRIMARY KEY (institution_code, source)
) STRICT;

CREATE TABLE users (
    guid TEXT NOT NULL PRIMARY KEY,
    client_guid TEXT NOT NULL REFERENCES clients (guid) ON DELETE CASCADE,
    id TEXT,
    email TEXT,
    metadata TEXT,
    is_disabled INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX users_by_id ON users (client_guid, id) WHERE id IS NOT NULL;
CREATE INDEX users_by_client ON users (client_guid, guid);

CREATE TABLE members (
    user_guid TEXT NOT NULL REFERENCES users (guid) ON DELETE CASCADE,
    guid TEXT NOT NULL,
    client_guid TEXT NOT NULL,
    id TEXT,
    institution_code TEXT NOT NULL,
    name TEXT NOT NULL,
    metadata TEXT,
    use_cases TEXT NOT NULL,
    is_oauth INTEGER NOT NULL,
    is_background_disabled INTEGER NOT NULL,
    -- A keyed hash of the fields that name the person, so that the same login is connected once.
    login_hash TEXT,
    -- The state of domain::member::State, field by field. No status is a manual member's.
    status TEXT,
    prior_status TEXT,
    status_since INTEGER NOT NULL,
    reason TEXT,
    is_being_aggregated INTEGER NOT NULL,
    is_authenticated INTEGER NOT NULL,
    has_processed_accounts INTEGER NOT NULL,
    has_processed_transactions INTEGER NOT NULL,
    has_processed_account_numbers INTEGER NOT NULL,
    refusals_in_row INTEGER NOT NULL,
    failures_since_success INTEGER NOT NULL,
    failures_recent TEXT NOT NULL,
    is_foreground_only INTEGER NOT NULL,
    is_credentials_proven INTEGER NOT NULL,
    holds_credentials INTEGER NOT NULL,
    generation INTEGER NOT NULL,
    aggregated_at INTEGER,
    successfully_aggregated_at INTEGER,
    -- Raised by every change of the member, its runs, grants and challenges.
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    PRIMARY KEY (user_guid, guid)
) STRICT;
CREATE UNIQUE INDEX members_by_guid ON members (guid);
CREATE UNIQUE INDEX members_by_id ON members (user_guid, id) WHERE id IS NOT NULL;
CREATE UNIQUE INDEX members_by_login ON members (user_guid, institution_code, login_hash) WHERE login_hash IS NOT NULL;

-- A member's ties to sources; one of them is active.
CREATE TABLE links (
    user_guid TEXT NOT NULL,
    member_guid TEXT NOT NULL,
    guid TEXT NOT NULL,
    client_guid TEXT NOT NULL,
    source TEXT NOT NULL,
    source_institution_id TEXT NOT NULL,
    is_active INTEGER NOT NULL,
    -- Credentials or tokens, sealed.
    grant_sealed BLOB,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    PRIMARY KEY (user_guid, guid),
    FOREIGN KEY (user_guid, member_guid) REFERENCES members (user_guid, guid) ON DELETE CASCADE
) STRICT;
CREATE UNIQUE INDEX links_by_source ON links (user_guid, member_guid, source);
CREATE UNIQUE INDEX links_active ON links (user_guid, member_guid) WHERE is_active = 1;

-- Attempts to do something with a member; at most one is open per member.
CREATE TABLE runs (
    user_guid TEXT NOT NULL,
    member_guid TEXT NOT NULL,
    guid TEXT NOT NULL,
    client_guid TEXT NOT NULL,
    link_guid TEXT NOT NULL,
    source TEXT NOT NULL,
    institution_code TEXT NOT NULL,
    kind TEXT NOT NULL,
    presence TEXT NOT NULL,
    phase TEXT NOT NULL,
    -- When somebody must look at it again, in domain time; none once it has ended.
    due_at INTEGER,
    -- Until when a worker has it, in operational time; 0 when nobody has.
    leased_until INTEGER NOT NULL,
    -- Raised by each claim; every commit of a run expects it.
    attempt INTEGER NOT NULL,
    -- The number of the last thing sent that a bank would count, and whether its outcome is still open.
    step INTEGER NOT NULL,
    is_sending INTEGER NOT NULL,
    sign_ins INTEGER NOT NULL,
    rounds INTEGER NOT NULL,
    wrong_answers INTEGER NOT NULL,
    generation INTEGER NOT NULL,
    -- The connector's session and the person's answers, sealed; gone when the run ends.
    session_sealed BLOB,
    answers_sealed BLOB,
    -- JSON: what has been read and what comes next.
    progress TEXT NOT NULL,
    transactions_created INTEGER NOT NULL,
    transactions_updated INTEGER NOT NULL,
    callback_payload TEXT,
    reason TEXT,
    source_code TEXT,
    detail TEXT,
    created_at INTEGER NOT NULL,
    -- When it was begun, or went on after a person had answered.
    active_since INTEGER NOT NULL,
    ended_at INTEGER,
    PRIMARY KEY (user_guid, guid),
    FOREIGN KEY (user_guid, member_guid) REFERENCES members (user_guid, guid) ON DELETE CASCADE
) STRICT;
CREATE UNIQUE INDEX runs_open ON runs (user_guid, member_guid) WHERE ended_at IS NULL;
CREATE INDEX runs_of_member ON runs (user_guid, member_guid, created_at);
-- Persons come before schedules, then the longest due.
CREATE INDEX runs_due ON runs (presence, due_at) WHERE due_at IS NOT NULL;
CREATE INDEX runs_leased ON runs (source, institution_code, leased_until) WHERE leased_until > 0;

-- Questions of the institution that wait for an answer.
CREATE TABLE challenges (
    user_guid TEXT NOT NULL,
    run_guid TEXT NOT NULL,
    guid TEXT NOT NULL,
    client_guid TEXT NOT NULL,
    member_guid TEXT NOT NULL,
    position INTEGER NOT NULL,
    source_question_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    label TEXT NOT NULL,
    -- JSON: options, image, medium, mask.
    details TEXT NOT NULL,
    expires_at INTEGER NOT NULL,
    PRIMARY KEY (user_guid, guid),
    FOREIGN KEY (user_guid, run_guid) REFERENCES runs (user_guid, guid) ON DELETE CASCADE
) STRICT;
CREATE INDEX challenges_of_run ON challenges (user_guid, run_guid, position);
CREATE INDEX challenges_of_member ON challenges (user_guid, member_guid);

CREATE TABLE accounts (
    user_guid TEXT NOT NULL,
    guid TEXT NOT NULL,
    client_guid TEXT NOT NULL,
    member_guid TEXT NOT NULL,
    id TEXT,
    -- What the source, or for manual accounts the person, says.
    name TEXT NOT NULL,
    account_type TEXT NOT NULL,
    currency TEXT NOT NULL,
    mask TEXT,
    is_closed INTEGER NOT NULL,
    -- JSON: amounts, rates, times, texts, ownership.
    facts TEXT NOT NULL,
    -- A keyed hash of the full number, to know the account again elsewhere.
    number_hash TEXT,
    -- What the client says.
    metadata TEXT,
    is_hidden INTEGER NOT NULL,
    is_business INTEGER NOT NULL,
    imported_at INTEGER,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    PRIMARY KEY (user_guid, guid),
    FOREIGN KEY (user_guid, member_guid) REFERENCES members (user_guid, guid) ON DELETE CASCADE
) STRICT;
CREATE INDEX accounts_of_member ON accounts (user_guid, member_guid, guid);

-- The ids that sources give an account.
CREATE TABLE account_sources (
    user_guid TEXT NOT NULL,
    member_guid TEXT NOT NULL,
    source TEXT NOT NULL,
    source_account_id TEXT NOT NULL,
    account_guid TEXT NOT NULL,
    PRIMARY KEY (user_guid, member_guid, source, source_account_id),
    FOREIGN KEY (user_guid, account_guid) REFERENCES accounts (user_guid, guid) ON DELETE CASCADE
) STRICT;
CREATE INDEX account_sources_of_account ON account_sources (user_guid, account_guid);

CREATE TABLE account_numbers (
    user_guid TEXT NOT NULL,
    account_guid TEXT NOT NULL,
    guid TEXT NOT NULL,
    client_guid TEXT NOT NULL,
    member_guid TEXT NOT NULL,
    source_id TEXT NOT NULL,
    -- JSON, sealed: full numbers are not readable in the database file.
    numbers_sealed BLOB NOT NULL,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (user_guid, account_guid, source_id),
    FOREIGN KEY (user_guid, account_guid) REFERENCES accounts (user_guid, guid) ON DELETE CASCADE
) STRICT;
CREATE INDEX account_numbers_of_member ON account_numbers (user_guid, member_guid, guid);

CREATE TABLE account_owners (
    user_guid TEXT NOT NULL,
    account_guid TEXT NOT NULL,
    guid TEXT NOT NULL,
    client_guid TEXT NOT NULL,
    member_guid TEXT NOT NULL,
    source_id TEXT NOT NULL,
    -- JSON, sealed: names and addresses are not readable in the database file.
    owner_sealed BLOB NOT NULL,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (user_guid, account_guid, source_id),
    FOREIGN KEY (user_guid, account_guid) REFERENCES accounts (user_guid, guid) ON DELETE CASCADE
) STRICT;
CREATE INDEX account_owners_of_member ON account_owners (user_guid, member_guid, guid);

CREATE TABLE holdings (
    user_guid TEXT NOT NULL,
    account_guid TEXT NOT NULL,
    source_id TEXT NOT NULL,
    guid TEXT NOT NULL,
    client_guid TEXT NOT NULL,
    member_guid TEXT NOT NULL,
    -- JSON: domain::account::Holding.
    facts TEXT NOT NULL,
    updated_at INTEGER NOT NULL,
    PRIMARY KEY (user_guid, account_guid, source_id),
    FOREIGN KEY (user_guid, account_guid) REFERENCES accounts (user_guid, guid) ON DELETE CASCADE
) STRICT;

CREATE TABLE statements (
    user_guid TEXT NOT NULL,
    account_guid TEXT NOT NULL,
    source_id TEXT NOT NULL,
    guid TEXT NOT NULL,
    client_guid TEXT NOT NULL,
    member_guid TEXT NOT NULL,
    issued_on TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (user_guid, account_guid, source_id),
    FOREIGN KEY (user_guid, account_guid) REFERENCES accounts (user_guid, guid) ON DELETE CASCADE
) STRICT;

CREATE TABLE transactions (
    user_guid TEXT NOT NULL,
    guid TEXT NOT NULL,
    client_guid TEXT NOT NULL,
    member_guid TEXT NOT NULL,
    account_guid TEXT NOT NULL,
    -- What the source, or for manual ones the person, says.
    status TEXT NOT NULL,
    transaction_type TEXT NOT NULL,
    amount INTEGER NOT NULL,
    currency TEXT NOT NULL,
    -- The day it is shown under: the person's if they changed it, else the source's.
    date TEXT NOT NULL,
    source_date TEXT NOT NULL,
    transacted_at INTEGER,
    posted_at INTEGER,
    description TEXT NOT NULL,
    memo TEXT,
    category TEXT,
    merchant_category_code INTEGER,
    check_number TEXT,
    is_manual INTEGER NOT NULL,
    -- What a person changed; never overwritten by a source.
    edited_date TEXT,
    edited_description TEXT,
    edited_memo TEXT,
    category_guid TEXT,
    metadata TEXT,
    is_hidden INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    PRIMARY KEY (user_guid, guid),
    FOREIGN KEY (user_guid, account_guid) REFERENCES accounts (user_guid, guid) ON DELETE CASCADE
) STRICT;
CREATE INDEX transactions_of_user ON transactions (user_guid, date DESC, guid DESC);
CREATE INDEX transactions_of_account ON transactions (user_guid, account_guid, date DESC, guid DESC);
CREATE INDEX transactions_of_member ON transactions (user_guid, member_guid, date DESC, guid DESC);

-- The ids that sources give a transaction.
CREATE TABLE transaction_sources (
    user_guid TEXT NOT NULL,
    account_guid TEXT NOT NULL,
    source TEXT NOT NULL,
    source_transaction_id TEXT NOT NULL,
    transaction_guid TEXT NOT NULL,
    -- The id that was told last is the one that is shown.
    named_at INTEGER NOT NULL,
    PRIMARY KEY (user_guid, account_guid, source, source_transaction_id),
    FOREIGN KEY (user_guid, transaction_guid) REFERENCES transactions (user_guid, guid) ON DELETE CASCADE
) STRICT;
CREATE INDEX transaction_sources_of_transaction ON transaction_sources (user_guid, transaction_guid);

-- Facts that happened to members, appended once and never changed.
CREATE TABLE event_log (
    sequence INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    guid TEXT NOT NULL UNIQUE,
    client_guid TEXT NOT NULL,
    user_guid TEXT NOT NULL REFERENCES users (guid) ON DELETE CASCADE,
    member_guid TEXT NOT NULL,
    run_guid TEXT,
    event TEXT NOT NULL,
    reason TEXT,
    status_before TEXT,
    status_after TEXT,
    happened_at INTEGER NOT NULL
) STRICT;
CREATE INDEX event_log_of_client ON event_log (client_guid, sequence);
CREATE INDEX event_log_of_member ON event_log (user_guid, member_guid, sequence);

-- What readers see: on PostgreSQL, without what an uncommitted lower number could still precede.
CREATE VIEW events AS
SELECT sequence, guid, client_guid, user_guid, member_guid, run_guid, event, reason, status_before, status_after, happened_at
FROM event_log;

-- What a client's key made, so that the same request made twice makes one thing.
CREATE TABLE idempotency_keys (
    client_guid TEXT NOT NULL REFERENCES clients (guid) ON DELETE CASCADE,
    key TEXT NOT NULL,
    -- A keyed hash of method, path and body.
    fingerprint TEXT NOT NULL,
    made_guid TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (client_guid, key)
) STRICT;
CREATE INDEX idempotency_keys_by_age ON idempotency_keys (created_at);
