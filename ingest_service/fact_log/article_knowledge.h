// What an article in force adds to what is known of entities.
#ifndef DATELINE_INGEST_SERVICE_FACT_LOG_ARTICLE_KNOWLEDGE_H_
#define DATELINE_INGEST_SERVICE_FACT_LOG_ARTICLE_KNOWLEDGE_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/types/span.h"
#include "dateline/v1/article.pb.h"
#include "dateline/v1/entity.pb.h"
#include "dateline/v1/fact.pb.h"
#include "ingest_service/fact_log/change_writer.h"
#include "ingest_service/fact_log/entity_appender.h"
#include "ingest_service/resolution/acronyms.h"
#include "ingest_service/resolution/registry.h"

namespace dateline::fact_log {

// What an article says of its entities, and gives of who they are.
struct Evidence {
  std::vector<std::string> entity_changes;  // ENTITY_CHANGED of each, serialized v1::Change
  std::vector<resolution::PersonEvidence> persons;
  std::vector<resolution::AcronymEvidence> acronyms;
};

// Needs no store: any thread may find it beforehand.
Evidence EvidenceOf(const v1::Article& article, absl::Span<const v1::Entity> entities,
                    absl::Span<const v1::Fact> facts);

// From now on the article says `entities` and gives `evidence`, and nothing else of either. Appends the changes of
// entities, then those of merges.
absl::Status SetKnowledge(const EntitySource& source, absl::Span<const v1::Entity> entities, const Evidence& evidence,
                          ChangeWriter& writer);

// The merges alone. REQUIRES: the log knows the entities of `evidence`.
absl::Status SetMerges(const EntitySource& source, const Evidence& evidence, ChangeWriter& writer);

}  // namespace dateline::fact_log

#endif  // DATELINE_INGEST_SERVICE_FACT_LOG_ARTICLE_KNOWLEDGE_H_
