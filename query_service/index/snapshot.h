// The index as a reader sees it.
#ifndef DATELINE_QUERY_SERVICE_INDEX_SNAPSHOT_H_
#define DATELINE_QUERY_SERVICE_INDEX_SNAPSHOT_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "platform/sqlite/reader_pool.h"
#include "query_service/index/fact_days.h"
#include "query_service/index/index_state.h"
#include "query_service/index/postings.h"
#include "query_service/index/term.h"

namespace dateline::index {

struct TermEntry {
  // 0: nothing was ever posted under the term.
  int64_t number = 0;
  // How many items posted under it hold at the snapshot's newest state.
  int64_t live_count = 0;
};

// What filters read of a fact.
struct FactRow {
  int64_t recorded_to;
  // Unset: the fact has no time.
  std::optional<FactDays> days;
};

struct EntityRow {
  int64_t recorded_from;
  int64_t recorded_to;
  // dateline.v1.Entity
  std::string bytes;
};

// Which entities ListEntities gives.
struct EntityFilter {
  // 0: any.
  int type = 0;
  // Empty: any.
  std::string country_code;
};

// Every item that was ever recorded up to one moment; what held at a state T up to state().position.offset is what has
// recorded_from <= T < recorded_to. Later commits do not show. Not thread-safe; keep it for one read only, for while it
// lives the write-ahead log cannot be cut.
class Snapshot {
 public:
  static absl::StatusOr<Snapshot> Take(sqlite::ReaderPool& readers);

  const IndexState& state() const { return state_; }

  absl::StatusOr<TermEntry> FindTerm(const Term& term);
  // The items posted under the term, those with one of `roles` only unless it is empty. Must not outlive the snapshot.
  std::unique_ptr<Postings> OpenPostings(int64_t term_number, RoleSet roles = 0);

  // By recorded_from. DATA_LOSS: not there.
  absl::StatusOr<FactRow> ReadFact(int64_t recorded_from);
  absl::StatusOr<std::string> ReadFactBytes(int64_t recorded_from);
  absl::StatusOr<EntityRow> ReadEntity(int64_t recorded_from);

  // recorded_from of what held under the name at `at`; nothing: there was none.
  absl::StatusOr<std::optional<int64_t>> FindFact(absl::string_view name, int64_t at);
  absl::StatusOr<std::optional<EntityRow>> FindEntity(absl::string_view name, int64_t at);

  // The entities that held at `at` with a name greater than `after`, by name, until `take` says false.
  absl::Status VisitEntities(absl::string_view after, const EntityFilter& filter, int64_t at,
                             absl::FunctionRef<bool(absl::string_view name, absl::string_view bytes)> take);

 private:
  Snapshot(sqlite::ReaderPool::Lease database, sqlite::Transaction transaction);

  sqlite::ReaderPool::Lease database_;
  sqlite::Transaction transaction_;
  IndexState state_;
};

}  // namespace dateline::index

#endif  // DATELINE_QUERY_SERVICE_INDEX_SNAPSHOT_H_
