#include "query_service/index/schema.h"

namespace dateline::index {

// Every item is known by `recorded_from`, the offset of the change that brought it; it holds for states T with
// recorded_from <= T < recorded_to. What filters read of a fact is kept apart from its bytes, so that many rows fit a
// page.
const char kCreateTables[] = R"sql(
CREATE TABLE index_state (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  projection_version INTEGER NOT NULL,
  feed_id TEXT NOT NULL,
  cursor TEXT NOT NULL,
  stage INTEGER NOT NULL,               -- FeedPosition::Stage
  applied_offset INTEGER NOT NULL,
  chain_crc INTEGER,                    -- NULL: not known
  whole_from INTEGER NOT NULL,          -- the first state that can be read; 0: all
  caught_up INTEGER NOT NULL,           -- 1: has reached the feed's head since it was empty
  content_checksum INTEGER NOT NULL,    -- of what holds at applied_offset
  erasure_pending INTEGER NOT NULL,     -- 1: the files may hold what was deleted
  commit_seconds INTEGER,               -- of the change at applied_offset; NULL: none
  commit_nanoseconds INTEGER
);

CREATE TABLE article (
  recorded_from INTEGER PRIMARY KEY,
  recorded_to INTEGER NOT NULL,
  name TEXT NOT NULL,
  publisher TEXT NOT NULL,
  content_hash INTEGER NOT NULL
);
CREATE INDEX article_by_name ON article (name, recorded_from);

CREATE TABLE fact (
  recorded_from INTEGER PRIMARY KEY,
  recorded_to INTEGER NOT NULL,
  first_day INTEGER,                    -- NULL: the fact has no time
  last_day INTEGER,
  recurring_month INTEGER,
  recurring_day INTEGER
);
CREATE TABLE fact_content (
  recorded_from INTEGER PRIMARY KEY,
  publisher TEXT NOT NULL,              -- of the article, as the fact is posted
  bytes BLOB NOT NULL                   -- dateline.v1.Fact
);
CREATE TABLE fact_name (
  name TEXT NOT NULL,
  recorded_from INTEGER NOT NULL,
  PRIMARY KEY (name, recorded_from)
) WITHOUT ROWID;

CREATE TABLE entity (
  recorded_from INTEGER PRIMARY KEY,
  recorded_to INTEGER NOT NULL,
  name TEXT NOT NULL,
  name_hash INTEGER NOT NULL,           -- the first 8 bytes of its SHA-256: purges name entities by digest
  type INTEGER NOT NULL,
  country_code TEXT NOT NULL,
  bytes BLOB NOT NULL                   -- dateline.v1.Entity
);
CREATE INDEX entity_by_name ON entity (name, recorded_from);
CREATE INDEX entity_by_name_hash ON entity (name_hash);

CREATE TABLE term (
  id INTEGER PRIMARY KEY,
  field INTEGER NOT NULL,               -- TermField
  value TEXT NOT NULL,
  live_count INTEGER NOT NULL,          -- items posted that still hold
  UNIQUE (field, value)
);
CREATE TABLE posting (
  term INTEGER NOT NULL,
  recorded_from INTEGER NOT NULL,
  roles INTEGER NOT NULL,               -- RoleSet
  PRIMARY KEY (term, recorded_from)
) WITHOUT ROWID;
)sql";

const char kDeleteRows[] = R"sql(
DELETE FROM index_state;
DELETE FROM article;
DELETE FROM fact;
DELETE FROM fact_content;
DELETE FROM fact_name;
DELETE FROM entity;
DELETE FROM term;
DELETE FROM posting;
)sql";

const char kDropTables[] = R"sql(
DROP TABLE index_state;
DROP TABLE article;
DROP TABLE fact;
DROP TABLE fact_content;
DROP TABLE fact_name;
DROP TABLE entity;
DROP TABLE term;
DROP TABLE posting;
)sql";

}  // namespace dateline::index
