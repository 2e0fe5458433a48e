-- The pages people use: how they are opened, and what people say there.

-- The sites that may show a client's pages in a frame.
CREATE TABLE client_origins (
    client_guid TEXT NOT NULL REFERENCES clients (guid) ON DELETE CASCADE,
    origin TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (client_guid, origin)
) STRICT;

-- Links that open a page once. Times are operational. Of a token only its SHA-256 is kept.
CREATE TABLE page_links (
    user_guid TEXT NOT NULL REFERENCES users (guid) ON DELETE CASCADE,
    hash TEXT NOT NULL,
    client_guid TEXT NOT NULL,
    -- JSON: what the page was asked to do.
    options TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    used_at INTEGER,
    PRIMARY KEY (user_guid, hash)
) STRICT;
CREATE INDEX page_links_by_hash ON page_links (hash);

-- Visits of the pages, each of one user.
CREATE TABLE page_sessions (
    user_guid TEXT NOT NULL REFERENCES users (guid) ON DELETE CASCADE,
    hash TEXT NOT NULL,
    guid TEXT NOT NULL,
    client_guid TEXT NOT NULL,
    options TEXT NOT NULL,
    -- The site that shows the page in its frame, as far as it was told.
    embedder TEXT,
    -- JSON: what the pages remember between two views, such as what the embedding app was told.
    memory TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    last_used_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    PRIMARY KEY (user_guid, hash)
) STRICT;
CREATE INDEX page_sessions_by_hash ON page_sessions (hash);

-- What people agreed to.
CREATE TABLE data_consents (
    user_guid TEXT NOT NULL REFERENCES users (guid) ON DELETE CASCADE,
    guid TEXT NOT NULL,
    client_guid TEXT NOT NULL,
    -- The app's name as it was shown.
    app_name TEXT NOT NULL,
    -- Names of what may be read, separated by spaces.
    reads TEXT NOT NULL,
    language TEXT NOT NULL,
    given_at INTEGER NOT NULL,
    withdrawn_at INTEGER,
    PRIMARY KEY (user_guid, guid)
) STRICT;

-- What people asked for help with; stays when the member goes.
CREATE TABLE support_requests (
    user_guid TEXT NOT NULL REFERENCES users (guid) ON DELETE CASCADE,
    guid TEXT NOT NULL,
    client_guid TEXT NOT NULL,
    member_guid TEXT,
    title TEXT NOT NULL,
    message TEXT NOT NULL,
    email TEXT NOT NULL,
    -- JSON: what was sent along, as the person was told.
    details TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (user_guid, guid)
) STRICT;
CREATE INDEX support_requests_by_client ON support_requests (client_guid, created_at);

-- Institutions that people missed.
CREATE TABLE institution_requests (
    user_guid TEXT NOT NULL REFERENCES users (guid) ON DELETE CASCADE,
    guid TEXT NOT NULL,
    client_guid TEXT NOT NULL,
    name TEXT NOT NULL,
    url TEXT NOT NULL,
    email TEXT,
    created_at INTEGER NOT NULL,
    -- When the person was told that it is there.
    told_at INTEGER,
    PRIMARY KEY (user_guid, guid)
) STRICT;
CREATE INDEX institution_requests_by_client ON institution_requests (client_guid, created_at);
