-- Sources that have no directory of their own, and grants kept safe.

-- What the aggregations of a member read beside accounts, by name, when something else than usual was agreed.
ALTER TABLE members ADD COLUMN reads TEXT;

-- Since when the source, which told of it before, leaves it out of what it tells.
ALTER TABLE accounts ADD COLUMN absent_since INTEGER;

-- A person's login has something stray in the field of this name, such as a space at its end.
ALTER TABLE links ADD COLUMN stray_field TEXT;

-- With what a person brings, it is signed in, and nothing is read.
ALTER TABLE visits ADD COLUMN skips_reading INTEGER NOT NULL DEFAULT 0;

-- The institution that somebody missed and that has come.
ALTER TABLE institution_requests ADD COLUMN institution_code TEXT;

-- Institutions that their operator describes, one row for each source that reaches them. Of all clients.
CREATE TABLE definitions (
    source TEXT NOT NULL,
    -- The source's id of the institution.
    id TEXT NOT NULL,
    institution_code TEXT NOT NULL,
    -- JSON, as the file said it, without its secrets.
    definition TEXT NOT NULL,
    -- JSON, sealed by the master key of the installation: client secrets and private keys.
    secrets_sealed BLOB,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    PRIMARY KEY (source, id)
) STRICT;

-- Grants of closed and deleted connections, kept until the source knows that it is over.
CREATE TABLE farewells (
    guid TEXT PRIMARY KEY,
    client_guid TEXT NOT NULL REFERENCES clients (guid) ON DELETE CASCADE,
    user_guid TEXT NOT NULL,
    member_guid TEXT NOT NULL,
    source TEXT NOT NULL,
    source_institution_id TEXT NOT NULL,
    grant_sealed BLOB NOT NULL,
    tries INTEGER NOT NULL,
    due_at INTEGER NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX farewells_by_due ON farewells (due_at);

-- How institutions answer through a source, over all nodes.
CREATE TABLE breakers (
    source TEXT NOT NULL,
    institution_code TEXT NOT NULL,
    failures_in_row INTEGER NOT NULL,
    -- Nothing is asked unasked before then.
    open_until INTEGER,
    PRIMARY KEY (source, institution_code)
) STRICT;

-- Who used a secret, and what operators did. It outlives the people it is about, and names none. Times are operational.
CREATE TABLE audit_log (
    guid TEXT PRIMARY KEY,
    at INTEGER NOT NULL,
    actor TEXT NOT NULL,
    action TEXT NOT NULL,
    client_guid TEXT,
    member_guid TEXT
) STRICT;
CREATE INDEX audit_log_by_time ON audit_log (at);
