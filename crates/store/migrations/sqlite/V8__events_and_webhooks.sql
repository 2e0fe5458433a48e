-- Events by name, of members and of what has none; and the webhooks that tell of them.

CREATE TABLE event_log_named (
    sequence INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    guid TEXT NOT NULL UNIQUE,
    client_guid TEXT NOT NULL REFERENCES clients (guid) ON DELETE CASCADE,
    -- None: it is of no person, such as an incident at an institution.
    user_guid TEXT REFERENCES users (guid) ON DELETE CASCADE,
    member_guid TEXT,
    run_guid TEXT,
    -- What applications subscribe to.
    name TEXT NOT NULL,
    -- The row of the transition table, if it is a fact of a member's life.
    event TEXT,
    reason TEXT,
    status_before TEXT,
    status_after TEXT,
    -- JSON: what else is told.
    data TEXT NOT NULL,
    happened_at INTEGER NOT NULL
) STRICT;
INSERT INTO event_log_named (sequence, guid, client_guid, user_guid, member_guid, run_guid, name, event, reason, status_before,
    status_after, data, happened_at)
SELECT sequence, guid, client_guid, user_guid, member_guid, run_guid, 'members.updated', event, reason, status_before, status_after,
    '{}', happened_at
FROM event_log;
DROP VIEW events;
DROP TABLE event_log;
ALTER TABLE event_log_named RENAME TO event_log;
CREATE INDEX event_log_of_client ON event_log (client_guid, sequence);
CREATE INDEX event_log_of_member ON event_log (user_guid, member_guid, sequence);
CREATE INDEX event_log_by_age ON event_log (happened_at);

-- What readers see: on PostgreSQL, without what an uncommitted lower number could still precede.
CREATE VIEW events AS
SELECT sequence, guid, client_guid, user_guid, member_guid, run_guid, name, event, reason, status_before, status_after, data,
    happened_at
FROM event_log;

-- Where an application hears of events.
CREATE TABLE webhooks (
    guid TEXT NOT NULL PRIMARY KEY,
    client_guid TEXT NOT NULL REFERENCES clients (guid) ON DELETE CASCADE,
    name TEXT NOT NULL,
    url TEXT NOT NULL,
    -- JSON: the names of the events it was made for, as they were given.
    events TEXT NOT NULL,
    includes_resource INTEGER NOT NULL,
    -- Of one member, the next event is sent when the one before has arrived or is given up.
    is_ordered INTEGER NOT NULL,
    -- The key of signatures, and the one before until then; sealed.
    secret_sealed BLOB NOT NULL,
    secret_before_sealed BLOB,
    secret_before_until INTEGER,
    -- JSON, sealed: how the hub names itself to the receiver.
    login_sealed BLOB,
    status TEXT NOT NULL,
    -- Since when nothing arrives; none while something does.
    failing_since INTEGER,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT;
CREATE INDEX webhooks_of_client ON webhooks (client_guid, guid);

-- What each is told of; `*` is everything.
CREATE TABLE webhook_events (
    client_guid TEXT NOT NULL,
    name TEXT NOT NULL,
    webhook_guid TEXT NOT NULL REFERENCES webhooks (guid) ON DELETE CASCADE,
    PRIMARY KEY (client_guid, name, webhook_guid)
) STRICT;
CREATE INDEX webhook_events_of_webhook ON webhook_events (webhook_guid);

-- One event for one webhook, written with the event.
CREATE TABLE deliveries (
    sequence INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    webhook_guid TEXT NOT NULL REFERENCES webhooks (guid) ON DELETE CASCADE,
    event_guid TEXT NOT NULL,
    -- The one thing of several that it is about; empty when the event is told whole.
    item TEXT NOT NULL,
    client_guid TEXT NOT NULL,
    user_guid TEXT REFERENCES users (guid) ON DELETE CASCADE,
    member_guid TEXT,
    is_ordered INTEGER NOT NULL,
    status TEXT NOT NULL,
    -- When it is sent, in domain time; none once it has arrived or is given up.
    due_at INTEGER,
    -- Until when a courier has it, in operational time; 0 when nobody has.
    leased_until INTEGER NOT NULL,
    -- Raised by each claim.
    attempt INTEGER NOT NULL,
    -- Sendings since it was queued.
    tries INTEGER NOT NULL,
    -- JSON: what was answered to each sending.
    answers TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    ended_at INTEGER
) STRICT;
CREATE UNIQUE INDEX deliveries_of_event ON deliveries (webhook_guid, event_guid, item);
CREATE INDEX deliveries_due ON deliveries (webhook_guid, due_at) WHERE due_at IS NOT NULL;
CREATE INDEX deliveries_in_order ON deliveries (webhook_guid, member_guid, sequence) WHERE due_at IS NOT NULL AND is_ordered = 1;
CREATE INDEX deliveries_of_user ON deliveries (user_guid);
CREATE INDEX deliveries_by_age ON deliveries (created_at);
