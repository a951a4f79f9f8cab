// The registry of persons across articles, in the store.
#ifndef DATELINE_INGEST_SERVICE_FACT_LOG_PERSON_REGISTRY_H_
#define DATELINE_INGEST_SERVICE_FACT_LOG_PERSON_REGISTRY_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "ingest_service/resolution/registry.h"
#include "platform/sqlite/database.h"

namespace dateline::fact_log {

// An entity whose `merged_into` changes.
struct MergeChange {
  std::string entity;
  std::string merged_into;  // empty: it stands for itself again
};

// Adds evidence, inside the caller's transaction, and gives the merges that it makes and undoes, by entity. After any
// number of calls the stored merges are resolution::FindMerges of all evidence added. Looks only at the persons that
// new evidence may touch: those of its names, and the short-named ones whom these names may call, with their
// candidates; evidence that is there already costs its look-up.
absl::StatusOr<std::vector<MergeChange>> AddEvidence(sqlite::Database& database,
                                                     absl::Span<const resolution::PersonEvidence> evidence);

}  // namespace dateline::fact_log

#endif  // DATELINE_INGEST_SERVICE_FACT_LOG_PERSON_REGISTRY_H_
