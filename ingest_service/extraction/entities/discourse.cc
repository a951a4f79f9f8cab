#include "ingest_service/extraction/entities/discourse.h"

#include <utility>

#include "absl/algorithm/container.h"

namespace dateline::extraction {
namespace {

constexpr size_t kMaxOccurrences = 64;

}  // namespace

void Discourse::Add(Occurrence occurrence) {
  if (occurrences_.size() == 2 * kMaxOccurrences) occurrences_.erase(occurrences_.begin(), occurrences_.begin() + kMaxOccurrences);
  occurrences_.push_back(std::move(occurrence));
}

void Discourse::EndSentence(int sentence) {
  Occurrence pair;
  pair.sentence = sentence;
  std::vector<int> companions;
  for (auto latest = occurrences_.rbegin(); latest != occurrences_.rend() && latest->sentence == sentence; ++latest) {
    if (pair.token == 0) pair.token = latest->token;
    if (latest->entities.size() > 1 || latest->plural) continue;
    if (latest->subject && !latest->quoted && !absl::c_linear_search(pair.entities, latest->entities[0])) pair.entities.push_back(latest->entities[0]);
    if (latest->with && !absl::c_linear_search(companions, latest->entities[0])) companions.push_back(latest->entities[0]);
  }
  if (pair.entities.size() != 1 || companions.size() != 1 || pair.entities[0] == companions[0]) return;
  pair.entities.push_back(companions[0]);
  pair.subject = true;
  Add(std::move(pair));
}

std::vector<const Occurrence*> Discourse::LatestFirst() const {
  std::vector<const Occurrence*> latest;
  for (auto o = occurrences_.rbegin(); o != occurrences_.rend() && latest.size() < kMaxOccurrences; ++o) latest.push_back(&*o);
  return latest;
}

int Discourse::CountOf(int entity) const {
  return static_cast<int>(absl::c_count_if(occurrences_, [entity](const Occurrence& o) { return o.entities.size() == 1 && o.entities[0] == entity; }));
}

}  // namespace dateline::extraction
