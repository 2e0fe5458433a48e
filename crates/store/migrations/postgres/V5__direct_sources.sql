-- Sources that have no directory of their own, and grants kept safe.

-- What the aggregations of a member read beside accounts, by name, when something else than usual was agreed.
ALTER TABLE members ADD COLUMN reads TEXT COLLATE "C";

-- Since when the source, which told of it before, leaves it out of what it tells.
ALTER TABLE accounts ADD COLUMN absent_since BIGINT;

-- A person's login has something stray in the field of this name, such as a space at its end.
ALTER TABLE links ADD COLUMN stray_field TEXT COLLATE "C";

-- With what a person brings, it is signed in, and nothing is read.
ALTER TABLE visits ADD COLUMN skips_reading BIGINT NOT NULL DEFAULT 0;

-- The institution that somebody missed and that has come.
ALTER TABLE institution_requests ADD COLUMN institution_code TEXT COLLATE "C";

-- Institutions that their operator describes, one row for each source that reaches them. Of all clients.
CREATE TABLE definitions (
    source TEXT COLLATE "C" NOT NULL,
    -- The source's id of the institution.
    id TEXT COLLATE "C" NOT NULL,
    institution_code TEXT COLLATE "C" NOT NULL,
    -- JSON, as the file said it, without its secrets.
    definition TEXT COLLATE "C" NOT NULL,
    -- JSON, sealed by the master key of the installation: client secrets and private keys.
    secrets_sealed BYTEA,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (source, id)
);

-- Grants of closed and deleted connections, kept until the source knows that it is over.
CREATE TABLE farewells (
    guid TEXT COLLATE "C" PRIMARY KEY,
    client_guid TEXT COLLATE "C" NOT NULL REFERENCES clients (guid) ON DELETE CASCADE,
    user_guid TEXT COLLATE "C" NOT NULL,
    member_guid TEXT COLLATE "C" NOT NULL,
    source TEXT COLLATE "C" NOT NULL,
    source_institution_id TEXT COLLATE "C" NOT NULL,
    grant_sealed BYTEA NOT NULL,
    tries BIGINT NOT NULL,
    due_at BIGINT NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE INDEX farewells_by_due ON farewells (due_at);

-- How institutions answer through a source, over all nodes.
CREATE TABLE breakers (
    source TEXT COLLATE "C" NOT NULL,
    institution_code TEXT COLLATE "C" NOT NULL,
    failures_in_row BIGINT NOT NULL,
    -- Nothing is asked unasked before then.
    open_until BIGINT,
    PRIMARY KEY (source, institution_code)
);

-- Who used a secret, and what operators did. It outlives the people it is about, and names none. Times are operational.
CREATE TABLE audit_log (
    guid TEXT COLLATE "C" PRIMARY KEY,
    at BIGINT NOT NULL,
    actor TEXT COLLATE "C" NOT NULL,
    action TEXT COLLATE "C" NOT NULL,
    client_guid TEXT COLLATE "C",
    member_guid TEXT COLLATE "C"
);
CREATE INDEX audit_log_by_time ON audit_log (at);
