-- What people are told: that a connection needs them, that it no longer does, and what their application says to them.

-- The open notice of the member, as the table of notifications has it.
ALTER TABLE members ADD COLUMN notice_guid TEXT;
ALTER TABLE members ADD COLUMN notice_reason TEXT;
ALTER TABLE members ADD COLUMN notice_since INTEGER;
-- When the last mail about it went, in domain time.
ALTER TABLE members ADD COLUMN mailed_at INTEGER;

CREATE TABLE notifications (
    user_guid TEXT NOT NULL REFERENCES users (guid) ON DELETE CASCADE,
    guid TEXT NOT NULL,
    client_guid TEXT NOT NULL,
    -- None: it is of no connection.
    member_guid TEXT,
    kind TEXT NOT NULL,
    reason TEXT,
    institution_code TEXT,
    -- What an application says in its own words.
    subject TEXT,
    content TEXT,
    -- Where a mail goes; none: to the address of the user.
    address TEXT,
    opened_at INTEGER NOT NULL,
    withdrawn_at INTEGER,
    viewed_at INTEGER,
    -- When a mail is to go, in domain time; none when none is to go, or no more.
    mail_due_at INTEGER,
    -- When it went, or began to: it is not sent again.
    mailed_at INTEGER,
    -- Refusals for now.
    mail_tries INTEGER NOT NULL,
    -- SHA-256 of the token of the mail's link, and until when that opens a page, in operational time.
    link_hash TEXT,
    link_until INTEGER,
    PRIMARY KEY (user_guid, guid),
    FOREIGN KEY (user_guid, member_guid) REFERENCES members (user_guid, guid) ON DELETE CASCADE
) STRICT;
CREATE UNIQUE INDEX notifications_open ON notifications (user_guid, member_guid, reason)
    WHERE kind = 'trouble' AND withdrawn_at IS NULL;
CREATE INDEX notifications_of_user ON notifications (user_guid, opened_at);
CREATE INDEX notifications_of_member ON notifications (user_guid, member_guid);
CREATE INDEX notifications_due ON notifications (mail_due_at) WHERE mail_due_at IS NOT NULL;
CREATE UNIQUE INDEX notifications_by_link ON notifications (link_hash) WHERE link_hash IS NOT NULL;
CREATE INDEX notifications_by_age ON notifications (opened_at);

-- How a person wants to be told.
CREATE TABLE notification_preferences (
    user_guid TEXT NOT NULL PRIMARY KEY REFERENCES users (guid) ON DELETE CASCADE,
    client_guid TEXT NOT NULL,
    is_mail_wanted INTEGER NOT NULL,
    -- The tag of the language that was chosen for mails, and of the one that pages were last read in.
    language TEXT,
    language_seen TEXT,
    updated_at INTEGER NOT NULL
) STRICT;

-- Times in which so many connections of an institution fail that it is the institution.
CREATE TABLE incidents (
    institution_code TEXT NOT NULL,
    began_at INTEGER NOT NULL,
    ended_at INTEGER,
    PRIMARY KEY (institution_code, began_at)
) STRICT;
CREATE UNIQUE INDEX incidents_open ON incidents (institution_code) WHERE ended_at IS NULL;
