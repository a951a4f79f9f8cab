#include "ingest_service/extraction/entities/title_phrases.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "absl/algorithm/container.h"
#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "ingest_service/extraction/entities/title_case.h"
#include "ingest_service/language/names/phrase_key.h"

namespace dateline::extraction {
namespace {

using language::Name;
using language::NameType;
using language::PartOfSpeech;
using language::Sense;
using language::SenseKind;
using language::TitleKind;

constexpr int kMaxTitleWords = 12;  // words before and after the core that may belong to a title
constexpr int kMaxMatchWords = 5;   // words of a title in the gazetteer

struct Core {
  int end_token = 0;
  std::string normalized;
  TitleKind kind = TitleKind::kOffice;
  Gender gender = Gender::kUnknown;
};

Gender FromGazetteer(language::Gender gender) {
  return gender == language::Gender::kMale     ? Gender::kMale
         : gender == language::Gender::kFemale ? Gender::kFemale
                                               : Gender::kUnknown;
}

bool IsNoun(PartOfSpeech part) { return part == PartOfSpeech::kNoun || part == PartOfSpeech::kPropn; }

class PhraseFinder {
 public:
  PhraseFinder(const ArticleView& article, const EntityLexicon& lexicon) : article_(article), lexicon_(lexicon) {}

  std::vector<TitlePhrase> Run() {
    std::vector<TitlePhrase> phrases;
    for (int t = 0; t < article_.size();) {
      const std::optional<Core> core = CoreAt(t);
      if (!core) {
        ++t;
        continue;
      }
      TitlePhrase phrase = PhraseAround(t, *core);
      if (!phrases.empty()) phrase.phrase_begin = std::max(phrase.phrase_begin, phrases.back().end_token);
      phrase.begin_token = std::max(phrase.begin_token, phrase.phrase_begin);
      t = std::max(core->end_token, phrase.end_token);
      phrases.push_back(std::move(phrase));
    }
    return phrases;
  }

 private:
  bool Is(int t, absl::string_view word) const { return article_.folded(t) == word; }
  uint32_t Classes(int t) const {
    return lexicon_.TitleWordClasses(article_.lemma(t)) | lexicon_.TitleWordClasses(article_.folded(t));
  }

  const Sense* TitleSense(uint64_t key, int t) const {
    for (int s = lexicon_.gazetteer().FindFirst(key); s >= 0; s = lexicon_.gazetteer().NextSense(s)) {
      const Sense& sense = lexicon_.gazetteer().SenseAt(s);
      if (sense.kind != SenseKind::kTitle) continue;
      if (sense.capitals_only && absl::c_any_of(article_.word(t), absl::ascii_islower)) continue;
      return &sense;
    }
    return nullptr;
  }

  // The longest title of the gazetteer that begins at `t`; else an official noun.
  std::optional<Core> CoreAt(int t) const {
    if (article_.name_at(t) >= 0) return std::nullopt;
    std::optional<Core> best = GazetteerCoreAt(t);
    if (best || !IsNoun(article_.pos(t))) return best;
    if (IsMembership(t)) return Core{t + 1, TitleCase(article_.lemma(t)), TitleKind::kOffice, Gender::kUnknown};
    if (article_.lemma(t) == "counterpart") return Core{t + 1, "Counterpart", TitleKind::kOffice, Gender::kUnknown};
    const RoleNoun* noun = lexicon_.FindRoleNoun(article_.lemma(t));
    if (noun == nullptr || (noun->kinds & kOfficialNoun) == 0) return std::nullopt;
    if (!IsTitleWord(t)) return std::nullopt;
    return Core{t + 1, TitleCase(article_.lemma(t)), TitleKind::kOffice, noun->gender};
  }

  std::optional<Core> GazetteerCoreAt(int t) const {
    std::optional<Core> best;
    uint64_t key = language::kEmptyPhrase;
    for (int e = t; e < article_.sentence_end(t) && e < t + kMaxMatchWords && !IsPersonOrCountry(e); ++e) {
      const uint64_t longer = language::ExtendPhrase(key, article_.folded(e));
      if (longer == key && article_.word(e) != "-") break;
      const Sense* sense = TitleSense(longer, e);
      if (sense == nullptr && article_.IsPlural(e))
        sense = TitleSense(language::ExtendPhrase(key, article_.lemma(e)), e);
      if (sense != nullptr && IsCore(t, e, *sense)) {
        best = Core{e + 1, sense->title->normalized, sense->title->kind, FromGazetteer(sense->title->gender)};
      }
      key = longer;
      if (!lexicon_.gazetteer().IsPrefix(key)) break;
    }
    return best;
  }

  bool IsPersonOrCountry(int t) const { return article_.name_at(t) >= 0 && IsCountryOrPerson(article_.name_at(t)); }

  // "member of the House": a title if the body is said.
  bool IsMembership(int t) const {
    return (Classes(t) & kMembership) != 0 && t + 1 < article_.sentence_end(t) && Is(t + 1, "of");
  }

  bool IsTitleWord(int t) const { return (Classes(t) & kUntitled) == 0; }

  // Words that are titles only as nouns: "general", "major", "chief".
  bool IsCore(int begin, int last, const Sense& sense) const {
    const TitleKind kind = sense.title->kind;
    if (kind == TitleKind::kModifier || kind == TitleKind::kPortfolio) return false;
    if (last > begin) return true;
    if (!IsTitleWord(last)) return false;
    return article_.IsCapitalized(begin) || (IsNoun(article_.pos(last)) && kind != TitleKind::kHonorific);
  }

  // "Minister" of "Minister of Foreign Affairs".
  int CoreToken(int begin, int end) const {
    for (int t = begin + 1; t < end; ++t) {
      if (Is(t, "of") || Is(t, "for")) return t - 1;
    }
    return end - 1;
  }

  TitlePhrase PhraseAround(int begin, Core core) const {
    TitlePhrase phrase;
    phrase.core_token = CoreToken(begin, core.end_token);
    if (phrase.core_token + 1 < core.end_token && (Classes(phrase.core_token) & kPortfolioTitle) != 0) {
      core.end_token = phrase.core_token + 1;  // the portfolio may be longer than the gazetteer's
      core.normalized = TitleCase(article_.lemma(phrase.core_token));
    }
    phrase.begin_token = begin;
    while (phrase.begin_token < phrase.core_token && (Classes(phrase.begin_token) & kTitleOrganization) != 0)
      ++phrase.begin_token;
    phrase.end_token = core.end_token;
    phrase.kind = core.kind;
    phrase.gender = core.gender;
    phrase.plural = IsNoun(article_.pos(phrase.core_token)) && article_.IsPlural(phrase.core_token);
    phrase.counterpart = article_.lemma(phrase.core_token) == "counterpart";
    phrase.normalized = core.normalized;
    KeepSuffix(phrase);
    ExtendLeft(phrase);
    phrase.phrase_begin = phrase.begin_token;
    ReadBefore(phrase);
    phrase.phrase_end = EndOfAcronym(phrase.end_token);
    ReadAfter(phrase);
    Normalize(begin, core, phrase);
    return phrase;
  }

  // "Prime Minister-designate", "president-elect".
  void KeepSuffix(TitlePhrase& phrase) const {
    const int hyphen = phrase.end_token;
    if (hyphen + 1 >= article_.sentence_end(phrase.core_token) || article_.word(hyphen) != "-") return;
    if (Is(hyphen + 1, "designate") || Is(hyphen + 1, "elect")) phrase.end_token = hyphen + 2;
  }

  // Modifiers that belong to the title: "Deputy", "national security", "trade and industry".
  void ExtendLeft(TitlePhrase& phrase) const {
    if (phrase.kind == TitleKind::kHonorific || phrase.counterpart || IsMembership(phrase.core_token)) return;
    if ((Classes(phrase.begin_token) & kTitleOrganization) != 0) return;
    const int floor = std::max(article_.sentence_begin(phrase.begin_token), phrase.begin_token - kMaxTitleWords);
    while (phrase.begin_token > floor) {
      const int t = phrase.begin_token - 1;
      if (BelongsToTitle(t)) {
        --phrase.begin_token;
      } else if (t - 1 >= floor && t < phrase.core_token && Is(t, "and") && IsPlainNoun(t - 1) && IsPlainNoun(t + 1) &&
                 t + 1 < phrase.core_token + 1 && t + 1 != phrase.core_token && StartsPhrase(t - 1)) {
        phrase.begin_token -= 2;
      } else {
        return;
      }
    }
  }

  bool BelongsToTitle(int t) const {
    if (article_.name_at(t) >= 0 || (Classes(t) & (kFormerWord | kTitleOrganization)) != 0) return false;
    if (IsPlainNoun(t)) return true;
    if ((Classes(t) & kTitleAdjective) == 0) return false;
    const PartOfSpeech part = article_.pos(t);
    return part == PartOfSpeech::kAdj || part == PartOfSpeech::kAdv || IsNoun(part) || part == PartOfSpeech::kX;
  }

  // A noun that can stand before another in a compound.
  bool IsPlainNoun(int t) const {
    if (!IsNoun(article_.pos(t)) || article_.name_at(t) >= 0) return false;
    if (IsMonthOrDay(t)) return false;
    const RoleNoun* noun = lexicon_.FindRoleNoun(article_.lemma(t));
    if (noun != nullptr && (noun->kinds & (kOfficialNoun | kPersonNoun)) != 0 && (Classes(t) & kTitleAdjective) == 0)
      return false;
    return !article_.has_tree(t) || article_.token(t).head > t;
  }

  bool IsMonthOrDay(int t) const {
    return (lexicon_.gazetteer().WordClasses(article_.folded(t)) & language::kCalendar) != 0;
  }

  bool StartsPhrase(int t) const {
    if (t == article_.sentence_begin(t) || article_.name_at(t - 1) >= 0) return true;
    const PartOfSpeech part = article_.pos(t - 1);
    return part == PartOfSpeech::kDet || part == PartOfSpeech::kPunct || part == PartOfSpeech::kPart ||
           part == PartOfSpeech::kAdp;
  }

  // Countries, bodies, "former" and the determiner before the title.
  void ReadBefore(TitlePhrase& phrase) const {
    const int floor = std::max(article_.sentence_begin(phrase.begin_token), phrase.begin_token - kMaxTitleWords);
    while (phrase.phrase_begin > floor) {
      const int t = phrase.phrase_begin - 1;
      if (const int name = article_.name_at(t); name >= 0) {
        if (!TakeNameBefore(name, phrase)) return;
      } else if ((Classes(t) & kFormerWord) != 0) {
        phrase.former = true;
        phrase.phrase_begin = t;
      } else if (article_.pos(t) == PartOfSpeech::kDet || IsPossessivePronoun(t)) {
        phrase.definite = !Is(t, "a") && !Is(t, "an") && !Is(t, "some");
        phrase.phrase_begin = t;
        return;
      } else if (IsLink(t) || (Classes(t) & kTitleOrganization) != 0 || IsPlainAdjective(t)) {
        phrase.phrase_begin = t;
      } else {
        break;
      }
    }
    TrimLinks(phrase);
  }

  bool IsPossessivePronoun(int t) const {
    const Pronoun* pronoun = lexicon_.FindPronoun(article_.folded(t));
    return pronoun != nullptr && pronoun->role == Pronoun::Role::kPossessive;
  }

  // "'s", and what joins countries before a title: "Greek, Cypriot and French".
  bool IsLink(int t) const {
    if (Is(t, "'s") || Is(t, "’s") || Is(t, "'") || Is(t, "’")) return true;
    const bool joins = Is(t, ",") || Is(t, "and") || Is(t, "-");
    return joins && t > 0 && article_.name_at(t - 1) >= 0 && article_.name_at(t + 1) >= 0 &&
           IsAdjective(article_.name_at(t - 1)) && IsAdjective(article_.name_at(t + 1));
  }

  bool IsPlainAdjective(int t) const { return article_.pos(t) == PartOfSpeech::kAdj; }
  bool IsAdjective(int name) const { return article_.analysis().names[name].type == NameType::kNationality; }

  bool TakeNameBefore(int name, TitlePhrase& phrase) const {
    const Name& before = article_.analysis().names[name];
    const bool possessive = before.end_token < phrase.phrase_begin || IsLink(before.end_token);
    if (before.type == NameType::kPerson && !possessive) return false;
    if (before.type == NameType::kCountry || before.type == NameType::kNationality)
      phrase.countries.insert(phrase.countries.begin(), name);
    if (before.type == NameType::kOrganization && phrase.organization < 0) phrase.organization = name;
    phrase.phrase_begin = before.begin_token;
    phrase.definite = true;
    return before.type != NameType::kPerson;
  }

  void TrimLinks(TitlePhrase& phrase) const {
    while (phrase.phrase_begin < phrase.begin_token && article_.name_at(phrase.phrase_begin) < 0 &&
           IsLink(phrase.phrase_begin)) {
      ++phrase.phrase_begin;
    }
  }

  // "of the House", "of Foreign Affairs", "to Germany", "of London".
  void ReadAfter(TitlePhrase& phrase) const {
    if (phrase.kind == TitleKind::kHonorific || phrase.counterpart) return;
    for (int round = 0; round < 3; ++round) {
      const int at = phrase.phrase_end;
      if (at + 1 >= article_.sentence_end(phrase.core_token)) return;
      const bool to = Is(at, "to") && (Classes(phrase.core_token) & kPlaceTitle) != 0;
      if (!Is(at, "of") && !Is(at, "for") && !Is(at, "at") && !to) return;
      int object = at + 1;
      if (Is(object, "the") && object + 1 < article_.sentence_end(object)) ++object;
      if (!TakeObject(at, object, phrase)) return;
    }
  }

  bool TakeObject(int preposition, int object, TitlePhrase& phrase) const {
    const uint32_t core = Classes(phrase.core_token);
    const bool whole = phrase.end_token == preposition;  // nothing but the title before the preposition
    if (whole && (Classes(object) & kFixedObject) != 0) return KeepUntil(object + 1, phrase);
    const int name = article_.name_at(object);
    if (whole && (core & kPortfolioTitle) != 0 && (name < 0 || !IsCountryOrPerson(name))) {
      if (const int end = PortfolioEnd(object); end > object) return KeepUntil(end, phrase);
    }
    if (name < 0) return false;
    const Name& of = article_.analysis().names[name];
    const bool ambassador = Is(preposition, "to");
    if (whole && (core & kPlaceTitle) != 0 && (of.type == NameType::kPlace || ambassador))
      return KeepUntil(of.end_token, phrase);
    if (of.type == NameType::kCountry) {
      phrase.countries.push_back(name);
      if (TakeAfterAdjective(name, phrase)) return true;
    } else if (of.type == NameType::kOrganization && phrase.organization < 0) {
      phrase.organization = name;
    } else if (of.type != NameType::kNationality) {
      return false;
    }
    if (of.type == NameType::kNationality) return TakeAfterAdjective(name, phrase);
    phrase.phrase_end = EndOfAcronym(of.end_token);
    phrase.definite = true;
    return true;
  }

  // "of the Cambodian People's Party", "of Argentina's Amnesty International", where the country is a name of its own.
  bool TakeAfterAdjective(int name, TitlePhrase& phrase) const {
    int next = article_.analysis().names[name].end_token;
    if (next < article_.size() && IsLink(next)) ++next;
    if (next >= article_.sentence_end(phrase.core_token)) return false;
    const int body = article_.name_at(next);
    if (body < 0 || article_.analysis().names[body].type != NameType::kOrganization) return false;
    if (phrase.organization < 0) phrase.organization = body;
    phrase.phrase_end = EndOfAcronym(article_.analysis().names[body].end_token);
    return true;
  }

  bool KeepUntil(int end, TitlePhrase& phrase) const {
    phrase.end_token = phrase.phrase_end = end;
    return true;
  }

  bool IsCountryOrPerson(int name) const {
    const NameType type = article_.analysis().names[name].type;
    return type == NameType::kCountry || type == NameType::kPerson || type == NameType::kNationality;
  }

  bool IsPlace(int name) const { return article_.analysis().names[name].type == NameType::kPlace; }

  // The end of "Foreign Affairs and International Cooperation", "trade and industry"; `begin`: no portfolio.
  int PortfolioEnd(int begin) const {
    const int limit = std::min(article_.sentence_end(begin), begin + kMaxTitleWords);
    int end = begin;
    for (int t = begin; t < limit; ++t) {
      if (const int name = article_.name_at(t); name >= 0 && (IsCountryOrPerson(name) || IsPlace(name))) break;
      if (IsPortfolioWord(t)) {
        end = t + 1;
      } else if (!(Is(t, "and") || Is(t, ",") || Is(t, "&") || (Is(t, "the") && t > begin && Is(t - 1, "and")))) {
        break;
      }
      if (t + 1 < limit && Is(t, "and") && CoreAt(t + 1)) break;
    }
    return end;
  }

  bool IsPortfolioWord(int t) const {
    if (article_.IsCapitalized(t)) return !CoreAt(t).has_value();
    const Sense* sense = TitleSense(language::ExtendPhrase(language::kEmptyPhrase, article_.folded(t)), t);
    if (sense != nullptr && sense->title->kind == TitleKind::kPortfolio) return true;
    return (Classes(t) & kTitleAdjective) != 0 || Is(t, "affairs") || Is(t, "cooperation") || Is(t, "relations");
  }

  int EndOfAcronym(int end) const {
    const int limit = article_.size();
    if (end + 2 < limit && article_.word(end) == "(" && article_.word(end + 2) == ")") return end + 3;
    if (end + 2 < limit && article_.word(end) == "(" && article_.name_at(end + 1) >= 0) {
      const int close = article_.analysis().names[article_.name_at(end + 1)].end_token;
      if (close < limit && article_.word(close) == ")") return close + 1;
    }
    return end;
  }

  // The gazetteer's form for the words it knows, the article's own for the rest.
  void Normalize(int core_begin, const Core& core, TitlePhrase& phrase) const {
    std::string before;
    for (int t = phrase.begin_token; t < std::min(core_begin, phrase.core_token); ++t)
      absl::StrAppend(&before, article_.word(t), " ");
    const absl::string_view after =
        phrase.end_token > core.end_token ? article_.TextOf(core.end_token, phrase.end_token) : "";
    const absl::string_view space = after.empty() || after[0] == '-' ? "" : " ";
    phrase.normalized = TitleCase(absl::StrCat(before, core.normalized, space, after));
  }

  const ArticleView& article_;
  const EntityLexicon& lexicon_;
};

}  // namespace

std::vector<TitlePhrase> FindTitlePhrases(const ArticleView& article, const EntityLexicon& lexicon) {
  return PhraseFinder(article, lexicon).Run();
}

}  // namespace dateline::extraction
