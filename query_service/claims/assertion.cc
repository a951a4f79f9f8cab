#include "query_service/claims/assertion.h"

#include <algorithm>
#include <iterator>

#include "absl/algorithm/container.h"
#include "absl/strings/ascii.h"
#include "absl/time/civil_time.h"
#include "platform/unicode/fold.h"

namespace dateline::claims {
namespace {

constexpr size_t kShortestMeaning = 4;  // bytes of a word that carries meaning
constexpr size_t kStemBytes = 5;

std::optional<Days> DaysOf(const v1::FactTime& time) {
  const std::optional<int32_t> first = DayNumber(time.earliest());
  const std::optional<int32_t> last = DayNumber(time.latest());
  if (!first.has_value() || !last.has_value()) return std::nullopt;
  return Days{*first, *last};
}

const std::string& ReadText(const v1::TextSpan& span) {
  return span.plain_text().empty() ? span.text() : span.plain_text();
}

Words Sorted(Words words) {
  std::sort(words.begin(), words.end());
  words.erase(std::unique(words.begin(), words.end()), words.end());
  return words;
}

Words Stems(absl::string_view text) {
  Words words = unicode::FoldedWords(text);
  std::erase_if(words, [](const std::string& word) { return word.size() < kShortestMeaning - 1; });
  for (std::string& word : words) word.resize(std::min(word.size(), kStemBytes));
  return Sorted(std::move(words));
}

// Without the words of `names`.
Words Meaning(absl::string_view text, const Words& names) {
  Words words = unicode::FoldedWords(text);
  std::erase_if(words, [&](const std::string& word) {
    return word.size() < kShortestMeaning || std::binary_search(names.begin(), names.end(), word);
  });
  for (std::string& word : words) word.resize(std::min(word.size(), kStemBytes));
  return Sorted(std::move(words));
}

bool IsName(absl::string_view display_name) {
  return !display_name.empty() && !absl::ascii_islower(static_cast<unsigned char>(display_name.front())) &&
         !absl::ascii_isdigit(static_cast<unsigned char>(display_name.front()));
}

Words Numbers(absl::string_view text) {
  Words words = unicode::FoldedWords(text);
  std::erase_if(words, [](const std::string& word) {
    return !absl::c_all_of(word, [](char digit) { return absl::ascii_isdigit(static_cast<unsigned char>(digit)); });
  });
  return Sorted(std::move(words));
}

void SetParticipants(const v1::Fact& fact, StandsFor stands_for, Assertion& assertion) {
  for (const v1::Participant& participant : fact.participants()) {
    AssertedParticipant asserted{participant.role(),
                                 stands_for(participant.entity()),
                                 Sorted(unicode::FoldedWords(participant.display_name())),
                                 participant.entity_type() == v1::ENTITY_TYPE_PERSON,
                                 false,
                                 false};
    asserted.is_local = IsLocal(asserted.entity);
    asserted.is_name = IsName(participant.display_name());
    const bool is_new = absl::c_none_of(assertion.participants, [&](const AssertedParticipant& other) {
      return other.role == asserted.role && other.entity == asserted.entity;
    });
    if (is_new) assertion.participants.push_back(std::move(asserted));
  }
}

}  // namespace

bool IsLocal(absl::string_view entity) {
  constexpr size_t kDigestDigits = 16;
  const size_t dot = entity.rfind('.');
  if (dot == absl::string_view::npos || entity.size() - dot - 1 != kDigestDigits) return false;
  return absl::c_all_of(entity.substr(dot + 1),
                        [](char digit) { return absl::ascii_isxdigit(static_cast<unsigned char>(digit)); });
}

std::optional<int32_t> DayNumber(const v1::Date& date) {
  if (date.year() == 0 || date.month() == 0 || date.day() == 0) return std::nullopt;
  return static_cast<int32_t>(absl::CivilDay(date.year(), date.month(), date.day()) - absl::CivilDay(1970, 1, 1));
}

double Overlap(const Words& one, const Words& other) {
  if (one.empty() || other.empty()) return 0;
  Words shared;
  std::set_intersection(one.begin(), one.end(), other.begin(), other.end(), std::back_inserter(shared));
  return 2.0 * static_cast<double>(shared.size()) / static_cast<double>(one.size() + other.size());
}

Assertion AssertionOf(const v1::Fact& fact, std::optional<int32_t> published, StandsFor stands_for) {
  Assertion assertion;
  assertion.kind = fact.kind();
  assertion.event_type = fact.event_type();
  assertion.modality = fact.modality();
  assertion.negated = fact.negated();
  SetParticipants(fact, stands_for, assertion);
  if (fact.has_place()) assertion.place = stands_for(fact.place().entity());
  assertion.days = DaysOf(fact.time());
  assertion.published = published;
  Words names;
  for (const AssertedParticipant& participant : assertion.participants) {
    names.insert(names.end(), participant.name.begin(), participant.name.end());
  }
  names = Sorted(std::move(names));
  assertion.trigger = Stems(ReadText(fact.trigger()));
  assertion.theme = Meaning(ReadText(fact.theme()), names);
  assertion.setting = Meaning(ReadText(fact.evidence()), names);
  assertion.numbers = Numbers(ReadText(fact.evidence()));
  assertion.office = Sorted(unicode::FoldedWords(fact.office().normalized_title()));
  assertion.metric = Meaning(fact.quantity().metric(), {});
  assertion.least = fact.quantity().value();
  assertion.most = fact.quantity().has_value_max() ? fact.quantity().value_max() : fact.quantity().value();
  assertion.unit = fact.quantity().unit();
  assertion.is_approximate = fact.quantity().approximate();
  return assertion;
}

}  // namespace dateline::claims
