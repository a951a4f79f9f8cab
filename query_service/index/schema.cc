#include "query_service/index/schema.h"

#include <limits>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "query_service/index/postgres_schema.h"

namespace dateline::index {
namespace {

constexpr int32_t kApplicationId = 0x444C7169;   // "DLqi"
constexpr int32_t kSegmentNamesId = 0x444C7173;  // "DLqs"

// Version 4. Every item is known by `recorded_from`, the offset of the change that brought it; it holds for states T
// with recorded_from <= T < recorded_to. Of facts the ends are kept apart, so that their rows are only ever added.
constexpr char kCreateTables[] = R"sql(
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
  fact_count INTEGER NOT NULL,          -- that hold at applied_offset
  entity_count INTEGER NOT NULL,
  article_count INTEGER NOT NULL,
  erasure_pending INTEGER NOT NULL,     -- 1: the files may hold what was deleted
  commit_seconds INTEGER,               -- of the change at applied_offset; NULL: none
  commit_nanoseconds INTEGER
);
CREATE TABLE commit_time (
  nanoseconds INTEGER PRIMARY KEY,      -- since 1970
  last_offset INTEGER NOT NULL          -- of the changes committed then
);
CREATE INDEX commit_time_by_offset ON commit_time (last_offset);

CREATE TABLE article_name (
  number INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE
);
CREATE TABLE article (
  recorded_from INTEGER PRIMARY KEY,
  recorded_to INTEGER NOT NULL,
  article INTEGER NOT NULL,             -- article_name.number
  publisher TEXT NOT NULL,
  published_first INTEGER,              -- the days on which it may have been published; NULL: unknown
  published_last INTEGER,
  content_hash INTEGER NOT NULL,
  bytes BLOB NOT NULL                   -- dateline.v1.Article
);
CREATE INDEX article_by_article ON article (article, recorded_from);

CREATE TABLE fact (
  recorded_from INTEGER PRIMARY KEY,
  article INTEGER NOT NULL,             -- article_name.number
  commit_nanoseconds INTEGER NOT NULL,  -- of the change, since 1970
  change_kind INTEGER NOT NULL,         -- FactChangeKind
  bytes BLOB NOT NULL                   -- dateline.v1.Fact
);
CREATE INDEX fact_by_article ON fact (article, recorded_from);
CREATE TABLE fact_end (
  recorded_from INTEGER PRIMARY KEY,
  recorded_to INTEGER NOT NULL,         -- no row: it still holds
  cause INTEGER NOT NULL,               -- RetractionCause
  reason TEXT NOT NULL
);
CREATE INDEX fact_end_by_offset ON fact_end (recorded_to);
CREATE TABLE purged_article (
  recorded_from INTEGER PRIMARY KEY,    -- the offset of the purge
  name TEXT NOT NULL
);

CREATE TABLE entity (
  recorded_from INTEGER PRIMARY KEY,
  recorded_to INTEGER NOT NULL,
  name TEXT NOT NULL,
  name_hash INTEGER NOT NULL,           -- the first 8 bytes of its SHA-256: purges name entities by digest
  type INTEGER NOT NULL,
  country_code TEXT NOT NULL,
  merged_into TEXT NOT NULL,            -- empty: it stands for itself
  bytes BLOB NOT NULL                   -- dateline.v1.Entity
);
CREATE INDEX entity_by_name ON entity (name, recorded_from);
CREATE INDEX entity_by_name_hash ON entity (name_hash);
CREATE INDEX entity_merged ON entity (recorded_from) WHERE merged_into <> '';
CREATE INDEX entity_merge_ended ON entity (recorded_to) WHERE merged_into <> '';

CREATE TABLE term (
  id INTEGER PRIMARY KEY,
  field INTEGER NOT NULL,               -- TermField
  value TEXT NOT NULL,
  UNIQUE (field, value)
);
CREATE TABLE posting (
  term INTEGER NOT NULL,
  recorded_from INTEGER NOT NULL,       -- of an entity
  PRIMARY KEY (term, recorded_from)
) WITHOUT ROWID;
)sql";

constexpr char kCreateSegments[] = R"sql(
CREATE TABLE segment (                  -- the files made of the facts: segments::SegmentFile
  first_recorded_from INTEGER PRIMARY KEY,
  last_recorded_from INTEGER NOT NULL,
  fact_count INTEGER NOT NULL,
  image_bytes INTEGER NOT NULL,
  content_bytes INTEGER NOT NULL,
  image_crc INTEGER NOT NULL,
  content_crc INTEGER NOT NULL
);
)sql";

// Version 5.
constexpr char kAddGeneration[] = R"sql(
ALTER TABLE index_state ADD COLUMN generation INTEGER NOT NULL DEFAULT 0;  -- drawn whenever it begins anew
)sql";

constexpr char kCreateSegmentSource[] = R"sql(
CREATE TABLE segment_source (generation INTEGER NOT NULL);  -- index_state.generation
)sql";

constexpr char kDeleteRows[] = R"sql(
DELETE FROM commit_time;
DELETE FROM article_name;
DELETE FROM article;
DELETE FROM fact;
DELETE FROM fact_end;
DELETE FROM purged_article;
DELETE FROM entity;
DELETE FROM term;
DELETE FROM posting;
DELETE FROM segment;
)sql";

// Of any version.
constexpr char kDropTables[] = R"sql(
DROP TABLE IF EXISTS index_state;
DROP TABLE IF EXISTS commit_time;
DROP TABLE IF EXISTS article_name;
DROP TABLE IF EXISTS article;
DROP TABLE IF EXISTS fact;
DROP TABLE IF EXISTS fact_content;
DROP TABLE IF EXISTS fact_name;
DROP TABLE IF EXISTS fact_end;
DROP TABLE IF EXISTS purged_article;
DROP TABLE IF EXISTS entity;
DROP TABLE IF EXISTS term;
DROP TABLE IF EXISTS posting;
DROP TABLE IF EXISTS segment;
)sql";

// Of PostgreSQL's tables a part: so many keys, or rows, are deleted well within the time that a statement may take.
constexpr int64_t kKeysAtOnce = 50'000;

absl::Status DeleteRowsOf(store::Database& database, absl::string_view table, absl::string_view key) {
  auto bounds = database.Prepare(absl::StrCat("SELECT min(", key, "), max(", key, ") FROM ", table));
  if (!bounds.ok()) return bounds.status();
  const absl::StatusOr<bool> found = bounds->Step();
  if (!found.ok()) return found.status();
  if (bounds->IsNull(0)) return absl::OkStatus();
  const int64_t last = bounds->Integer(1);
  for (int64_t first = bounds->Integer(0); first <= last; first += kKeysAtOnce) {
    auto remove = database.Prepare(absl::StrCat("DELETE FROM ", table, " WHERE ", key, " >= ? AND ", key, " < ?"));
    if (!remove.ok()) return remove.status();
    const absl::StatusOr<int64_t> removed = remove->Bind(first).Bind(first + kKeysAtOnce).RunCounting();
    if (!removed.ok()) return removed.status();
  }
  return absl::OkStatus();
}

// One term may have any number of rows.
absl::Status DeletePostings(store::Database& database) {
  constexpr char kFindLast[] =
      "SELECT term, recorded_from FROM posting WHERE (term, recorded_from) > (?, ?) ORDER BY term, recorded_from"
      " OFFSET ? LIMIT 1";
  constexpr char kDelete[] =
      "DELETE FROM posting WHERE (term, recorded_from) > (?, ?) AND (term, recorded_from) <= (?, ?)";
  constexpr int64_t kEnd = std::numeric_limits<int64_t>::max();
  int64_t after_term = 0;
  int64_t after_recorded_from = 0;
  for (bool has_more = true; has_more;) {
    auto find = database.Prepare(kFindLast);
    if (!find.ok()) return find.status();
    const absl::StatusOr<bool> found = find->Bind(after_term).Bind(after_recorded_from).Bind(kKeysAtOnce - 1).Step();
    if (!found.ok()) return found.status();
    has_more = *found;
    const int64_t last_term = has_more ? find->Integer(0) : kEnd;
    const int64_t last_recorded_from = has_more ? find->Integer(1) : kEnd;
    auto remove = database.Prepare(kDelete);
    if (!remove.ok()) return remove.status();
    remove->Bind(after_term).Bind(after_recorded_from).Bind(last_term).Bind(last_recorded_from);
    if (absl::Status removed = remove->RunCounting().status(); !removed.ok()) return removed;
    after_term = last_term;
    after_recorded_from = last_recorded_from;
  }
  return absl::OkStatus();
}

}  // namespace

const store::Schema kSchema{
    {.application_id = kApplicationId,
     .version = 5,
     .create_sql = absl::StrCat(kCreateTables, kCreateSegments, kAddGeneration),
     .upgrade_sql = {"", "", absl::StrCat(kDropTables, kCreateTables, kCreateSegments), kAddGeneration}},
    kPostgresSchema};

const sqlite::Schema kSegmentNamesSchema{
    .application_id = kSegmentNamesId, .version = 1, .create_sql = absl::StrCat(kCreateSegments, kCreateSegmentSource)};

absl::Status DeleteRows(store::Database& database) {
  if (database.sqlite() != nullptr) return database.Execute(kDeleteRows);
  const std::pair<absl::string_view, absl::string_view> kTables[] = {
      {"commit_time", "last_offset"}, {"article_name", "number"},
      {"article", "recorded_from"},   {"fact", "recorded_from"},
      {"fact_end", "recorded_from"},  {"purged_article", "recorded_from"},
      {"entity", "recorded_from"},    {"term", "id"}};
  for (const auto& [table, key] : kTables) {
    if (absl::Status deleted = DeleteRowsOf(database, table, key); !deleted.ok()) return deleted;
  }
  return DeletePostings(database);
}

}  // namespace dateline::index
