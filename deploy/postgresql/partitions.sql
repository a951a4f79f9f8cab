-- Splits the changes of a log into ranges of offsets, so that old ones can be moved to a cheaper disk. Once, as the owner of the
-- tables, while no ingest process runs; the first range is of what is there, the second of what comes:
--   psql -v ON_ERROR_STOP=1 -v first_end=100000000 -v second_end=200000000 -f partitions.sql \
--     postgresql://dateline_owner@HOST/dateline
-- Then move a range:   ALTER TABLE feed_log_1 SET TABLESPACE old_disk;
-- and add one in time: CREATE TABLE feed_log_3 PARTITION OF feed_log FOR VALUES FROM (200000000) TO (300000000);
-- Do not drop one: articles, facts and entities that hold are read from the change that last wrote them, however old.

BEGIN;
ALTER TABLE feed_log RENAME TO feed_log_1;
ALTER INDEX feed_log_pkey RENAME TO feed_log_1_pkey;
CREATE TABLE feed_log (LIKE feed_log_1, PRIMARY KEY (feed_offset)) PARTITION BY RANGE (feed_offset);
ALTER TABLE feed_log ATTACH PARTITION feed_log_1 FOR VALUES FROM (MINVALUE) TO (:first_end);
CREATE TABLE feed_log_2 PARTITION OF feed_log FOR VALUES FROM (:first_end) TO (:second_end);
-- What comes when no range was added in time.
CREATE TABLE feed_log_rest PARTITION OF feed_log DEFAULT;
COMMIT;
