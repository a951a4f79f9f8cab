// The facts of the tables, as segments take them in.
#ifndef DATELINE_QUERY_SERVICE_INDEX_STORED_FACTS_H_
#define DATELINE_QUERY_SERVICE_INDEX_STORED_FACTS_H_

#include <cstdint>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "platform/store/database.h"
#include "query_service/segments/fact_document.h"

namespace dateline::index {

// Every version recorded after `after` and before `before`, in the order of recorded_from. The documents are those that
// were made when the facts came to an index that is whole from `whole_from` on. DATA_LOSS: a fact cannot be read. Ends
// with the first error of `take`.
absl::Status VisitStoredFacts(store::Database& database, int64_t whole_from, int64_t after, int64_t before,
                              absl::FunctionRef<absl::Status(const segments::FactDocument&)> take);

}  // namespace dateline::index

#endif  // DATELINE_QUERY_SERVICE_INDEX_STORED_FACTS_H_
