-- What people are told: that a connection needs them, that it no longer does, and what their application says to them.

-- The open notice of the member, as the table of notifications has it.
ALTER TABLE members ADD COLUMN notice_guid TEXT COLLATE "C";
ALTER TABLE members ADD COLUMN notice_reason TEXT COLLATE "C";
ALTER TABLE members ADD COLUMN notice_since BIGINT;
-- When the last mail about it went, in domain time.
ALTER TABLE members ADD COLUMN mailed_at BIGINT;

CREATE TABLE notifications (
    user_guid TEXT COLLATE "C" NOT NULL REFERENCES users (guid) ON DELETE CASCADE,
    guid TEXT COLLATE "C" NOT NULL,
    client_guid TEXT COLLATE "C" NOT NULL,
    -- None: it is of no connection.
    member_guid TEXT COLLATE "C",
    kind TEXT COLLATE "C" NOT NULL,
    reason TEXT COLLATE "C",
    institution_code TEXT COLLATE "C",
    -- What an application says in its own words.
    subject TEXT COLLATE "C",
    content TEXT COLLATE "C",
    -- Where a mail goes; none: to the address of the user.
    address TEXT COLLATE "C",
    opened_at BIGINT NOT NULL,
    withdrawn_at BIGINT,
    viewed_at BIGINT,
    -- When a mail is to go, in domain time; none when none is to go, or no more.
    mail_due_at BIGINT,
    -- When it went, or began to: it is not sent again.
    mailed_at BIGINT,
    -- Refusals for now.
    mail_tries BIGINT NOT NULL,
    -- SHA-256 of the token of the mail's link, and until when that opens a page, in operational time.
    link_hash TEXT COLLATE "C",
    link_until BIGINT,
    PRIMARY KEY (user_guid, guid),
    FOREIGN KEY (user_guid, member_guid) REFERENCES members (user_guid, guid) ON DELETE CASCADE
);
CREATE UNIQUE INDEX notifications_open ON notifications (user_guid, member_guid, reason)
    WHERE kind = 'trouble' AND withdrawn_at IS NULL;
CREATE INDEX notifications_of_user ON notifications (user_guid, opened_at);
CREATE INDEX notifications_of_member ON notifications (user_guid, member_guid);
CREATE INDEX notifications_due ON notifications (mail_due_at) WHERE mail_due_at IS NOT NULL;
CREATE UNIQUE INDEX notifications_by_link ON notifications (link_hash) WHERE link_hash IS NOT NULL;
CREATE INDEX notifications_by_age ON notifications (opened_at);

-- How a person wants to be told.
CREATE TABLE notification_preferences (
    user_guid TEXT COLLATE "C" NOT NULL PRIMARY KEY REFERENCES users (guid) ON DELETE CASCADE,
    client_guid TEXT COLLATE "C" NOT NULL,
    is_mail_wanted BIGINT NOT NULL,
    -- The tag of the language that was chosen for mails, and of the one that pages were last read in.
    language TEXT COLLATE "C",
    language_seen TEXT COLLATE "C",
    updated_at BIGINT NOT NULL
);

-- Times in which so many connections of an institution fail that it is the institution.
CREATE TABLE incidents (
    institution_code TEXT COLLATE "C" NOT NULL,
    began_at BIGINT NOT NULL,
    ended_at BIGINT,
    PRIMARY KEY (institution_code, began_at)
);
CREATE UNIQUE INDEX incidents_open ON incidents (institution_code) WHERE ended_at IS NULL;
