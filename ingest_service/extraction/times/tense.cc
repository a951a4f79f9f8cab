#include "ingest_service/extraction/times/tense.h"

#include <algorithm>
#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/string_view.h"

namespace dateline::extraction {
namespace {

using language::PartOfSpeech;
using language::Relation;
using language::Token;

constexpr int kMostSteps = 16;  // up the tree

bool IsAny(absl::string_view word, std::initializer_list<absl::string_view> choices) {
  return std::find(choices.begin(), choices.end(), word) != choices.end();
}

bool IsWill(absl::string_view word) {
  return IsAny(word, {"will", "'ll", "’ll", "wo", "shall", "won't", "would", "'d", "’d"});
}
bool IsPastAuxiliary(absl::string_view word) {
  return IsAny(word, {"was", "were", "had", "did", "could", "wasn't", "weren't", "didn't"});
}
bool IsPresentAuxiliary(absl::string_view word) {
  return IsAny(word, {"is", "are", "am", "do", "does", "'s", "’s", "'re", "’re", "'m"});
}
bool IsHave(absl::string_view word) { return IsAny(word, {"has", "have", "had", "'ve", "’ve", "having"}); }

bool IsPastVerbByLook(absl::string_view word) {
  return IsPastAuxiliary(word) || (word.size() > 4 && absl::EndsWith(word, "ed")) ||
         IsAny(word, {"said", "met",  "told",  "held",  "made", "took",   "came", "went", "began", "became",
                      "left", "gave", "won",   "lost",  "rose", "fell",   "sent", "led",  "paid",  "bought",
                      "sold", "got",  "spoke", "wrote", "saw",  "found",  "grew", "hit",  "broke", "drew",
                      "flew", "kept", "ran",   "set",   "shot", "struck", "has",  "have"});
}

bool IsFutureByLook(absl::string_view word) {
  return IsWill(word) ||
         IsAny(word, {"would", "scheduled", "expected", "expects", "plans", "planned", "upcoming", "due"});
}

// Verbs whose time is that of what they plan: "has scheduled a vote on Friday".
bool IsPlanning(absl::string_view lemma) {
  return IsAny(lemma, {"schedule", "plan", "expect", "slate", "postpone", "predict", "forecast"});
}

// Verbs that say that what follows was done: "managed to leave on Friday".
bool IsImplicative(absl::string_view lemma) {
  return IsAny(lemma, {"manage", "try", "begin", "start", "continue", "fail", "help", "force", "use", "have", "refuse",
                       "seem", "appear"});
}

bool IsReportingPresent(absl::string_view lemma) {
  return IsAny(lemma, {"say", "report", "tell", "announce", "confirm"});
}

}  // namespace

SentenceTenses::SentenceTenses(const text::Document& document, const language::Analysis& analysis,
                               const language::Sentence& sentence)
    : document_(document), analysis_(analysis), sentence_(sentence), signs_(sentence.end_token - sentence.begin_token) {
  for (int token = sentence.begin_token; token < sentence.end_token; ++token) ReadSigns(token);
}

void SentenceTenses::ReadSigns(int token) {
  const Token& word = analysis_.tokens[token];
  if (word.head == language::kNoHead) return;
  has_tree_ = true;
  Signs& signs = signs_[word.head - sentence_.begin_token];
  const std::string lower = absl::AsciiStrToLower(text::Slice(document_.text, word.span));
  if (word.relation == Relation::kMark && lower == "to") signs.to = true;
  if (word.relation == Relation::kCop) signs.copula = true;
  if (word.relation != Relation::kAux && word.relation != Relation::kAuxPass && word.relation != Relation::kCop) return;
  signs.will |= IsWill(lower);
  signs.have |= IsHave(lower);
  signs.past_auxiliary |= IsPastAuxiliary(lower);
  signs.present_auxiliary |= IsPresentAuxiliary(lower);
}

// kUnknown: no predicate, or one that leaves the tense to what governs it.
Tense SentenceTenses::OfPredicate(int token) const {
  const Token& word = analysis_.tokens[token];
  const Signs& signs = signs_[token - sentence_.begin_token];
  const bool is_verb = word.part_of_speech == PartOfSpeech::kVerb || word.part_of_speech == PartOfSpeech::kAux;
  if (!is_verb && !signs.copula) return Tense::kUnknown;
  if (signs.will || IsPlanning(word.lemma)) return Tense::kFuture;
  if (signs.past_auxiliary || signs.have) return Tense::kPast;
  if (signs.to) {
    const bool purpose = word.relation == Relation::kAdvcl;
    const bool done = word.head != language::kNoHead && IsImplicative(analysis_.tokens[word.head].lemma);
    return purpose || done ? Tense::kUnknown : Tense::kFuture;
  }
  const absl::string_view tag = word.treebank_tag;
  if (tag == "VBD" || absl::StrContains(word.features, "Tense=Past|VerbForm=Fin")) return Tense::kPast;
  if (tag == "VBN" && !signs.present_auxiliary) return Tense::kPast;
  if (signs.present_auxiliary) return tag == "VBN" ? Tense::kPresent : Tense::kFuture;  // "is meeting them on Friday"
  if (tag == "VBZ" || tag == "VBP" || absl::StrContains(word.features, "Tense=Pres|VerbForm=Fin")) {
    return IsReportingPresent(word.lemma) ? Tense::kPast : Tense::kPresent;
  }
  return Tense::kUnknown;
}

// Whether the next verb above `token` is in the future.
bool SentenceTenses::IsAhead(int token) const {
  for (int step = 0; step < kMostSteps && token != language::kNoHead; ++step, token = analysis_.tokens[token].head) {
    if (signs_[token - sentence_.begin_token].will) return true;
    if (analysis_.tokens[token].part_of_speech == PartOfSpeech::kVerb) return false;
  }
  return false;
}

Tense SentenceTenses::ByTree(int token) const {
  // "Thursday's closing price", "a June agreement": the noun's time, which is past unless all is future.
  const Relation relation = analysis_.tokens[token].relation;
  const bool of_noun =
      relation == Relation::kNmodPoss || relation == Relation::kCompound || relation == Relation::kAmod;
  if (of_noun && !IsAhead(token)) return Tense::kPast;
  for (int step = 0; step < kMostSteps && token != language::kNoHead; ++step, token = analysis_.tokens[token].head) {
    const Tense tense = OfPredicate(token);
    if (tense != Tense::kUnknown) return tense;
  }
  return Tense::kUnknown;
}

Tense SentenceTenses::ByNeighbours(int token) const {
  constexpr int kFarthest = 12;
  for (int distance = 1; distance <= kFarthest; ++distance) {
    for (const int at : {token - distance, token + distance}) {
      if (at < sentence_.begin_token || at >= sentence_.end_token) continue;
      const std::string lower = absl::AsciiStrToLower(text::Slice(document_.text, analysis_.tokens[at].span));
      if (IsFutureByLook(lower)) return Tense::kFuture;
      if (IsPastVerbByLook(lower)) {
        const bool will_before =
            at > sentence_.begin_token &&
            IsWill(absl::AsciiStrToLower(text::Slice(document_.text, analysis_.tokens[at - 1].span)));
        return will_before ? Tense::kFuture : Tense::kPast;
      }
    }
  }
  return Tense::kUnknown;
}

Tense SentenceTenses::At(int token) const { return has_tree_ ? ByTree(token) : ByNeighbours(token); }

}  // namespace dateline::extraction
