#include "ingest_service/fact_log/reextractions.h"

#include <google/protobuf/util/time_util.h>

#include <set>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "ingest_service/fact_log/refusal.h"
#include "ingest_service/fact_log/rows.h"

namespace dateline::fact_log {
namespace {

using google::protobuf::util::TimeUtil;

constexpr char kNamePrefix[] = "reextractions/";

absl::Status NotFound(absl::string_view name) {
  return Refusal(absl::StatusCode::kNotFound, v1::ERROR_REASON_REEXTRACTION_NOT_FOUND, absl::StrCat("no ", name));
}

// The last one of those that `condition` chooses.
absl::StatusOr<std::optional<StoredReextraction>> Find(store::Database& database, const std::string& condition,
                                                       std::initializer_list<Parameter> parameters) {
  std::optional<StoredReextraction> found;
  const absl::Status read =
      ForEachRow(database,
                 absl::StrCat("SELECT id, request, last_article, progress FROM reextraction WHERE ", condition,
                              " ORDER BY id DESC LIMIT 1"),
                 parameters, [&](const store::Statement& row) {
                   found.emplace().id = row.Integer(0);
                   found->request.ParseFromString(std::string(row.Bytes(1)));
                   found->last_article = std::string(row.Text(2));
                   found->progress.ParseFromString(std::string(row.Bytes(3)));
                   return absl::OkStatus();
                 });
  if (!read.ok()) return read;
  return found;
}

absl::StatusOr<std::optional<StoredReextraction>> FindByName(absl::string_view name, store::Database& database) {
  int64_t id = 0;
  absl::string_view digits = name;
  if (!absl::ConsumePrefix(&digits, kNamePrefix) || !absl::SimpleAtoi(digits, &id)) return std::nullopt;
  return Find(database, "id = ?", {id});
}

absl::Status StoreProgress(const StoredReextraction& stored, store::Database& database) {
  const std::string progress = stored.progress.SerializeAsString();
  return Run(database, "UPDATE reextraction SET last_article = ?, progress = ? WHERE id = ?",
             {stored.last_article, Bytes{progress}, stored.id});
}

absl::StatusOr<int64_t> CountArticles(const v1::ReextractArticlesRequest& request, store::Database& database) {
  if (request.articles_size() > 0) {
    return static_cast<int64_t>(std::set<std::string>(request.articles().begin(), request.articles().end()).size());
  }
  int64_t count = 0;
  const absl::Status counted =
      ForEachRow(database, "SELECT count(*) FROM article WHERE revision = 1", {}, [&](const store::Statement& row) {
        count = row.Integer(0);
        return absl::OkStatus();
      });
  if (!counted.ok()) return counted;
  return count;
}

// `answer` is how an earlier one of the request, or the one that is running, stands; nothing: one may begin.
absl::Status FindInTheWay(const v1::ReextractArticlesRequest& request, store::Database& database,
                          std::optional<absl::StatusOr<v1::Reextraction>>& answer) {
  if (!request.request_id().empty()) {
    auto same = Find(database, "request_id = ?", {request.request_id()});
    if (!same.ok()) return same.status();
    if (same->has_value() && (*same)->request.SerializeAsString() != request.SerializeAsString()) {
      answer = Refusal(
          absl::StatusCode::kAlreadyExists, v1::ERROR_REASON_REQUEST_ID_REUSED,
          absl::StrCat("request_id ", request.request_id(), " was used with another request; give each its own"));
    } else if (same->has_value()) {
      answer = (*same)->progress;
    }
  }
  auto running = FindRunningReextraction(database);
  if (!running.ok()) return running.status();
  if (!answer.has_value() && running->has_value()) answer = (*running)->progress;
  return absl::OkStatus();
}

}  // namespace

absl::Status StartReextraction(const v1::ReextractArticlesRequest& request, const std::string& extractor,
                               store::Database& database, absl::StatusOr<v1::Reextraction>& result) {
  std::optional<absl::StatusOr<v1::Reextraction>> answer;
  if (absl::Status found = FindInTheWay(request, database, answer); !found.ok()) return found;
  if (answer.has_value()) {
    result = *std::move(answer);
    return absl::OkStatus();
  }
  const absl::StatusOr<int64_t> articles = CountArticles(request, database);
  if (!articles.ok()) return articles.status();
  const auto last = Find(database, "TRUE", {});
  if (!last.ok()) return last.status();
  const int64_t id = last->has_value() ? (*last)->id + 1 : 1;
  v1::Reextraction progress;
  progress.set_name(absl::StrCat(kNamePrefix, id));
  progress.set_state(v1::REEXTRACTION_STATE_RUNNING);
  progress.set_extractor(extractor);
  *progress.mutable_start_time() = TimeUtil::GetCurrentTime();
  progress.set_articles_total(*articles);
  const std::string request_bytes = request.SerializeAsString();
  const std::string progress_bytes = progress.SerializeAsString();
  result = std::move(progress);
  return Run(database, "INSERT INTO reextraction VALUES (?, ?, ?, '', ?)",
             {id, request.request_id(), Bytes{request_bytes}, Bytes{progress_bytes}});
}

absl::StatusOr<bool> IsNextOfReextraction(int64_t id, const std::string& article, store::Database& database) {
  const auto stored = Find(database, "id = ?", {id});
  if (!stored.ok()) return stored.status();
  return !stored->has_value() || (*stored)->last_article < article;
}

absl::Status AdvanceReextraction(int64_t id, const std::string& article, absl::Span<const v1::FactChange> changes,
                                 store::Database& database) {
  auto stored = Find(database, "id = ?", {id});
  if (!stored.ok()) return stored.status();
  if (!stored->has_value() || (*stored)->progress.state() != v1::REEXTRACTION_STATE_RUNNING) return absl::OkStatus();
  (*stored)->last_article = article;
  v1::Reextraction& progress = (*stored)->progress;
  progress.set_articles_done(progress.articles_done() + 1);
  if (!changes.empty()) progress.set_articles_changed(progress.articles_changed() + 1);
  for (const v1::FactChange& change : changes) {
    switch (change.kind()) {
      case v1::FACT_CHANGE_KIND_CONFIRMED:
        progress.set_facts_confirmed(progress.facts_confirmed() + 1);
        break;
      case v1::FACT_CHANGE_KIND_SUPERSEDED:
        progress.set_facts_superseded(progress.facts_superseded() + 1);
        break;
      case v1::FACT_CHANGE_KIND_RETRACTED:
        progress.set_facts_retracted(progress.facts_retracted() + 1);
        break;
      default:
        progress.set_facts_added(progress.facts_added() + 1);
    }
  }
  return StoreProgress(**stored, database);
}

absl::Status EndReextraction(absl::string_view name, v1::ReextractionState state, store::Database& database,
                             absl::StatusOr<v1::Reextraction>& result) {
  auto stored = FindByName(name, database);
  if (!stored.ok()) return stored.status();
  if (!stored->has_value()) {
    result = NotFound(name);
    return absl::OkStatus();
  }
  v1::Reextraction& progress = (*stored)->progress;
  if (progress.state() == v1::REEXTRACTION_STATE_RUNNING) {
    progress.set_state(state);
    *progress.mutable_end_time() = TimeUtil::GetCurrentTime();
  }
  result = progress;
  return StoreProgress(**stored, database);
}

absl::StatusOr<v1::Reextraction> FindReextraction(absl::string_view name, store::Database& database) {
  auto stored = FindByName(name, database);
  if (!stored.ok()) return stored.status();
  if (!stored->has_value()) return NotFound(name);
  return std::move((*stored)->progress);
}

absl::StatusOr<std::optional<StoredReextraction>> FindRunningReextraction(store::Database& database) {
  auto last = Find(database, "TRUE", {});
  const bool is_running = last.ok() && last->has_value() && (*last)->progress.state() == v1::REEXTRACTION_STATE_RUNNING;
  return is_running || !last.ok() ? last : std::nullopt;
}

}  // namespace dateline::fact_log
