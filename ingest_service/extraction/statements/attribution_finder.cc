#include "ingest_service/extraction/statements/attribution_finder.h"

#include <algorithm>
#include <array>
#include <utility>

#include "absl/algorithm/container.h"
#include "ingest_service/extraction/clauses/clause.h"
#include "ingest_service/extraction/statements/phrases.h"
#include "ingest_service/extraction/statements/quoted_speech.h"
#include "ingest_service/extraction/statements/sentence_layout.h"

namespace dateline::extraction {
namespace {

using language::kNoHead;
using language::PartOfSpeech;
using language::Relation;
using language::Tree;

constexpr int kMinApposition = 4;   // tokens between the commas
constexpr int kMaxApposition = 30;
constexpr int kMaxSubject = 10;  // tokens before the verb of a main clause

// Verbs that leave the saying to their object: "expressed concern that".
constexpr std::array<absl::string_view, 22> kLightVerbs = {
    "have", "make",  "express", "voice", "give",   "raise", "take",    "offer",  "issue",    "share", "hold",
    "show", "draw",  "put",     "lay",   "get",    "cast",  "declare", "reveal", "announce", "state", "release"};

bool IsAccording(absl::string_view lemma) { return lemma == "accord" || lemma == "according"; }

bool IsPassive(const Tree& tree, int verb) {
  const language::Token& token = tree[verb];
  if (tree.Child(verb, {Relation::kNsubjPass, Relation::kAuxPass, Relation::kCsubjPass, Relation::kOblAgent}) >= 0)
    return true;
  return token.treebank_tag == "VBN" && (token.relation == Relation::kAcl || token.relation == Relation::kAdvcl) &&
         tree.Child(verb, {Relation::kAux}) < 0;
}

bool IsFinite(const Tree& tree, int verb) {
  const absl::string_view tag = tree[verb].treebank_tag;
  return tag == "VBD" || tag == "VBZ" || tag == "VBP" || tree.Child(verb, {Relation::kAux}) >= 0;
}

bool IsRelative(const Tree& tree, int token) {
  return token >= 0 && tree[token].part_of_speech == PartOfSpeech::kPron &&
         (tree[token].lemma == "who" || tree[token].lemma == "which" || tree[token].lemma == "that");
}

// A noun phrase and soon its verb.
bool BeginsMainClause(const Tree& tree, TokenRange range) {
  const PartOfSpeech first = tree[range.begin].part_of_speech;
  const bool nominal = first == PartOfSpeech::kPron || first == PartOfSpeech::kPropn || first == PartOfSpeech::kDet ||
                       first == PartOfSpeech::kNoun || first == PartOfSpeech::kNum;
  if (!nominal || IsRelative(tree, range.begin)) return false;
  for (int token = range.begin + 1; token < range.end && token < range.begin + kMaxSubject; ++token) {
    if (tree[token].lemma == ",") return false;
    if (IsFinite(tree, token)) return true;
  }
  return false;
}

absl::string_view Marker(const Tree& tree, int clause) {
  const int mark = tree.Child(clause, {Relation::kMark});
  return mark < 0 ? absl::string_view() : absl::string_view(tree[mark].lemma);
}

bool Links(const Tree& tree, int child, absl::string_view word) {
  switch (tree[child].relation) {
    case Relation::kObl:
    case Relation::kNmod:
      return tree.Preposition(child) == word;
    case Relation::kXcomp:
      if (word == "to") return false;
      return Marker(tree, child) == word;
    case Relation::kAdvcl:
    case Relation::kAcl:
    case Relation::kCcomp:
      return word != "to" && Marker(tree, child) == word;
    default:
      return false;
  }
}

// True if `child`, which follows the content of `cue`, is no part of it.
bool EndsContent(const Tree& tree, int cue, int child) {
  const language::Token& word = tree[child];
  const TokenRange phrase = Phrase(tree, child);
  const bool set_off = phrase.begin > 0 && tree[phrase.begin - 1].lemma == ",";
  switch (word.relation) {
    case Relation::kConj:
      return word.treebank_tag == tree[cue].treebank_tag || tree[cue].part_of_speech != PartOfSpeech::kVerb;
    case Relation::kAdvcl:
    case Relation::kParataxis:
      return set_off || tree[phrase.begin].lemma == ",";
    case Relation::kObl:
    case Relation::kAdvmod:
      return set_off;
    default:
      return false;
  }
}

}  // namespace

std::vector<Attribution> AttributionFinder::Find() const {
  const QuotedSpeech speech(cues_, tree_, quotations_, segments_);
  const std::vector<Attribution> after = speech.CuesAfter();
  auto next_after = after.begin();
  std::vector<Attribution> attributions;
  for (int token = 0; token < tree_.size(); ++token) {
    std::optional<Attribution> found;
    while (next_after != after.end() && next_after->cue_token < token) ++next_after;
    if (next_after != after.end() && next_after->cue_token == token)
      found = *next_after;
    else if (const Cue* cue = cues_.Find(tree_, token))
      found = ByWord(token, *cue);
    else if (IsAccording(tree_.Preposition(token)) && tree_[token].head != kNoHead)
      found = According(token);
    if (found.has_value()) attributions.push_back(*std::move(found));
  }
  speech.Continue(attributions);
  DropInsideOtherCues(attributions);
  for (Attribution& attribution : attributions)
    std::erase_if(attribution.content, [](TokenRange part) { return part.empty(); });
  std::erase_if(attributions, [](const Attribution& attribution) { return attribution.content.empty(); });
  std::erase_if(attributions, [](const Attribution& a) { return a.source.empty() && !a.cue->reports && !a.cue->raises; });
  for (Attribution& attribution : attributions) Tidy(attribution);
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

std::optional<Attribution> AttributionFinder::ByWord(int token, const Cue& cue) const {
  if (!IsPassive(tree_, token) && LeadsToCue(token)) return std::nullopt;
  switch (tree_[token].part_of_speech) {
    case PartOfSpeech::kNoun:
      return ByNoun(token, cue);
    case PartOfSpeech::kAdj:
      return ByAdjective(token, cue);
    default:
      if (tree_[token].relation == Relation::kAmod) return std::nullopt;
      return IsPassive(tree_, token) ? ByPassive(token, cue) : ByVerb(token, cue);
  }
}

// "decided to urge": the second verb is the cue, the first belongs to its group.
bool AttributionFinder::LeadsToCue(int token) const {
  int next = token + 1;
  if (next + 1 >= tree_.size() || tree_[next].lemma != "to") return false;
  ++next;
  return tree_[next].part_of_speech == PartOfSpeech::kVerb && tree_[next].head == token &&
         cues_.Find(tree_, next) != nullptr;
}

std::optional<Attribution> AttributionFinder::ByVerb(int verb, const Cue& cue) const {
  Attribution attribution;
  attribution.cue_token = verb;
  attribution.cue = &cue;
  attribution.cue_words = VerbGroup(tree_, verb);
  attribution.content = Complement(verb, cue, attribution.cue_words);
  Subject subject = FindSubject(tree_, OuterCue(verb));
  for (int child : tree_.Children(verb)) {  // of two subjects the nearest: "The bridge ..., sources said"
    if (child < verb && tree_[child].relation == Relation::kNsubj && !IsRelative(tree_, child)) subject.token = child;
  }
  if (cue.raises) {
    if (subject.token >= 0)
      attribution.content.insert(attribution.content.begin(), SourcePhrase(tree_, subject.token, verb));
    return attribution;
  }
  if (subject.token >= 0) SetSource(attribution, subject.token);
  if (cue.clause) ReadLayout(attribution);
  return attribution;
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
  if (agent >= 0) {
    SetSource(attribution, agent);
  }
  TokenRange& words = attribution.cue_words;
  if (words.end < tree_.size() && (tree_[words.end].lemma == "as" || tree_[words.end].lemma == "of") && cue.object)
    ++words.end;
  attribution.content = Complement(verb, cue, attribution.cue_words);
  if (attribution.content.empty() && words.end > verb + 1)
    attribution.content = {Trimmed(tree_, {words.end, std::max(words.end, Phrase(tree_, verb).end)})};
  std::erase_if(attribution.content, [](TokenRange part) { return part.empty(); });
  const Subject subject = FindSubject(tree_, verb);
  const bool undergoes = !cue.addressee && (cue.object || cue.infinitive || cue.clause) && subject.token >= 0 &&
                         tree_[subject.token].relation != Relation::kExpl;
  if (undergoes) attribution.content.insert(attribution.content.begin(), SourcePhrase(tree_, subject.token, verb));
  return attribution;
}

std::optional<Attribution> AttributionFinder::ByAdjective(int adjective, const Cue& cue) const {
  if (tree_.Child(adjective, {Relation::kCop}) < 0) return std::nullopt;
  return ByVerb(adjective, cue);
}

// "His message was that ...": the words up to "that" are the cue.
bool AttributionFinder::TakeCopularClause(int noun, Attribution& attribution) const {
  const TokenRange sentence = segments_.Around(noun);
  int next = noun + 1;
  if (next + 1 >= sentence.end || tree_[next].lemma != "be") return false;
  ++next;
  const absl::string_view word = tree_[next].lemma;
  if (word != "that" && word != "to" && word != ":" && word != "," && quotations_.At(next) < 0) return false;
  attribution.cue_words.end = next;
  attribution.content = {Said(noun, {next, sentence.end})};
  return !attribution.content.front().empty();
}

// "In the words of the mayor, the bridge was safe."
std::optional<Attribution> AttributionFinder::ByAside(int noun, const Cue& cue) const {
  if (tree_.Preposition(noun) != "in") return std::nullopt;
  int source = tree_.Child(noun, {Relation::kNmodPoss});
  const int complement = tree_.Child(noun, {Relation::kNmod});
  if (source < 0 && complement > noun && tree_.Preposition(complement) == "of") source = complement;
  if (source < 0) return std::nullopt;
  Attribution attribution;
  attribution.cue_token = noun;
  attribution.cue = &cue;
  attribution.content = Without(tree_, Trimmed(tree_, segments_.Around(noun)), Phrase(tree_, noun));
  SetSource(attribution, source);
  attribution.cue_words = {source < noun ? attribution.source.end : Phrase(tree_, noun).begin,
                           source < noun ? noun + 1 : attribution.source.begin};
  return attribution;
}

std::optional<Attribution> AttributionFinder::ByNoun(int noun, const Cue& cue) const {
  if (cue.aside) return ByAside(noun, cue);
  Attribution attribution;
  attribution.cue_token = noun;
  attribution.cue = &cue;
  attribution.cue_words = {noun, noun + 1};
  for (int child : tree_.Children(noun)) {
    if (child < noun) continue;
    const absl::string_view marker = Marker(tree_, child);
    const bool clause = tree_[child].relation == Relation::kAcl || tree_[child].relation == Relation::kCcomp;
    if (clause && ((cue.clause && marker == "that") || (cue.infinitive && marker == "to")))
      attribution.content = {Trimmed(tree_, Phrase(tree_, child))};
  }
  if (attribution.content.empty() && cue.clause) TakeCopularClause(noun, attribution);
  const bool in_clause = !attribution.content.empty();
  if (!in_clause) {
    const TokenRange after = AfterPreposition(noun, cue, attribution.cue_words);
    if (after.empty()) return std::nullopt;
    attribution.content = {after};
  }
  const language::Token& token = tree_[noun];
  const bool carried = token.relation == Relation::kObj && absl::c_linear_search(kLightVerbs, tree_[token.head].lemma);
  const int owner = tree_.Child(noun, {Relation::kNmodPoss});
  if (owner >= 0 && owner < noun && !(carried && tree_[owner].part_of_speech == PartOfSpeech::kPron)) {
    SetSource(attribution, owner);
    attribution.cue_words.begin = attribution.source.end;
    return attribution;
  }
  if (carried) {
    const Subject subject = FindSubject(tree_, token.head);
    attribution.cue_words.begin = VerbGroup(tree_, token.head).begin;
    if (subject.token < 0) return std::nullopt;
    SetSource(attribution, subject.token);
    return attribution;
  }
  if (!in_clause || Marker(tree_, noun) == "to") return std::nullopt;
  attribution.cue_words.begin = Phrase(tree_, noun).begin;
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
  SetSource(attribution, source);
  while (attribution.source.begin < source && tree_[attribution.source.begin].lemma == "to") ++attribution.source.begin;
  attribution.cue_words = {attribution.cue_token, attribution.source.begin};
  return attribution;
}

std::vector<TokenRange> AttributionFinder::Complement(int token, const Cue& cue, TokenRange& cue_words) const {
  if (cue.clause || tree_.Child(token, {Relation::kCcomp}) > token) {
    std::vector<TokenRange> said = ClauseSaid(token, cue);
    if (!said.empty()) return said;
  }
  if (cue.infinitive) {
    for (int child : tree_.Children(token)) {
      const Relation relation = tree_[child].relation;
      const bool infinitive = relation == Relation::kXcomp ||
                              (relation == Relation::kAdvcl && Marker(tree_, child) == "to") ||
                              (relation == Relation::kCcomp && Marker(tree_, child) == "to");
      if (child < token || !infinitive) continue;
      TokenRange said = Trimmed(tree_, Phrase(tree_, child));
      const int object = tree_.Child(token, {Relation::kObj});
      if (object > token && object < child && !cue.addressee) said.begin = Phrase(tree_, object).begin;
      return {said};
    }
  }
  if (const TokenRange after = AfterPreposition(token, cue, cue_words); !after.empty()) return {after};
  if (cue.object || (cue.judged && IsJudged(token))) {
    const int object = tree_.Child(token, {Relation::kObj});
    if (object > token) return {Said(token, ObjectPhrase(token, object))};
    if (object >= 0 && tree_[object].part_of_speech == PartOfSpeech::kPron) return {Phrase(tree_, object)};
    if (const int complement = tree_.Child(token, {Relation::kXcomp}); complement > token && !cue.infinitive)
      return {Said(token, Phrase(tree_, complement))};
  }
  return {};
}

std::vector<TokenRange> AttributionFinder::ClauseSaid(int token, const Cue& cue) const {
  int left = -1;
  for (int child : tree_.Children(token)) {
    const Relation relation = tree_[child].relation;
    const bool clause = relation == Relation::kCcomp || (relation == Relation::kXcomp && Marker(tree_, child) != "to") ||
                        (relation == Relation::kParataxis && child > token && IsPredicate(tree_, child)) ||
                        (relation == Relation::kAdvcl && child > token && Marker(tree_, child) == "that");
    if (!clause) continue;
    if (child < token) {
      const absl::string_view first = tree_[Phrase(tree_, child).begin].treebank_tag;
      if (first != "WP" && first != "WDT") left = child;
      continue;
    }
    TokenRange phrase = Trimmed(tree_, UntilNextClause(token, Phrase(tree_, child)));
    phrase.begin = ContentBegin(token, cue, phrase.begin);
    return {Said(token, phrase)};
  }
  if (left < 0) return AroundCue(token);
  const TokenRange phrase = Trimmed(tree_, Phrase(tree_, left));
  if (phrase.Contains(token)) return Without(tree_, phrase, VerbGroup(tree_, token));
  return {Said(token, phrase)};
}

// Trees lose the first words of a content that follows a cue: "that", its subject.
int AttributionFinder::ContentBegin(int token, const Cue& cue, int begin) const {
  const int after = VerbGroup(tree_, token).end;
  if (begin > after && tree_[begin - 1].lemma == "that") return begin - 1;
  if (cue.addressee || begin <= after) return begin;
  for (int between = after; between < begin; ++between) {
    const language::Token& word = tree_[between];
    const bool other = word.part_of_speech == PartOfSpeech::kPunct || word.part_of_speech == PartOfSpeech::kAdp ||
                       word.part_of_speech == PartOfSpeech::kAdv || word.relation == Relation::kOblUnmarked;
    if (other && between == after) return begin;
    if (word.lemma == "," || word.lemma == ":") return begin;
  }
  return after;
}

// `content`, which begins after `cue`, up to where something else begins: a verb that has the same subject as the cue,
// a remark.
TokenRange AttributionFinder::UntilNextClause(int cue, TokenRange content) const {
  content.end = std::max(content.end, Phrase(tree_, cue).end);
  for (int child : tree_.Children(cue)) {
    const TokenRange phrase = Phrase(tree_, child);
    if (child <= cue || phrase.begin <= content.begin) continue;
    if (!EndsContent(tree_, cue, child)) continue;
    content.end = std::min(content.end, phrase.begin);
    break;
  }
  return BeforeNextCue(cue, content);
}

// "noted that troops were few and asked ...": what follows "and" is a cue like the one before.
TokenRange AttributionFinder::BeforeNextCue(int cue, TokenRange content) const {
  const TokenRange segment = segments_.Around(cue);
  const PartOfSpeech first = tree_[segment.begin].part_of_speech;
  const bool initial = first == PartOfSpeech::kSconj || first == PartOfSpeech::kVerb;
  if (initial && quotations_.At(content.begin) < 0) {
    // "While critics argue that ..., the mayor said ..."
    for (int token = content.begin + 1; token + 2 < content.end; ++token) {
      if (tree_[token].lemma != "," || quotations_.At(token) >= 0) continue;
      if (BeginsMainClause(tree_, {token + 1, content.end})) content.end = token;
    }
  }
  if (!IsFinite(tree_, cue)) return content;
  for (int token = content.begin + 1; token + 1 < content.end; ++token) {
    if (quotations_.At(token) >= 0) continue;
    const language::Token& after = tree_[token + 1];
    if (tree_[token].lemma == "," && after.treebank_tag == "VBG" && cues_.Find(tree_, token + 1) != nullptr)
      content.end = token;
    if (tree_[token].part_of_speech != PartOfSpeech::kCconj) continue;
    int next = token + 1;
    while (next + 1 < content.end && tree_[next].part_of_speech == PartOfSpeech::kAdv) ++next;
    const absl::string_view tag = tree_[next].treebank_tag;
    if ((tag == "VBD" || tag == "VBZ" || tag == tree_[cue].treebank_tag) && cues_.Find(tree_, next) != nullptr)
      content.end = token;
  }
  return content;
}

// "The bridge, he said, was safe", "The bridge was safe, as he said".
std::vector<TokenRange> AttributionFinder::AroundCue(int token) const {
  const language::Token& word = tree_[token];
  if (word.head == kNoHead) return {};
  const bool aside =
      word.relation == Relation::kParataxis || (word.relation == Relation::kAdvcl && Marker(tree_, token) == "as");
  if (!aside) return {};
  std::vector<TokenRange> parts = Without(tree_, Phrase(tree_, word.head), Phrase(tree_, token));
  for (TokenRange& part : parts) part = Said(token, part);
  return parts;
}

// "saw the bridge as a danger".
bool AttributionFinder::IsJudged(int token) const {
  return absl::c_any_of(tree_.Children(token), [&](int child) {
    return child > token && (tree_[child].relation == Relation::kXcomp || Links(tree_, child, "as"));
  });
}

TokenRange AttributionFinder::ObjectPhrase(int token, int object) const {
  if (const int first = tree_.Child(token, {Relation::kIobj}); first > token && first < object) object = first;
  return Trimmed(tree_, UntilNextClause(token, Phrase(tree_, object)));
}

TokenRange AttributionFinder::AfterPreposition(int token, const Cue& cue, TokenRange& cue_words) const {
  for (int child : tree_.Children(token)) {
    if (child < token) continue;
    for (const std::string& preposition : cue.prepositions) {
      if (!Links(tree_, child, preposition)) continue;
      TokenRange phrase = Phrase(tree_, child);
      if (phrase.begin == cue_words.end) {
        ++cue_words.end;
        ++phrase.begin;
      }
      return Trimmed(tree_, phrase);
    }
  }
  return {};
}

void AttributionFinder::SetSource(Attribution& attribution, int subject) const {
  attribution.source_token = subject;
  const int own = tree_.Child(attribution.cue_token, {Relation::kNsubj});
  attribution.source = IsRelative(tree_, own) ? TokenRange{own, own + 1}
                                              : SourcePhrase(tree_, subject, attribution.cue_token);
}

// What newspapers set beside the words: the colon after a cue, the comma that closes an apposition before it.
void AttributionFinder::Tidy(Attribution& attribution) const {
  TokenRange& cue = attribution.cue_words;
  TokenRange& source = attribution.source;
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
  if (attribution.cue->reports && !attribution.source.empty() && quotations_.At(cue) < 0 &&
      (attribution.source.end == words.begin || attribution.source.begin == words.end)) {
    const TokenRange speech = {std::min(attribution.source.begin, words.begin),
                               std::max(attribution.source.end, words.end)};
    std::vector<TokenRange> around = AroundSpeech(tree_, speech, sentence);
    // "Asked about the bridge, he said, '...'": what stands before a quotation leads to it.
    if (around.size() == 2 && quotations_.At(around[1].begin) >= 0 && quotations_.At(around[0].begin) < 0)
      around.erase(around.begin());
    for (TokenRange& part : around) part = Said(cue, part);
    if (!around.empty()) attribution.content = around;
  }
  if (attribution.content.empty() && tree_[cue].part_of_speech == PartOfSpeech::kVerb) {
    const TokenRange after = ClauseAfter(tree_, words, sentence);
    if (!after.empty()) attribution.content = {Said(cue, BeforeNextCue(cue, after))};
  }
}

// `content` of `cue`: what of it stands in the cue's own sentence, with the quotations that it begins.
TokenRange AttributionFinder::Said(int cue, TokenRange content) const {
  const TokenRange segment = segments_.Around(cue);
  content = Trimmed(tree_, {std::max(content.begin, segment.begin), std::min(content.end, segment.end)});
  return content.empty() ? content : WithQuotations(quotations_, content, cue);
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
