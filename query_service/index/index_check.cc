#include "query_service/index/index_check.h"

#include <filesystem>
#include <limits>
#include <memory>
#include <system_error>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "platform/encoding/crc32.h"
#include "platform/errors/errors.h"
#include "platform/sqlite/error.h"
#include "platform/sqlite/integrity.h"
#include "query_service/index/rows.h"
#include "query_service/index/schema.h"
#include "query_service/index/segment_rows.h"
#include "query_service/index/segmented_facts.h"
#include "query_service/index/stored_facts.h"
#include "query_service/index/term_dictionary.h"

namespace dateline::index {
namespace {

absl::Status Damaged(absl::string_view what) {
  return errors::Error(absl::StatusCode::kDataLoss, sqlite::kStoreDamaged,
                       absl::StrCat("the index is damaged: ", what, "; delete it and start again to build it anew"));
}

// Compares what is stored with what follows from the items.
class Comparison {
 public:
  // `names`: of the segments; null: none are looked at.
  Comparison(store::Database& database, store::Database* names, const std::string& local)
      : database_(database), names_(names), segments_(SegmentFolderOf(local)) {}

  absl::StatusOr<IndexSummary> Run() {
    absl::StatusOr<IndexState> state = ReadState(database_);
    if (!state.ok()) return state.status();
    summary_.state = *std::move(state);
    for (const auto step : {&Comparison::CompareArticles, &Comparison::CompareFacts, &Comparison::CompareEntities,
                            &Comparison::CompareSums, &Comparison::CompareSegments}) {
      if (absl::Status compared = (this->*step)(); !compared.ok()) return compared;
    }
    return summary_;
  }

 private:
  absl::Status CompareArticles() {
    constexpr char kSelect[] =
        "SELECT recorded_from, recorded_to, content_hash, number FROM article LEFT JOIN article_name"
        " ON article = number WHERE recorded_from > ? AND recorded_from < ? ORDER BY recorded_from LIMIT ?";
    return ForEach(kSelect, [this](const store::Statement& row) {
      if (row.IsNull(3)) return Damaged(absl::StrCat("the article of change ", row.Integer(0), " has no name"));
      ++summary_.article_versions;
      if (row.Integer(1) != kStillRecorded) return absl::OkStatus();
      totals_.checksum += static_cast<uint64_t>(row.Integer(2));
      ++totals_.articles;
      return absl::OkStatus();
    });
  }

  absl::Status CompareFacts() {
    constexpr char kSelect[] =
        "SELECT fact.recorded_from, bytes, name, recorded_to FROM fact LEFT JOIN article_name ON article = number"
        " LEFT JOIN fact_end USING (recorded_from)"
        " WHERE fact.recorded_from > ? AND fact.recorded_from < ? ORDER BY fact.recorded_from LIMIT ?";
    return ForEach(kSelect, [this](const store::Statement& row) {
      v1::Fact fact;
      if (!fact.ParseFromString(std::string(row.Bytes(1)))) {
        return Damaged(absl::StrCat("the fact of change ", row.Integer(0), " cannot be read"));
      }
      if (segments::ArticleOfFact(fact.name()) != row.Text(2)) {
        return Damaged(absl::StrCat("the fact of change ", row.Integer(0), " is filed under another article"));
      }
      ++summary_.fact_versions;
      if (!row.IsNull(3)) return absl::OkStatus();
      totals_.checksum += ContentHash(row.Bytes(1));
      ++totals_.facts;
      return absl::OkStatus();
    });
  }

  absl::Status CompareEntities() {
    constexpr char kSelect[] =
        "SELECT recorded_from, recorded_to, bytes FROM entity WHERE recorded_from > ? AND recorded_from < ?"
        " ORDER BY recorded_from LIMIT ?";
    return ForEach(kSelect, [this](const store::Statement& row) {
      v1::Entity entity;
      if (!entity.ParseFromString(std::string(row.Bytes(2)))) {
        return Damaged(absl::StrCat("the entity of change ", row.Integer(0), " cannot be read"));
      }
      ++summary_.entity_versions;
      if (row.Integer(1) == kStillRecorded) {
        totals_.checksum += ContentHash(row.Bytes(2));
        ++totals_.entities;
      }
      return ComparePostings(row.Integer(0), entity);
    });
  }

  absl::Status ComparePostings(int64_t recorded_from, const v1::Entity& entity) {
    for (const Term& term : PostedTerms(entity, database_)) {
      auto find = database_.Prepare(
          "SELECT 1 FROM term JOIN posting ON term = id WHERE field = ? AND value = ? AND recorded_from = ?");
      if (!find.ok()) return find.status();
      find->Bind(static_cast<int64_t>(term.field)).Bind(term.value);
      const absl::StatusOr<bool> found = find->Bind(recorded_from).Step();
      if (!found.ok()) return found.status();
      if (!*found) {
        return Damaged(absl::StrCat("the entity of change ", recorded_from, " is not posted under \"", term.value,
                                    "\" of field ", static_cast<int>(term.field)));
      }
      ++posting_count_;
    }
    return absl::OkStatus();
  }

  absl::Status CompareSums() {
    const absl::StatusOr<int64_t> postings = ReadCount("SELECT count(*) FROM posting");
    const absl::StatusOr<int64_t> ends = ReadCount(
        "SELECT count(*) FROM fact_end WHERE NOT EXISTS"
        " (SELECT 1 FROM fact WHERE fact.recorded_from = fact_end.recorded_from)");
    for (const absl::StatusOr<int64_t>& count : {postings, ends}) {
      if (!count.ok()) return count.status();
    }
    if (*postings != posting_count_) return Damaged("there are postings of entities that are not there");
    if (*ends != 0) return Damaged("there are ends of facts that are not there");
    const ContentTotals& stored = summary_.state.totals;
    if (totals_.checksum != stored.checksum) return Damaged("the content checksum is not that of the content");
    if (totals_ != stored) return Damaged("the counts of what holds are not those of the content");
    return absl::OkStatus();
  }

  // Each file is made once more, and must come out the same.
  absl::Status CompareSegments() {
    if (names_ == nullptr) return absl::OkStatus();
    const absl::StatusOr<std::vector<segments::SegmentFile>> files = ReadSegmentRows(*names_);
    if (!files.ok()) return files.status();
    for (const segments::SegmentFile& file : *files) {
      if (absl::Status compared = CompareSegment(file); !compared.ok()) return compared;
    }
    return absl::OkStatus();
  }

  absl::Status CompareSegment(const segments::SegmentFile& file) {
    if (names_ != &database_) {
      // What was erased since, its process has yet to hear of.
      const absl::StatusOr<bool> is_in_tables = IsInTables(file, database_);
      if (!is_in_tables.ok() || !*is_in_tables) return is_in_tables.status();
    }
    segments::SegmentBuilder builder;
    const int64_t whole_from = summary_.state.position.whole_from;
    const absl::Status visited =
        VisitStoredFacts(database_, whole_from, file.first_recorded_from - 1, file.last_recorded_from + 1,
                         [&builder](const segments::FactDocument& document) {
                           if (builder.fact_count() < segments::kMaxFactsOfSegment) builder.Add(document);
                           return absl::OkStatus();
                         });
    if (!visited.ok()) return visited;
    const bool follows = static_cast<int64_t>(builder.fact_count()) == file.fact_count &&
                         encoding::Crc32(0, builder.Build()) == file.image_crc;
    if (!follows) return Damaged(absl::StrCat("segment ", file.Name(), " is not what follows from its facts"));
    absl::Status whole = segments_.Open(file).status();
    if (whole.ok()) whole = segments_.CheckContent(file);
    return absl::IsDataLoss(whole) ? Damaged(whole.message()) : whole;
  }

  absl::Status ForEach(absl::string_view sql, TakeRow take) {
    return ForEachRow(database_, sql, std::numeric_limits<int64_t>::min(), std::numeric_limits<int64_t>::max(), take);
  }

  absl::StatusOr<int64_t> ReadCount(absl::string_view sql) {
    auto statement = database_.Prepare(sql);
    if (!statement.ok()) return statement.status();
    const absl::StatusOr<bool> found = statement->Step();
    if (!found.ok()) return found.status();
    return statement->Integer(0);
  }

  store::Database& database_;
  store::Database* const names_;
  const segments::SegmentFolder segments_;
  IndexSummary summary_;
  ContentTotals totals_;
  int64_t posting_count_ = 0;
};

absl::Status CheckVersion(store::Database& database, const store::Location& tables) {
  const absl::string_view sql = database.sqlite() != nullptr
                                    ? "SELECT application_id, user_version FROM pragma_application_id,"
                                      " pragma_user_version"
                                    : "SELECT 0, version FROM dateline_schema WHERE store = 'index'";
  auto select = database.Prepare(sql);
  if (!select.ok()) return select.status();
  const absl::StatusOr<bool> found = select->Step();
  const bool has_no_versions = absl::IsInternal(found.status());
  if (!found.ok() && !has_no_versions) return found.status();
  const bool is_in_sqlite = database.sqlite() != nullptr;
  const int64_t id = is_in_sqlite ? kSchema.sqlite.application_id : 0;
  const int64_t version = is_in_sqlite ? kSchema.sqlite.version : static_cast<int64_t>(kSchema.postgres.steps.size());
  if (!has_no_versions && *found && select->Integer(0) == id && select->Integer(1) == version) return absl::OkStatus();
  return absl::FailedPreconditionError(
      absl::StrCat(store::Shown(tables), " is not an index of this version of dateline-query"));
}

// Of those that are made of the tables as they are; null: there are none.
absl::StatusOr<std::unique_ptr<store::Database>> OpenNamesOf(const IndexPlace& place, const IndexState& state) {
  std::error_code ignored;
  if (!std::filesystem::exists(place.local, ignored)) return nullptr;
  auto names = store::Database::OpenReader(place.local);
  if (!names.ok()) return names.status();
  auto select = (*names)->Prepare("SELECT 1 FROM segment_source WHERE generation = ?");
  if (!select.ok()) return select.status();
  const absl::StatusOr<bool> is_same = select->Bind(state.generation).Step();
  if (!is_same.ok()) return is_same.status();
  if (!*is_same) return nullptr;
  return *std::move(names);
}

}  // namespace

absl::StatusOr<IndexSummary> CheckIndex(const IndexPlace& place) {
  const bool is_in_sqlite = !store::IsPostgres(place.tables);
  std::error_code ignored;
  if (is_in_sqlite && !std::filesystem::exists(place.tables, ignored)) {
    return absl::NotFoundError(absl::StrCat("there is no index ", place.tables));
  }
  auto database = store::Database::OpenForMaintenance(place.tables);
  if (!database.ok()) return database.status();
  if (absl::Status right = CheckVersion(**database, place.tables); !right.ok()) return right;
  const absl::StatusOr<store::Transaction> reading = store::Transaction::BeginRead(**database);
  if (!reading.ok()) return reading.status();
  if (is_in_sqlite) {
    if (absl::Status sound = sqlite::CheckIntegrity(*(*database)->sqlite()); !sound.ok()) return sound;
    return Comparison(**database, database->get(), place.local).Run();
  }
  const absl::StatusOr<IndexState> state = ReadState(**database);
  if (!state.ok()) return state.status();
  const auto names = OpenNamesOf(place, *state);
  if (!names.ok()) return names.status();
  return Comparison(**database, names->get(), place.local).Run();
}

}  // namespace dateline::index
