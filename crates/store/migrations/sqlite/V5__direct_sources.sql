-- Sources that institutions are their own directory of, and what belongs to them.

-- What the aggregations of a member read beside accounts, by name, when something else than usual was agreed.
ALTER TABLE members ADD COLUMN reads TEXT;
