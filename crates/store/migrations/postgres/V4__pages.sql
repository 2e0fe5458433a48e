-- The pages people use: how they are opened, and what people say there.

-- The sites that may show a client's pages in a frame.
CREATE TABLE client_origins (
    client_guid TEXT COLLATE "C" NOT NULL REFERENCES clients (guid) ON DELETE CASCADE,
    origin TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (client_guid, origin)
);

-- Links that open a page once. Times are operational. Of a token only its SHA-256 is kept.
CREATE TABLE page_links (
    user_guid TEXT COLLATE "C" NOT NULL REFERENCES users (guid) ON DELETE CASCADE,
    hash TEXT COLLATE "C" NOT NULL,
    client_guid TEXT COLLATE "C" NOT NULL,
    -- JSON: what the page was asked to do.
    options TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    used_at BIGINT,
    PRIMARY KEY (user_guid, hash)
);
CREATE INDEX page_links_by_hash ON page_links (hash);

-- Visits of the pages, each of one user.
CREATE TABLE page_sessions (
    user_guid TEXT COLLATE "C" NOT NULL REFERENCES users (guid) ON DELETE CASCADE,
    hash TEXT COLLATE "C" NOT NULL,
    guid TEXT COLLATE "C" NOT NULL,
    client_guid TEXT COLLATE "C" NOT NULL,
    options TEXT COLLATE "C" NOT NULL,
    -- The site that shows the page in its frame, as far as it was told.
    embedder TEXT COLLATE "C",
    -- JSON: what the pages remember between two views, such as what the embedding app was told.
    memory TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL,
    last_used_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    PRIMARY KEY (user_guid, hash)
);
CREATE INDEX page_sessions_by_hash ON page_sessions (hash);

-- What people agreed to.
CREATE TABLE data_consents (
    user_guid TEXT COLLATE "C" NOT NULL REFERENCES users (guid) ON DELETE CASCADE,
    guid TEXT COLLATE "C" NOT NULL,
    client_guid TEXT COLLATE "C" NOT NULL,
    -- The app's name as it was shown.
    app_name TEXT COLLATE "C" NOT NULL,
    -- Names of what may be read, separated by spaces.
    reads TEXT COLLATE "C" NOT NULL,
    language TEXT COLLATE "C" NOT NULL,
    given_at BIGINT NOT NULL,
    withdrawn_at BIGINT,
    PRIMARY KEY (user_guid, guid)
);

-- What people asked for help with; stays when the member goes.
CREATE TABLE support_requests (
    user_guid TEXT COLLATE "C" NOT NULL REFERENCES users (guid) ON DELETE CASCADE,
    guid TEXT COLLATE "C" NOT NULL,
    client_guid TEXT COLLATE "C" NOT NULL,
    member_guid TEXT COLLATE "C",
    title TEXT COLLATE "C" NOT NULL,
    message TEXT COLLATE "C" NOT NULL,
    email TEXT COLLATE "C" NOT NULL,
    -- JSON: what was sent along, as the person was told.
    details TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (user_guid, guid)
);
CREATE INDEX support_requests_by_client ON support_requests (client_guid, created_at);

-- Institutions that people missed.
CREATE TABLE institution_requests (
    user_guid TEXT COLLATE "C" NOT NULL REFERENCES users (guid) ON DELETE CASCADE,
    guid TEXT COLLATE "C" NOT NULL,
    client_guid TEXT COLLATE "C" NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    url TEXT COLLATE "C" NOT NULL,
    email TEXT COLLATE "C",
    created_at BIGINT NOT NULL,
    -- When the person was told that it is there.
    told_at BIGINT,
    PRIMARY KEY (user_guid, guid)
);
CREATE INDEX institution_requests_by_client ON institution_requests (client_guid, created_at);
