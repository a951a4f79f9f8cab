// What another process wrote into an index that several share.
#ifndef DATELINE_QUERY_SERVICE_INDEX_WRITTEN_CHANGES_H_
#define DATELINE_QUERY_SERVICE_INDEX_WRITTEN_CHANGES_H_

#include <optional>
#include <vector>

#include "absl/status/statusor.h"
#include "platform/store/database.h"
#include "query_service/index/fact_rows.h"
#include "query_service/index/index_state.h"
#include "query_service/index/merged_names.h"

namespace dateline::index {

// As the writer's own rows give them.
struct WrittenChanges {
  FactChanges facts;
  std::vector<Merge> merges;
};

// What leads from `known` to `stored`, which the tables show. Nothing: it is not to be told from the tables, since the
// index began anew or an article was purged in between, or it is more than reading everything would cost. REQUIRES: a
// read transaction, in which the state is `stored`.
absl::StatusOr<std::optional<WrittenChanges>> ReadWrittenChanges(store::Database& database, const IndexState& known,
                                                                 const IndexState& stored);

}  // namespace dateline::index

#endif  // DATELINE_QUERY_SERVICE_INDEX_WRITTEN_CHANGES_H_
