#include "query_service/index/index_check.h"

#include <filesystem>
#include <system_error>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_cat.h"
#include "platform/errors/errors.h"
#include "platform/sqlite/error.h"
#include "platform/sqlite/integrity.h"
#include "query_service/index/item_tables.h"
#include "query_service/index/posted_terms.h"
#include "query_service/index/schema.h"

namespace dateline::index {
namespace {

absl::Status Damaged(absl::string_view what) {
  return errors::Error(absl::StatusCode::kDataLoss, sqlite::kStoreDamaged,
                       absl::StrCat("the index is damaged: ", what, "; delete it and start again to build it anew"));
}

// Compares what is stored with what follows from the items.
class Comparison {
 public:
  explicit Comparison(sqlite::Database& database) : database_(database) {}

  absl::StatusOr<IndexSummary> Run() {
    absl::StatusOr<IndexState> state = ReadState(database_);
    if (!state.ok()) return state.status();
    summary_.state = *std::move(state);
    for (const auto step : {&Comparison::CompareArticles, &Comparison::CompareFacts, &Comparison::CompareEntities,
                            &Comparison::CompareTerms, &Comparison::CompareSums}) {
      if (absl::Status compared = (this->*step)(); !compared.ok()) return compared;
    }
    return summary_;
  }

 private:
  absl::Status CompareArticles() {
    auto select = database_.Prepare("SELECT recorded_from, recorded_to, content_hash FROM article");
    return ForEachRow(std::move(select), [this](sqlite::Statement& row) {
      const bool is_live = row.Integer(1) == kStillRecorded;
      if (is_live) checksum_ += static_cast<uint64_t>(row.Integer(2));
      ++summary_.article_versions;
      return ComparePostings(row.Integer(0), is_live, {{{TermField::kEveryArticle, ""}}});
    });
  }

  absl::Status CompareFacts() {
    auto select = database_.Prepare(
        "SELECT recorded_from, recorded_to, publisher, bytes FROM fact JOIN fact_content USING (recorded_from)");
    return ForEachRow(std::move(select), [this](sqlite::Statement& row) {
      const int64_t recorded_from = row.Integer(0);
      const bool is_live = row.Integer(1) == kStillRecorded;
      v1::Fact fact;
      if (!fact.ParseFromString(std::string(row.Bytes(3)))) {
        return Damaged(absl::StrCat("the fact of change ", recorded_from, " cannot be read"));
      }
      if (is_live) checksum_ += ContentHash(row.Bytes(3));
      ++summary_.fact_versions;
      const absl::StatusOr<int64_t> names =
          ReadCount("SELECT count(*) FROM fact_name WHERE name = ? AND recorded_from = ?", fact.name(), recorded_from);
      if (!names.ok()) return names.status();
      if (*names != 1) return Damaged(absl::StrCat("the fact of change ", recorded_from, " is not found by its name"));
      return ComparePostings(recorded_from, is_live, TermsOfFact(fact, row.Text(2)));
    });
  }

  absl::Status CompareEntities() {
    auto select = database_.Prepare("SELECT recorded_from, recorded_to, bytes FROM entity");
    return ForEachRow(std::move(select), [this](sqlite::Statement& row) {
      const bool is_live = row.Integer(1) == kStillRecorded;
      v1::Entity entity;
      if (!entity.ParseFromString(std::string(row.Bytes(2)))) {
        return Damaged(absl::StrCat("the entity of change ", row.Integer(0), " cannot be read"));
      }
      if (is_live) checksum_ += ContentHash(row.Bytes(2));
      ++summary_.entity_versions;
      return ComparePostings(row.Integer(0), is_live, TermsOfEntity(entity));
    });
  }

  absl::Status ComparePostings(int64_t recorded_from, bool is_live, const std::vector<PostedTerm>& terms) {
    for (const PostedTerm& posted : terms) {
      auto find = database_.Prepare(
          "SELECT id, roles FROM term JOIN posting ON term = id WHERE field = ? AND value = ? AND recorded_from = ?");
      if (!find.ok()) return find.status();
      find->Bind(static_cast<int64_t>(posted.term.field)).Bind(posted.term.value);
      const absl::StatusOr<bool> found = find->Bind(recorded_from).Step();
      if (!found.ok()) return found.status();
      if (!*found || find->Integer(1) != int64_t{posted.roles}) {
        return Damaged(absl::StrCat("what change ", recorded_from, " brought is not posted under \"", posted.term.value,
                                    "\" of field ", static_cast<int>(posted.term.field)));
      }
      ++posting_count_;
      if (is_live) ++live_counts_[find->Integer(0)];
    }
    return absl::OkStatus();
  }

  absl::Status CompareTerms() {
    return ForEachRow(database_.Prepare("SELECT id, live_count FROM term"), [this](sqlite::Statement& row) {
      const auto counted = live_counts_.find(row.Integer(0));
      const int64_t live_count = counted == live_counts_.end() ? 0 : counted->second;
      if (live_count == row.Integer(1)) return absl::OkStatus();
      return Damaged(
          absl::StrCat("term ", row.Integer(0), " says that ", row.Integer(1), " items hold, and it is ", live_count));
    });
  }

  absl::Status CompareSums() {
    const absl::StatusOr<int64_t> postings = ReadCount("SELECT count(*) FROM posting");
    const absl::StatusOr<int64_t> names = ReadCount("SELECT count(*) FROM fact_name");
    const absl::StatusOr<int64_t> contents = ReadCount("SELECT count(*) FROM fact_content");
    for (const absl::StatusOr<int64_t>& count : {postings, names, contents}) {
      if (!count.ok()) return count.status();
    }
    if (*postings != posting_count_) return Damaged("there are postings of items that are not there");
    if (*names != summary_.fact_versions) return Damaged("there are names of facts that are not there");
    if (*contents != summary_.fact_versions) return Damaged("there are contents of facts that are not there");
    if (checksum_ != summary_.state.content_checksum) return Damaged("the content checksum is not that of the content");
    return absl::OkStatus();
  }

  template <typename Take>
  static absl::Status ForEachRow(absl::StatusOr<sqlite::Statement> statement, Take take) {
    if (!statement.ok()) return statement.status();
    while (true) {
      const absl::StatusOr<bool> found = statement->Step();
      if (!found.ok()) return found.status();
      if (!*found) return absl::OkStatus();
      if (absl::Status taken = take(*statement); !taken.ok()) return taken;
    }
  }

  template <typename... Parameters>
  absl::StatusOr<int64_t> ReadCount(absl::string_view sql, const Parameters&... parameters) {
    auto statement = database_.Prepare(sql);
    if (!statement.ok()) return statement.status();
    (statement->Bind(parameters), ...);
    const absl::StatusOr<bool> found = statement->Step();
    if (!found.ok()) return found.status();
    return statement->Integer(0);
  }

  sqlite::Database& database_;
  IndexSummary summary_;
  absl::flat_hash_map<int64_t, int64_t> live_counts_;  // by term
  int64_t posting_count_ = 0;
  uint64_t checksum_ = 0;
};

absl::Status CheckVersion(sqlite::Database& database, const std::string& path) {
  auto select = database.Prepare("SELECT application_id, user_version FROM pragma_application_id, pragma_user_version");
  if (!select.ok()) return select.status();
  const absl::StatusOr<bool> found = select->Step();
  if (!found.ok()) return found.status();
  if (select->Integer(0) == kApplicationId && select->Integer(1) == kSchemaVersion) return absl::OkStatus();
  return absl::FailedPreconditionError(absl::StrCat(path, " is not an index of this version of dateline-query"));
}

}  // namespace

absl::StatusOr<IndexSummary> CheckIndex(const std::string& path) {
  std::error_code ignored;
  if (!std::filesystem::exists(path, ignored)) return absl::NotFoundError(absl::StrCat("there is no index ", path));
  auto database = sqlite::Database::OpenReader(path);
  if (!database.ok()) return database.status();
  const absl::StatusOr<sqlite::Transaction> reading = sqlite::Transaction::BeginRead(**database);
  if (!reading.ok()) return reading.status();
  if (absl::Status right = CheckVersion(**database, path); !right.ok()) return right;
  if (absl::Status sound = sqlite::CheckIntegrity(**database); !sound.ok()) return sound;
  return Comparison(**database).Run();
}

}  // namespace dateline::index
