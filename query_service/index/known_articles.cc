#include "query_service/index/known_articles.h"

#include <algorithm>
#include <utility>

#include "query_service/segments/fact_index.h"

namespace dateline::index {
namespace {

absl::Status ReadFacts(store::Database& database, KnownArticle& article) {
  auto select = database.Prepare(
      "SELECT recorded_from, bytes FROM fact WHERE article = ?"
      " AND NOT EXISTS (SELECT 1 FROM fact_end WHERE fact_end.recorded_from = fact.recorded_from)");
  if (!select.ok()) return select.status();
  select->Bind(article.number);
  while (true) {
    const absl::StatusOr<bool> found = select->Step();
    if (!found.ok()) return found.status();
    if (!*found) return absl::OkStatus();
    article.facts[segments::NameInBytes(select->Bytes(1))] = select->Integer(0);
  }
}

}  // namespace

segments::ArticleContext KnownArticle::ContextAt(int64_t offset, int64_t whole_from) const {
  if (versions.empty()) return {};
  const auto after =
      std::upper_bound(versions.begin(), versions.end(), offset,
                       [](int64_t at, const ArticleVersion& version) { return at < version.recorded_from; });
  if (after != versions.begin()) return (after - 1)->context;
  return offset <= whole_from ? after->context : segments::ArticleContext();
}

absl::StatusOr<std::vector<ArticleVersion>> ReadArticleVersions(store::Database& database, int64_t number) {
  auto select = database.Prepare(
      "SELECT recorded_from, publisher, published_first, published_last FROM article WHERE article = ?"
      " ORDER BY recorded_from");
  if (!select.ok()) return select.status();
  select->Bind(number);
  std::vector<ArticleVersion> versions;
  while (true) {
    const absl::StatusOr<bool> found = select->Step();
    if (!found.ok()) return found.status();
    if (!*found) return versions;
    ArticleVersion& version = versions.emplace_back();
    version.recorded_from = select->Integer(0);
    version.context.publisher = std::string(select->Text(1));
    if (select->IsNull(2)) continue;
    version.context.published = segments::DayRange{static_cast<segments::Day>(select->Integer(2)),
                                                   static_cast<segments::Day>(select->Integer(3))};
  }
}

absl::StatusOr<KnownArticle*> KnownArticles::Find(absl::string_view name) {
  if (const auto known = kept_.find(name); known != kept_.end()) return &known->second;
  auto find = database_.Prepare("SELECT number FROM article_name WHERE name = ?");
  if (!find.ok()) return find.status();
  const absl::StatusOr<bool> found = find->Bind(name).Step();
  if (!found.ok()) return found.status();
  if (!*found) return nullptr;
  KnownArticle article;
  article.number = find->Integer(0);
  absl::StatusOr<std::vector<ArticleVersion>> versions = ReadArticleVersions(database_, article.number);
  if (!versions.ok()) return versions.status();
  article.versions = *std::move(versions);
  if (absl::Status read = ReadFacts(database_, article); !read.ok()) return read;
  return Keep(name, std::move(article));
}

absl::StatusOr<KnownArticle*> KnownArticles::FindOrAdd(absl::string_view name, int64_t offset) {
  const absl::StatusOr<KnownArticle*> known = Find(name);
  if (!known.ok() || *known != nullptr) return known;
  auto insert = database_.PrepareRow("INSERT INTO article_name (number, name) VALUES (?, ?)", "BIGINT, TEXT");
  if (!insert.ok()) return insert.status();
  if (absl::Status inserted = insert->Bind(offset).Bind(name).Run(); !inserted.ok()) return inserted;
  KnownArticle article;
  article.number = offset;
  return Keep(name, std::move(article));
}

KnownArticle* KnownArticles::Keep(absl::string_view name, KnownArticle article) {
  if (kept_.size() >= max_kept_) kept_.clear();
  return &kept_.emplace(name, std::move(article)).first->second;
}

}  // namespace dateline::index
