-- Descriptions that were removed and are kept as long as consents under them may have to be given back.
ALTER TABLE definitions ADD COLUMN removed_at INTEGER;
