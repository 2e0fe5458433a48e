-- One account stays one account: what each link told, joins and suggestions, and what is retired.

-- Which link spoke last, and since when it tells the transaction in this status.
ALTER TABLE transactions ADD COLUMN link_guid TEXT COLLATE "C";
ALTER TABLE transactions ADD COLUMN first_on TEXT COLLATE "C";
-- Read by nothing but the matching and the undo: 'joined' into another, or 'removed' by the person.
ALTER TABLE transactions ADD COLUMN retired TEXT COLLATE "C";
ALTER TABLE transactions ADD COLUMN joined_into TEXT COLLATE "C";
ALTER TABLE accounts ADD COLUMN retired TEXT COLLATE "C";
ALTER TABLE accounts ADD COLUMN joined_into TEXT COLLATE "C";
-- Raised with every change of its transactions, so that two answers of one account are not decided at once.
ALTER TABLE accounts ADD COLUMN rows_version BIGINT NOT NULL DEFAULT 0;
-- Of an account that is kept although its connection was removed: where it was.
ALTER TABLE accounts ADD COLUMN kept_institution_code TEXT COLLATE "C";

-- The ids that links give transactions.
CREATE TABLE transaction_ids (
    user_guid TEXT COLLATE "C" NOT NULL,
    account_guid TEXT COLLATE "C" NOT NULL,
    link_guid TEXT COLLATE "C" NOT NULL,
    source_transaction_id TEXT COLLATE "C" NOT NULL,
    transaction_guid TEXT COLLATE "C" NOT NULL,
    -- The id that was told last is the one that is shown.
    named_at BIGINT NOT NULL,
    PRIMARY KEY (user_guid, account_guid, link_guid, source_transaction_id, transaction_guid),
    FOREIGN KEY (user_guid, transaction_guid) REFERENCES transactions (user_guid, guid) ON DELETE CASCADE
);
INSERT INTO transaction_ids
SELECT ids.user_guid, ids.account_guid, links.guid, ids.source_transaction_id, ids.transaction_guid, ids.named_at
FROM transaction_sources AS ids
JOIN accounts ON accounts.user_guid = ids.user_guid AND accounts.guid = ids.account_guid
JOIN links ON links.user_guid = ids.user_guid AND links.member_guid = accounts.member_guid AND links.source = ids.source;
DROP TABLE transaction_sources;
CREATE INDEX transaction_ids_of_transaction ON transaction_ids (user_guid, transaction_guid);
UPDATE transactions SET first_on = source_date,
    link_guid = (SELECT ids.link_guid FROM transaction_ids AS ids
        WHERE ids.user_guid = transactions.user_guid AND ids.transaction_guid = transactions.guid
        ORDER BY ids.named_at DESC, ids.source_transaction_id DESC LIMIT 1);

-- How links told a transaction, beside the form that is shown: of each link the posted form and the last pending one.
CREATE TABLE transaction_sightings (
    user_guid TEXT COLLATE "C" NOT NULL,
    account_guid TEXT COLLATE "C" NOT NULL,
    transaction_guid TEXT COLLATE "C" NOT NULL,
    link_guid TEXT COLLATE "C" NOT NULL,
    status TEXT COLLATE "C" NOT NULL,
    transaction_type TEXT COLLATE "C" NOT NULL,
    amount BIGINT NOT NULL,
    currency TEXT COLLATE "C" NOT NULL,
    source_date TEXT COLLATE "C" NOT NULL,
    transacted_at BIGINT,
    posted_at BIGINT,
    description TEXT COLLATE "C" NOT NULL,
    memo TEXT COLLATE "C",
    category TEXT COLLATE "C",
    merchant_category_code BIGINT,
    check_number TEXT COLLATE "C",
    first_on TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (user_guid, transaction_guid, link_guid, status),
    FOREIGN KEY (user_guid, transaction_guid) REFERENCES transactions (user_guid, guid) ON DELETE CASCADE
);
CREATE INDEX transaction_sightings_of_account ON transaction_sightings (user_guid, account_guid, source_date);

-- How each link told an account last. Under one id a link may have told two, where it contradicted itself.
CREATE TABLE account_sightings (
    user_guid TEXT COLLATE "C" NOT NULL,
    link_guid TEXT COLLATE "C" NOT NULL,
    source TEXT COLLATE "C" NOT NULL,
    source_account_id TEXT COLLATE "C" NOT NULL,
    account_guid TEXT COLLATE "C" NOT NULL,
    institution_code TEXT COLLATE "C",
    persistent_id TEXT COLLATE "C",
    name TEXT COLLATE "C" NOT NULL,
    account_type TEXT COLLATE "C" NOT NULL,
    currency TEXT COLLATE "C" NOT NULL,
    mask TEXT COLLATE "C",
    -- Keyed hashes.
    number_hash TEXT COLLATE "C",
    routing_hash TEXT COLLATE "C",
    iban_hash TEXT COLLATE "C",
    -- What this link told contradicted what was known under this id.
    is_doubtful BIGINT NOT NULL,
    -- The signs of its transactions are turned round.
    is_reversed BIGINT NOT NULL,
    told_at BIGINT NOT NULL,
    PRIMARY KEY (user_guid, link_guid, source_account_id, account_guid),
    FOREIGN KEY (user_guid, account_guid) REFERENCES accounts (user_guid, guid) ON DELETE CASCADE
);
INSERT INTO account_sightings
SELECT ids.user_guid, links.guid, ids.source, ids.source_account_id, ids.account_guid, members.institution_code,
    NULL, accounts.name, accounts.account_type, accounts.currency, accounts.mask, NULL, NULL, NULL, 0, 0,
    accounts.updated_at
FROM account_sources AS ids
JOIN accounts ON accounts.user_guid = ids.user_guid AND accounts.guid = ids.account_guid
JOIN members ON members.user_guid = ids.user_guid AND members.guid = ids.member_guid
JOIN links ON links.user_guid = ids.user_guid AND links.member_guid = ids.member_guid AND links.source = ids.source;
DROP TABLE account_sources;
-- It stands in the sightings.
ALTER TABLE accounts DROP COLUMN number_hash;
CREATE INDEX account_sightings_of_account ON account_sightings (user_guid, account_guid);

-- Days of which a link has told all posted transactions of an account.
CREATE TABLE coverages (
    user_guid TEXT COLLATE "C" NOT NULL,
    account_guid TEXT COLLATE "C" NOT NULL,
    link_guid TEXT COLLATE "C" NOT NULL,
    from_date TEXT COLLATE "C" NOT NULL,
    to_date TEXT COLLATE "C" NOT NULL,
    told_on TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (user_guid, account_guid, link_guid, from_date),
    FOREIGN KEY (user_guid, account_guid) REFERENCES accounts (user_guid, guid) ON DELETE CASCADE
);

-- What was seen of two links of a user; counters are added to.
CREATE TABLE link_habits (
    user_guid TEXT COLLATE "C" NOT NULL REFERENCES users (guid) ON DELETE CASCADE,
    earlier_link_guid TEXT COLLATE "C" NOT NULL,
    link_guid TEXT COLLATE "C" NOT NULL,
    days BIGINT,
    differs BIGINT NOT NULL,
    count BIGINT NOT NULL,
    on_weekends BIGINT NOT NULL,
    same_ids BIGINT NOT NULL,
    other_ids BIGINT NOT NULL,
    PRIMARY KEY (user_guid, earlier_link_guid, link_guid)
);

-- Accounts and transactions that were joined, and why.
CREATE TABLE joins (
    user_guid TEXT COLLATE "C" NOT NULL,
    guid TEXT COLLATE "C" NOT NULL,
    client_guid TEXT COLLATE "C" NOT NULL,
    -- 'account' or 'transaction'.
    kind TEXT COLLATE "C" NOT NULL,
    account_guid TEXT COLLATE "C" NOT NULL,
    kept_guid TEXT COLLATE "C" NOT NULL,
    -- What was retired; none when what a link told never stood alone.
    other_guid TEXT COLLATE "C",
    link_guid TEXT COLLATE "C",
    ground TEXT COLLATE "C" NOT NULL,
    -- 'hub', 'client' or 'user'.
    made_by TEXT COLLATE "C" NOT NULL,
    -- JSON: what was compared.
    evidence TEXT COLLATE "C" NOT NULL,
    -- JSON: what was carried over from the other, with what it was before.
    carried TEXT COLLATE "C" NOT NULL,
    -- The join of accounts that this one follows from.
    part_of TEXT COLLATE "C",
    made_at BIGINT NOT NULL,
    undone_at BIGINT,
    PRIMARY KEY (user_guid, guid),
    FOREIGN KEY (user_guid, account_guid) REFERENCES accounts (user_guid, guid) ON DELETE CASCADE
);
CREATE INDEX joins_of_account ON joins (user_guid, account_guid, made_at);
CREATE INDEX joins_of_kept ON joins (user_guid, kept_guid);
CREATE INDEX joins_within ON joins (user_guid, part_of) WHERE part_of IS NOT NULL;

-- Transactions that a join of accounts moved from the one to the other.
CREATE TABLE join_rows (
    user_guid TEXT COLLATE "C" NOT NULL,
    join_guid TEXT COLLATE "C" NOT NULL,
    transaction_guid TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (user_guid, join_guid, transaction_guid),
    FOREIGN KEY (user_guid, join_guid) REFERENCES joins (user_guid, guid) ON DELETE CASCADE
);

-- What may be one, and what the person said to that.
CREATE TABLE suggestions (
    user_guid TEXT COLLATE "C" NOT NULL,
    guid TEXT COLLATE "C" NOT NULL,
    client_guid TEXT COLLATE "C" NOT NULL,
    kind TEXT COLLATE "C" NOT NULL,
    account_guid TEXT COLLATE "C" NOT NULL,
    known_guid TEXT COLLATE "C" NOT NULL,
    other_guid TEXT COLLATE "C" NOT NULL,
    evidence TEXT COLLATE "C" NOT NULL,
    -- 'open', 'accepted' or 'refused'.
    state TEXT COLLATE "C" NOT NULL,
    made_at BIGINT NOT NULL,
    answered_at BIGINT,
    PRIMARY KEY (user_guid, guid),
    FOREIGN KEY (user_guid, account_guid) REFERENCES accounts (user_guid, guid) ON DELETE CASCADE
);
CREATE UNIQUE INDEX suggestions_of_pair ON suggestions (user_guid, known_guid, other_guid);
CREATE INDEX suggestions_open ON suggestions (user_guid, account_guid) WHERE state = 'open';

-- What the transactions of a run looked like, as JSON.
ALTER TABLE runs ADD COLUMN quality TEXT COLLATE "C";
