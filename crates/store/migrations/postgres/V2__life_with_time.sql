-- The life cycle with time: what is counted, what comes next, who decided; and what was learned.

ALTER TABLE members ADD COLUMN prior_reason TEXT COLLATE "C";
-- Who paused or closed the member.
ALTER TABLE members ADD COLUMN decided_by TEXT COLLATE "C";
ALTER TABLE members ADD COLUMN refusals_of_credentials BIGINT NOT NULL DEFAULT 0;
ALTER TABLE members ADD COLUMN wrong_answers_in_row BIGINT NOT NULL DEFAULT 0;
ALTER TABLE members ADD COLUMN tries_in_row BIGINT NOT NULL DEFAULT 0;
ALTER TABLE members ADD COLUMN is_asked BIGINT NOT NULL DEFAULT 0;
ALTER TABLE members ADD COLUMN asked_in_row BIGINT NOT NULL DEFAULT 0;
ALTER TABLE members ADD COLUMN slow_at BIGINT;
ALTER TABLE members ADD COLUMN without_success_since BIGINT NOT NULL DEFAULT 0;
-- When the hub refreshes it by itself, and whether that time is a place in the institution's queue.
ALTER TABLE members ADD COLUMN next_run_at BIGINT;
ALTER TABLE members ADD COLUMN is_paced BIGINT NOT NULL DEFAULT 0;
-- When somebody must look at the member, in domain time; the earliest of all that time brings.
ALTER TABLE members ADD COLUMN due_at BIGINT;
UPDATE members SET without_success_since = coalesce(successfully_aggregated_at, created_at),
    due_at = CASE WHEN status IS NULL THEN NULL ELSE updated_at END;
CREATE INDEX members_due ON members (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX members_of_institution ON members (institution_code, guid);
CREATE INDEX members_discontinued ON members (institution_code, guid) WHERE status = 'DISCONTINUED';

-- How runs at an institution ended lately.
CREATE INDEX runs_of_institution ON runs (institution_code, ended_at) WHERE ended_at IS NOT NULL;

-- When the next background run at an institution may begin, in domain time; the same for all nodes.
CREATE TABLE paces (
    institution_code TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    free_at BIGINT NOT NULL
);

-- Whether a remedy helped, as people said.
CREATE TABLE remedy_answers (
    user_guid TEXT COLLATE "C" NOT NULL,
    member_guid TEXT COLLATE "C" NOT NULL,
    client_guid TEXT COLLATE "C" NOT NULL,
    reason TEXT COLLATE "C" NOT NULL,
    remedy TEXT COLLATE "C" NOT NULL,
    has_helped BIGINT NOT NULL,
    answered_at BIGINT NOT NULL,
    PRIMARY KEY (user_guid, member_guid, reason, remedy),
    FOREIGN KEY (user_guid, member_guid) REFERENCES members (user_guid, guid) ON DELETE CASCADE
);
CREATE INDEX remedy_answers_by_reason ON remedy_answers (reason, remedy, has_helped);

-- Codes of sources that no table explains.
CREATE TABLE unknown_codes (
    source TEXT COLLATE "C" NOT NULL,
    source_code TEXT COLLATE "C" NOT NULL,
    times BIGINT NOT NULL,
    first_at BIGINT NOT NULL,
    last_at BIGINT NOT NULL,
    PRIMARY KEY (source, source_code)
);

-- What was learned of institutions: at how many wrong passwords in a row they lock a login.
CREATE TABLE lessons (
    institution_code TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    locks_after BIGINT NOT NULL
);
