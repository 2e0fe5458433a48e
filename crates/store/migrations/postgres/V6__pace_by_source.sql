-- How close runs follow each other is kept for each source of an institution; what was reserved is of minutes.
DROP TABLE paces;
CREATE TABLE paces (
    source TEXT COLLATE "C" NOT NULL,
    institution_code TEXT COLLATE "C" NOT NULL,
    free_at BIGINT NOT NULL,
    PRIMARY KEY (source, institution_code)
);
