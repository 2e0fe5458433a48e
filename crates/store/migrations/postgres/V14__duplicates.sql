-- Members that tell nothing which another member does not tell. The mark goes with either of them.
CREATE TABLE duplicates (
    user_guid TEXT COLLATE "C" NOT NULL,
    member_guid TEXT COLLATE "C" NOT NULL,
    client_guid TEXT COLLATE "C" NOT NULL,
    other_guid TEXT COLLATE "C" NOT NULL,
    made_at BIGINT NOT NULL,
    PRIMARY KEY (user_guid, member_guid),
    FOREIGN KEY (user_guid, member_guid) REFERENCES members (user_guid, guid) ON DELETE CASCADE,
    FOREIGN KEY (user_guid, other_guid) REFERENCES members (user_guid, guid) ON DELETE CASCADE
);
CREATE INDEX duplicates_of_other ON duplicates (user_guid, other_guid);
