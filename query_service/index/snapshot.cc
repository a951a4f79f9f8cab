#include "query_service/index/snapshot.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/time.h"
#include "platform/errors/errors.h"
#include "query_service/index/commit_times.h"
#include "query_service/index/rows.h"
#include "query_service/index/term_postings.h"

namespace dateline::index {
namespace {

constexpr char kWordsOfSqlite[] =
    "SELECT value FROM term WHERE field = ? AND value > ? AND length(CAST(value AS BLOB)) BETWEEN ? AND ?"
    " ORDER BY value LIMIT ?";
constexpr char kWordsOfPostgres[] =
    "SELECT value FROM term WHERE field = ? AND value > ? AND CAST(length(value) AS BIGINT) BETWEEN ? AND ?"
    " ORDER BY value LIMIT ?";

// What is not asked for is NULL, and not left out: a database would look for what is without coming back.
constexpr char kSelectEntities[] =
    "SELECT name, recorded_from, CASE WHEN recorded_from <= ?3 AND recorded_to > ?3 AND (type = ?4 OR ?4 = 0)"
    " AND (country_code = ?5 OR ?5 = '') THEN bytes END"
    " FROM entity WHERE (name, recorded_from) > (?1, ?2) ORDER BY name, recorded_from LIMIT ?6";
constexpr int64_t kEntitiesAtOnce = 256;

constexpr absl::Duration kRetryDelay = absl::Seconds(1);

// In PostgreSQL another process may have begun the index anew, or a server come up without the last commits.
absl::Status CheckTablesHold(const IndexState& state, store::Database& tables) {
  auto select = tables.Prepare("SELECT generation, applied_offset FROM index_state");
  if (!select.ok()) return select.status();
  const absl::StatusOr<bool> found = select->Step();
  if (!found.ok()) return found.status();
  const bool holds = *found && select->Integer(0) == state.generation && select->Integer(1) >= state.position.offset;
  if (holds) return absl::OkStatus();
  return errors::WithRetryDelay(
      errors::Error(absl::StatusCode::kUnavailable, "INDEX_NOT_READY",
                    "the tables of the index have begun anew or gone back; ask again in a moment"),
      kRetryDelay);
}

}  // namespace

absl::StatusOr<store::Database*> Snapshot::OpenTables() {
  if (tables_ != nullptr) return &*tables_->database;
  absl::StatusOr<store::ReaderPool::Lease> database = reader_.BorrowTables();
  if (!database.ok()) return database.status();
  absl::StatusOr<store::Transaction> transaction = store::Transaction::BeginRead(**database);
  if (!transaction.ok()) return transaction.status();
  if ((*database)->postgres() != nullptr) {
    if (absl::Status held = CheckTablesHold(state(), **database); !held.ok()) return held;
  }
  tables_.reset(new Tables{*std::move(database), *std::move(transaction)});
  return &*tables_->database;
}

absl::StatusOr<std::unique_ptr<Postings>> Snapshot::OpenPostings(const Term& term) {
  const absl::StatusOr<store::Database*> tables = OpenTables();
  if (!tables.ok()) return tables.status();
  auto select = (*tables)->Prepare("SELECT id FROM term WHERE field = ? AND value = ?");
  if (!select.ok()) return select.status();
  const absl::StatusOr<bool> found = select->Bind(static_cast<int64_t>(term.field)).Bind(term.value).Step();
  if (!found.ok()) return found.status();
  constexpr int64_t kNoTerm = 0;
  return std::make_unique<TermPostings>(**tables, *found ? select->Integer(0) : kNoTerm);
}

absl::Status Snapshot::VisitEntityWords(size_t least, size_t most,
                                        absl::FunctionRef<absl::Status(absl::string_view)> take) {
  const absl::StatusOr<store::Database*> tables = OpenTables();
  if (!tables.ok()) return tables.status();
  const bool is_in_sqlite = (*tables)->sqlite() != nullptr;
  std::string after;
  for (int64_t count = kRowsAtOnce; count == kRowsAtOnce;) {
    auto select = (*tables)->Prepare(is_in_sqlite ? kWordsOfSqlite : kWordsOfPostgres);
    if (!select.ok()) return select.status();
    select->Bind(static_cast<int64_t>(TermField::kEntityWord)).Bind(after);
    select->Bind(static_cast<int64_t>(least)).Bind(static_cast<int64_t>(most)).Bind(kRowsAtOnce);
    for (count = 0; true; ++count) {
      const absl::StatusOr<bool> found = select->Step();
      if (!found.ok()) return found.status();
      if (!*found) break;
      after = std::string(select->Text(0));
      if (absl::Status taken = take(after); !taken.ok()) return taken;
    }
  }
  return absl::OkStatus();
}

absl::StatusOr<std::vector<int64_t>> Snapshot::FindEntitiesByWord(absl::string_view word) {
  return FindEntitiesByWords(word, absl::StrCat(word, absl::string_view("\0", 1)));
}

absl::StatusOr<std::vector<int64_t>> Snapshot::FindEntitiesByPrefix(absl::string_view prefix) {
  // No UTF-8 has the byte.
  return FindEntitiesByWords(prefix, absl::StrCat(prefix, "\xFF"));
}

absl::StatusOr<std::vector<int64_t>> Snapshot::FindEntitiesByWords(absl::string_view first, absl::string_view end) {
  const absl::StatusOr<store::Database*> tables = OpenTables();
  if (!tables.ok()) return tables.status();
  auto select = (*tables)->Prepare(
      "SELECT DISTINCT recorded_from FROM term JOIN posting ON term = id WHERE field = ? AND value >= ? AND value < ?");
  if (!select.ok()) return select.status();
  select->Bind(static_cast<int64_t>(TermField::kEntityWord)).Bind(first).Bind(end);
  std::vector<int64_t> versions;
  while (true) {
    const absl::StatusOr<bool> found = select->Step();
    if (!found.ok()) return found.status();
    if (!*found) break;
    versions.push_back(select->Integer(0));
  }
  std::sort(versions.begin(), versions.end());
  return versions;
}

absl::StatusOr<EntityRow> Snapshot::ReadEntity(int64_t recorded_from) {
  const absl::StatusOr<store::Database*> tables = OpenTables();
  if (!tables.ok()) return tables.status();
  auto select = (*tables)->Prepare("SELECT recorded_to, bytes FROM entity WHERE recorded_from = ?");
  if (!select.ok()) return select.status();
  const absl::StatusOr<bool> found = select->Bind(recorded_from).Step();
  if (!found.ok()) return found.status();
  if (!*found) {
    return absl::DataLossError(absl::StrCat("the index has no entity of change ", recorded_from,
                                            "; delete the store and start again to build it anew"));
  }
  return EntityRow{recorded_from, select->Integer(0), std::string(select->Bytes(1))};
}

absl::StatusOr<std::optional<EntityRow>> Snapshot::FindEntity(absl::string_view name, int64_t at) {
  const absl::StatusOr<store::Database*> tables = OpenTables();
  if (!tables.ok()) return tables.status();
  auto select = (*tables)->Prepare(
      "SELECT recorded_from, recorded_to, bytes FROM entity WHERE name = ? AND recorded_from <= ?"
      " ORDER BY recorded_from DESC LIMIT 1");
  if (!select.ok()) return select.status();
  const absl::StatusOr<bool> found = select->Bind(name).Bind(at).Step();
  if (!found.ok()) return found.status();
  if (!*found || select->Integer(1) <= at) return std::nullopt;
  return EntityRow{select->Integer(0), select->Integer(1), std::string(select->Bytes(2))};
}

absl::Status Snapshot::VisitEntities(absl::string_view after, const EntityFilter& filter, int64_t at,
                                     absl::FunctionRef<absl::Status()> go_on,
                                     absl::FunctionRef<bool(absl::string_view, absl::string_view)> take) {
  const absl::StatusOr<store::Database*> tables = OpenTables();
  if (!tables.ok()) return tables.status();
  std::string name(after);
  int64_t recorded_from = std::numeric_limits<int64_t>::max();
  for (int64_t count = kEntitiesAtOnce; count == kEntitiesAtOnce;) {
    auto select = (*tables)->Prepare(kSelectEntities);
    if (!select.ok()) return select.status();
    select->Bind(name).Bind(recorded_from).Bind(at).Bind(int64_t{filter.type}).Bind(filter.country_code);
    select->Bind(kEntitiesAtOnce);
    for (count = 0; true; ++count) {
      if (absl::Status may_go_on = go_on(); !may_go_on.ok()) return may_go_on;
      const absl::StatusOr<bool> found = select->Step();
      if (!found.ok()) return found.status();
      if (!*found) break;
      name = std::string(select->Text(0));
      recorded_from = select->Integer(1);
      const bool is_asked_for = !select->IsNull(2);
      if (is_asked_for && !take(name, select->Bytes(2))) return absl::OkStatus();
    }
  }
  return absl::OkStatus();
}

absl::StatusOr<std::optional<v1::Article>> Snapshot::FindArticle(absl::string_view name, int64_t at) {
  const absl::StatusOr<store::Database*> tables = OpenTables();
  if (!tables.ok()) return tables.status();
  return index::FindArticle(**tables, name, at);
}

absl::StatusOr<std::vector<FactVersion>> Snapshot::ReadFactVersions(absl::string_view fact, int64_t at) {
  const absl::StatusOr<store::Database*> tables = OpenTables();
  if (!tables.ok()) return tables.status();
  return index::ReadFactVersions(**tables, fact, at);
}

absl::StatusOr<std::optional<int64_t>> Snapshot::FindOffsetAt(int64_t nanoseconds) {
  const absl::StatusOr<store::Database*> tables = OpenTables();
  if (!tables.ok()) return tables.status();
  return index::FindOffsetAt(**tables, nanoseconds);
}

}  // namespace dateline::index
