#include "ingest_service/fact_log/article_knowledge.h"

#include "ingest_service/fact_log/acronym_registry.h"
#include "ingest_service/fact_log/person_registry.h"
#include "ingest_service/resolution/evidence.h"

namespace dateline::fact_log {

Evidence EvidenceOf(const v1::Article& article, absl::Span<const v1::Entity> entities,
                    absl::Span<const v1::Fact> facts) {
  return {EntityChanges(entities), resolution::EvidenceOf(article, entities, facts), resolution::AcronymsOf(entities)};
}

absl::Status SetKnowledge(const EntitySource& source, absl::Span<const v1::Entity> entities, const Evidence& evidence,
                          ChangeWriter& writer) {
  if (absl::Status set = SetEntities(source, entities, evidence.entity_changes, writer); !set.ok()) return set;
  return SetMerges(source, evidence, writer);
}

absl::Status SetMerges(const EntitySource& source, const Evidence& evidence, ChangeWriter& writer) {
  const auto persons = SetEvidence(writer.database(), source.article, evidence.persons, source.is_first);
  if (!persons.ok()) return persons.status();
  if (absl::Status appended = AppendMerges(*persons, writer); !appended.ok()) return appended;
  const auto organizations = SetAcronyms(writer.database(), source.article, evidence.acronyms, source.is_first);
  return organizations.ok() ? AppendMerges(*organizations, writer) : organizations.status();
}

}  // namespace dateline::fact_log
