#include "tests/index_model/model_entities.h"

#include <algorithm>
#include <tuple>

#include "absl/strings/match.h"
#include "platform/unicode/fold.h"

namespace dateline::testing {
namespace {

using Words = std::vector<std::string>;

bool Has(const Words& words, const std::string& word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

bool HasWords(const std::string& name, const Words& wanted) {
  const Words words = unicode::FoldedWords(name);
  const auto has = [&](const std::string& word) { return Has(words, word); };
  const auto begins = [&](const std::string& word) { return absl::StartsWith(word, wanted.back()); };
  return std::all_of(wanted.begin(), wanted.end() - 1, has) && std::any_of(words.begin(), words.end(), begins);
}

bool Holds(const ModelFact& fact, const std::string& standing) {
  return std::count(fact.participants.begin(), fact.participants.end(),
                    std::pair(v1::PARTICIPANT_ROLE_HOLDER, standing)) > 0;
}

// Whether some office of the entity has all the words in its title; so where there are none.
bool HoldsOfficeOf(const ModelState& state, const std::string& name, const std::string& office) {
  const Words wanted = unicode::FoldedWords(office);
  return wanted.empty() || std::any_of(state.facts.begin(), state.facts.end(), [&](const ModelFact& fact) {
           const Words title = unicode::FoldedWords(fact.fact.office().normalized_title());
           return fact.fact.kind() == v1::FACT_KIND_OFFICE && !fact.fact.negated() &&
                  Holds(fact, state.StandsFor(name)) &&
                  std::all_of(wanted.begin(), wanted.end(), [&](const auto& word) { return Has(title, word); });
         });
}

const v1::Participant* FirstOf(const v1::Fact& fact, v1::ParticipantRole role) {
  for (const v1::Participant& participant : fact.participants()) {
    if (participant.role() == role) return &participant;
  }
  return nullptr;
}

v1::EntityOffice OfficeOf(const ModelFact& model) {
  const v1::Fact& fact = model.fact;
  const v1::Participant* organization = FirstOf(fact, v1::PARTICIPANT_ROLE_ORGANIZATION);
  const v1::Participant* country = FirstOf(fact, v1::PARTICIPANT_ROLE_COUNTRY);
  if (country == nullptr) country = organization;
  v1::EntityOffice office;
  office.set_title(fact.office().title());
  office.set_normalized_title(fact.office().normalized_title());
  if (organization != nullptr) office.set_organization(organization->entity());
  if (country != nullptr) office.set_country_code(country->country_code());
  office.set_fact(fact.name());
  office.set_edtf(fact.time().edtf());
  if (fact.time().has_earliest()) *office.mutable_earliest() = fact.time().earliest();
  if (fact.time().has_latest()) *office.mutable_latest() = fact.time().latest();
  office.mutable_first_recorded_time()->set_seconds(model.commit_seconds);
  const v1::TextSpan& evidence = fact.evidence();
  office.set_evidence(evidence.plain_text().empty() ? evidence.text() : evidence.plain_text());
  return office;
}

// 0.9 times the share of the name's words that the words are; 0: it has not all of them.
double ShareOf(const Words& words, const std::string& name) {
  Words sorted = words, of_name = unicode::FoldedWords(name);
  std::sort(sorted.begin(), sorted.end());
  std::sort(of_name.begin(), of_name.end());
  const bool has_all = std::includes(of_name.begin(), of_name.end(), sorted.begin(), sorted.end());
  return has_all ? 0.9 * static_cast<double>(words.size()) / static_cast<double>(of_name.size()) : 0;
}

}  // namespace

std::vector<std::string> ListEntities(const ModelState& state, const v1::ListEntitiesRequest& request) {
  std::vector<std::string> names;
  const Words wanted = unicode::FoldedWords(request.query());
  for (const auto& [name, entity] : state.entities) {
    if (request.type() != v1::ENTITY_TYPE_UNSPECIFIED && entity.type() != request.type()) continue;
    if (!request.country_code().empty() && entity.country_code() != request.country_code()) continue;
    if (!HoldsOfficeOf(state, name, request.office())) continue;
    bool has_words = wanted.empty() || HasWords(entity.display_name(), wanted);
    for (const std::string& alias : entity.aliases()) has_words = has_words || HasWords(alias, wanted);
    if (has_words) names.push_back(name);
  }
  return names;
}

std::set<std::string> AliasesOf(const ModelState& state, const std::string& name) {
  const v1::Entity& entity = state.entities.at(name);
  std::set<std::string> aliases(entity.aliases().begin(), entity.aliases().end());
  for (const auto& [other_name, other] : state.entities) {
    if (other.merged_into() != name) continue;
    aliases.insert(other.display_name());
    aliases.insert(other.aliases().begin(), other.aliases().end());
  }
  aliases.erase(entity.display_name());
  return aliases;
}

std::vector<v1::EntityOffice> OfficesOf(const ModelState& state, const std::string& name) {
  std::vector<v1::EntityOffice> offices;
  for (const ModelFact& fact : state.facts) {
    if (fact.fact.kind() != v1::FACT_KIND_OFFICE || fact.fact.negated()) continue;
    if (!Holds(fact, state.StandsFor(name))) continue;
    const v1::EntityOffice office = OfficeOf(fact);
    const auto is_same = [&](const v1::EntityOffice& other) {
      return std::tuple(office.normalized_title(), office.organization(), office.country_code()) ==
             std::tuple(other.normalized_title(), other.organization(), other.country_code());
    };
    const auto known = std::find_if(offices.begin(), offices.end(), is_same);
    if (known != offices.end()) {
      // Of those that say the same the first that says when.
      if (!known->edtf().empty() || office.edtf().empty()) continue;
      offices.erase(known);
    }
    offices.push_back(office);
  }
  return offices;
}

std::map<std::string, double> ScoresOfNames(const ModelState& state, const v1::ResolveEntitiesRequest& request) {
  const Words words = unicode::FoldedWords(request.text());
  std::map<std::string, double> scores;
  for (const auto& [name, entity] : state.entities) {
    if (!MayBeMeant(state, name, request)) continue;
    double score = ShareOf(words, entity.display_name());
    for (const std::string& alias : AliasesOf(state, name)) {
      score = std::max(score, unicode::FoldedWords(alias) == words ? 0.95 : ShareOf(words, alias));
    }
    if (unicode::FoldedWords(entity.display_name()) == words) score = 1;
    if (score > 0) scores[name] = score;
  }
  return scores;
}

bool MayBeMeant(const ModelState& state, const std::string& name, const v1::ResolveEntitiesRequest& request) {
  const auto found = state.entities.find(name);
  if (found == state.entities.end()) return false;
  const v1::Entity& entity = found->second;
  return entity.merged_into().empty() &&
         (request.type() == v1::ENTITY_TYPE_UNSPECIFIED || entity.type() == request.type()) &&
         (request.country_code().empty() || entity.country_code() == request.country_code()) &&
         HoldsOfficeOf(state, name, request.office());
}

}  // namespace dateline::testing
