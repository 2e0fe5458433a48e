-- The life cycle with time: what is counted, what comes next, who decided; and what was learned.

ALTER TABLE members ADD COLUMN prior_reason TEXT;
-- Who paused or closed the member.
ALTER TABLE members ADD COLUMN decided_by TEXT;
ALTER TABLE members ADD COLUMN refusals_of_credentials INTEGER NOT NULL DEFAULT 0;
ALTER TABLE members ADD COLUMN wrong_answers_in_row INTEGER NOT NULL DEFAULT 0;
ALTER TABLE members ADD COLUMN tries_in_row INTEGER NOT NULL DEFAULT 0;
ALTER TABLE members ADD COLUMN is_asked INTEGER NOT NULL DEFAULT 0;
ALTER TABLE members ADD COLUMN asked_in_row INTEGER NOT NULL DEFAULT 0;
ALTER TABLE members ADD COLUMN slow_at INTEGER;
ALTER TABLE members ADD COLUMN without_success_since INTEGER NOT NULL DEFAULT 0;
-- When the hub refreshes it by itself, and whether that time is a place in the institution's queue.
ALTER TABLE members ADD COLUMN next_run_at INTEGER;
ALTER TABLE members ADD COLUMN is_paced INTEGER NOT NULL DEFAULT 0;
-- When somebody must look at the member, in domain time; the earliest of all that time brings.
ALTER TABLE members ADD COLUMN due_at INTEGER;
UPDATE members SET without_success_since = coalesce(successfully_aggregated_at, created_at),
    due_at = CASE WHEN status IS NULL THEN NULL ELSE updated_at END;
CREATE INDEX members_due ON members (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX members_of_institution ON members (institution_code, guid);
CREATE INDEX members_discontinued ON members (institution_code, guid) WHERE status = 'DISCONTINUED';

-- How runs at an institution ended lately.
CREATE INDEX runs_of_institution ON runs (institution_code, ended_at) WHERE ended_at IS NOT NULL;

-- When the next background run at an institution may begin, in domain time; the same for all nodes.
CREATE TABLE paces (
    institution_code TEXT NOT NULL PRIMARY KEY,
    free_at INTEGER NOT NULL
) STRICT;

-- Whether a remedy helped, as people said.
CREATE TABLE remedy_answers (
    user_guid TEXT NOT NULL,
    member_guid TEXT NOT NULL,
    client_guid TEXT NOT NULL,
    reason TEXT NOT NULL,
    remedy TEXT NOT NULL,
    has_helped INTEGER NOT NULL,
    answered_at INTEGER NOT NULL,
    PRIMARY KEY (user_guid, member_guid, reason, remedy),
    FOREIGN KEY (user_guid, member_guid) REFERENCES members (user_guid, guid) ON DELETE CASCADE
) STRICT;
CREATE INDEX remedy_answers_by_reason ON remedy_answers (reason, remedy, has_helped);

-- Codes of sources that no table explains.
CREATE TABLE unknown_codes (
    source TEXT NOT NULL,
    source_code TEXT NOT NULL,
    times INTEGER NOT NULL,
    first_at INTEGER NOT NULL,
    last_at INTEGER NOT NULL,
    PRIMARY KEY (source, source_code)
) STRICT;

-- What was learned of institutions: at how many wrong passwords in a row they lock a login.
CREATE TABLE lessons (
    institution_code TEXT NOT NULL PRIMARY KEY,
    locks_after INTEGER NOT NULL
) STRICT;
