// Evidence of persons who meet often: few names, countries and offices.
#ifndef DATELINE_TESTS_TESTING_RANDOM_EVIDENCE_H_
#define DATELINE_TESTS_TESTING_RANDOM_EVIDENCE_H_

#include <random>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "ingest_service/resolution/registry.h"

namespace dateline::testing {

inline std::string Draw(const std::vector<std::string>& values, std::mt19937& random) {
  return values[random() % values.size()];
}

inline resolution::PersonEvidence RandomPerson(int number, std::mt19937& random) {
  resolution::PersonEvidence person;
  person.is_short = random() % 3 == 0;
  person.country_code = Draw({"", "VN", "US"}, random);
  if (person.is_short) {
    person.name = Draw({"son", "bui", "lam"}, random);
    person.entity = absl::StrCat("entities/person.", person.name, ".", number);
  } else {
    person.name = Draw({"bui thanh son", "le son", "son lam", "bui lam"}, random);
    person.entity = absl::StrCat("entities/person.", person.country_code, ".", person.name);
  }
  for (const char* office : {"minister", "coach", "king"}) {
    const int year = random() % 2 == 0 ? 0 : 1990 + static_cast<int>(random() % 30);
    if (random() % 3 == 0) person.offices.push_back({office, year});
  }
  return person;
}

// At least one.
inline std::vector<resolution::PersonEvidence> RandomEvidence(int max_size, std::mt19937& random) {
  std::vector<resolution::PersonEvidence> evidence;
  const int size = 1 + static_cast<int>(random() % static_cast<unsigned>(max_size));
  for (int number = 0; number < size; ++number) evidence.push_back(RandomPerson(number, random));
  return evidence;
}

}  // namespace dateline::testing

#endif  // DATELINE_TESTS_TESTING_RANDOM_EVIDENCE_H_
