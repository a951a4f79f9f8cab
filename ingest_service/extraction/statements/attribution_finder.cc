#include "ingest_service/extraction/statements/attribution_finder.h"

#include <algorithm>
#include <utility>

#include "absl/algorithm/container.h"
#include "ingest_service/extraction/clauses/clause.h"
#include "ingest_service/extraction/statements/phrases.h"
#include "ingest_service/extraction/statements/quoted_speech.h"
#include "ingest_service/extraction/statements/sentence_layout.h"
#include "ingest_service/extraction/statements/speaker_labels.h"

namespace dateline::extraction {
namespace {

using language::kNoHead;
using language::PartOfSpeech;
using language::Relation;
using language::Tree;

constexpr int kMinApposition = 4;  // tokens between the commas
constexpr int kMaxApposition = 30;

bool IsAccording(absl::string_view lemma) { return lemma == "accord" || lemma == "according"; }

// "declined to say ...": what follows is not said.
bool KeepsSilent(absl::string_view verb) { return verb == "decline" || verb == "refuse"; }

// "is expected to close", "was asked whether it closed": a passive with a content of its own.
bool TellsOfNobody(const Tree& tree, const Attribution& attribution) {
  const int verb = attribution.cue_token;
  return tree[verb].part_of_speech == PartOfSpeech::kVerb && IsPassive(tree, verb) &&
         (tree.Child(verb, {Relation::kCcomp, Relation::kXcomp}) > verb ||
          (attribution.cue->addressee && !attribution.content.empty() && attribution.content.back().begin > verb));
}

// "came to defend the plan": what somebody comes for, he may never say.
bool IsAimOnly(const Tree& tree, const Attribution& attribution) {
  const int verb = attribution.cue_token;
  return !attribution.cue->reports && tree[attribution.cue_words.begin].lemma == "to" &&
         tree.Child(verb, {Relation::kCcomp, Relation::kXcomp}) < verb;
}

}  // namespace

std::vector<Attribution> AttributionFinder::Find() const {
  std::vector<Attribution> attributions = Candidates();
  DropInsideOtherCues(attributions);
  EndContentsBeforeAsides(attributions);
  std::erase_if(attributions, [&](Attribution& attribution) {
    std::erase_if(attribution.content, [](TokenRange part) { return part.empty(); });
    const bool of_nobody = attribution.source.empty() && !attribution.cue->reports && !attribution.cue->raises &&
                           !TellsOfNobody(tree_, attribution);
    const bool quotes = absl::c_any_of(attribution.content, [&](TokenRange part) {
      return quotations_.At(part.begin) >= 0 && quotations_.At(part.begin) != quotations_.At(attribution.cue_token);
    });
    return attribution.content.empty() || of_nobody || IsAimOnly(tree_, attribution) ||
           (attribution.cue->quotation && !quotes);
  });
  for (Attribution& attribution : attributions) Tidy(attribution);
  return attributions;
}

// Those of every word that can be a cue; some without a content.
std::vector<Attribution> AttributionFinder::Candidates() const {
  const QuotedSpeech speech(cues_, tree_, quotations_, segments_);
  std::vector<Attribution> by_layout = speech.CuesAfter();
  absl::c_move(FindSpeakerLabels(tree_), std::back_inserter(by_layout));
  absl::c_stable_sort(by_layout, [](const Attribution& a, const Attribution& b) { return a.cue_token < b.cue_token; });
  auto next = by_layout.begin();
  std::vector<Attribution> attributions;
  for (int token = 0; token < tree_.size(); ++token) {
    std::optional<Attribution> found;
    while (next != by_layout.end() && next->cue_token < token) ++next;
    if (next != by_layout.end() && next->cue_token == token)
      found = *next;
    else if (IsAccording(tree_.Preposition(token)) && tree_[token].head != kNoHead)
      found = According(token);
    else if (const Cue* cue = cues_.Find(tree_, token))
      found = ByWord(token, *cue);
    if (found.has_value()) attributions.push_back(*std::move(found));
  }
  speech.Continue(attributions);
  return attributions;
}

// "expressed dismay at the plan": the noun is the cue, not the verb that carries it.
void AttributionFinder::DropInsideOtherCues(std::vector<Attribution>& attributions) const {
  std::vector<int> holder(tree_.size(), -1);
  for (const Attribution& attribution : attributions) {
    if (tree_[attribution.cue_token].part_of_speech == PartOfSpeech::kNoun)
      std::fill(holder.begin() + attribution.cue_words.begin, holder.begin() + attribution.cue_words.end,
                attribution.cue_token);
  }
  std::erase_if(attributions, [&](const Attribution& attribution) {
    return holder[attribution.cue_token] >= 0 && holder[attribution.cue_token] != attribution.cue_token;
  });
}

// "The mayor warned that the bridge was old, an engineer said": what the mayor warned of ends before the engineer,
// whose word the whole sentence is.
void AttributionFinder::EndContentsBeforeAsides(std::vector<Attribution>& attributions) const {
  for (const Attribution& aside : attributions) {
    if (aside.content.empty() || aside.source.empty()) continue;
    const TokenRange told = aside.content.front();
    const int speech = std::min(aside.source.begin, aside.cue_words.begin);
    if (told.empty() || told.end > speech || told.begin != segments_.Around(told.begin).begin) continue;
    auto inner = absl::c_lower_bound(attributions, told.begin,
                                     [](const Attribution& one, int token) { return one.cue_token < token; });
    for (; inner != attributions.end() && inner->cue_token < told.end; ++inner) {
      for (TokenRange& part : inner->content) {
        if (part.Contains(aside.cue_token)) part = Trimmed(tree_, {part.begin, speech});
      }
    }
  }
}

std::optional<Attribution> AttributionFinder::ByWord(int token, const Cue& cue) const {
  const int head = tree_[token].head;
  if (tree_[token].relation == Relation::kXcomp && head < token && KeepsSilent(tree_[head].lemma)) return std::nullopt;
  if (!cue.raises && !IsPassive(tree_, token) && LeadsToCue(token)) return std::nullopt;
  switch (tree_[token].part_of_speech) {
    case PartOfSpeech::kNoun:
      return nouns_.At(token, cue);
    case PartOfSpeech::kAdj:
      return tree_.Child(token, {Relation::kCop}) < 0 && !IsMade(token) ? std::nullopt : ByVerb(token, cue);
    default:
      if (tree_[token].relation == Relation::kAmod) return std::nullopt;
      return IsPassive(tree_, token) ? ByPassive(token, cue) : ByVerb(token, cue);
  }
}

// "made it clear that ...".
bool AttributionFinder::IsMade(int adjective) const {
  const language::Token& word = tree_[adjective];
  return word.relation == Relation::kXcomp && word.head < adjective && tree_[word.head].lemma == "make";
}

// "decided to urge": the second verb is the cue, the first belongs to its group.
bool AttributionFinder::LeadsToCue(int token) const {
  int next = token + 1;
  if (next + 1 >= tree_.size() || tree_[next].lemma != "to" || KeepsSilent(tree_[token].lemma)) return false;
  ++next;
  return tree_[next].part_of_speech == PartOfSpeech::kVerb && tree_[next].head == token &&
         cues_.Find(tree_, next) != nullptr;
}

std::optional<Attribution> AttributionFinder::ByVerb(int verb, const Cue& cue) const {
  Attribution attribution;
  attribution.cue_token = verb;
  attribution.cue = &cue;
  attribution.cue_words = VerbGroup(tree_, verb);
  attribution.content = complements_.Of(verb, cue, attribution.cue_words);
  const Subject subject = SubjectOf(verb);
  if (cue.raises) {
    if (subject.token >= 0 && !attribution.content.empty())
      attribution.content.insert(attribution.content.begin(), SourcePhrase(tree_, subject.token, verb));
    return attribution;
  }
  if (subject.token >= 0) NameSource(tree_, subject.token, attribution);
  if (cue.clause) ReadLayout(attribution);
  return attribution;
}

Subject AttributionFinder::SubjectOf(int verb) const {
  Subject subject = FindSubject(tree_, OuterCue(verb));
  for (int child : tree_.Children(verb)) {  // of two subjects the nearest: "The bridge ..., sources said"
    if (child < verb && tree_[child].relation == Relation::kNsubj && !IsRelative(tree_, child)) subject.token = child;
  }
  return subject;
}

std::optional<Attribution> AttributionFinder::ByPassive(int verb, const Cue& cue) const {
  Attribution attribution;
  attribution.cue_token = verb;
  attribution.cue = &cue;
  attribution.cue_words = VerbGroup(tree_, verb);
  int agent = tree_.Child(verb, {Relation::kOblAgent});
  if (agent < 0) {
    agent = tree_.Child(verb, {Relation::kObl});
    if (agent >= 0 && tree_.Preposition(agent) != "by") agent = -1;
  }
  if (agent >= 0) NameSource(tree_, agent, attribution);
  const bool names_only =
      agent < 0 && tree_[verb].relation == Relation::kAcl && tree_.Child(verb, {Relation::kCcomp}) < verb;
  if (names_only && cue.object) return std::nullopt;  // "a bridge called Old Bridge"
  TokenRange& words = attribution.cue_words;
  if (words.end < tree_.size() && (tree_[words.end].lemma == "as" || tree_[words.end].lemma == "of") && cue.object)
    ++words.end;
  attribution.content = complements_.Of(verb, cue, attribution.cue_words);
  if (attribution.content.empty() && words.end > verb + 1)
    attribution.content = {Trimmed(tree_, {words.end, std::max(words.end, Phrase(tree_, verb).end)})};
  std::erase_if(attribution.content, [](TokenRange part) { return part.empty(); });
  const Subject subject = FindSubject(tree_, verb);
  const bool undergoes = !cue.addressee && (cue.object || cue.infinitive || cue.clause) && subject.token >= 0 &&
                         tree_[subject.token].relation != Relation::kExpl;
  if (undergoes) attribution.content.insert(attribution.content.begin(), SourcePhrase(tree_, subject.token, verb));
  return attribution;
}

std::optional<Attribution> AttributionFinder::According(int source) const {
  static const Cue* const cue = new Cue{.reports = true, .clause = true, .prepositions = {}};
  Attribution attribution;
  attribution.cue = cue;
  attribution.cue_token = tree_.Child(source, {Relation::kCase});
  attribution.content = Without(tree_, segments_.Around(source), Phrase(tree_, source));
  // "The bridge was safe, according to the mayor, but ..."
  if (attribution.content.size() == 2 && HasFiniteVerb(tree_, attribution.content[0])) attribution.content.pop_back();
  NameSource(tree_, source, attribution);
  while (attribution.source.begin < source && tree_[attribution.source.begin].lemma == "to") ++attribution.source.begin;
  attribution.cue_words = {attribution.cue_token, attribution.source.begin};
  return attribution;
}

// What newspapers set beside the words: the colon after a cue, the comma that closes an apposition before it.
void AttributionFinder::Tidy(Attribution& attribution) const {
  TokenRange& cue = attribution.cue_words;
  TokenRange& source = attribution.source;
  if (cue.end + 2 < tree_.size() && tree_[cue.end].lemma == "in" && tree_[cue.end + 1].lemma == "a" &&
      tree_[cue.end + 2].lemma == "statement" && tree_[attribution.cue_token].lemma == "say")
    cue.end += 3;
  if (cue.end < tree_.size() && tree_[cue.end].lemma == ":") ++cue.end;
  if (source.empty() || source.end >= tree_.size() || source.Contains(attribution.cue_token)) return;
  while (source.end < cue.begin && tree_[source.end].part_of_speech == PartOfSpeech::kPropn &&
         tree_[source.end - 1].part_of_speech == PartOfSpeech::kPropn)
    ++source.end;
  if (tree_[source.end].lemma != ",") return;
  const bool apposition = cue.begin > source.end + kMinApposition && cue.begin < source.end + kMaxApposition &&
                          tree_[cue.begin - 1].lemma == "," && attribution.content.front().begin >= cue.begin;
  if (apposition) source.end = cue.begin - 1;
  for (int token = source.begin; token < source.end; ++token) {
    if (tree_[token].lemma != ",") continue;
    ++source.end;
    return;
  }
}

// Replaces or supplies a content by the order of words, where that is the surer witness.
void AttributionFinder::ReadLayout(Attribution& attribution) const {
  const int cue = attribution.cue_token;
  const TokenRange sentence = segments_.Around(cue);
  const TokenRange words = attribution.cue_words;
  if (!attribution.source.empty() && quotations_.At(cue) < 0 &&
      (attribution.source.end == words.begin || attribution.source.begin == words.end)) {
    const TokenRange speech = {std::min(attribution.source.begin, words.begin),
                               std::max(attribution.source.end, words.end)};
    std::vector<TokenRange> around = AroundSpeech(tree_, speech, sentence);
    // "Asked about the bridge, he said, '...'": what stands before a quotation leads to it; who is asked, answers.
    if (around.size() == 2 && quotations_.At(around[0].begin) < 0 &&
        (quotations_.At(around[1].begin) >= 0 || tree_[around[0].begin].treebank_tag == "VBN"))
      around.erase(around.begin());
    for (TokenRange& part : around) part = complements_.Said(cue, part);
    const bool tells =
        attribution.cue->reports || absl::c_any_of(around, [&](TokenRange part) { return HasFiniteVerb(tree_, part); });
    if (!around.empty() && tells) attribution.content = around;
  }
  const bool transitive = !attribution.cue->addressee && !(attribution.cue->reports && attribution.cue->object) &&
                          tree_.Child(cue, {Relation::kObj}) > cue;
  if (attribution.content.empty() && tree_[cue].part_of_speech == PartOfSpeech::kVerb && !transitive) {
    const TokenRange after = ClauseAfter(tree_, words, sentence, attribution.cue->addressee);
    if (!after.empty()) attribution.content = {complements_.Said(cue, complements_.BeforeNextCue(cue, after))};
  }
}

// "A said that B agreed, adding that ...": it is A who adds.
int AttributionFinder::OuterCue(int token) const {
  const int head = tree_[token].head;
  if (tree_[token].relation != Relation::kAdvcl || tree_[token].treebank_tag != "VBG" || head == kNoHead) return token;
  const bool reported = tree_[head].relation == Relation::kCcomp && tree_[head].head != kNoHead;
  if (!reported) return token;
  const Cue* outer = cues_.Find(tree_, tree_[head].head);
  return outer != nullptr && outer->reports ? tree_[head].head : token;
}

}  // namespace dateline::extraction
