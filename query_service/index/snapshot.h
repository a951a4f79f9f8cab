// The index as a reader sees it.
#ifndef DATELINE_QUERY_SERVICE_INDEX_SNAPSHOT_H_
#define DATELINE_QUERY_SERVICE_INDEX_SNAPSHOT_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "platform/store/database.h"
#include "query_service/index/history.h"
#include "query_service/index/index_reader.h"
#include "query_service/index/postings.h"
#include "query_service/index/term.h"

namespace dateline::index {

struct EntityRow {
  int64_t recorded_from;
  int64_t recorded_to;
  // dateline.v1.Entity
  std::string bytes;
};

// Which entities VisitEntities gives.
struct EntityFilter {
  // 0: any.
  int type = 0;
  // Empty: any.
  std::string country_code;
};

// Every item that was ever recorded up to one moment; what held at a state T up to state().position.offset is what has
// recorded_from <= T < recorded_to. Facts are in memory; the tables of entities are opened when they are asked for, and
// may show later commits, which do not concern those states. Where other processes write them too, what asks for them
// may fail with UNAVAILABLE (INDEX_NOT_READY): another has begun the index anew. Not thread-safe; keep it for one read
// only, for while it lives the write-ahead log cannot be cut.
class Snapshot {
 public:
  // `reader` must outlive it.
  explicit Snapshot(const IndexReader& reader) : reader_(reader), version_(reader.Newest()) {}

  const IndexState& state() const { return version_->state; }
  const segments::FactIndex& facts() const { return *version_->facts; }
  const MergedNames& merged_names() const { return reader_.merged_names(); }

  // The entities posted under the term. Must not outlive the snapshot.
  absl::StatusOr<std::unique_ptr<Postings>> OpenPostings(const Term& term);
  // The values of kEntityWord of `least` to `most` bytes. Ends with the first error of `take`.
  absl::Status VisitEntityWords(size_t least, size_t most,
                                absl::FunctionRef<absl::Status(absl::string_view word)> take);

  // recorded_from of the entities posted under the kEntityWord, or under one that begins so; each once.
  absl::StatusOr<std::vector<int64_t>> FindEntitiesByWord(absl::string_view word);
  absl::StatusOr<std::vector<int64_t>> FindEntitiesByPrefix(absl::string_view prefix);

  // By recorded_from. DATA_LOSS: not there.
  absl::StatusOr<EntityRow> ReadEntity(int64_t recorded_from);
  // What held under the name at `at`; nothing: there was none.
  absl::StatusOr<std::optional<EntityRow>> FindEntity(absl::string_view name, int64_t at);

  // The entities that held at `at` with a name greater than `after`, by name, until `take` says false. Asks `go_on`
  // before each version that it looks at, and ends with its first error.
  absl::Status VisitEntities(absl::string_view after, const EntityFilter& filter, int64_t at,
                             absl::FunctionRef<absl::Status()> go_on,
                             absl::FunctionRef<bool(absl::string_view name, absl::string_view bytes)> take);

  // See history.h.
  absl::StatusOr<std::optional<v1::Article>> FindArticle(absl::string_view name, int64_t at);
  absl::StatusOr<std::vector<FactVersion>> ReadFactVersions(absl::string_view fact, int64_t at);

  // Offset of the last change committed at `nanoseconds` or before; nothing: none that is known.
  absl::StatusOr<std::optional<int64_t>> FindOffsetAt(int64_t nanoseconds);

 private:
  // A connection and its transaction, which ends first.
  struct Tables {
    store::ReaderPool::Lease database;
    store::Transaction transaction;
  };
  // UNAVAILABLE (INDEX_NOT_READY): the tables do not hold the state any more.
  absl::StatusOr<store::Database*> OpenTables();
  // Of the words from `first` to before `end`.
  absl::StatusOr<std::vector<int64_t>> FindEntitiesByWords(absl::string_view first, absl::string_view end);

  const IndexReader& reader_;
  std::shared_ptr<const IndexVersion> version_;
  std::unique_ptr<Tables> tables_;
};

}  // namespace dateline::index

#endif  // DATELINE_QUERY_SERVICE_INDEX_SNAPSHOT_H_
