#include "ingest_service/facts/conversion.h"

namespace dateline::facts {

// Both enums list the same things in the same order, ours from 0 and the contract's from 1.
static_assert(static_cast<int>(extraction::EventType::kAppoint) == v1::EVENT_TYPE_APPOINT);
static_assert(static_cast<int>(extraction::EventType::kRequest) == v1::EVENT_TYPE_REQUEST);
static_assert(static_cast<int>(extraction::Kind::kQuantity) + 1 == v1::FACT_KIND_QUANTITY);
static_assert(static_cast<int>(extraction::Modality::kHypothetical) + 1 == v1::MODALITY_HYPOTHETICAL);
static_assert(static_cast<int>(extraction::Role::kSubject) + 1 == v1::PARTICIPANT_ROLE_SUBJECT);
static_assert(static_cast<int>(language::NameType::kPlace) + 1 == v1::ENTITY_TYPE_PLACE);

v1::FactKind ToProto(extraction::Kind kind) { return static_cast<v1::FactKind>(static_cast<int>(kind) + 1); }

v1::EventType ToProto(extraction::EventType type) { return static_cast<v1::EventType>(static_cast<int>(type)); }

v1::Modality ToProto(extraction::Modality modality) {
  return static_cast<v1::Modality>(static_cast<int>(modality) + 1);
}

v1::ParticipantRole ToProto(extraction::Role role) {
  return static_cast<v1::ParticipantRole>(static_cast<int>(role) + 1);
}

v1::EntityType ToProto(language::NameType type) { return static_cast<v1::EntityType>(static_cast<int>(type) + 1); }

v1::Date ToProto(absl::CivilDay day) {
  v1::Date date;
  date.set_year(static_cast<int32_t>(day.year()));
  date.set_month(day.month());
  date.set_day(day.day());
  return date;
}

}  // namespace dateline::facts
