-- One account stays one account: what each link told, joins and suggestions, and what is retired.

-- Which link spoke last, and since when it tells the transaction in this status.
ALTER TABLE transactions ADD COLUMN link_guid TEXT;
ALTER TABLE transactions ADD COLUMN first_on TEXT;
-- Read by nothing but the matching and the undo: 'joined' into another, or 'removed' by the person.
ALTER TABLE transactions ADD COLUMN retired TEXT;
ALTER TABLE transactions ADD COLUMN joined_into TEXT;
ALTER TABLE accounts ADD COLUMN retired TEXT;
ALTER TABLE accounts ADD COLUMN joined_into TEXT;
-- Raised with every change of its transactions, so that two answers of one account are not decided at once.
ALTER TABLE accounts ADD COLUMN rows_version INTEGER NOT NULL DEFAULT 0;
-- Of an account that is kept although its connection was removed: where it was.
ALTER TABLE accounts ADD COLUMN kept_institution_code TEXT;

-- The ids that links give transactions.
CREATE TABLE transaction_ids (
    user_guid TEXT NOT NULL,
    account_guid TEXT NOT NULL,
    link_guid TEXT NOT NULL,
    source_transaction_id TEXT NOT NULL,
    transaction_guid TEXT NOT NULL,
    -- The id that was told last is the one that is shown.
    named_at INTEGER NOT NULL,
    PRIMARY KEY (user_guid, account_guid, link_guid, source_transaction_id, transaction_guid),
    FOREIGN KEY (user_guid, transaction_guid) REFERENCES transactions (user_guid, guid) ON DELETE CASCADE
) STRICT;
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
    user_guid TEXT NOT NULL,
    account_guid TEXT NOT NULL,
    transaction_guid TEXT NOT NULL,
    link_guid TEXT NOT NULL,
    status TEXT NOT NULL,
    transaction_type TEXT NOT NULL,
    amount INTEGER NOT NULL,
    currency TEXT NOT NULL,
    source_date TEXT NOT NULL,
    transacted_at INTEGER,
    posted_at INTEGER,
    description TEXT NOT NULL,
    memo TEXT,
    category TEXT,
    merchant_category_code INTEGER,
    check_number TEXT,
    first_on TEXT NOT NULL,
    PRIMARY KEY (user_guid, transaction_guid, link_guid, status),
    FOREIGN KEY (user_guid, transaction_guid) REFERENCES transactions (user_guid, guid) ON DELETE CASCADE
) STRICT;
CREATE INDEX transaction_sightings_of_account ON transaction_sightings (user_guid, account_guid, source_date);

-- How each link told an account last. Under one id a link may have told two, where it contradicted itself.
CREATE TABLE account_sightings (
    user_guid TEXT NOT NULL,
    link_guid TEXT NOT NULL,
    source TEXT NOT NULL,
    source_account_id TEXT NOT NULL,
    account_guid TEXT NOT NULL,
    institution_code TEXT,
    persistent_id TEXT,
    name TEXT NOT NULL,
    account_type TEXT NOT NULL,
    currency TEXT NOT NULL,
    mask TEXT,
    -- Keyed hashes.
    number_hash TEXT,
    routing_hash TEXT,
    iban_hash TEXT,
    -- What this link told contradicted what was known under this id.
    is_doubtful INTEGER NOT NULL,
    -- The signs of its transactions are turned round.
    is_reversed INTEGER NOT NULL,
    told_at INTEGER NOT NULL,
    PRIMARY KEY (user_guid, link_guid, source_account_id, account_guid),
    FOREIGN KEY (user_guid, account_guid) REFERENCES accounts (user_guid, guid) ON DELETE CASCADE
) STRICT;
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
    user_guid TEXT NOT NULL,
    account_guid TEXT NOT NULL,
    link_guid TEXT NOT NULL,
    from_date TEXT NOT NULL,
    to_date TEXT NOT NULL,
    told_on TEXT NOT NULL,
    PRIMARY KEY (user_guid, account_guid, link_guid, from_date),
    FOREIGN KEY (user_guid, account_guid) REFERENCES accounts (user_guid, guid) ON DELETE CASCADE
) STRICT;

-- What was seen of two links of a user; counters are added to.
CREATE TABLE link_habits (
    user_guid TEXT NOT NULL REFERENCES users (guid) ON DELETE CASCADE,
    earlier_link_guid TEXT NOT NULL,
    link_guid TEXT NOT NULL,
    days INTEGER,
    differs INTEGER NOT NULL,
    count INTEGER NOT NULL,
    on_weekends INTEGER NOT NULL,
    same_ids INTEGER NOT NULL,
    other_ids INTEGER NOT NULL,
    PRIMARY KEY (user_guid, earlier_link_guid, link_guid)
) STRICT;

-- Accounts and transactions that were joined, and why.
CREATE TABLE joins (
    user_guid TEXT NOT NULL,
    guid TEXT NOT NULL,
    client_guid TEXT NOT NULL,
    -- 'account' or 'transaction'.
    kind TEXT NOT NULL,
    account_guid TEXT NOT NULL,
    kept_guid TEXT NOT NULL,
    -- What was retired; none when what a link told never stood alone.
    other_guid TEXT,
    link_guid TEXT,
    ground TEXT NOT NULL,
    -- 'hub', 'client' or 'user'.
    made_by TEXT NOT NULL,
    -- JSON: what was compared.
    evidence TEXT NOT NULL,
    -- JSON: what was carried over from the other, with what it was before.
    carried TEXT NOT NULL,
    -- The join of accounts that this one follows from.
    part_of TEXT,
    made_at INTEGER NOT NULL,
    undone_at INTEGER,
    PRIMARY KEY (user_guid, guid),
    FOREIGN KEY (user_guid, account_guid) REFERENCES accounts (user_guid, guid) ON DELETE CASCADE
) STRICT;
CREATE INDEX joins_of_account ON joins (user_guid, account_guid, made_at);
CREATE INDEX joins_of_kept ON joins (user_guid, kept_guid);
CREATE INDEX joins_within ON joins (user_guid, part_of) WHERE part_of IS NOT NULL;

-- Transactions that a join of accounts moved from the one to the other.
CREATE TABLE join_rows (
    user_guid TEXT NOT NULL,
    join_guid TEXT NOT NULL,
    transaction_guid TEXT NOT NULL,
    PRIMARY KEY (user_guid, join_guid, transaction_guid),
    FOREIGN KEY (user_guid, join_guid) REFERENCES joins (user_guid, guid) ON DELETE CASCADE
) STRICT;

-- What may be one, and what the person said to that.
CREATE TABLE suggestions (
    user_guid TEXT NOT NULL,
    guid TEXT NOT NULL,
    client_guid TEXT NOT NULL,
    kind TEXT NOT NULL,
    account_guid TEXT NOT NULL,
    known_guid TEXT NOT NULL,
    other_guid TEXT NOT NULL,
    evidence TEXT NOT NULL,
    -- 'open', 'accepted' or 'refused'.
    state TEXT NOT NULL,
    made_at INTEGER NOT NULL,
    answered_at INTEGER,
    PRIMARY KEY (user_guid, guid),
    FOREIGN KEY (user_guid, account_guid) REFERENCES accounts (user_guid, guid) ON DELETE CASCADE
) STRICT;
CREATE UNIQUE INDEX suggestions_of_pair ON suggestions (user_guid, known_guid, other_guid);
CREATE INDEX suggestions_open ON suggestions (user_guid, account_guid) WHERE state = 'open';

-- What the transactions of a run looked like, as JSON.
ALTER TABLE runs ADD COLUMN quality TEXT;
