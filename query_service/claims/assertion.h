// Facts as they are compared across articles.
#ifndef DATELINE_QUERY_SERVICE_CLAIMS_ASSERTION_H_
#define DATELINE_QUERY_SERVICE_CLAIMS_ASSERTION_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/strings/string_view.h"
#include "dateline/v1/article.pb.h"
#include "dateline/v1/fact.pb.h"

namespace dateline::claims {

// Days since 1970-01-01, both ends included.
struct Days {
  int32_t first;
  int32_t last;
};

// Folded words, sorted, each once.
using Words = std::vector<std::string>;

// The Dice coefficient of two sets: 0 to 1; of two empty ones 0.
double Overlap(const Words& one, const Words& other);

struct AssertedParticipant {
  v1::ParticipantRole role;
  std::string entity;  // the one that it stands for
  Words name;
  bool is_person;
  // Known in its article only, by a description ("the driver") or by one word.
  bool is_local;
  // Written with a capital, or in letters that have none.
  bool is_name;
};

// What one fact asserts, without where in the article.
struct Assertion {
  v1::FactKind kind = v1::FACT_KIND_UNSPECIFIED;
  v1::EventType event_type = v1::EVENT_TYPE_UNSPECIFIED;
  v1::Modality modality = v1::MODALITY_UNSPECIFIED;
  bool negated = false;
  std::vector<AssertedParticipant> participants;  // each entity once in a role
  std::string place;                              // an entity; empty: unknown
  std::optional<Days> days;                       // when it holds; unset: the article does not say, or with an open end
  std::optional<int32_t> published;               // the article's day; unset: unknown
  Words trigger;                                  // beginnings of its words: "arrest" of "arrested"
  Words theme;                                    // words that carry meaning, without names of participants
  Words setting;                                  // of the evidence, in the same way
  Words numbers;                                  // in figures, of the evidence
  Words office;                                   // of the title
  Words metric;                                   // of the quantity
  double least = 0;                               // of the figure
  double most = 0;
  std::string unit;
  bool is_approximate = false;
};

// The entity that an entity (a resource name) stands for.
using StandsFor = absl::FunctionRef<std::string(const std::string&)>;

// Is the entity known in one article only? Such names end in a digest: "entities/person.driver.b02a7ca9a35d8b2a".
bool IsLocal(absl::string_view entity);

// Days from 1970-01-01 to a whole date; nothing: its day, month or year is unknown.
std::optional<int32_t> DayNumber(const v1::Date& date);

// `published`: the day of the fact's article; nothing: unknown.
Assertion AssertionOf(const v1::Fact& fact, std::optional<int32_t> published, StandsFor stands_for);

}  // namespace dateline::claims

#endif  // DATELINE_QUERY_SERVICE_CLAIMS_ASSERTION_H_
