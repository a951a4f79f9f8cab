#include "ingest_service/resolution/evidence.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "absl/algorithm/container.h"
#include "absl/strings/str_join.h"
#include "ingest_service/extraction/entities/name_words.h"
#include "ingest_service/resolution/entity_id.h"

namespace dateline::resolution {
namespace {

constexpr absl::string_view kSilentWords[] = {"affairs", "and", "for", "in", "of", "the", "to"};

using OfficesByEntity = std::map<std::string, std::set<OfficeEvidence>>;

OfficesByEntity OfficesOf(const v1::Article& article, absl::Span<const v1::Fact> facts) {
  OfficesByEntity offices;
  for (const v1::Fact& fact : facts) {
    if (fact.kind() != v1::FACT_KIND_OFFICE || fact.negated()) continue;
    const OfficeEvidence office{OfficeKey(fact.office().normalized_title()), article.published().year()};
    if (office.office.empty()) continue;
    for (const v1::Participant& participant : fact.participants()) {
      if (participant.role() == v1::PARTICIPANT_ROLE_HOLDER) offices[participant.entity()].insert(office);
    }
  }
  return offices;
}

}  // namespace

std::vector<PersonEvidence> EvidenceOf(const v1::Article& article, absl::Span<const v1::Entity> entities,
                                       absl::Span<const v1::Fact> facts) {
  const OfficesByEntity offices = OfficesOf(article, facts);
  std::vector<PersonEvidence> evidence;
  for (const v1::Entity& entity : entities) {
    if (entity.type() != v1::ENTITY_TYPE_PERSON) continue;
    const std::vector<std::string> words = extraction::NameWords(entity.display_name());
    const auto held = offices.find(entity.name());
    const bool has_office = held != offices.end();
    const bool is_local = IsOfOneArticle(entity.name(), article.name());
    // Who has an office has a name: descriptions hold none.
    const bool is_short = is_local && words.size() == 1 && has_office && !entity.country_code().empty();
    if (words.empty() || (is_local && !is_short)) continue;
    PersonEvidence& piece = evidence.emplace_back();
    piece.entity = entity.name();
    piece.name = absl::StrJoin(words, " ");
    piece.is_short = is_short;
    piece.country_code = entity.country_code();
    if (has_office) piece.offices.assign(held->second.begin(), held->second.end());
  }
  return evidence;
}

std::string OfficeKey(absl::string_view normalized_title) {
  std::vector<std::string> words = extraction::NameWords(normalized_title);
  std::erase_if(words, [](const std::string& word) { return absl::c_linear_search(kSilentWords, word); });
  std::sort(words.begin(), words.end());
  return absl::StrJoin(words, " ");
}

}  // namespace dateline::resolution
