// The registry of organizations and their acronyms across articles, in the store.
#ifndef DATELINE_INGEST_SERVICE_FACT_LOG_ACRONYM_REGISTRY_H_
#define DATELINE_INGEST_SERVICE_FACT_LOG_ACRONYM_REGISTRY_H_

#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "ingest_service/fact_log/person_registry.h"
#include "ingest_service/resolution/acronyms.h"
#include "platform/store/database.h"

namespace dateline::fact_log {

// From now on the article gives `evidence` and no other, inside the caller's transaction. The merges that this makes
// and undoes, by entity: after any number of calls, those of all calls together are resolution::FindAcronymMerges of
// the evidence that articles give now. In proportion to the organizations of the acronyms of which no other article
// says what the difference adds or takes back.
absl::StatusOr<std::vector<MergeChange>> SetAcronyms(store::Database& database, absl::string_view article,
                                                     absl::Span<const resolution::AcronymEvidence> evidence,
                                                     bool is_first);

}  // namespace dateline::fact_log

#endif  // DATELINE_INGEST_SERVICE_FACT_LOG_ACRONYM_REGISTRY_H_
