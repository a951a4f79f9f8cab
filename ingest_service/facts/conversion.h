// The extraction's value types in the contract's words.
#ifndef DATELINE_INGEST_SERVICE_FACTS_CONVERSION_H_
#define DATELINE_INGEST_SERVICE_FACTS_CONVERSION_H_

#include "absl/time/civil_time.h"
#include "dateline/v1/article.pb.h"
#include "dateline/v1/entity.pb.h"
#include "dateline/v1/fact.pb.h"
#include "ingest_service/extraction/candidate.h"
#include "ingest_service/language/analysis/analysis.h"

namespace dateline::facts {

v1::FactKind ToProto(extraction::Kind kind);
v1::EventType ToProto(extraction::EventType type);
v1::Modality ToProto(extraction::Modality modality);
v1::ParticipantRole ToProto(extraction::Role role);
// REQUIRES: `type` is not kNationality.
v1::EntityType ToProto(language::NameType type);
v1::Date ToProto(absl::CivilDay day);

}  // namespace dateline::facts

#endif  // DATELINE_INGEST_SERVICE_FACTS_CONVERSION_H_
