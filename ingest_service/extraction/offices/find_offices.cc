#include "ingest_service/extraction/offices/find_offices.h"

#include <algorithm>
#include <cstdlib>
#include <string>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/ascii.h"

namespace dateline::extraction {
namespace {

constexpr float kReliability = 0.9F;
constexpr float kRankReliability = 0.6F;
constexpr float kFormerReliability = 0.5F;
constexpr float kCounterpartReliability = 0.6F;

// The mentions of each entity by a name of its own or a description, in text order.
class MentionsByEntity {
 public:
  explicit MentionsByEntity(const Entities& entities)
      : mentions_(entities.mentions), by_entity_(entities.entities.size()) {
    for (size_t m = 0; m < mentions_.size(); ++m) {
      const Mention& mention = mentions_[m];
      if (mention.kind == Mention::Kind::kName && mention.entities.size() == 1)
        by_entity_[mention.entities[0]].push_back(static_cast<int>(m));
    }
  }

  // The mention of `entity` whose head is nearest to `token`; null: none.
  const Mention* Nearest(int entity, int token) const {
    const std::vector<int>& own = by_entity_[entity];
    const auto after = std::lower_bound(own.begin(), own.end(), token, [&](int mention, int wanted) {
      return mentions_[mention].begin_token < wanted;
    });
    const Mention* best = nullptr;
    for (auto near = after == own.begin() ? after : after - 1; near != own.end() && near <= after; ++near) {
      const Mention& mention = mentions_[*near];
      if (best == nullptr || std::abs(mention.head_token - token) < std::abs(best->head_token - token)) best = &mention;
    }
    return best;
  }

 private:
  const std::vector<Mention>& mentions_;
  std::vector<std::vector<int>> by_entity_;
};

float ReliabilityOf(const Title& title) {
  if (title.former) return kFormerReliability;
  if (title.counterpart) return kCounterpartReliability;
  return title.rank ? kRankReliability : kReliability;
}

int Fullness(const Title& title) {
  return (title.organization >= 0) + (title.country >= 0) + (title.counterpart ? 0 : 1);
}

void AddParticipant(const MentionsByEntity& mentions, Role role, int entity, const Title& title, Candidate& office) {
  if (entity < 0) return;
  const Mention* mention = mentions.Nearest(entity, title.begin_token);
  if (mention == nullptr) return;
  office.participants.push_back({role, entity, mention->span, mention->certainty});
}

Candidate MakeOffice(const MentionsByEntity& mentions, const Title& title) {
  Candidate office;
  office.kind = Kind::kOffice;
  office.trigger = title.span;
  office.trigger_token = title.end_token - 1;
  office.office_title = title.text;
  office.normalized_title = title.normalized_title;
  office.reliability = ReliabilityOf(title);
  AddParticipant(mentions, Role::kHolder, title.holder, title, office);
  AddParticipant(mentions, Role::kOrganization, title.organization, title, office);
  AddParticipant(mentions, Role::kCountry, title.country, title, office);
  return office;
}

}  // namespace

std::vector<Candidate> FindOffices(const Entities& entities) {
  absl::flat_hash_map<std::pair<int, std::string>, int> fullest;  // index into entities.titles
  for (size_t t = 0; t < entities.titles.size(); ++t) {
    const Title& title = entities.titles[t];
    if (title.holder < 0) continue;
    const auto [entry, added] =
        fullest.try_emplace({title.holder, absl::AsciiStrToLower(title.normalized_title)}, static_cast<int>(t));
    if (!added && Fullness(title) > Fullness(entities.titles[entry->second])) entry->second = static_cast<int>(t);
  }
  std::vector<int> chosen;
  for (const auto& [key, title] : fullest) chosen.push_back(title);
  std::sort(chosen.begin(), chosen.end());
  const MentionsByEntity mentions(entities);
  std::vector<Candidate> offices;
  for (int title : chosen) offices.push_back(MakeOffice(mentions, entities.titles[title]));
  return offices;
}

}  // namespace dateline::extraction
