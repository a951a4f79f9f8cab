#include "ingest_service/extraction/entities/name_chains.h"

#include <algorithm>
#include <numeric>
#include <set>
#include <string>
#include <tuple>
#include <utility>

#include "absl/algorithm/container.h"
#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "ingest_service/extraction/entities/acronym.h"
#include "ingest_service/extraction/entities/name_words.h"

namespace dateline::extraction {
namespace {

using language::Name;
using language::NameType;

constexpr size_t kMaxCandidates = 32;  // full names that a short form is compared with
constexpr size_t kMaxNameWords = 16;   // words of a name that are looked at

bool IsCountry(const Name& name) { return name.type == NameType::kCountry || name.type == NameType::kNationality; }

// How well a short form fits a full name; 0: not at all.
int Fit(NameType short_type, PartPosition position, size_t words, NameType full_type) {
  if (position == PartPosition::kNone) return 0;
  const int place = static_cast<int>(position);
  if (full_type == NameType::kPerson) {
    if (short_type == NameType::kPerson) return 10 + place;
    return words == 1 && position == PartPosition::kLast ? place : 0;
  }
  if (full_type != NameType::kOrganization || position == PartPosition::kMiddle) return 0;
  if (short_type == NameType::kOrganization) return 10 + place;
  return short_type == NameType::kPerson && words == 1 && position == PartPosition::kFirst ? place : 0;
}

class Chainer {
 public:
  Chainer(const ArticleView& article, const EntityLexicon& lexicon)
      : article_(article),
        lexicon_(lexicon),
        names_(article.analysis().names),
        entity_of_(names_.size(), -1),
        certainty_(names_.size(), 1) {}

  NameChains Run() {
    ReadWords();
    LinkDefinitions();
    for (int name : LongestFirst()) Place(name);
    for (const auto& [acronym, full] : defined_) entity_of_[acronym] = entity_of_[full];
    return Number();
  }

 private:
  struct Chain {
    NameType type;
    std::vector<std::string> words;  // of its longest name
    std::set<int> full_mentions;     // indices into names_ where the name stands in full
  };

  absl::string_view TextOf(int name) const { return article_.TextOf(names_[name].begin_token, names_[name].end_token); }

  void ReadWords() {
    for (size_t n = 0; n < names_.size(); ++n) {
      words_.push_back(NameWords(TextOf(static_cast<int>(n))));
      if (words_.back().size() > kMaxNameWords) words_.back().resize(kMaxNameWords);
    }
  }

  // "Cambodian People's Party (CPP)", "CPP (Cambodian People's Party)".
  void LinkDefinitions() {
    for (size_t n = 0; n + 1 < names_.size(); ++n) {
      const int gap = names_[n].end_token;
      if (names_[n + 1].begin_token != gap + 1 || article_.word(gap) != "(" || IsCountry(names_[n])) continue;
      const bool acronym_second = IsAcronym(TextOf(static_cast<int>(n + 1)));
      const int acronym = static_cast<int>(acronym_second ? n + 1 : n);
      if (!acronym_second && !IsAcronym(TextOf(acronym))) continue;
      const int full = static_cast<int>(acronym_second ? n : n + 1);
      if (defined_.contains(full)) continue;
      defined_[acronym] = full;
      full_of_acronym_.try_emplace(Key(acronym), full);
    }
  }

  std::vector<int> LongestFirst() const {
    std::vector<int> order(names_.size());
    std::iota(order.begin(), order.end(), 0);
    std::stable_sort(order.begin(), order.end(), [&](int a, int b) { return words_[a].size() > words_[b].size(); });
    return order;
  }

  std::string Key(int name) const { return absl::StrJoin(words_[name], " "); }

  // What the gazetteer calls an organization; empty: it does not know it.
  absl::string_view KnownAs(int name) const {
    if (names_[name].type != NameType::kOrganization) return "";
    for (const language::Sense& sense : lexicon_.gazetteer().Find(TextOf(name))) {
      if (sense.kind == language::SenseKind::kOrganization) return sense.display_name;
    }
    return "";
  }

  // One spelling of an organization or a country that has several: "UN" and "United Nations" are one.
  std::string CanonicalKey(int name) const {
    if (IsCountry(names_[name]) && !names_[name].country_code.empty())
      return absl::StrCat("country ", names_[name].country_code);
    const absl::string_view known = KnownAs(name);
    return known.empty() ? Key(name) : absl::StrCat("organization ", known);
  }

  void Place(int name) {
    if (defined_.contains(name)) return;
    const std::string key = CanonicalKey(name);
    const auto same = by_key_.find(key);
    if (words_[name].size() > 1 || IsCountry(names_[name])) {
      if (same != by_key_.end()) return Join(name, same->second, 1);
    } else if (const auto full = full_of_acronym_.find(Key(name));
               full != full_of_acronym_.end() && entity_of_[full->second] >= 0) {
      return Join(name, entity_of_[full->second], 1);
    }
    if (IsCountry(names_[name])) return Found(name, key);
    const int chain = FindFull(name);
    if (chain >= 0) return Join(name, chain, words_[name].size() > 1 ? 1 : 0.95F);
    if (same != by_key_.end()) return Join(name, same->second, 1);
    Found(name, key);
  }

  int FindFull(int name) const {
    int best = -1;
    std::tuple<int, int> best_rank = {0, 0};
    const auto consider = [&](int chain) {
      const int fit = Fit(names_[name].type, FindPart(words_[name], chains_[chain].words), words_[name].size(),
                          chains_[chain].type);
      if (fit == 0) return;
      const std::tuple<int, int> rank = {fit >= 10 ? 2 : 1, -Distance(name, chain) + fit};
      if (best < 0 || rank > best_rank) std::tie(best, best_rank) = std::make_pair(chain, rank);
    };
    if (words_[name].empty()) return -1;
    if (const auto found = by_word_.find(words_[name].back()); found != by_word_.end())
      absl::c_for_each(found->second, consider);
    if (best < 0 && IsAcronym(TextOf(name))) {
      if (const auto found = by_initials_.find(words_[name][0]); found != by_initials_.end()) return found->second;
    }
    return best;
  }

  // Names between this one and the nearest full mention before it; later ones count as farther than all before.
  int Distance(int name, int chain) const {
    const std::set<int>& mentions = chains_[chain].full_mentions;
    const auto after = mentions.lower_bound(name);
    if (after != mentions.begin()) return 20 * (name - *std::prev(after));
    return after == mentions.end() ? 1 << 28 : (1 << 24) + *after;
  }

  void Join(int name, int chain, float certainty) {
    entity_of_[name] = chain;
    certainty_[name] = certainty;
    if (words_[name].size() > 1) chains_[chain].full_mentions.insert(name);
  }

  void Found(int name, const std::string& key) {
    const int chain = static_cast<int>(chains_.size());
    const NameType type = IsCountry(names_[name]) ? NameType::kCountry : names_[name].type;
    chains_.push_back({type, words_[name], {name}});
    entity_of_[name] = chain;
    by_key_.try_emplace(key, chain);
    by_key_.try_emplace(Key(name), chain);
    if (type != NameType::kPerson && type != NameType::kOrganization) return;
    for (const std::string& word : words_[name]) {
      std::vector<int>& known = by_word_[word];
      if (known.size() < kMaxCandidates) known.push_back(chain);
    }
    if (type == NameType::kOrganization && words_[name].size() > 1)
      by_initials_.try_emplace(Initials(words_[name]), chain);
  }

  // Renumbers chains by first mention and gathers their spellings.
  NameChains Number() {
    NameChains result;
    std::vector<int> number(chains_.size(), -1);
    for (size_t n = 0; n < names_.size(); ++n) {
      int& entity = number[entity_of_[n]];
      if (entity < 0) {
        entity = static_cast<int>(result.entities.size());
        result.entities.emplace_back().type = chains_[entity_of_[n]].type;
      }
      AddSpelling(static_cast<int>(n), result.entities[entity]);
      result.entity_of_name.push_back(entity);
    }
    result.certainty = std::move(certainty_);
    for (ArticleEntity& entity : result.entities) NameAfterAdjective(entity);
    return result;
  }

  void AddSpelling(int name, ArticleEntity& entity) const {
    const absl::string_view text = TextOf(name);
    if (IsCountry(names_[name])) entity.country_code = names_[name].country_code;
    if (entity.known_as.empty() && entity.type == NameType::kOrganization) entity.known_as = std::string(KnownAs(name));
    if (names_[name].type == NameType::kPlace && entity.country_code.empty())
      entity.country_code = names_[name].country_code;
    if (names_[name].type == NameType::kNationality) {
      if (entity.display_name.empty() && entity.country_code.empty()) entity.display_name = std::string(text);
      return;
    }
    if (text.size() > entity.display_name.size() || entity.names.empty()) entity.display_name = std::string(text);
    if (!absl::c_linear_search(entity.names, text) && entity.names.size() < kMaxCandidates)
      entity.names.emplace_back(text);
  }

  // A country that only its adjective names.
  void NameAfterAdjective(ArticleEntity& entity) const {
    if (!entity.names.empty()) return;
    if (entity.display_name.empty())
      entity.display_name = std::string(lexicon_.gazetteer().CountryName(entity.country_code));
    if (entity.display_name.empty()) entity.display_name = entity.country_code;
    entity.names.push_back(entity.display_name);
  }

  const ArticleView& article_;
  const EntityLexicon& lexicon_;
  const std::vector<Name>& names_;
  std::vector<std::vector<std::string>> words_;
  std::vector<int> entity_of_;  // by name: index into chains_
  std::vector<float> certainty_;
  std::vector<Chain> chains_;
  absl::flat_hash_map<int, int> defined_;  // name of an acronym -> name of its full form
  absl::flat_hash_map<std::string, int> full_of_acronym_;
  absl::flat_hash_map<std::string, int> by_key_;
  absl::flat_hash_map<std::string, std::vector<int>> by_word_;
  absl::flat_hash_map<std::string, int> by_initials_;
};

}  // namespace

NameChains ChainNames(const ArticleView& article, const EntityLexicon& lexicon) {
  return Chainer(article, lexicon).Run();
}

}  // namespace dateline::extraction
