#include "ingest_service/extraction/entities/noun_phrase.h"

#include <algorithm>

#include "absl/strings/numbers.h"

namespace dateline::extraction {
namespace {

using language::NameType;
using language::PartOfSpeech;
using language::Relation;

constexpr int kMaxPhraseTokens = 16;      // before the head
constexpr int kMaxComplementTokens = 14;  // of an of-phrase after it

bool IsGenitive(const ArticleView& article, int t) {
  const absl::string_view word = article.folded(t);
  return word == "'s" || word == "’s" || ((word == "'" || word == "’") && article.pos(t) == PartOfSpeech::kPart);
}

// "about" of "about 5000 troops", "least" of "at least 71 people".
bool IsApproximation(const ArticleView& article, int t) {
  const bool numbered = article.pos(t + 1) == PartOfSpeech::kNum;
  return numbered &&
         (article.pos(t) == PartOfSpeech::kAdv || article.folded(t) == "least" || article.folded(t) == "most");
}

bool IsPossessive(const EntityLexicon& lexicon, absl::string_view word) {
  const Pronoun* pronoun = lexicon.FindPronoun(word);
  return pronoun != nullptr && pronoun->role == Pronoun::Role::kPossessive;
}

bool CanModify(const ArticleView& article, const EntityLexicon& lexicon, int t) {
  switch (article.pos(t)) {
    case PartOfSpeech::kDet:
    case PartOfSpeech::kAdj:
    case PartOfSpeech::kNoun:
    case PartOfSpeech::kPropn:
    case PartOfSpeech::kNum:
      return true;
    case PartOfSpeech::kPron:
      return IsPossessive(lexicon, article.folded(t));
    case PartOfSpeech::kPart:
      return IsGenitive(article, t);
    case PartOfSpeech::kAdv:
    case PartOfSpeech::kVerb:
      return article.has_tree(t) && article.token(t).head > t &&
             (article.token(t).relation == Relation::kAmod || article.token(t).relation == Relation::kAdvmod ||
              article.token(t).relation == Relation::kCompound);
    case PartOfSpeech::kPunct:
      return article.word(t) == "-" && t > article.sentence_begin(t);
    default:
      return article.name_at(t) >= 0;
  }
}

// With a tree, a word before a phrase belongs to it if its head does.
bool HangsOn(const ArticleView& article, int t, int end) {
  if (!article.has_tree(t)) return true;
  const int head = article.token(t).head;
  return head > t && head < end;
}

int NumberWord(absl::string_view word) {
  constexpr absl::string_view kWords[] = {"two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"};
  if (word == "both") return 2;
  for (int i = 0; i < 9; ++i) {
    if (word == kWords[i]) return i + 2;
  }
  int number = 0;
  return word.size() < 7 && absl::SimpleAtoi(word, &number) ? number : 0;
}

NounPhrase::Determiner DeterminerOf(absl::string_view word) {
  using Determiner = NounPhrase::Determiner;
  if (word == "the" || word == "this" || word == "these" || word == "that" || word == "those" || word == "both")
    return Determiner::kDefinite;
  return word == "a" || word == "an" || word == "some" || word == "several" ? Determiner::kIndefinite
                                                                            : Determiner::kOther;
}

bool IsOther(absl::string_view word) { return word == "other" || word == "another" || word == "others"; }

void ReadModifier(const ArticleView& article, const EntityLexicon& lexicon, int t, NounPhrase& phrase) {
  const int name = article.name_at(t);
  const absl::string_view word = article.folded(t);
  if (name >= 0) {
    const language::Name& modifier = article.analysis().names[name];
    if (t + 1 != modifier.end_token) return;
    if (modifier.type == NameType::kNationality || modifier.type == NameType::kCountry)
      phrase.countries.push_back(name);
    else
      phrase.modifiers.push_back(std::string(word));
  } else if (IsGenitive(article, t)) {
    phrase.determiner = NounPhrase::Determiner::kPossessive;
    phrase.possessor = t - 1;
    phrase.modifiers.clear();
  } else if (IsPossessive(lexicon, word)) {
    phrase.determiner = NounPhrase::Determiner::kPossessive;
    phrase.possessor = t;
  } else if (article.pos(t) == PartOfSpeech::kDet) {
    phrase.determiner = DeterminerOf(word);
    phrase.other |= IsOther(word);
  } else if (!IsOther(word) && NumberWord(word) == 0 && article.word(t) != "-") {
    phrase.modifiers.push_back(std::string(word));
  }
  phrase.other |= IsOther(word);
  if (const int number = NumberWord(word); number > 0) phrase.number = number;
}

// The end of "of the police's internal investigators" after a head noun.
int ComplementEnd(const ArticleView& article, const EntityLexicon& lexicon, int t) {
  if (t + 1 >= article.sentence_end(t - 1)) return t;
  const absl::string_view preposition = article.folded(t);
  if (preposition != "of" && preposition != "for" && preposition != "within" && preposition != "from") return t;
  if (article.has_tree(t) && article.token(t).head > t && article.token(article.token(t).head).head != t - 1) return t;
  if (!article.has_tree(t) && preposition != "of") return t;
  const int limit = std::min(article.sentence_end(t), t + kMaxComplementTokens);
  int end = t + 1;
  while (end < limit && CanModify(article, lexicon, end)) ++end;
  const PartOfSpeech last = article.pos(end - 1);
  return last == PartOfSpeech::kNoun || last == PartOfSpeech::kPropn || article.name_at(end - 1) >= 0 ? end : t;
}

}  // namespace

NounPhrase ReadNounPhrase(const ArticleView& article, const EntityLexicon& lexicon, int head) {
  NounPhrase phrase;
  phrase.head_token = head;
  phrase.core_end = head + 1;
  phrase.plural = article.IsPlural(head);
  phrase.begin_token = PhraseBegin(article, lexicon, head, head + 1);
  for (int t = phrase.begin_token; t < head; ++t) ReadModifier(article, lexicon, t, phrase);
  phrase.end_token = ComplementEnd(article, lexicon, head + 1);
  return phrase;
}

int PhraseBegin(const ArticleView& article, const EntityLexicon& lexicon, int begin, int end) {
  const int floor = std::max(article.sentence_begin(begin), begin - kMaxPhraseTokens);
  while (begin > floor) {
    const int t = begin - 1;
    if (!CanModify(article, lexicon, t) || !HangsOn(article, t, end)) break;
    if ((lexicon.gazetteer().WordClasses(article.folded(t)) & language::kCalendar) != 0 && !article.has_tree(t)) break;
    begin = t;
    if (article.pos(t) == PartOfSpeech::kDet || IsPossessive(lexicon, article.folded(t))) {
      const bool genitive_before = t > floor && IsGenitive(article, t - 1);
      if (!genitive_before && !(t > floor && article.pos(t - 1) == PartOfSpeech::kDet)) break;
    }
  }
  while (begin < end - 1 &&
         (article.word(begin) == "-" || IsGenitive(article, begin) || IsApproximation(article, begin)))
    ++begin;
  return begin;
}

int PhraseHead(const ArticleView& article, int begin, int end, int fallback) {
  if (!article.has_tree(begin)) return fallback;
  const auto leaves = [&](int t) { return article.token(t).head < begin || article.token(t).head >= end; };
  if (leaves(fallback)) return fallback;
  int head = article.token(fallback).head;
  for (int steps = 0; steps < kMaxPhraseTokens && !leaves(head); ++steps) head = article.token(head).head;
  return head;
}

int SubjectOf(const ArticleView& article, int t) {
  if (!article.has_tree(t)) return -1;
  for (int steps = 0; steps < kMaxPhraseTokens && article.token(t).head != language::kNoHead; ++steps) {
    const language::Token& token = article.token(t);
    switch (token.relation) {
      case Relation::kNsubj:
      case Relation::kNsubjPass:
      case Relation::kNsubjOuter:
        return token.head;
      case Relation::kConj:
      case Relation::kFlat:
      case Relation::kAppos:
        t = token.head;
        break;
      default:
        return -1;
    }
  }
  return -1;
}

bool IsSubject(const ArticleView& article, int t) {
  if (article.has_tree(t)) return SubjectOf(article, t) >= 0;
  for (int before = article.sentence_begin(t); before < t; ++before) {
    if (article.pos(before) == PartOfSpeech::kVerb || article.pos(before) == PartOfSpeech::kAux) return false;
  }
  return true;
}

bool IsPhraseHead(const ArticleView& article, int t) {
  const Relation relation = article.token(t).relation;
  if (article.has_tree(t))
    return relation != Relation::kCompound && relation != Relation::kAmod && relation != Relation::kNmodDesc;
  if (t + 1 >= article.sentence_end(t)) return true;
  const PartOfSpeech next = article.pos(t + 1);
  return next != PartOfSpeech::kNoun && next != PartOfSpeech::kPropn;
}

}  // namespace dateline::extraction
