// What an article in force adds to what is known of entities.
#ifndef DATELINE_INGEST_SERVICE_FACT_LOG_ARTICLE_KNOWLEDGE_H_
#define DATELINE_INGEST_SERVICE_FACT_LOG_ARTICLE_KNOWLEDGE_H_

#include "absl/status/status.h"
#include "absl/types/span.h"
#include "dateline/v1/entity.pb.h"
#include "ingest_service/fact_log/change_writer.h"
#include "ingest_service/fact_log/entity_appender.h"
#include "ingest_service/resolution/registry.h"

namespace dateline::fact_log {

// From now on the article says `entities` and gives `evidence`, and nothing else of either. Appends the changes of
// entities, then those of merges.
absl::Status SetKnowledge(const EntitySource& source, absl::Span<const v1::Entity> entities,
                          absl::Span<const resolution::PersonEvidence> evidence, ChangeWriter& writer);

// The merges alone. REQUIRES: the log knows `entities`.
absl::Status SetMerges(const EntitySource& source, absl::Span<const v1::Entity> entities,
                       absl::Span<const resolution::PersonEvidence> evidence, ChangeWriter& writer);

}  // namespace dateline::fact_log

#endif  // DATELINE_INGEST_SERVICE_FACT_LOG_ARTICLE_KNOWLEDGE_H_
