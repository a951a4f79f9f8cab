// The tables of the index, as PostgreSQL has them: those of schema.cc, with its types.
#ifndef DATELINE_QUERY_SERVICE_INDEX_POSTGRES_SCHEMA_H_
#define DATELINE_QUERY_SERVICE_INDEX_POSTGRES_SCHEMA_H_

#include "platform/postgres/schema.h"

namespace dateline::index {

// Names that ingest makes or checks are TEXT, ordered by bytes as in SQLite. What comes out of articles and from those
// who send them is BYTEA: it may hold U+0000, which TEXT refuses. index_state has its row from the beginning, for
// whoever writes locks it. Segments are files of each process, and named there.
inline constexpr char kCreatePostgresVersion1[] = R"(
CREATE TABLE index_state (
  id BIGINT PRIMARY KEY,
  projection_version BIGINT NOT NULL,
  feed_id TEXT COLLATE "C" NOT NULL,
  cursor TEXT COLLATE "C" NOT NULL,
  stage BIGINT NOT NULL,
  applied_offset BIGINT NOT NULL,
  chain_crc BIGINT,
  whole_from BIGINT NOT NULL,
  caught_up BIGINT NOT NULL,
  content_checksum BIGINT NOT NULL,
  fact_count BIGINT NOT NULL,
  entity_count BIGINT NOT NULL,
  article_count BIGINT NOT NULL,
  erasure_pending BIGINT NOT NULL,
  commit_seconds BIGINT,
  commit_nanoseconds BIGINT,
  generation BIGINT NOT NULL
);
INSERT INTO index_state VALUES (1, 0, '', '', 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, NULL, NULL, 0);
CREATE TABLE commit_time (
  nanoseconds BIGINT PRIMARY KEY,
  last_offset BIGINT NOT NULL
);
CREATE INDEX commit_time_by_offset ON commit_time (last_offset);
CREATE TABLE article_name (
  number BIGINT PRIMARY KEY,
  name TEXT COLLATE "C" NOT NULL UNIQUE
);
CREATE TABLE article (
  recorded_from BIGINT PRIMARY KEY,
  recorded_to BIGINT NOT NULL,
  article BIGINT NOT NULL,
  publisher BYTEA NOT NULL,
  published_first BIGINT,
  published_last BIGINT,
  content_hash BIGINT NOT NULL,
  bytes BYTEA NOT NULL
);
CREATE INDEX article_by_article ON article (article, recorded_from);
CREATE TABLE fact (
  recorded_from BIGINT PRIMARY KEY,
  article BIGINT NOT NULL,
  commit_nanoseconds BIGINT NOT NULL,
  change_kind BIGINT NOT NULL,
  bytes BYTEA NOT NULL
);
CREATE INDEX fact_by_article ON fact (article, recorded_from);
CREATE TABLE fact_end (
  recorded_from BIGINT PRIMARY KEY,
  recorded_to BIGINT NOT NULL,
  cause BIGINT NOT NULL,
  reason BYTEA NOT NULL
);
CREATE INDEX fact_end_by_offset ON fact_end (recorded_to);
CREATE TABLE purged_article (
  recorded_from BIGINT PRIMARY KEY,
  name TEXT COLLATE "C" NOT NULL
);
CREATE TABLE entity (
  recorded_from BIGINT PRIMARY KEY,
  recorded_to BIGINT NOT NULL,
  name TEXT COLLATE "C" NOT NULL,
  name_hash BIGINT NOT NULL,
  type BIGINT NOT NULL,
  country_code TEXT COLLATE "C" NOT NULL,
  merged_into TEXT COLLATE "C" NOT NULL,
  bytes BYTEA NOT NULL
);
CREATE INDEX entity_by_name ON entity (name, recorded_from);
CREATE INDEX entity_by_name_hash ON entity (name_hash);
CREATE INDEX entity_merged ON entity (recorded_from) WHERE merged_into <> '';
CREATE INDEX entity_merge_ended ON entity (recorded_to) WHERE merged_into <> '';
CREATE TABLE term (
  id BIGINT PRIMARY KEY,
  field BIGINT NOT NULL,
  value BYTEA NOT NULL,
  UNIQUE (field, value)
);
CREATE TABLE posting (
  term BIGINT NOT NULL,
  recorded_from BIGINT NOT NULL,
  PRIMARY KEY (term, recorded_from)
);
)";

inline const postgres::Schema kPostgresSchema{.store = "index", .steps = {kCreatePostgresVersion1}};

}  // namespace dateline::index

#endif  // DATELINE_QUERY_SERVICE_INDEX_POSTGRES_SCHEMA_H_
