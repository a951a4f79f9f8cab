#include "query_service/index/history.h"

#include <algorithm>
#include <map>
#include <utility>

#include "absl/strings/str_cat.h"
#include "query_service/index/commit_times.h"
#include "query_service/segments/fact_document.h"

namespace dateline::index {
namespace {

absl::Status Damaged(absl::string_view what, int64_t recorded_from) {
  return absl::DataLossError(absl::StrCat("the stored ", what, " of change ", recorded_from,
                                          " is damaged; delete the store and start again to build it anew"));
}

// The facts of an article by the offset that recorded them.
struct ArticleFacts {
  std::map<int64_t, FactVersion> versions;  // of the fact asked for
  std::map<int64_t, std::string> all;       // names
};

absl::StatusOr<ArticleFacts> ReadArticleFacts(store::Database& database, absl::string_view fact_name, int64_t at) {
  auto select = database.Prepare(
      "SELECT fact.recorded_from, commit_nanoseconds, change_kind, bytes, recorded_to, cause, reason"
      " FROM fact JOIN article_name ON article = number LEFT JOIN fact_end USING (recorded_from)"
      " WHERE name = ? AND fact.recorded_from <= ?");
  if (!select.ok()) return select.status();
  select->Bind(segments::ArticleOfFact(fact_name)).Bind(at);
  ArticleFacts facts;
  v1::Fact fact;
  while (true) {
    const absl::StatusOr<bool> found = select->Step();
    if (!found.ok()) return found.status();
    if (!*found) return facts;
    const int64_t recorded_from = select->Integer(0);
    if (!fact.ParseFromString(std::string(select->Bytes(3)))) return Damaged("fact", recorded_from);
    facts.all[recorded_from] = fact.name();
    if (fact.name() != fact_name) continue;
    FactVersion version{recorded_from, select->Integer(1), static_cast<v1::FactChangeKind>(select->Integer(2)),
                        fact.article_revision(), std::nullopt};
    const bool has_ended = !select->IsNull(4) && select->Integer(4) <= at;
    if (has_ended) {
      FactEnd& end = version.end.emplace();
      end.recorded_to = select->Integer(4);
      end.cause = static_cast<v1::RetractionCause>(select->Integer(5));
      end.reason = std::string(select->Text(6));
    }
    facts.versions[recorded_from] = std::move(version);
  }
}

}  // namespace

absl::StatusOr<std::optional<v1::Article>> FindArticle(store::Database& database, absl::string_view name, int64_t at) {
  auto select = database.Prepare(
      "SELECT recorded_from, bytes FROM article JOIN article_name ON article = number"
      " WHERE name = ?1 AND recorded_from <= ?2 AND recorded_to > ?2");
  if (!select.ok()) return select.status();
  const absl::StatusOr<bool> found = select->Bind(name).Bind(at).Step();
  if (!found.ok()) return found.status();
  if (!*found) return std::nullopt;
  v1::Article article;
  if (!article.ParseFromString(std::string(select->Bytes(1)))) return Damaged("article", select->Integer(0));
  return article;
}

absl::StatusOr<std::vector<FactVersion>> ReadFactVersions(store::Database& database, absl::string_view fact,
                                                          int64_t at) {
  absl::StatusOr<ArticleFacts> facts = ReadArticleFacts(database, fact, at);
  if (!facts.ok()) return facts.status();
  std::vector<FactVersion> versions;
  for (auto& [recorded_from, version] : facts->versions) {
    if (version.end.has_value()) {
      const absl::StatusOr<int64_t> time = CommitTimeOf(database, version.end->recorded_to);
      if (!time.ok()) return time.status();
      version.end->commit_nanoseconds = *time;
      const absl::StatusOr<int64_t> before = LastOffsetBefore(database, version.end->recorded_to);
      if (!before.ok()) return before.status();
      version.end->last_whole_state = std::max(recorded_from, *before);
      const auto successor = facts->all.find(version.end->recorded_to);
      if (successor != facts->all.end()) version.end->successor = successor->second;
    }
    versions.push_back(std::move(version));
  }
  return versions;
}

}  // namespace dateline::index
