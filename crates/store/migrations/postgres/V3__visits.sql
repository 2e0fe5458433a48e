-- Visits to institutions' own pages: the way there, and what is remembered until the person is back.

ALTER TABLE institution_sources ADD COLUMN is_oauth BIGINT NOT NULL DEFAULT 0;

CREATE TABLE visits (
    user_guid TEXT COLLATE "C" NOT NULL,
    member_guid TEXT COLLATE "C" NOT NULL,
    guid TEXT COLLATE "C" NOT NULL,
    client_guid TEXT COLLATE "C" NOT NULL,
    link_guid TEXT COLLATE "C" NOT NULL,
    -- What comes back with the person, and what shows that it is the browser that left: SHA-256 of each.
    state_hash TEXT COLLATE "C" NOT NULL,
    browser_hash TEXT COLLATE "C",
    session_sealed BYTEA NOT NULL,
    created_at BIGINT NOT NULL,
    -- In operational time.
    expires_at BIGINT NOT NULL,
    PRIMARY KEY (user_guid, guid),
    FOREIGN KEY (user_guid, member_guid) REFERENCES members (user_guid, guid) ON DELETE CASCADE
);
CREATE UNIQUE INDEX visits_by_state ON visits (state_hash);
CREATE INDEX visits_of_member ON visits (user_guid, member_guid, created_at);
CREATE INDEX visits_by_browser ON visits (browser_hash, created_at) WHERE browser_hash IS NOT NULL;
