// What a file of model 2 lacks. Never edited: a file that was upgraded must be like one that was made new.

ALTER TABLE Plan ADD IF NOT EXISTS latest_year INT64;
ALTER TABLE Plan ADD IF NOT EXISTS mapping STRING;
