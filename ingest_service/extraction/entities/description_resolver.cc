#include "ingest_service/extraction/entities/description_resolver.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "absl/algorithm/container.h"
#include "absl/strings/str_cat.h"
#include "ingest_service/extraction/entities/name_words.h"

namespace dateline::extraction {
namespace {

using language::NameType;
using Determiner = NounPhrase::Determiner;

constexpr int kMaxTitlesBack = 48;     // titles that a description is compared with
constexpr size_t kMaxUnnamedBack = 8;  // earlier descriptions with the same noun
constexpr int kFocusSentences = 6;     // a country or body is meant only if it occurred so lately

bool IsSubset(const std::vector<std::string>& part, const std::vector<std::string>& whole) {
  return absl::c_all_of(part, [&](const std::string& word) { return absl::c_linear_search(whole, word); });
}

class Describer {
 public:
  Describer(Reading& reading, const NounPhrase& phrase, const RoleNoun& noun, const TitlePhrase* title)
      : reading_(reading),
        phrase_(phrase),
        noun_(noun),
        title_(title),
        lemma_(reading.article.lemma(phrase.head_token)),
        country_(CountryCode()) {}

  Antecedent Run() {
    const bool person = (noun_.kinds & (kOfficialNoun | kPersonNoun | kPeopleNoun)) != 0;
    if (CanReferBack()) {
      Antecedent known = person && !phrase_.plural ? KnownPerson() : Antecedent{};
      if (known.entities.empty() && (noun_.kinds & kGovernmentNoun) != 0 && !phrase_.plural) known = Government();
      if (known.entities.empty() && (noun_.kinds & kCountryNoun) != 0 && !phrase_.plural)
        known = InFocus(NameType::kCountry);
      if (known.entities.empty() && (noun_.kinds & kOrganizationNoun) != 0 && !phrase_.plural)
        known = CalledSo(NameType::kOrganization);
      if (known.entities.empty() && (noun_.kinds & kPlaceNoun) != 0 && !phrase_.plural)
        known = CalledSo(NameType::kPlace);
      if (!known.entities.empty()) return known;
    }
    const bool acts = person || (noun_.kinds & (kOrganizationNoun | kOrganizationsNoun)) != 0;
    if (!acts) return {};
    if (Antecedent before = DescribedBefore(); !before.entities.empty()) return before;
    return {{New(person ? NameType::kPerson : NameType::kOrganization)}, 0.8F};
  }

 private:
  bool CanReferBack() const {
    return !phrase_.other && phrase_.determiner != Determiner::kIndefinite && phrase_.determiner != Determiner::kOther;
  }

  std::string CountryCode() const {
    if (phrase_.countries.size() != 1) return "";
    return reading_.article.analysis().names[phrase_.countries[0]].country_code;
  }

  bool FitsCountry(int e) const {
    return country_.empty() || reading_.entity(e).country_code.empty() || reading_.entity(e).country_code == country_;
  }

  std::vector<std::string> OwnWords() const {
    std::vector<std::string> words = phrase_.modifiers;
    words.emplace_back(lemma_);
    return words;
  }

  // "the prime minister" is who has that title; "the Thai official" anybody with an office and that country.
  Antecedent KnownPerson() {
    if (phrase_.determiner == Determiner::kPossessive && phrase_.countries.empty() &&
        (noun_.kinds & kOfficialNoun) == 0)
      return {};
    const bool any_office = (reading_.lexicon.TitleWordClasses(lemma_) & kUntitled) != 0 || lemma_ == "leader";
    if ((noun_.kinds & kOfficialNoun) != 0) {
      if (Antecedent titled = WithTitle(any_office); !titled.entities.empty()) return titled;
      if (any_office && !country_.empty()) return InFocusOf(country_);
    }
    return CalledSo(NameType::kPerson);
  }

  Antecedent WithTitle(bool any_office) const {
    const std::vector<std::string> wanted = OwnWords();
    const std::vector<std::string> spelled = title_ == nullptr ? wanted : NameWords(title_->normalized);
    int best = -1;
    int best_rank = -1;
    const int next = FirstTitleAfter(phrase_.head_token);
    for (int t = std::max(0, next - kMaxTitlesBack); t < next; ++t) {
      const Title& title = reading_.result.titles[t];
      if (!IsCandidate(title)) continue;
      const bool fits = any_office ? !title.rank : Fits(title, wanted, spelled);
      if (!fits) continue;
      const bool same_country = !country_.empty() && reading_.entity(title.holder).country_code == country_;
      if (!country_.empty() && !same_country && !IsWeaklyFitting(title.holder)) continue;
      const int rank = (same_country ? 1 << 28 : 0) + reading_.last_token[title.holder];
      if (rank > best_rank) std::tie(best, best_rank) = std::make_pair(title.holder, rank);
    }
    if (best < 0) return any_office ? Antecedent{} : WithLaterTitle(next, wanted, spelled);
    return {{best}, country_.empty() || reading_.entity(best).country_code == country_ ? 0.85F : 0.6F};
  }

  // "the Greek foreign minister", whom the article names further on.
  Antecedent WithLaterTitle(int next, const std::vector<std::string>& wanted,
                            const std::vector<std::string>& spelled) const {
    if (country_.empty()) return {};
    const int end = std::min(static_cast<int>(reading_.result.titles.size()), next + kMaxTitlesBack);
    for (int t = next; t < end; ++t) {
      const Title& title = reading_.result.titles[t];
      if (title.holder < 0 || title.former || reading_.entity(title.holder).country_code != country_) continue;
      if (Fits(title, wanted, spelled)) return {{title.holder}, 0.7F};
    }
    return {};
  }

  bool IsCandidate(const Title& title) const {
    return title.holder >= 0 && reading_.last_token[title.holder] >= 0 && (!title.former || lemma_ != "official") &&
           FitsCountry(title.holder) && GenderFits(title.holder);
  }

  bool GenderFits(int e) const {
    const Gender gender = reading_.entity(e).gender;
    return noun_.gender == Gender::kUnknown || gender == Gender::kUnknown || noun_.gender == gender;
  }

  bool Fits(const Title& title, const std::vector<std::string>& wanted, const std::vector<std::string>& spelled) const {
    std::vector<std::string> words = NameWords(title.text);
    const std::vector<std::string> normalized = NameWords(title.normalized_title);
    words.insert(words.end(), normalized.begin(), normalized.end());
    return IsSubset(wanted, words) || IsSubset(spelled, words);
  }

  // Titles are in text order; those that begin behind `token` have not been read yet.
  int FirstTitleAfter(int token) const {
    const std::vector<Title>& titles = reading_.result.titles;
    const auto after = std::upper_bound(titles.begin(), titles.end(), token,
                                        [](int t, const Title& title) { return t < title.begin_token; });
    return static_cast<int>(after - titles.begin());
  }

  // Somebody of whom no country is known can be "the Vietnamese official", but not in one breath with the name.
  bool IsWeaklyFitting(int e) const {
    return reading_.entity(e).country_code.empty() &&
           !reading_.article.same_sentence(reading_.last_token[e], phrase_.head_token);
  }

  // The person of a country that occurred last.
  Antecedent InFocusOf(const std::string& code) const {
    for (const Occurrence* occurrence : reading_.discourse.LatestFirst()) {
      if (reading_.SentencesSince(phrase_.head_token, *occurrence) > kFocusSentences) break;
      for (int e : occurrence->entities) {
        if (!reading_.IsPerson(e) || reading_.entity(e).names.empty()) continue;
        if (reading_.entity(e).country_code == code || IsWeaklyFitting(e)) return {{e}, 0.6F};
      }
    }
    return {};
  }

  // "the Thai government" is handled with names; "the government" is that of the country the article is about.
  Antecedent Government() const {
    if (lemma_ != "government" || !phrase_.modifiers.empty() || phrase_.end_token > phrase_.core_end) return {};
    if (phrase_.determiner != Determiner::kDefinite && phrase_.determiner != Determiner::kPossessive) return {};
    int best = -1;
    int best_count = 0;
    for (const Occurrence* occurrence : reading_.discourse.LatestFirst()) {
      for (int e : occurrence->entities) {
        const int country = reading_.IsCountry(e) ? e : -1;
        if (country < 0) continue;
        const int count = reading_.discourse.CountOf(country);
        if (count > best_count) std::tie(best, best_count) = std::make_pair(country, count);
      }
    }
    if (best < 0) return {};
    return {{best}, 0.6F};
  }

  Antecedent InFocus(NameType type) const {
    if (phrase_.determiner != Determiner::kDefinite) return {};
    const Occurrence* best = nullptr;
    float best_score = 0;
    for (const Occurrence* occurrence : reading_.discourse.LatestFirst()) {
      const int age = reading_.SentencesSince(phrase_.head_token, *occurrence);
      if (age > kFocusSentences) break;
      if (occurrence->entities.size() != 1 || reading_.entity(occurrence->entities[0]).type != type) continue;
      const float score = 1.0F - 0.2F * static_cast<float>(age) + (occurrence->subject ? 0.3F : 0) +
                          (occurrence->possessive ? 0.1F : 0);
      if (best == nullptr || score > best_score) std::tie(best, best_score) = std::make_pair(occurrence, score);
    }
    return best == nullptr ? Antecedent{} : Antecedent{best->entities, 0.65F};
  }

  // The one that the article called so: "Iranian airline Mahan Air", then "the airline"; "... Party", then "the party".
  Antecedent CalledSo(NameType type) const {
    for (const Occurrence* occurrence : reading_.discourse.LatestFirst()) {
      const int e = occurrence->entities[0];
      if (occurrence->entities.size() != 1 || reading_.entity(e).type != type || reading_.entity(e).names.empty())
        continue;
      if (!FitsCountry(e) || !GenderFits(e) || !IsCalled(e)) continue;
      if (phrase_.determiner != Determiner::kDefinite && phrase_.determiner != Determiner::kNone) continue;
      return {{e}, 0.8F};
    }
    return {};
  }

  bool IsCalled(int e) const {
    if (absl::c_linear_search(reading_.nouns[e], lemma_)) return true;
    if (reading_.IsPerson(e)) return false;
    if (reading_.entity(e).type == NameType::kPlace) return IsPlaceOfKind(e);
    const std::vector<std::string> words = NameWords(reading_.entity(e).display_name);
    return !words.empty() && absl::c_linear_search(words, lemma_);
  }

  // "the province" can be a region of the gazetteer, "the city" a city or capital.
  bool IsPlaceOfKind(int e) const {
    using language::SenseKind;
    const bool region = lemma_ == "province" || lemma_ == "region" || lemma_ == "state" || lemma_ == "governorate";
    const bool city = lemma_ == "city" || lemma_ == "town" || lemma_ == "capital";
    for (const language::Sense& sense : reading_.lexicon.gazetteer().Find(reading_.entity(e).display_name)) {
      if (region && sense.kind == SenseKind::kRegion) return true;
      if (lemma_ == "capital" ? sense.kind == SenseKind::kCapital
                              : city && (sense.kind == SenseKind::kCity || sense.kind == SenseKind::kCapital))
        return true;
    }
    return false;
  }

  // A description with the same noun whose other words do not contradict.
  Antecedent DescribedBefore() const {
    const bool indefinite =
        !phrase_.plural && phrase_.determiner != Determiner::kDefinite && phrase_.determiner != Determiner::kNone;
    if (indefinite || phrase_.other || (phrase_.number > 0 && phrase_.determiner != Determiner::kDefinite)) return {};
    if (phrase_.determiner == Determiner::kPossessive) return {};
    const auto found = reading_.unnamed.find(lemma_);
    if (found == reading_.unnamed.end()) return {};
    const std::vector<int>& known = found->second;
    for (size_t back = 1; back <= std::min(kMaxUnnamedBack, known.size()); ++back) {
      const int e = known[known.size() - back];
      const std::string& code = reading_.entity(e).country_code;
      const std::vector<std::string>& modifiers = reading_.modifiers[e];
      const bool compatible = IsSubset(phrase_.modifiers, modifiers) || IsSubset(modifiers, phrase_.modifiers);
      if (compatible && (country_.empty() || code.empty() || code == country_)) return {{e}, 0.75F};
    }
    return {};
  }

  int New(NameType type) {
    const int e = reading_.AddUnnamed(type, Description(), country_);
    reading_.result.entities[e].gender = noun_.gender;
    reading_.nouns[e].emplace_back(lemma_);
    reading_.body[e] = Body();
    reading_.modifiers[e] = phrase_.modifiers;
    reading_.unnamed[lemma_].push_back(e);
    return e;
  }

  // The organization inside the phrase: "a spokesperson for the Coalition", "a Pentagon official".
  int Body() const {
    for (int t = phrase_.begin_token; t < phrase_.end_token; ++t) {
      const int name = reading_.article.name_at(t);
      if (name >= 0 && reading_.article.analysis().names[name].type == NameType::kOrganization)
        return reading_.entity_of_name[name];
    }
    return -1;
  }

  // The phrase without "a" and "his", with "the".
  std::string Description() const {
    int begin = phrase_.begin_token;
    const bool article_less = phrase_.determiner == Determiner::kIndefinite || phrase_.possessor == begin;
    if (article_less && begin + 1 < phrase_.core_end) ++begin;
    return std::string(reading_.article.TextOf(begin, phrase_.end_token));
  }

  Reading& reading_;
  const NounPhrase& phrase_;
  const RoleNoun& noun_;
  const TitlePhrase* title_;
  const absl::string_view lemma_;
  const std::string country_;
};

}  // namespace

Antecedent ResolveDescription(Reading& reading, const NounPhrase& phrase, const RoleNoun& noun,
                              const TitlePhrase* title) {
  return Describer(reading, phrase, noun, title).Run();
}

}  // namespace dateline::extraction
