#include "ingest_service/extraction/entities/discourse.h"

#include <algorithm>
#include <utility>

#include "absl/algorithm/container.h"

namespace dateline::extraction {
namespace {

constexpr size_t kMaxOccurrences = 64;

void AddOnce(int entity, std::vector<int>& to) {
  if (!absl::c_linear_search(to, entity)) to.push_back(entity);
}

}  // namespace

void Discourse::Add(Occurrence occurrence) {
  if (occurrence.entities.size() == 1) {
    const auto entity = static_cast<size_t>(occurrence.entities[0]);
    if (entity >= counts_.size()) counts_.resize(entity + 1, 0);
    ++counts_[entity];
  }
  if (occurrences_.size() == 2 * kMaxOccurrences)
    occurrences_.erase(occurrences_.begin(), occurrences_.begin() + kMaxOccurrences);
  occurrences_.push_back(std::move(occurrence));
}

void Discourse::EndSentence(int sentence) {
  if (occurrences_.empty() || occurrences_.back().sentence != sentence) return;
  for (language::NameType type : {language::NameType::kCountry, language::NameType::kPerson}) {
    JoinSubjects(sentence, type);
    JoinCompanions(sentence, type);
  }
}

// "Shoukry and his counterparts A, B and C gathered".
void Discourse::JoinSubjects(int sentence, language::NameType type) {
  std::vector<int> members;
  int clause = -1;
  for (auto latest = occurrences_.rbegin(); latest != occurrences_.rend() && latest->sentence == sentence; ++latest) {
    if (latest->clause < 0 || latest->quoted || latest->type != type || latest->plural) continue;
    if (clause >= 0 && latest->clause != clause) continue;
    clause = latest->clause;
    for (auto member = latest->entities.rbegin(); member != latest->entities.rend(); ++member)
      AddOnce(*member, members);
  }
  std::reverse(members.begin(), members.end());
  AddPair(std::move(members), sentence, type);
}

void Discourse::JoinCompanions(int sentence, language::NameType type) {
  std::vector<int> subjects;
  std::vector<int> companions;
  int first = -1;
  for (auto latest = occurrences_.rbegin(); latest != occurrences_.rend() && latest->sentence == sentence; ++latest) {
    if (latest->entities.size() > 1 || latest->plural || latest->type != type) continue;
    if (latest->subject && !latest->quoted) AddOnce(latest->entities[0], subjects);
    if (latest->with) AddOnce(latest->entities[0], companions);
    if (latest->first && !latest->quoted) first = latest->entities[0];
  }
  if (subjects.empty() && first >= 0) subjects.push_back(first);
  if (subjects.size() != 1) return;
  companions.erase(std::remove(companions.begin(), companions.end(), subjects[0]), companions.end());
  if (companions.size() == 1) AddPair({subjects[0], companions[0]}, sentence, type);
}

void Discourse::AddPair(std::vector<int> entities, int sentence, language::NameType type) {
  if (entities.size() < 2) return;
  Occurrence pair;
  pair.entities = std::move(entities);
  pair.token = occurrences_.back().token;
  pair.sentence = sentence;
  pair.type = type;
  pair.subject = true;
  Add(std::move(pair));
}

std::vector<const Occurrence*> Discourse::LatestFirst() const {
  std::vector<const Occurrence*> latest;
  for (auto o = occurrences_.rbegin(); o != occurrences_.rend() && latest.size() < kMaxOccurrences; ++o)
    latest.push_back(&*o);
  return latest;
}

}  // namespace dateline::extraction
