#include "ingest_service/language/names/name_merge.h"

#include <algorithm>
#include <string>
#include <utility>

namespace dateline::language {
namespace {

bool Overlap(const Name& a, const Name& b) { return a.begin_token < b.end_token && b.begin_token < a.end_token; }
bool Contains(const Name& a, const Name& b) { return a.begin_token <= b.begin_token && b.end_token <= a.end_token; }
bool SameTokens(const Name& a, const Name& b) { return a.begin_token == b.begin_token && a.end_token == b.end_token; }

bool IsLocation(NameType type) { return type == NameType::kCountry || type == NameType::kPlace; }

// A recognized location becomes a country, a nationality or a place by what the gazetteer knows of it.
void RefineLocation(absl::Span<const MarkedToken> tokens, Name& name) {
  name.type = NameType::kPlace;
  const MarkedToken& first = tokens[name.begin_token];
  if (first.match == nullptr || first.match_end != name.end_token) return;
  if (first.Matches(SenseKind::kTitle) || first.Matches(SenseKind::kOrganization)) return;
  name.country_code = std::string(first.match->country_code);
  if (first.Matches(SenseKind::kCountry)) name.type = NameType::kCountry;
  if (first.Matches(SenseKind::kNationality)) name.type = NameType::kNationality;
}

// "Deputy Prime Minister Prak Sokhonn" -> "Prak Sokhonn".
void DropTitle(absl::Span<const MarkedToken> tokens, Name& name) {
  while (tokens[name.begin_token].Matches(SenseKind::kTitle) && tokens[name.begin_token].match_end < name.end_token) {
    name.begin_token = tokens[name.begin_token].match_end;
  }
}

std::string CountryOfOrganization(absl::Span<const MarkedToken> tokens, const Name& name) {
  const MarkedToken& first = tokens[name.begin_token];
  if (first.Matches(SenseKind::kOrganization) && first.match_end == name.end_token)
    return std::string(first.match->country_code);
  for (int i = name.begin_token; i < name.end_token; ++i) {
    const bool names_country = tokens[i].Matches(SenseKind::kCountry) || tokens[i].Matches(SenseKind::kNationality);
    if (names_country && tokens[i].match_end <= name.end_token) return std::string(tokens[i].match->country_code);
  }
  return "";
}

// "the European Union", and "The" that opens a sentence.
void DropArticle(absl::Span<const MarkedToken> tokens, const Sentence& sentence, Name& name) {
  const MarkedToken& first = tokens[name.begin_token];
  if (first.folded != "the" || name.end_token - name.begin_token == 1 || first.match != nullptr) return;
  if (first.shape == Shape::kSmall || name.begin_token == sentence.begin_token) ++name.begin_token;
}

// "President of Ukraine Volodymyr Zelenskyy": the country is no part of the person.
void SplitCountry(absl::Span<const MarkedToken> tokens, const Sentence& sentence, Name& name,
                  std::vector<CandidateName>& candidates) {
  const MarkedToken& first = tokens[name.begin_token];
  if (!first.Matches(SenseKind::kCountry) || first.match_end >= name.end_token) return;
  if (name.begin_token == sentence.begin_token || tokens[name.begin_token - 1].folded != "of") return;
  const Name country{name.begin_token, first.match_end, NameType::kCountry, std::string(first.match->country_code)};
  candidates.push_back({country, Certainty::kEvident});
  name.begin_token = first.match_end;
}

void AddSpan(absl::Span<const MarkedToken> tokens, const Sentence& sentence, const LabeledSpan& span,
             std::vector<CandidateName>& candidates) {
  Name name{sentence.begin_token + span.begin, sentence.begin_token + span.end, NameType::kPerson, ""};
  DropArticle(tokens, sentence, name);
  if (span.type == LabelType::kPerson) {
    SplitCountry(tokens, sentence, name, candidates);
    DropTitle(tokens, name);
  }
  if (span.type == LabelType::kLocation) RefineLocation(tokens, name);
  if (span.type == LabelType::kOrganization) {
    name.type = NameType::kOrganization;
    name.country_code = CountryOfOrganization(tokens, name);
  }
  const bool is_short = name.end_token - name.begin_token == 1;
  candidates.push_back({std::move(name), is_short ? Certainty::kGuess : Certainty::kLikely});
}

// "EU", which text uses as a place.
bool IsKnownAcronym(absl::Span<const MarkedToken> tokens, const Name& name) {
  const MarkedToken& first = tokens[name.begin_token];
  return first.Matches(SenseKind::kOrganization) && first.match->capitals_only && first.match_end == name.end_token;
}

// Whether a rule's candidate replaces a recognized one that it overlaps.
bool Replaces(absl::Span<const MarkedToken> tokens, const CandidateName& rule, const CandidateName& recognized) {
  const NameType type = recognized.name.type;
  const bool is_longer_place = rule.name.type == NameType::kPlace && rule.certainty == Certainty::kLikely;
  if (rule.certainty != Certainty::kEvident && !is_longer_place) return false;
  switch (rule.name.type) {
    case NameType::kNationality:
    case NameType::kCountry:
      return SameTokens(rule.name, recognized.name) && type != NameType::kPerson;
    case NameType::kOrganization:
      if (SameTokens(rule.name, recognized.name)) return IsKnownAcronym(tokens, rule.name);
      return Contains(rule.name, recognized.name) && type != NameType::kPerson;
    case NameType::kPerson:
      return IsLocation(type) || (type == NameType::kPerson && Contains(rule.name, recognized.name));
    case NameType::kPlace:
      return Contains(rule.name, recognized.name) && IsLocation(type);
  }
  return false;
}

// Whether a rule's candidate is a name where the recognizer sees none. Guesses are not: on web text they halve
// precision.
bool StandsAlone(const CandidateName& rule) { return rule.certainty == Certainty::kEvident; }

}  // namespace

std::vector<CandidateName> MergeCandidates(absl::Span<const MarkedToken> tokens, const Sentence& sentence,
                                           std::vector<CandidateName> rules, absl::Span<const LabeledSpan> spans) {
  std::vector<CandidateName> recognized;
  for (const LabeledSpan& span : spans) AddSpan(tokens, sentence, span, recognized);
  std::vector<CandidateName> merged;
  for (CandidateName& rule : rules) {
    auto overlaps = [&](const CandidateName& other) { return Overlap(rule.name, other.name); };
    const bool is_free = std::none_of(recognized.begin(), recognized.end(), overlaps);
    const bool wins = is_free ? StandsAlone(rule)
                              : std::all_of(recognized.begin(), recognized.end(), [&](const CandidateName& other) {
                                  return !overlaps(other) || Replaces(tokens, rule, other);
                                });
    if (!wins) continue;
    recognized.erase(std::remove_if(recognized.begin(), recognized.end(), overlaps), recognized.end());
    merged.push_back(std::move(rule));
  }
  merged.insert(merged.end(), std::make_move_iterator(recognized.begin()), std::make_move_iterator(recognized.end()));
  std::sort(merged.begin(), merged.end(),
            [](const CandidateName& a, const CandidateName& b) { return a.name.begin_token < b.name.begin_token; });
  return merged;
}

}  // namespace dateline::language
