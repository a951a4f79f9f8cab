#include "ingest_service/fact_log/article_knowledge.h"

#include "ingest_service/fact_log/person_registry.h"

namespace dateline::fact_log {

absl::Status SetKnowledge(const EntitySource& source, absl::Span<const v1::Entity> entities,
                          absl::Span<const resolution::PersonEvidence> evidence, ChangeWriter& writer) {
  if (absl::Status set = SetEntities(source, entities, writer); !set.ok()) return set;
  const auto merges = SetEvidence(writer.database(), source.article, evidence, source.is_first);
  return merges.ok() ? AppendMerges(*merges, writer) : merges.status();
}

}  // namespace dateline::fact_log
