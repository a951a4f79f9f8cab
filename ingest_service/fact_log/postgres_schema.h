// The tables of the log, as PostgreSQL has them: those of schema.h, with its types.
#ifndef DATELINE_INGEST_SERVICE_FACT_LOG_POSTGRES_SCHEMA_H_
#define DATELINE_INGEST_SERVICE_FACT_LOG_POSTGRES_SCHEMA_H_

#include "platform/postgres/schema.h"

namespace dateline::fact_log {

// Names that this program makes or checks are TEXT, ordered by bytes as in SQLite. What comes out of articles is BYTEA:
// it may hold U+0000, which TEXT refuses.
inline constexpr char kCreatePostgresVersion1[] = R"(
CREATE TABLE feed_head (
  partition BIGINT PRIMARY KEY,
  feed_id TEXT COLLATE "C" NOT NULL,
  epoch BIGINT NOT NULL,
  next_offset BIGINT NOT NULL,
  low_offset BIGINT NOT NULL,
  low_chain_crc BIGINT NOT NULL,
  chain_crc BIGINT NOT NULL,
  committed_at BIGINT NOT NULL
);
CREATE TABLE feed_log (
  feed_offset BIGINT PRIMARY KEY,
  partition BIGINT NOT NULL,
  kind BIGINT NOT NULL,
  key TEXT COLLATE "C" NOT NULL,
  payload BYTEA NOT NULL,
  chain_crc BIGINT NOT NULL,
  committed_at BIGINT NOT NULL
);
CREATE TABLE article (
  name TEXT COLLATE "C" NOT NULL,
  revision BIGINT NOT NULL,
  epoch BIGINT NOT NULL,
  feed_offset BIGINT NOT NULL,
  last_offset BIGINT NOT NULL,
  sha256 TEXT COLLATE "C" NOT NULL,
  body BYTEA NOT NULL,
  PRIMARY KEY (name, revision)
);
CREATE TABLE fact (
  name TEXT COLLATE "C" PRIMARY KEY,
  feed_offset BIGINT NOT NULL
);
CREATE TABLE entity (
  name TEXT COLLATE "C" PRIMARY KEY,
  feed_offset BIGINT NOT NULL
);
CREATE TABLE entity_source (
  entity TEXT COLLATE "C" NOT NULL,
  article TEXT COLLATE "C" NOT NULL,
  revision BIGINT NOT NULL,
  in_force BIGINT NOT NULL,
  payload BYTEA NOT NULL,
  PRIMARY KEY (entity, article, revision)
);
CREATE INDEX entity_source_by_article ON entity_source (article);
CREATE TABLE person (
  entity TEXT COLLATE "C" PRIMARY KEY,
  name BYTEA NOT NULL,
  is_short BIGINT NOT NULL,
  country_code TEXT COLLATE "C" NOT NULL,
  merged_into TEXT COLLATE "C" NOT NULL,
  evidence_count BIGINT NOT NULL
);
CREATE INDEX person_by_name ON person (name, is_short, country_code);
CREATE TABLE person_office (
  entity TEXT COLLATE "C" NOT NULL,
  office BYTEA NOT NULL,
  year BIGINT NOT NULL,
  evidence_count BIGINT NOT NULL,
  PRIMARY KEY (entity, office, year)
);
CREATE TABLE person_word (
  word BYTEA NOT NULL,
  country_code TEXT COLLATE "C" NOT NULL,
  name BYTEA NOT NULL,
  PRIMARY KEY (word, country_code, name)
);
CREATE TABLE person_evidence (
  article TEXT COLLATE "C" NOT NULL,
  entity TEXT COLLATE "C" NOT NULL,
  office BYTEA NOT NULL,
  year BIGINT NOT NULL,
  PRIMARY KEY (article, entity, office, year)
);
CREATE TABLE acronym_evidence (
  acronym BYTEA NOT NULL,
  entity TEXT COLLATE "C" NOT NULL,
  country_code TEXT COLLATE "C" NOT NULL,
  is_defined BIGINT NOT NULL,
  article TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY (acronym, entity, country_code, is_defined, article)
);
CREATE INDEX acronym_evidence_by_article ON acronym_evidence (article);
CREATE TABLE ingest_request (
  request_id TEXT COLLATE "C" PRIMARY KEY,
  digest TEXT COLLATE "C" NOT NULL,
  article TEXT COLLATE "C" NOT NULL,
  revision BIGINT NOT NULL,
  first_offset BIGINT NOT NULL,
  last_offset BIGINT NOT NULL,
  response BYTEA
);
CREATE TABLE purge (
  article TEXT COLLATE "C" PRIMARY KEY,
  feed_offset BIGINT NOT NULL,
  receipt BYTEA NOT NULL,
  erased BIGINT NOT NULL
);
CREATE INDEX purge_by_offset ON purge (feed_offset);
CREATE TABLE purge_confirmation (
  article TEXT COLLATE "C" NOT NULL,
  consumer TEXT COLLATE "C" NOT NULL,
  confirmed_at BIGINT NOT NULL,
  PRIMARY KEY (article, consumer)
);
CREATE TABLE feed_consumer (
  consumer TEXT COLLATE "C" PRIMARY KEY,
  acknowledged_offset BIGINT NOT NULL,
  acknowledged_at BIGINT NOT NULL
);
CREATE TABLE reextraction (
  id BIGINT PRIMARY KEY,
  request_id TEXT COLLATE "C" NOT NULL,
  request BYTEA NOT NULL,
  last_article TEXT COLLATE "C" NOT NULL,
  progress BYTEA NOT NULL
);
)";

inline const postgres::Schema kPostgresSchema{.store = "fact_log", .steps = {kCreatePostgresVersion1}};

}  // namespace dateline::fact_log

#endif  // DATELINE_INGEST_SERVICE_FACT_LOG_POSTGRES_SCHEMA_H_
