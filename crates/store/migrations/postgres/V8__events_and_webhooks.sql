-- Events by name, of members and of what has none; and the webhooks that tell of them.

DROP VIEW events;
ALTER TABLE event_log ALTER COLUMN user_guid DROP NOT NULL;
ALTER TABLE event_log ALTER COLUMN member_guid DROP NOT NULL;
ALTER TABLE event_log ALTER COLUMN event DROP NOT NULL;
-- What applications subscribe to.
ALTER TABLE event_log ADD COLUMN name TEXT COLLATE "C" NOT NULL DEFAULT 'members.updated';
ALTER TABLE event_log ALTER COLUMN name DROP DEFAULT;
-- JSON: what else is told.
ALTER TABLE event_log ADD COLUMN data TEXT COLLATE "C" NOT NULL DEFAULT '{}';
ALTER TABLE event_log ALTER COLUMN data DROP DEFAULT;
ALTER TABLE event_log ADD FOREIGN KEY (client_guid) REFERENCES clients (guid) ON DELETE CASCADE;
CREATE INDEX event_log_by_age ON event_log (happened_at);

-- What readers see: without what an uncommitted lower number could still precede.
CREATE VIEW events AS
SELECT sequence, guid, client_guid, user_guid, member_guid, run_guid, name, event, reason, status_before, status_after, data,
    happened_at
FROM event_log
WHERE xid < pg_snapshot_xmin(pg_current_snapshot());

-- Where an application hears of events.
CREATE TABLE webhooks (
    guid TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    client_guid TEXT COLLATE "C" NOT NULL REFERENCES clients (guid) ON DELETE CASCADE,
    name TEXT COLLATE "C" NOT NULL,
    url TEXT COLLATE "C" NOT NULL,
    -- JSON: the names of the events it was made for, as they were given.
    events TEXT COLLATE "C" NOT NULL,
    includes_resource BIGINT NOT NULL,
    -- Of one member, the next event is sent when the one before has arrived or is given up.
    is_ordered BIGINT NOT NULL,
    -- The key of signatures, and the one before until then; sealed.
    secret_sealed BYTEA NOT NULL,
    secret_before_sealed BYTEA,
    secret_before_until BIGINT,
    -- JSON, sealed: how the hub names itself to the receiver.
    login_sealed BYTEA,
    status TEXT COLLATE "C" NOT NULL,
    -- Since when nothing arrives; none while something does.
    failing_since BIGINT,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);
CREATE INDEX webhooks_of_client ON webhooks (client_guid, guid);

-- What each is told of; `*` is everything.
CREATE TABLE webhook_events (
    client_guid TEXT COLLATE "C" NOT NULL,
    name TEXT COLLATE "C" NOT NULL,
    webhook_guid TEXT COLLATE "C" NOT NULL REFERENCES webhooks (guid) ON DELETE CASCADE,
    PRIMARY KEY (client_guid, name, webhook_guid)
);
CREATE INDEX webhook_events_of_webhook ON webhook_events (webhook_guid);

-- One event for one webhook, written with the event.
CREATE TABLE deliveries (
    sequence BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    webhook_guid TEXT COLLATE "C" NOT NULL REFERENCES webhooks (guid) ON DELETE CASCADE,
    event_guid TEXT COLLATE "C" NOT NULL,
    -- The one thing of several that it is about; empty when the event is told whole.
    item TEXT COLLATE "C" NOT NULL,
    client_guid TEXT COLLATE "C" NOT NULL,
    user_guid TEXT COLLATE "C" REFERENCES users (guid) ON DELETE CASCADE,
    member_guid TEXT COLLATE "C",
    is_ordered BIGINT NOT NULL,
    status TEXT COLLATE "C" NOT NULL,
    -- When it is sent, in domain time; none once it has arrived or is given up.
    due_at BIGINT,
    -- Until when a courier has it, in operational time; 0 when nobody has.
    leased_until BIGINT NOT NULL,
    -- Raised by each claim.
    attempt BIGINT NOT NULL,
    -- Sendings since it was queued.
    tries BIGINT NOT NULL,
    -- JSON: what was answered to each sending.
    answers TEXT COLLATE "C" NOT NULL,
    created_at BIGINT NOT NULL,
    ended_at BIGINT
);
CREATE UNIQUE INDEX deliveries_of_event ON deliveries (webhook_guid, event_guid, item);
CREATE INDEX deliveries_due ON deliveries (webhook_guid, due_at) WHERE due_at IS NOT NULL;
CREATE INDEX deliveries_in_order ON deliveries (webhook_guid, member_guid, sequence) WHERE due_at IS NOT NULL AND is_ordered = 1;
CREATE INDEX deliveries_of_user ON deliveries (user_guid);
CREATE INDEX deliveries_by_age ON deliveries (created_at);
