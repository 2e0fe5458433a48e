-- Members that tell nothing which another member does not tell. The mark goes with either of them.
CREATE TABLE duplicates (
    user_guid TEXT NOT NULL,
    member_guid TEXT NOT NULL,
    client_guid TEXT NOT NULL,
    other_guid TEXT NOT NULL,
    made_at INTEGER NOT NULL,
    PRIMARY KEY (user_guid, member_guid),
    FOREIGN KEY (user_guid, member_guid) REFERENCES members (user_guid, guid) ON DELETE CASCADE,
    FOREIGN KEY (user_guid, other_guid) REFERENCES members (user_guid, guid) ON DELETE CASCADE
) STRICT;
CREATE INDEX duplicates_of_other ON duplicates (user_guid, other_guid);
