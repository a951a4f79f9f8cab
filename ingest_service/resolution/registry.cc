#include "ingest_service/resolution/registry.h"

#include <algorithm>
#include <cstdlib>
#include <set>
#include <utility>

#include "absl/container/flat_hash_map.h"

namespace dateline::resolution {
namespace {

// In the same office after so many years is most often somebody else.
constexpr int kMaxYearsInOffice = 10;

// All that is known of one entity.
struct Person {
  const PersonEvidence* identity = nullptr;
  std::set<OfficeEvidence> offices;
};

bool IsShared(const OfficeEvidence& one, const OfficeEvidence& other) {
  if (one.office != other.office) return false;
  return one.year == 0 || other.year == 0 || std::abs(one.year - other.year) <= kMaxYearsInOffice;
}

bool ShareOffice(const Person& one, const Person& other) {
  return std::any_of(one.offices.begin(), one.offices.end(), [&](const OfficeEvidence& office) {
    return std::any_of(other.offices.begin(), other.offices.end(),
                       [&](const OfficeEvidence& its) { return IsShared(office, its); });
  });
}

class Registry {
 public:
  explicit Registry(absl::Span<const PersonEvidence> evidence) {
    for (const PersonEvidence& piece : evidence) {
      Person& person = persons_[piece.entity];
      person.identity = &piece;
      person.offices.insert(piece.offices.begin(), piece.offices.end());
    }
    for (auto& [entity, person] : persons_) {
      if (person.identity->is_short) continue;
      if (person.identity->country_code.empty()) {
        of_no_country_.push_back(&person);
      } else {
        by_name_[person.identity->name].push_back(&person);
      }
    }
  }

  Merges Find() {
    // First, for what is known of them counts for the persons whom they stand for.
    for (const Person* person : of_no_country_) MergeNamesake(*person);
    for (const auto& [name, namesakes] : by_name_) {
      for (const Person* person : namesakes) Index(*person);
    }
    for (const auto& [entity, person] : persons_) {
      if (person.identity->is_short) MergeShort(person);
    }
    return std::move(merges_);
  }

 private:
  using WordAndCountry = std::pair<std::string, std::string>;

  void MergeNamesake(const Person& person) {
    const auto found = by_name_.find(person.identity->name);
    if (found == by_name_.end()) return;
    const std::vector<const Person*>& namesakes = found->second;
    std::vector<const Person*> candidates;
    for (const Person* namesake : namesakes) {
      if (ShareOffice(person, *namesake)) candidates.push_back(namesake);
    }
    const bool is_only = namesakes.size() == 1 && (person.offices.empty() || namesakes.front()->offices.empty());
    if (is_only) candidates = namesakes;
    if (candidates.size() != 1) return;
    merges_[person.identity->entity] = candidates.front()->identity->entity;
    merged_offices_[candidates.front()].insert(person.offices.begin(), person.offices.end());
  }

  void Index(const Person& person) {
    Person known = person;
    if (const auto merged = merged_offices_.find(&person); merged != merged_offices_.end()) {
      known.offices.insert(merged->second.begin(), merged->second.end());
    }
    for (std::string& word : CallingWords(known.identity->name)) {
      by_word_[{std::move(word), known.identity->country_code}].push_back(known);
    }
  }

  void MergeShort(const Person& person) {
    const auto found = by_word_.find({person.identity->name, person.identity->country_code});
    if (found == by_word_.end()) return;
    std::vector<const Person*> candidates;
    for (const Person& full : found->second) {
      if (ShareOffice(person, full)) candidates.push_back(&full);
    }
    if (candidates.size() == 1) merges_[person.identity->entity] = candidates.front()->identity->entity;
  }

  std::map<std::string, Person> persons_;  // by entity
  std::vector<const Person*> of_no_country_;
  absl::flat_hash_map<std::string, std::vector<const Person*>> by_name_;         // those with a country
  absl::flat_hash_map<const Person*, std::set<OfficeEvidence>> merged_offices_;  // of whom they stand for
  absl::flat_hash_map<WordAndCountry, std::vector<Person>> by_word_;
  Merges merges_;
};

}  // namespace

Merges FindMerges(absl::Span<const PersonEvidence> evidence) { return Registry(evidence).Find(); }

std::vector<std::string> CallingWords(const std::string& name) {
  std::vector<std::string> words = {name.substr(0, name.find(' '))};
  std::string last = name.substr(name.rfind(' ') + 1);
  if (last != words.front()) words.push_back(std::move(last));
  return words;
}

}  // namespace dateline::resolution
