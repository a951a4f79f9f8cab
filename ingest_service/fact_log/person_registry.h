// The registry of persons across articles, in the store.
#ifndef DATELINE_INGEST_SERVICE_FACT_LOG_PERSON_REGISTRY_H_
#define DATELINE_INGEST_SERVICE_FACT_LOG_PERSON_REGISTRY_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "ingest_service/resolution/registry.h"
#include "platform/store/database.h"

namespace dateline::fact_log {

// An entity whose `merged_into` changes.
struct MergeChange {
  std::string entity;
  std::string merged_into;  // empty: it stands for itself again
};

// From now on the article gives `evidence` and no other, inside the caller's transaction. The merges that this makes
// and undoes, by entity. After any number of calls the stored merges are resolution::FindMerges of the evidence that
// articles give now. Looks only at the persons whom the difference may touch: those of its names, and the short-named
// ones whom these names may call, with their candidates. `is_first`: nothing of the article was ever stored. REQUIRES:
// pieces of one entity differ in offices only, over all articles.
absl::StatusOr<std::vector<MergeChange>> SetEvidence(store::Database& database, absl::string_view article,
                                                     absl::Span<const resolution::PersonEvidence> evidence,
                                                     bool is_first);

}  // namespace dateline::fact_log

#endif  // DATELINE_INGEST_SERVICE_FACT_LOG_PERSON_REGISTRY_H_
