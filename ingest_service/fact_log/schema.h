// The tables of the log, as SQLite has them; docs/feed_protocol.md says what they mean.
#ifndef DATELINE_INGEST_SERVICE_FACT_LOG_SCHEMA_H_
#define DATELINE_INGEST_SERVICE_FACT_LOG_SCHEMA_H_

#include <string>

#include "ingest_service/fact_log/postgres_schema.h"
#include "platform/store/database.h"

namespace dateline::fact_log {

inline constexpr char kCreateVersion1[] = R"(
CREATE TABLE feed_head (
  partition INTEGER PRIMARY KEY,
  feed_id TEXT NOT NULL,
  epoch INTEGER NOT NULL,
  next_offset INTEGER NOT NULL,
  low_offset INTEGER NOT NULL,
  low_chain_crc INTEGER NOT NULL,
  chain_crc INTEGER NOT NULL,
  committed_at INTEGER NOT NULL
);
CREATE TABLE feed_log (
  feed_offset INTEGER PRIMARY KEY,
  partition INTEGER NOT NULL,
  kind INTEGER NOT NULL,
  key TEXT NOT NULL,
  payload BLOB NOT NULL,
  chain_crc INTEGER NOT NULL,
  committed_at INTEGER NOT NULL
);
CREATE TABLE article (
  name TEXT NOT NULL,
  revision INTEGER NOT NULL,
  epoch INTEGER NOT NULL,
  feed_offset INTEGER NOT NULL,
  last_offset INTEGER NOT NULL,
  sha256 TEXT NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (name, revision)
);
CREATE TABLE fact (
  name TEXT PRIMARY KEY,
  feed_offset INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE entity (
  name TEXT PRIMARY KEY,
  feed_offset INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE ingest_request (
  request_id TEXT PRIMARY KEY,
  digest TEXT NOT NULL,
  article TEXT NOT NULL,
  revision INTEGER NOT NULL
) WITHOUT ROWID;
)";

// Version 2: who is who across articles. The persons of articles stored before enter when articles name them again.
inline constexpr char kCreatePersons[] = R"(
CREATE TABLE person (
  entity TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  is_short INTEGER NOT NULL,
  country_code TEXT NOT NULL,
  merged_into TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX person_by_name ON person (name, is_short, country_code);
CREATE TABLE person_office (
  entity TEXT NOT NULL,
  office TEXT NOT NULL,
  year INTEGER NOT NULL,
  PRIMARY KEY (entity, office, year)
) WITHOUT ROWID;
CREATE TABLE person_word (
  word TEXT NOT NULL,
  country_code TEXT NOT NULL,
  name TEXT NOT NULL,
  PRIMARY KEY (word, country_code, name)
) WITHOUT ROWID;
)";

// Version 3: what each revision says of entities, so that it can be taken back; purges; followers; re-extractions. What
// articles stored before said of entities and persons stays, under the article '', until they are purged or corrected
// by name: it is not known which of them said what.
inline constexpr char kCreateArticleLife[] = R"(
CREATE TABLE entity_source (
  entity TEXT NOT NULL,
  article TEXT NOT NULL,
  revision INTEGER NOT NULL,
  in_force INTEGER NOT NULL,
  payload BLOB NOT NULL,
  PRIMARY KEY (entity, article, revision)
) WITHOUT ROWID;
CREATE INDEX entity_source_by_article ON entity_source (article);
INSERT INTO entity_source SELECT name, '', 0, 1, payload FROM entity JOIN feed_log USING (feed_offset);
CREATE TABLE person_evidence (
  article TEXT NOT NULL,
  entity TEXT NOT NULL,
  office TEXT NOT NULL,
  year INTEGER NOT NULL,
  PRIMARY KEY (article, entity, office, year)
) WITHOUT ROWID;
ALTER TABLE person ADD COLUMN evidence_count INTEGER NOT NULL DEFAULT 1;
ALTER TABLE person_office ADD COLUMN evidence_count INTEGER NOT NULL DEFAULT 1;
ALTER TABLE ingest_request ADD COLUMN first_offset INTEGER NOT NULL DEFAULT 0;
ALTER TABLE ingest_request ADD COLUMN last_offset INTEGER NOT NULL DEFAULT 0;
ALTER TABLE ingest_request ADD COLUMN response BLOB;
CREATE TABLE purge (
  article TEXT PRIMARY KEY,
  feed_offset INTEGER NOT NULL,
  receipt BLOB NOT NULL,
  erased INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX purge_by_offset ON purge (feed_offset);
CREATE TABLE purge_confirmation (
  article TEXT NOT NULL,
  consumer TEXT NOT NULL,
  confirmed_at INTEGER NOT NULL,
  PRIMARY KEY (article, consumer)
) WITHOUT ROWID;
CREATE TABLE feed_consumer (
  consumer TEXT PRIMARY KEY,
  acknowledged_offset INTEGER NOT NULL,
  acknowledged_at INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE reextraction (
  id INTEGER PRIMARY KEY,
  request_id TEXT NOT NULL,
  request BLOB NOT NULL,
  last_article TEXT NOT NULL,
  progress BLOB NOT NULL
);
)";

// Version 4: what acronyms stand for. Those of articles stored before enter when the articles are corrected or read
// again.
inline constexpr char kCreateAcronyms[] = R"(
CREATE TABLE acronym_evidence (
  acronym TEXT NOT NULL,
  entity TEXT NOT NULL,
  country_code TEXT NOT NULL,
  is_defined INTEGER NOT NULL,
  article TEXT NOT NULL,
  PRIMARY KEY (acronym, entity, country_code, is_defined, article)
) WITHOUT ROWID;
CREATE INDEX acronym_evidence_by_article ON acronym_evidence (article);
)";

inline const sqlite::Schema kSqliteSchema{
    .application_id = 0x44744C67,
    .version = 4,
    .create_sql = std::string(kCreateVersion1) + kCreatePersons + kCreateArticleLife + kCreateAcronyms,
    .upgrade_sql = {kCreatePersons, kCreateArticleLife, kCreateAcronyms}};

inline const store::Schema kSchema{kSqliteSchema, kPostgresSchema};

}  // namespace dateline::fact_log

#endif  // DATELINE_INGEST_SERVICE_FACT_LOG_SCHEMA_H_
