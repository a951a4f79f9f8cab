#include "ingest_service/extraction/entities/discourse.h"

#include <algorithm>
#include <utility>

#include "absl/algorithm/container.h"

namespace dateline::extraction {
namespace {

constexpr size_t kMaxOccurrences = 64;

}  // namespace

void Discourse::Add(Occurrence occurrence) {
  if (occurrence.entities.size() == 1) {
    const auto entity = static_cast<size_t>(occurrence.entities[0]);
    if (entity >= counts_.size()) counts_.resize(entity + 1, 0);
    ++counts_[entity];
  }
  if (occurrences_.size() == 2 * kMaxOccurrences) occurrences_.erase(occurrences_.begin(), occurrences_.begin() + kMaxOccurrences);
  occurrences_.push_back(std::move(occurrence));
}

void Discourse::EndSentence(int sentence) {
  std::vector<int> subjects;
  std::vector<int> companions;
  int token = 0;
  const auto add = [](int entity, std::vector<int>& to) {
    if (!absl::c_linear_search(to, entity)) to.push_back(entity);
  };
  for (auto latest = occurrences_.rbegin(); latest != occurrences_.rend() && latest->sentence == sentence; ++latest) {
    token = std::max(token, latest->token);
    if (latest->entities.size() > 1 || latest->plural) continue;
    if (latest->subject && !latest->quoted) add(latest->entities[0], subjects);
    if (latest->with) add(latest->entities[0], companions);
  }
  if (subjects.size() != 1) return;
  companions.erase(std::remove(companions.begin(), companions.end(), subjects[0]), companions.end());
  if (companions.size() != 1) return;
  Occurrence pair;
  pair.entities = {subjects[0], companions[0]};
  pair.token = token;
  pair.sentence = sentence;
  pair.subject = true;
  Add(std::move(pair));
}

std::vector<const Occurrence*> Discourse::LatestFirst() const {
  std::vector<const Occurrence*> latest;
  for (auto o = occurrences_.rbegin(); o != occurrences_.rend() && latest.size() < kMaxOccurrences; ++o) latest.push_back(&*o);
  return latest;
}

}  // namespace dateline::extraction
