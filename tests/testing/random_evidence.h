// Evidence of persons and organizations who meet often: few names, countries, offices and acronyms.
#ifndef DATELINE_TESTS_TESTING_RANDOM_EVIDENCE_H_
#define DATELINE_TESTS_TESTING_RANDOM_EVIDENCE_H_

#include <random>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "ingest_service/resolution/acronyms.h"
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

// Of one article; at least one piece.
inline std::vector<resolution::AcronymEvidence> RandomAcronyms(int max_size, std::mt19937& random) {
  std::set<resolution::AcronymEvidence> evidence;
  const int size = 1 + static_cast<int>(random() % static_cast<unsigned>(max_size));
  for (int i = 0; i < size; ++i) {
    resolution::AcronymEvidence piece;
    piece.acronym = Draw({"mwb", "cpp"}, random);
    piece.country_code = Draw({"", "KH", "CA"}, random);
    piece.is_defined = random() % 2 == 0;
    const std::string name = piece.is_defined ? Draw({"party", "board", "police"}, random) : piece.acronym;
    piece.entity = absl::StrCat("entities/organization.", piece.country_code, ".", name);
    evidence.insert(piece);
  }
  return {evidence.begin(), evidence.end()};
}

}  // namespace dateline::testing

#endif  // DATELINE_TESTS_TESTING_RANDOM_EVIDENCE_H_
