// Writes what becomes known of entities, inside a transaction.
#ifndef DATELINE_INGEST_SERVICE_FACT_LOG_ENTITY_APPENDER_H_
#define DATELINE_INGEST_SERVICE_FACT_LOG_ENTITY_APPENDER_H_

#include "absl/status/status.h"
#include "absl/types/span.h"
#include "dateline/v1/entity.pb.h"
#include "ingest_service/fact_log/change_writer.h"
#include "ingest_service/fact_log/person_registry.h"

namespace dateline::fact_log {

// Appends ENTITY_CHANGED for each entity that is new, or of which `seen` says something new.
absl::Status AppendEntities(absl::Span<const v1::Entity> seen, ChangeWriter& writer);

// Appends ENTITY_MERGED for each of `merges`. REQUIRES: the log knows the entities, those merged into too.
absl::Status AppendMerges(absl::Span<const MergeChange> merges, ChangeWriter& writer);

}  // namespace dateline::fact_log

#endif  // DATELINE_INGEST_SERVICE_FACT_LOG_ENTITY_APPENDER_H_
