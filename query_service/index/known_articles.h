// What the writer of the index needs to know of articles.
#ifndef DATELINE_QUERY_SERVICE_INDEX_KNOWN_ARTICLES_H_
#define DATELINE_QUERY_SERVICE_INDEX_KNOWN_ARTICLES_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "platform/store/database.h"
#include "query_service/segments/fact_document.h"

namespace dateline::index {

// A version of an article, as its facts know it.
struct ArticleVersion {
  int64_t recorded_from = 0;
  segments::ArticleContext context;
};

struct KnownArticle {
  int64_t number = 0;
  // By recorded_from.
  std::vector<ArticleVersion> versions;
  // recorded_from of its facts that hold, by name.
  absl::flat_hash_map<std::string, int64_t> facts;

  // What a fact recorded at `offset` knows of it: the version of then; of a fact that came in a snapshot, for which the
  // index is whole from `whole_from` on, or else the first; nothing known: empty.
  segments::ArticleContext ContextAt(int64_t offset, int64_t whole_from) const;
};

// The versions of an article in the order of recorded_from.
absl::StatusOr<std::vector<ArticleVersion>> ReadArticleVersions(store::Database& database, int64_t number);

// Reads an article once and keeps it, for facts come article by article; whoever changes its rows changes what is kept.
// Not thread-safe.
class KnownArticles {
 public:
  explicit KnownArticles(store::Database& database, size_t max_kept = 4096)
      : database_(database), max_kept_(max_kept) {}

  // Null: no such article. The pointers are valid until the next call.
  absl::StatusOr<KnownArticle*> Find(absl::string_view name);
  // An article that is not known yet gets a number: `offset`, which nothing else has. REQUIRES: a write transaction.
  absl::StatusOr<KnownArticle*> FindOrAdd(absl::string_view name, int64_t offset);
  void Forget() { kept_.clear(); }
  void Forget(absl::string_view name) { kept_.erase(name); }

 private:
  KnownArticle* Keep(absl::string_view name, KnownArticle article);

  store::Database& database_;
  const size_t max_kept_;
  absl::flat_hash_map<std::string, KnownArticle> kept_;  // by name
};

}  // namespace dateline::index

#endif  // DATELINE_QUERY_SERVICE_INDEX_KNOWN_ARTICLES_H_
