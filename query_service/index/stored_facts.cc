#include "query_service/index/stored_facts.h"

#include <string>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_cat.h"
#include "query_service/index/known_articles.h"
#include "query_service/index/rows.h"

namespace dateline::index {
namespace {

// So many articles are remembered: their facts come close to one another.
constexpr size_t kMaxArticles = 1024;

// The versions of articles, read once.
class Articles {
 public:
  explicit Articles(store::Database& database) : database_(database) {}

  absl::StatusOr<const KnownArticle*> Find(int64_t number) {
    if (const auto known = articles_.find(number); known != articles_.end()) return &known->second;
    absl::StatusOr<std::vector<ArticleVersion>> versions = ReadArticleVersions(database_, number);
    if (!versions.ok()) return versions.status();
    if (articles_.size() >= kMaxArticles) articles_.clear();
    KnownArticle& article = articles_[number];
    article.versions = *std::move(versions);
    return &article;
  }

 private:
  store::Database& database_;
  absl::flat_hash_map<int64_t, KnownArticle> articles_;  // by number
};

}  // namespace

absl::Status VisitStoredFacts(store::Database& database, int64_t whole_from, int64_t after, int64_t before,
                              absl::FunctionRef<absl::Status(const segments::FactDocument&)> take) {
  Articles articles(database);
  v1::Fact fact;
  const auto take_row = [&](const store::Statement& row) {
    const segments::FactRecord record = {row.Integer(0), row.Integer(2)};
    std::string bytes(row.Bytes(3));
    if (!fact.ParseFromString(bytes)) {
      return absl::DataLossError(absl::StrCat("the stored fact of change ", record.recorded_from,
                                              " is damaged; delete the store and start again to build it anew"));
    }
    const absl::StatusOr<const KnownArticle*> article = articles.Find(row.Integer(1));
    if (!article.ok()) return article.status();
    return take({record, fact, std::move(bytes), (*article)->ContextAt(record.recorded_from, whole_from)});
  };
  return ForEachRow(
      database,
      "SELECT recorded_from, article, commit_nanoseconds, bytes FROM fact WHERE recorded_from > ? AND recorded_from < ?"
      " ORDER BY recorded_from LIMIT ?",
      after, before, take_row);
}

}  // namespace dateline::index
