#include "query_service/index/stored_facts.h"

#include <string>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_cat.h"
#include "query_service/index/known_articles.h"

namespace dateline::index {
namespace {

// So many articles are remembered: their facts come close to one another.
constexpr size_t kMaxArticles = 1024;

// The versions of articles, read once.
class Articles {
 public:
  explicit Articles(sqlite::Database& database) : database_(database) {}

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
  sqlite::Database& database_;
  absl::flat_hash_map<int64_t, KnownArticle> articles_;  // by number
};

}  // namespace

absl::Status VisitStoredFacts(sqlite::Database& database, int64_t whole_from, int64_t after, int64_t before,
                              absl::FunctionRef<absl::Status(const segments::FactDocument&)> take) {
  Articles articles(database);
  auto select = database.Prepare(
      "SELECT recorded_from, article, commit_nanoseconds, bytes FROM fact WHERE recorded_from > ? AND recorded_from < ?"
      " ORDER BY recorded_from");
  if (!select.ok()) return select.status();
  select->Bind(after).Bind(before);
  v1::Fact fact;
  while (true) {
    const absl::StatusOr<bool> found = select->Step();
    if (!found.ok()) return found.status();
    if (!*found) return absl::OkStatus();
    const segments::FactRecord record = {select->Integer(0), select->Integer(2)};
    std::string bytes(select->Bytes(3));
    if (!fact.ParseFromString(bytes)) {
      return absl::DataLossError(absl::StrCat("the stored fact of change ", record.recorded_from,
                                              " is damaged; delete the store and start again to build it anew"));
    }
    const absl::StatusOr<const KnownArticle*> article = articles.Find(select->Integer(1));
    if (!article.ok()) return article.status();
    const segments::FactDocument document(record, fact, std::move(bytes),
                                          (*article)->ContextAt(record.recorded_from, whole_from));
    if (absl::Status taken = take(document); !taken.ok()) return taken;
  }
}

}  // namespace dateline::index
