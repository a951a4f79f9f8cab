// Small facts to compare.
#ifndef DATELINE_TESTS_QUERY_SERVICE_CLAIMS_EXAMPLE_ASSERTIONS_H_
#define DATELINE_TESTS_QUERY_SERVICE_CLAIMS_EXAMPLE_ASSERTIONS_H_

#include <string>

#include "query_service/claims/assertion.h"

namespace dateline::claims {

inline v1::Date Day(int year, int month, int day) {
  v1::Date date;
  date.set_year(year);
  date.set_month(month);
  date.set_day(day);
  return date;
}

inline v1::Participant& AddParticipant(v1::Fact& fact, v1::ParticipantRole role, const std::string& id,
                                       const std::string& display_name) {
  v1::Participant& participant = *fact.add_participants();
  participant.set_role(role);
  participant.set_entity("entities/" + id);
  participant.set_display_name(display_name);
  participant.set_entity_type(id.rfind("person", 0) == 0 ? v1::ENTITY_TYPE_PERSON : v1::ENTITY_TYPE_ORGANIZATION);
  return participant;
}

inline void SetDay(v1::Fact& fact, const v1::Date& day) {
  *fact.mutable_time()->mutable_earliest() = day;
  *fact.mutable_time()->mutable_latest() = day;
}

// Lee met Maris in Oslo on 2025-08-14.
inline v1::Fact Meeting() {
  v1::Fact fact;
  fact.set_kind(v1::FACT_KIND_EVENT);
  fact.set_event_type(v1::EVENT_TYPE_CONSULT);
  fact.set_modality(v1::MODALITY_ACTUAL);
  AddParticipant(fact, v1::PARTICIPANT_ROLE_ACTOR, "person.ann-lee", "Ann Lee");
  AddParticipant(fact, v1::PARTICIPANT_ROLE_ACTOR, "person.jo-maris", "Jo Maris");
  fact.mutable_trigger()->set_text("met");
  fact.mutable_evidence()->set_text("Ann Lee met Jo Maris for talks about the border treaty.");
  SetDay(fact, Day(2025, 8, 14));
  return fact;
}

// Lee says something of the border treaty.
inline v1::Fact Statement() {
  v1::Fact fact;
  fact.set_kind(v1::FACT_KIND_STATEMENT);
  fact.set_modality(v1::MODALITY_ACTUAL);
  AddParticipant(fact, v1::PARTICIPANT_ROLE_SPEAKER, "person.ann-lee", "Ann Lee");
  fact.mutable_theme()->set_text("that the border treaty would be signed within weeks");
  fact.mutable_trigger()->set_text("said");
  fact.mutable_evidence()->set_text("Ann Lee said that the border treaty would be signed within weeks.");
  return fact;
}

// Lee is Norway's foreign minister.
inline v1::Fact OfficeOf(const std::string& id, const std::string& name) {
  v1::Fact fact;
  fact.set_kind(v1::FACT_KIND_OFFICE);
  fact.set_modality(v1::MODALITY_ACTUAL);
  AddParticipant(fact, v1::PARTICIPANT_ROLE_HOLDER, id, name);
  AddParticipant(fact, v1::PARTICIPANT_ROLE_COUNTRY, "country.no", "Norway");
  fact.mutable_office()->set_normalized_title("Minister of Foreign Affairs");
  return fact;
}

// So many people died in the flood.
inline v1::Fact Deaths(double count) {
  v1::Fact fact;
  fact.set_kind(v1::FACT_KIND_QUANTITY);
  fact.set_modality(v1::MODALITY_ACTUAL);
  fact.mutable_quantity()->set_metric("people killed");
  fact.mutable_quantity()->set_value(count);
  fact.mutable_quantity()->set_unit("people");
  fact.mutable_evidence()->set_text("Officials said people were killed when the river flooded Bergen on Monday.");
  SetDay(fact, Day(2025, 8, 14));
  return fact;
}

inline Assertion Asserted(const v1::Fact& fact, const v1::Date& published = Day(2025, 8, 15)) {
  return AssertionOf(fact, DayNumber(published), [](const std::string& entity) { return entity; });
}

}  // namespace dateline::claims

#endif  // DATELINE_TESTS_QUERY_SERVICE_CLAIMS_EXAMPLE_ASSERTIONS_H_
