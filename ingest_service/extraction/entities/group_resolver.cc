#include "ingest_service/extraction/entities/group_resolver.h"

#include <algorithm>

#include "absl/algorithm/container.h"

namespace dateline::extraction {
namespace {

constexpr int kMaxSentencesBack = 8;
constexpr int kMaxClauseDepth = 16;
constexpr int kFocusSentences = 4;  // persons who acted together so lately are still spoken of
constexpr int kNearSentences = 2;   // "the officials" without a number needs its group so near

class GroupFinder {
 public:
  GroupFinder(const Reading& reading, const NounPhrase& phrase)
      : reading_(reading),
        token_(phrase.begin_token),
        number_(phrase.number),
        clause_(SubjectOf(reading.article, phrase.head_token)),
        latest_(reading.discourse.LatestFirst()) {}

  Antecedent Persons(bool with_titles) const {
    for (const Occurrence* group : latest_) {
      if (Age(*group) > kMaxSentencesBack) break;
      if (!IsGroupOf(*group, &Reading::IsPerson) || IsInOwnClause(*group)) continue;
      if (number_ == 0 && Age(*group) > kNearSentences) break;
      if (with_titles && number_ == 0 &&
          !absl::c_all_of(group->entities, [&](int e) { return !reading_.titles[e].empty(); }))
        continue;
      return {group->entities, Certainty(*group)};
    }
    if (number_ == 0) return {};
    return LastOf(&Reading::IsPerson, 0.5F);
  }

  // Persons who acted together a short while ago where the phrase is a subject; else persons, bodies or countries,
  // whichever were spoken of together last.
  Antecedent Sides(bool subject) const {
    for (const Occurrence* group : latest_) {
      if (!subject || Age(*group) > kFocusSentences) break;
      if (group->subject && IsGroupOf(*group, &Reading::IsPerson)) return {group->entities, Certainty(*group)};
    }
    for (const Occurrence* group : latest_) {
      if (Age(*group) > kMaxSentencesBack) break;
      const bool fits = IsGroupOf(*group, &Reading::IsPerson) || IsGroupOf(*group, &Reading::IsCountry) ||
                        IsGroupOf(*group, &Reading::IsOrganization);
      if (fits) return {group->entities, Certainty(*group)};
    }
    return LastOf(&Reading::IsPerson, 0.5F);
  }

  Antecedent Countries() const {
    for (const Occurrence* group : latest_) {
      if (Age(*group) > kMaxSentencesBack) break;
      if (IsGroupOf(*group, &Reading::IsCountry)) return {group->entities, Certainty(*group)};
      if (group->entities.size() < 2 || !reading_.IsPerson(group->entities[0])) continue;
      const std::vector<int> countries = CountriesOf(group->entities);
      if (countries.size() >= 2 && (number_ == 0 || static_cast<int>(countries.size()) == number_))
        return {countries, Certainty(*group) - 0.05F};
    }
    return number_ == 0 ? Antecedent{} : LastOf(&Reading::IsCountry, 0.6F);
  }

 private:
  using Kind = bool (Reading::*)(int) const;

  int Age(const Occurrence& occurrence) const { return reading_.SentencesSince(token_, occurrence); }
  float Certainty(const Occurrence& group) const {
    return std::max(0.5F, 0.9F - 0.07F * static_cast<float>(Age(group)));
  }

  bool IsGroupOf(const Occurrence& group, Kind kind) const {
    const int size = static_cast<int>(group.entities.size());
    if (size < 2 || (number_ > 0 && size != number_)) return false;
    return absl::c_all_of(group.entities, [&](int e) { return (reading_.*kind)(e); });
  }

  // "Welcoming the call between A and B, the two officials pledged": those who welcome are others.
  bool IsInOwnClause(const Occurrence& group) const {
    const ArticleView& article = reading_.article;
    if (clause_ < 0 || Age(group) > 0) return false;
    int up = group.token;
    for (int steps = 0; steps < kMaxClauseDepth && up != language::kNoHead; ++steps) {
      if (up == clause_) return true;
      up = article.token(up).head;
    }
    return false;
  }

  std::vector<int> CountriesOf(const std::vector<int>& persons) const {
    std::vector<int> countries;
    for (int e : persons) {
      const int country = reading_.CountryEntity(reading_.entity(e).country_code);
      if (country >= 0 && !absl::c_linear_search(countries, country)) countries.push_back(country);
    }
    return countries;
  }

  // The last so many of a kind; two where no number is said.
  Antecedent LastOf(Kind kind, float certainty) const {
    std::vector<int> members;
    const size_t wanted = number_ == 0 ? 2 : static_cast<size_t>(number_);
    for (const Occurrence* occurrence : latest_) {
      if (Age(*occurrence) > kMaxSentencesBack) break;
      AddMembers(*occurrence, kind, wanted, members);
    }
    std::reverse(members.begin(), members.end());
    return members.size() == wanted ? Antecedent{members, certainty} : Antecedent{};
  }

  void AddMembers(const Occurrence& occurrence, Kind kind, size_t wanted, std::vector<int>& members) const {
    std::vector<int> found = occurrence.entities;
    const bool countries_of_persons = kind == &Reading::IsCountry && found.size() > 1 && reading_.IsPerson(found[0]);
    if (countries_of_persons) found = CountriesOf(found);
    if (occurrence.plural) return;
    for (int e : found) {
      if (members.size() < wanted && (reading_.*kind)(e) && !absl::c_linear_search(members, e)) members.push_back(e);
    }
  }

  const Reading& reading_;
  const int token_;
  const int number_;
  const int clause_;  // the verb whose subject the phrase is; -1: none
  const std::vector<const Occurrence*> latest_;
};

}  // namespace

Antecedent ResolveGroup(const Reading& reading, const NounPhrase& phrase, const RoleNoun& noun) {
  using Determiner = NounPhrase::Determiner;
  if (!phrase.plural || phrase.other) return {};
  if (phrase.determiner != Determiner::kDefinite || !phrase.countries.empty()) return {};
  const absl::string_view lemma = reading.article.lemma(phrase.head_token);
  if ((noun.kinds & kSideNoun) == 0 && reading.unnamed.contains(lemma) &&
      reading.plural[reading.unnamed.at(lemma).back()])
    return {};
  const GroupFinder finder(reading, phrase);
  if ((noun.kinds & kCountryNoun) != 0) return phrase.modifiers.empty() ? finder.Countries() : Antecedent{};
  if (phrase.end_token > phrase.core_end) return {};
  if ((noun.kinds & kSideNoun) != 0 && phrase.modifiers.empty())
    return finder.Sides(IsSubject(reading.article, phrase.head_token));
  if ((noun.kinds & kOfficialNoun) != 0) return finder.Persons(true);
  if ((noun.kinds & kPersonNoun) != 0 && phrase.number > 0 && phrase.modifiers.empty()) return finder.Persons(false);
  return {};
}

}  // namespace dateline::extraction
