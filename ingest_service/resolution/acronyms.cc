#include "ingest_service/resolution/acronyms.h"

#include <map>
#include <set>
#include <utility>

#include "absl/algorithm/container.h"
#include "ingest_service/extraction/entities/acronym.h"
#include "ingest_service/extraction/entities/name_words.h"

namespace dateline::resolution {
namespace {

using Countries = std::map<std::string, std::set<std::string>>;  // by entity; "": unknown in some article

// What is known of one acronym.
struct Uses {
  Countries defined, only;  // the organizations for which it is defined, and those known by it only
};

void AddAcronyms(const v1::Entity& entity, std::set<AcronymEvidence>& evidence) {
  std::set<std::string> acronyms, words;
  const auto add = [&](const std::string& name) {
    std::vector<std::string> of_name = extraction::NameWords(name);
    if (of_name.size() == 1 && extraction::IsAcronym(name)) {
      acronyms.insert(std::move(of_name.front()));
    } else {
      words.insert(of_name.begin(), of_name.end());
    }
  };
  add(entity.display_name());
  absl::c_for_each(entity.aliases(), add);
  if (words.empty() && acronyms.size() > 1) return;
  for (const std::string& acronym : acronyms) {
    if (!words.contains(acronym)) {
      evidence.insert({acronym, entity.name(), entity.country_code(), /*is_defined=*/!words.empty()});
    }
  }
}

bool MeetsCountry(const std::set<std::string>& one, const std::set<std::string>& other) {
  return absl::c_any_of(one, [&](const std::string& country) { return !country.empty() && other.contains(country); });
}

bool MayBeOfOneCountry(const std::set<std::string>& one, const std::set<std::string>& other) {
  return one.contains("") || other.contains("");
}

template <typename Fits>
std::vector<std::string> Fitting(const Countries& defined, const std::set<std::string>& countries, Fits fits) {
  std::vector<std::string> fitting;
  for (const auto& [entity, its] : defined) {
    if (fits(its, countries)) fitting.push_back(entity);
  }
  return fitting;
}

}  // namespace

std::vector<AcronymEvidence> AcronymsOf(absl::Span<const v1::Entity> entities) {
  std::set<AcronymEvidence> evidence;
  for (const v1::Entity& entity : entities) {
    if (entity.type() == v1::ENTITY_TYPE_ORGANIZATION) AddAcronyms(entity, evidence);
  }
  return {evidence.begin(), evidence.end()};
}

Merges FindAcronymMerges(absl::Span<const AcronymEvidence> evidence) {
  std::map<std::string, Uses> by_acronym;
  for (const AcronymEvidence& piece : evidence) {
    Uses& uses = by_acronym[piece.acronym];
    (piece.is_defined ? uses.defined : uses.only)[piece.entity].insert(piece.country_code);
  }
  Merges merges;
  for (const auto& [acronym, uses] : by_acronym) {
    for (const auto& [entity, countries] : uses.only) {
      if (uses.defined.contains(entity)) continue;
      std::vector<std::string> full = Fitting(uses.defined, countries, MeetsCountry);
      if (full.empty()) full = Fitting(uses.defined, countries, MayBeOfOneCountry);
      if (full.size() == 1) merges[entity] = full.front();
    }
  }
  return merges;
}

}  // namespace dateline::resolution
