-- Visits to institutions' own pages: the way there, and what is remembered until the person is back.

ALTER TABLE institution_sources ADD COLUMN is_oauth INTEGER NOT NULL DEFAULT 0;

CREATE TABLE visits (
    user_guid TEXT NOT NULL,
    member_guid TEXT NOT NULL,
    guid TEXT NOT NULL,
    client_guid TEXT NOT NULL,
    link_guid TEXT NOT NULL,
    -- What comes back with the person, and what shows that it is the browser that left: SHA-256 of each.
    state_hash TEXT NOT NULL,
    browser_hash TEXT,
    session_sealed BLOB NOT NULL,
    created_at INTEGER NOT NULL,
    -- In operational time.
    expires_at INTEGER NOT NULL,
    PRIMARY KEY (user_guid, guid),
    FOREIGN KEY (user_guid, member_guid) REFERENCES members (user_guid, guid) ON DELETE CASCADE
) STRICT;
CREATE UNIQUE INDEX visits_by_state ON visits (state_hash);
CREATE INDEX visits_of_member ON visits (user_guid, member_guid, created_at);
CREATE INDEX visits_by_browser ON visits (browser_hash, created_at) WHERE browser_hash IS NOT NULL;
