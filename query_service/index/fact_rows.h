// The rows of articles and facts, for the writer of the index.
#ifndef DATELINE_QUERY_SERVICE_INDEX_FACT_ROWS_H_
#define DATELINE_QUERY_SERVICE_INDEX_FACT_ROWS_H_

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "dateline/v1/article.pb.h"
#include "dateline/v1/fact.pb.h"
#include "platform/store/database.h"
#include "query_service/index/content_totals.h"
#include "query_service/index/known_articles.h"
#include "query_service/segments/fact_document.h"

namespace dateline::index {

// What became of the facts in a transaction, for the segments.
struct FactChanges {
  // In the order of recorded_from.
  std::vector<segments::FactDocument> added;
  // recorded_from and recorded_to.
  std::vector<std::pair<int64_t, int64_t>> ended;
  // Rows were erased: the segments that held them are to be made anew.
  bool erased = false;
};

// Why the version of a fact ends.
struct FactEnding {
  // Unspecified: what takes its place says.
  v1::RetractionCause cause = v1::RETRACTION_CAUSE_UNSPECIFIED;
  std::string reason = {};
  // The other version, or the other fact, that takes its place; null: none does. Of the same revision of the article it
  // comes from reading it again, else from a correction.
  const v1::Fact* successor = nullptr;
};

// Versions of articles and facts by the offset that brought them. Every method REQUIRES a write transaction. Not
// thread-safe.
class FactRows {
 public:
  // `totals` must outlive this.
  FactRows(store::Database& database, ContentTotals& totals)
      : database_(database), totals_(totals), articles_(database) {}

  // Documents of the facts added are kept for TakeChanges, or not: while an index is not whole nobody needs them.
  void KeepDocuments(bool keep) { keeps_documents_ = keep; }

  // Add the version of `offset`, which holds from then on. REQUIRES: no other of the name holds; a fact's article has
  // been added, unless nobody knows it.
  absl::Status AddArticle(int64_t offset, const v1::Article& article);
  absl::Status AddFact(const segments::FactRecord& record, v1::FactChangeKind kind, const v1::Fact& fact);

  // End the version that holds under the name, if there is one. False: it is of `offset` or later, and goes on.
  absl::StatusOr<bool> EndArticle(int64_t offset, const std::string& name);
  absl::StatusOr<bool> EndFact(int64_t offset, const std::string& name, const FactEnding& ending);

  // Deletes every version of the article and of its facts, and the rows of segments that held these; notes that it was
  // purged.
  absl::Status Erase(int64_t offset, const std::string& article);

  // What became of the facts since it was asked last.
  FactChanges TakeChanges() { return std::exchange(changes_, FactChanges()); }
  // Whether rows were erased since it was asked last.
  bool TakeHasErased() { return std::exchange(has_erased_, false); }
  // After a roll-back.
  void Forget();

 private:
  absl::StatusOr<std::string> ReadFactBytes(int64_t recorded_from);
  absl::Status EraseFacts(int64_t article);
  absl::Status EraseArticles(int64_t article);
  absl::Status Run(absl::string_view statement, int64_t number);

  store::Database& database_;
  ContentTotals& totals_;
  KnownArticles articles_;
  FactChanges changes_;
  bool keeps_documents_ = true;
  bool has_erased_ = false;
};

}  // namespace dateline::index

#endif  // DATELINE_QUERY_SERVICE_INDEX_FACT_ROWS_H_
