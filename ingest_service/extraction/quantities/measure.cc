#include "ingest_service/extraction/quantities/measure.h"

#include <algorithm>
#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"

namespace dateline::extraction {
namespace {

using language::PartOfSpeech;
using language::Relation;
using language::Token;
using language::Tree;

constexpr int kLongestPhrase = 8;  // tokens

bool IsAny(absl::string_view word, std::initializer_list<absl::string_view> choices) {
  return std::find(choices.begin(), choices.end(), word) != choices.end();
}

class PhraseReader {
 public:
  PhraseReader(const Tree& tree, absl::string_view text) : tree_(tree), text_(text) {}

  std::string Lower(int token) const { return absl::AsciiStrToLower(text::Slice(text_, tree_[token].span)); }

  bool IsNoun(int token) const {
    const PartOfSpeech part = tree_[token].part_of_speech;
    return part == PartOfSpeech::kNoun || part == PartOfSpeech::kPropn;
  }
  bool IsPlural(int token) const {
    return absl::EndsWith(tree_[token].treebank_tag, "NS") || absl::EndsWith(tree_[token].treebank_tag, "PS");
  }
  bool IsTagged(int token) const { return !tree_[token].treebank_tag.empty(); }

  // Dead, injured, missing, ...: what counts of people say of them.
  bool IsCondition(int token) const {
    return IsAny(Lower(token),
                 {"dead", "injured", "wounded", "missing", "killed", "hurt", "infected", "ill", "sick", "homeless",
                  "displaced", "arrested", "detained", "hospitalized", "hospitalised", "unaccounted"});
  }

  bool IsTimeNoun(int token) const {
    return IsAny(Lower(token), {"year", "years", "month", "months", "week", "weeks", "day", "days", "half", "quarter",
                                "decade", "decades", "hours", "period", "time"});
  }

  // "growth to $7 billion": the noun says how the measure moved, not what it is.
  bool IsChangeNoun(int token) const {
    return IsAny(Lower(token), {"growth", "increase", "rise",   "drop",     "decline", "decrease", "fall",
                                "jump",   "surge",    "record", "high",     "low",     "peak",     "total",
                                "value",  "level",    "worth",  "estimate", "figure",  "amount",   "average"});
  }

  bool IsMeasureVerb(int token) const {
    return IsAny(
        tree_[token].lemma,
        {"be",     "reach",   "total",  "rise",   "fall",   "increase", "decrease", "grow",    "drop",    "climb",
         "stand",  "hit",     "exceed", "amount", "cost",   "jump",     "surge",    "decline", "average", "number",
         "record", "account", "remain", "shrink", "double", "estimate", "value",    "top",     "near",    "worth"});
  }

  // The run of modifiers and nouns from `begin` on, up to its head.
  Phrase NounPhraseAt(int begin, int end) const {
    Phrase phrase;
    phrase.begin = phrase.end = begin;
    for (int token = begin; token < std::min(end, begin + kLongestPhrase); ++token) {
      const PartOfSpeech part = tree_[token].part_of_speech;
      const bool participle = IsAny(tree_[token].treebank_tag, {"VBN", "VBG"});
      const bool hyphen =
          token > begin && Lower(token) == "-" && tree_[token].span.begin_byte == tree_[token - 1].span.end_byte;
      if (IsNoun(token)) {
        phrase.end = token + 1;
        phrase.head = token;
        const bool goes_on =
            token + 1 < end && IsNoun(token + 1) && (!IsPlural(token) || tree_[token].head == token + 1);
        if (tree_[token].treebank_tag == "NNS" && !goes_on) break;
      } else if (part != PartOfSpeech::kAdj && part != PartOfSpeech::kAdv && !participle && !hyphen) {
        break;
      }
    }
    return phrase;
  }

  // The same without tags: up to the first plural in a run of plain words.
  Phrase UntaggedPhraseAt(int begin, int end) const {
    constexpr int kMostWords = 4;
    for (int token = begin; token < std::min(end, begin + kMostWords); ++token) {
      const std::string lower = Lower(token);
      if (!absl::ascii_isalpha(lower[0]) ||
          IsAny(lower, {"was", "is", "has", "does", "in", "of", "and", "or", "to", "on", "at", "were", "are", "have"}))
        break;
      const bool plural = (lower.size() > 3 && lower.back() == 's') ||
                          IsAny(lower, {"people", "men", "women", "children", "police", "troops"});
      if (plural) return {begin, token + 1, token};
    }
    return {};
  }

  // The noun `head` with the modifiers before it, without determiners and owners.
  Phrase PhraseOf(int head) const {
    int begin = head;
    while (begin > 0 && head - begin < kLongestPhrase) {
      const Token& before = tree_[begin - 1];
      const bool modifier = before.relation == Relation::kAmod || before.relation == Relation::kCompound ||
                            before.relation == Relation::kAdvmod;
      const bool hyphen = before.relation == Relation::kPunct && Lower(begin - 1) == "-";
      if (!(modifier || hyphen) ||
          (before.head != head && before.head != begin && !hyphen && tree_[before.head].head != head))
        break;
      --begin;
    }
    return {begin, head + 1, head};
  }

  int SubjectOf(int verb) const {
    for (int step = 0; step < kLongestPhrase && verb != language::kNoHead; ++step) {
      const int subject = tree_.Child(verb, {Relation::kNsubj, Relation::kNsubjPass});
      if (subject >= 0) return subject;
      if (tree_[verb].relation != Relation::kConj && tree_[verb].relation != Relation::kXcomp &&
          tree_[verb].relation != Relation::kAdvcl)
        return -1;
      verb = tree_[verb].head;
    }
    return -1;
  }

  // "fine" of "a fine of around US$86,000".
  Phrase PhraseBeforeOf(int begin) const {
    while (begin > 1 && IsAny(Lower(begin - 1), {"about", "around", "nearly", "almost", "approximately", "some", "over",
                                                 "than", "more", "least", "at"}))
      --begin;
    const bool measures = begin > 1 && Lower(begin - 1) == "of" &&
                          tree_[begin - 2].part_of_speech == PartOfSpeech::kNoun && !IsChangeNoun(begin - 2);
    return measures ? PhraseOf(begin - 2) : Phrase();
  }

  // Whether `verb` says what happened to the people who are counted.
  bool IsCasualtyVerb(int verb) const {
    return IsAny(tree_[verb].lemma, {"kill", "wound", "injure", "arrest", "detain", "displace", "hospitalize",
                                     "hospitalise", "evacuate", "rescue", "infect"});
  }

  // "trade" of "trade recording strong growth", by the order of the words: trees err on what a participle belongs to.
  Phrase GrowerBefore(int change_noun) const {
    constexpr int kMostModifiers = 4;
    int verb = change_noun - 1;
    while (verb > 0 && change_noun - verb <= kMostModifiers && tree_[verb].part_of_speech != PartOfSpeech::kVerb)
      --verb;
    const bool follows_noun = verb > 0 && tree_[verb].part_of_speech == PartOfSpeech::kVerb &&
                              tree_[verb - 1].part_of_speech == PartOfSpeech::kNoun;
    return follows_noun ? PhraseOf(verb - 1) : Phrase();
  }

  // From the figure's top token up to what it measures.
  Phrase Climb(int token) const {
    for (int step = 0; step < kLongestPhrase; ++step) {
      const int head = tree_[token].head;
      if (head == language::kNoHead) return FromPredicate(token);
      if (IsNoun(head)) {
        const bool common = tree_[head].part_of_speech == PartOfSpeech::kNoun && !IsTimeNoun(head);
        if (!IsChangeNoun(head)) return common ? PhraseOf(head) : Phrase();
        if (const Phrase grower = GrowerBefore(head); !grower.empty()) return grower;
        token = head;
        continue;
      }
      return FromPredicate(head);
    }
    return {};
  }

 private:
  Phrase FromPredicate(int verb) const {
    if (IsCasualtyVerb(verb) || IsCondition(verb)) return {verb, verb + 1, verb};
    // "trade recording growth": the noun before a participle is its subject, whatever the tree says.
    const bool participle = tree_[verb].treebank_tag == "VBG" || Lower(verb) == "worth";
    if (participle && verb > 0 && IsNoun(verb - 1)) return PhraseOf(verb - 1);
    const Relation relation = tree_[verb].relation;
    const int head = tree_[verb].head;
    if ((relation == Relation::kAcl || relation == Relation::kAclRelcl || relation == Relation::kAmod) &&
        head != language::kNoHead && IsNoun(head))
      return PhraseOf(head);
    const int subject = SubjectOf(verb);
    const bool measures = IsMeasureVerb(verb) || tree_.Child(verb, {Relation::kCop}) >= 0;
    if (subject >= 0 && tree_[subject].part_of_speech == PartOfSpeech::kNoun && measures) return PhraseOf(subject);
    return {};
  }

  const Tree& tree_;
  absl::string_view text_;
};

}  // namespace

Phrase CountedPhraseAt(const Tree& tree, absl::string_view text, int begin, int end) {
  const PhraseReader reader(tree, text);
  while (begin < end && IsAny(reader.Lower(begin), {"more", "other", "additional", "new", "such"})) ++begin;
  if (begin >= end) return {};
  if (!reader.IsTagged(begin)) return reader.UntaggedPhraseAt(begin, end);
  const Phrase phrase = reader.NounPhraseAt(begin, end);
  if (!phrase.empty()) return phrase;
  return reader.IsCondition(begin) ? Phrase{begin, begin + 1, begin} : Phrase();
}

bool IsMeasureUnit(absl::string_view word) {
  return IsAny(word, {"km",          "kilometers", "kilometres", "mile",      "miles",    "m",        "meters",
                      "metres",      "cm",         "feet",       "foot",      "ft",       "inches",   "yards",
                      "acres",       "hectares",   "tons",       "tonnes",    "kg",       "grams",    "kilograms",
                      "kilogrammes", "pounds",     "ounces",     "mg",        "barrels",  "liters",   "litres",
                      "gallons",     "megawatts",  "gigawatts",  "kilowatts", "mw",       "gw",       "degrees",
                      "bushels",     "mph",        "kph",        "knots",     "kilotons", "megatons", "moles"});
}

Phrase PhraseBefore(const Tree& tree, absl::string_view text, int begin) {
  const PhraseReader reader(tree, text);
  if (begin < 1) return {};
  const bool directly = tree[begin - 1].part_of_speech == PartOfSpeech::kNoun && !reader.IsPlural(begin - 1) &&
                        reader.IsTagged(begin - 1);
  if (directly) return reader.PhraseOf(begin - 1);
  const bool apposed = begin >= 2 && reader.Lower(begin - 1) == "," && reader.IsPlural(begin - 2) &&
                       tree[begin - 2].part_of_speech == PartOfSpeech::kNoun;
  return apposed ? reader.PhraseOf(begin - 2) : Phrase();
}

Phrase PartitivePhraseAt(const Tree& tree, absl::string_view text, int at, int end) {
  const PhraseReader reader(tree, text);
  if (at < end && reader.Lower(at) == "(") {
    const int limit = std::min(end, at + 2 * kLongestPhrase);
    while (at < limit && reader.Lower(at) != ")") ++at;
    ++at;
  }
  if (at >= end || !IsAny(reader.Lower(at), {"of", "in"})) return {};
  int noun = at + 1;
  while (noun < end &&
         IsAny(reader.Lower(noun), {"the", "its", "their", "all", "his", "her", "a", "an", "these", "those"}))
    ++noun;
  if (noun >= end) return {};
  const Phrase phrase = reader.NounPhraseAt(noun, end);
  const bool common =
      !phrase.empty() && tree[phrase.head].part_of_speech == PartOfSpeech::kNoun && !reader.IsTimeNoun(phrase.head);
  return common ? phrase : Phrase();
}

Phrase MeasuredPhrase(const Tree& tree, absl::string_view text, int begin, int end) {
  const PhraseReader reader(tree, text);
  if (const Phrase owner = reader.PhraseBeforeOf(begin); !owner.empty()) return owner;
  int top = end - 1;
  for (int step = 0; step < kLongestPhrase; ++step) {
    const int head = tree[top].head;
    if (head < begin || head >= end) break;
    top = head;
  }
  return reader.Climb(top);
}

}  // namespace dateline::extraction
