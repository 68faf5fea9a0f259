-- The members' keys, and the numbers of those that were destroyed.
CREATE TABLE meta (
  name  TEXT PRIMARY KEY NOT NULL,
  value BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE key (
  id     INTEGER PRIMARY KEY NOT NULL, -- random
  member BLOB NOT NULL UNIQUE,         -- keyed hash of platform and user id
  secret BLOB NOT NULL                 -- 32 random bytes
) STRICT;

CREATE TABLE tombstone (
  id  INTEGER PRIMARY KEY NOT NULL,    -- the number of a destroyed key
  day INTEGER NOT NULL                 -- when, counted from 1970
) STRICT;
