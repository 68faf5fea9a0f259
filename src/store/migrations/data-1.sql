-- What is kept about members. Everything that says something stands sealed; clear are random numbers, two days and a minute.
CREATE TABLE meta (
  name  TEXT PRIMARY KEY NOT NULL,
  value BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE member (
  id     INTEGER PRIMARY KEY NOT NULL, -- random; the same as the number of the member's key
  seen   INTEGER NOT NULL,             -- the day the member was here last, counted from 1970
  due    INTEGER,                      -- the minute a reminder is due, counted from 1970
  sealed BLOB NOT NULL                 -- the record
) STRICT;

CREATE INDEX member_due ON member (due) WHERE due IS NOT NULL;

CREATE TABLE answer (
  id     INTEGER PRIMARY KEY NOT NULL, -- random
  member INTEGER NOT NULL REFERENCES member (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
  sealed BLOB NOT NULL                 -- the words, with their question and day
) STRICT;

CREATE INDEX answer_member ON answer (member);
