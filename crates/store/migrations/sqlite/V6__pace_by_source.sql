-- How close runs follow each other is kept for each source of an institution; what was reserved is of minutes.
DROP TABLE paces;
CREATE TABLE paces (
    source TEXT NOT NULL,
    institution_code TEXT NOT NULL,
    free_at INTEGER NOT NULL,
    PRIMARY KEY (source, institution_code)
) STRICT;
