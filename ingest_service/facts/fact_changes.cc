#include "ingest_service/facts/fact_changes.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"

namespace dateline::facts {
namespace {

constexpr double kLeastWordOverlap = 0.5;

void ClearPlace(v1::TextSpan& span) {
  span.clear_begin_byte();
  span.clear_end_byte();
}

void ClearPlace(v1::Participant& participant) { ClearPlace(*participant.mutable_mention()); }

// What a fact says, without where it says so and how well it was read.
std::string ContentOf(v1::Fact fact) {
  fact.clear_article_revision();
  fact.clear_confidence();
  fact.clear_extractor();
  for (v1::Participant& participant : *fact.mutable_participants()) ClearPlace(participant);
  if (fact.has_theme()) ClearPlace(*fact.mutable_theme());
  if (fact.has_time()) ClearPlace(*fact.mutable_time()->mutable_mention());
  if (fact.has_place()) ClearPlace(*fact.mutable_place());
  if (fact.has_quantity()) ClearPlace(*fact.mutable_quantity()->mutable_mention());
  if (fact.has_attribution()) ClearPlace(*fact.mutable_attribution()->mutable_speaker());
  ClearPlace(*fact.mutable_trigger());
  ClearPlace(*fact.mutable_evidence());
  fact.clear_evidence_prefix();
  fact.clear_evidence_suffix();
  return fact.SerializeAsString();
}

v1::FactChange Change(v1::FactChangeKind kind, const v1::Fact* before, const v1::Fact* after) {
  v1::FactChange change;
  change.set_kind(kind);
  if (before != nullptr) *change.mutable_before() = *before;
  if (after != nullptr) *change.mutable_after() = *after;
  return change;
}

bool AreOfOneKind(const v1::Fact& one, const v1::Fact& other) {
  return one.kind() == other.kind() && one.event_type() == other.event_type() &&
         one.quantity().metric() == other.quantity().metric();
}

std::set<std::pair<int, std::string>> ParticipantsOf(const v1::Fact& fact) {
  std::set<std::pair<int, std::string>> participants;
  for (const v1::Participant& participant : fact.participants()) {
    participants.insert({participant.role(), participant.entity()});
  }
  return participants;
}

double ParticipantOverlap(const v1::Fact& one, const v1::Fact& other) {
  const auto ones = ParticipantsOf(one);
  const auto others = ParticipantsOf(other);
  if (ones.empty() && others.empty()) return 1;
  const auto shared = std::count_if(ones.begin(), ones.end(), [&](const auto& each) { return others.contains(each); });
  return 2.0 * static_cast<double>(shared) / static_cast<double>(ones.size() + others.size());
}

// How near two facts are; nothing: they are not one fact told otherwise.
std::optional<double> Nearness(const v1::Fact& before, const v1::Fact& after) {
  if (!AreOfOneKind(before, after)) return std::nullopt;
  const double words = WordOverlap(before.evidence().text(), after.evidence().text());
  if (words < kLeastWordOverlap) return std::nullopt;
  const bool same_trigger = before.trigger().text() == after.trigger().text();
  return words + ParticipantOverlap(before, after) + (same_trigger ? 1 : 0);
}

// Which of `before` each of `after` supersedes; null: none. Both hold facts without a namesake on the other side.
std::vector<const v1::Fact*> Pair(absl::Span<const v1::Fact* const> before, absl::Span<const v1::Fact* const> after) {
  std::vector<const v1::Fact*> superseded(after.size());
  if (before.size() > kMaxUnmatched || after.size() > kMaxUnmatched) return superseded;
  std::vector<std::tuple<double, size_t, size_t>> pairs;  // by falling nearness, then by their order in the article
  for (size_t i = 0; i < before.size(); ++i) {
    for (size_t j = 0; j < after.size(); ++j) {
      if (const auto nearness = Nearness(*before[i], *after[j])) pairs.emplace_back(-*nearness, i, j);
    }
  }
  std::sort(pairs.begin(), pairs.end());
  std::vector<bool> taken(before.size());
  for (const auto& [distance, i, j] : pairs) {
    if (taken[i] || superseded[j] != nullptr) continue;
    taken[i] = true;
    superseded[j] = before[i];
  }
  return superseded;
}

using FactsByName = absl::flat_hash_map<absl::string_view, const v1::Fact*>;

FactsByName ByName(absl::Span<const v1::Fact> facts) {
  FactsByName by_name;
  for (const v1::Fact& fact : facts) by_name.emplace(fact.name(), &fact);
  return by_name;
}

// Those of `facts` that have no namesake among `others`.
std::vector<const v1::Fact*> Unmatched(absl::Span<const v1::Fact> facts, const FactsByName& others) {
  std::vector<const v1::Fact*> unmatched;
  for (const v1::Fact& fact : facts) {
    if (!others.contains(fact.name())) unmatched.push_back(&fact);
  }
  return unmatched;
}

}  // namespace

double WordOverlap(absl::string_view one, absl::string_view other) {
  const auto words_of = [](absl::string_view text) {
    std::vector<absl::string_view> words = absl::StrSplit(text, absl::ByAnyChar(" \t\r\n"), absl::SkipEmpty());
    std::sort(words.begin(), words.end());
    return words;
  };
  const std::vector<absl::string_view> ones = words_of(one);
  const std::vector<absl::string_view> others = words_of(other);
  if (ones.empty() && others.empty()) return 1;
  std::vector<absl::string_view> shared;
  std::set_intersection(ones.begin(), ones.end(), others.begin(), others.end(), std::back_inserter(shared));
  return 2.0 * static_cast<double>(shared.size()) / static_cast<double>(ones.size() + others.size());
}

std::vector<v1::FactChange> ChangesBetween(absl::Span<const v1::Fact> before, absl::Span<const v1::Fact> after) {
  const FactsByName before_by_name = ByName(before);
  const std::vector<const v1::Fact*> gone = Unmatched(before, ByName(after));
  const std::vector<const v1::Fact*> come = Unmatched(after, before_by_name);
  const std::vector<const v1::Fact*> superseded = Pair(gone, come);
  std::vector<v1::FactChange> changes;
  auto next_superseded = superseded.begin();
  for (const v1::Fact& fact : after) {
    if (const auto namesake = before_by_name.find(fact.name()); namesake != before_by_name.end()) {
      const bool says_the_same = ContentOf(*namesake->second) == ContentOf(fact);
      changes.push_back(Change(says_the_same ? v1::FACT_CHANGE_KIND_CONFIRMED : v1::FACT_CHANGE_KIND_SUPERSEDED,
                               namesake->second, &fact));
    } else if (const v1::Fact* const earlier = *next_superseded++; earlier != nullptr) {
      changes.push_back(Change(v1::FACT_CHANGE_KIND_SUPERSEDED, earlier, &fact));
    } else {
      changes.push_back(Change(v1::FACT_CHANGE_KIND_ADDED, nullptr, &fact));
    }
  }
  for (const v1::Fact* const fact : gone) {
    if (std::find(superseded.begin(), superseded.end(), fact) != superseded.end()) continue;
    changes.push_back(Change(v1::FACT_CHANGE_KIND_RETRACTED, fact, nullptr));
  }
  return changes;
}

}  // namespace dateline::facts
