#include "ingest_service/extraction/statements/complements.h"

#include <algorithm>
#include <string>

#include "absl/algorithm/container.h"
#include "ingest_service/extraction/clauses/clause.h"
#include "ingest_service/extraction/statements/phrases.h"

namespace dateline::extraction {
namespace {

using language::kNoHead;
using language::PartOfSpeech;
using language::Relation;
using language::Tree;

constexpr int kMaxSubject = 10;  // tokens before the verb of a main clause

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

bool SetsOff(const Tree& tree, int token) {
  const absl::string_view mark = tree[token].lemma;
  return mark == "," || mark == "-" || mark == "—" || mark == "–" || mark == "--";
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

// "asked them if the bridge was safe".
bool MarksContent(absl::string_view marker, const Cue& cue) {
  return marker == "that" || (cue.addressee && (marker == "whether" || marker == "if"));
}

// "called for the mayor to resign": where the infinitive that begins at `begin` and depends on `cue` ends; else
// `begin`.
int InfinitiveEnd(const Tree& tree, int cue, int begin) {
  for (int child : tree.Children(cue)) {
    if (child > begin && Phrase(tree, child).begin == begin && Marker(tree, child) == "to")
      return Phrase(tree, child).end;
  }
  return begin;
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

std::vector<TokenRange> Complements::Of(int token, const Cue& cue, TokenRange& cue_words) const {
  if (cue.clause || tree_.Child(token, {Relation::kCcomp}) > token) {
    std::vector<TokenRange> said = ClauseSaid(token, cue);
    if (!said.empty()) return said;
  }
  if (cue.infinitive) {
    std::vector<TokenRange> said = Infinitive(token);
    if (!said.empty()) return said;
  }
  if (const TokenRange after = AfterPreposition(token, cue, cue_words); !after.empty()) return {after};
  if (cue.object || (cue.judged && IsJudged(token))) return Object(token, cue);
  return cue.addressee && cue.clause ? Question(token) : std::vector<TokenRange>();
}

// "Asked on Monday whether the bridge was safe, ...", by the order of words.
std::vector<TokenRange> Complements::Question(int token) const {
  const TokenRange segment = segments_.Around(token);
  for (int next = token + 1; next < std::min(segment.end, token + kMaxSubject); ++next) {
    if (SetsOff(tree_, next) || IsFinite(tree_, next)) break;
    const absl::string_view tag = tree_[next].treebank_tag, word = tree_[next].lemma;
    if (tag != "WP" && tag != "WRB" && word != "whether" && word != "if") continue;
    return {Said(token, BeforeNextCue(token, {next, segment.end}))};
  }
  return {};
}

std::vector<TokenRange> Complements::Infinitive(int token) const {
  for (int child : tree_.Children(token)) {
    const Relation relation = tree_[child].relation;
    const bool infinitive =
        relation == Relation::kXcomp ||
        ((relation == Relation::kAdvcl || relation == Relation::kCcomp) && Marker(tree_, child) == "to");
    if (child < token || !infinitive) continue;
    TokenRange said = Trimmed(tree_, Phrase(tree_, child));
    const int object = tree_.Child(token, {Relation::kObj});
    if (object > token && object < child) said.begin = Phrase(tree_, object).begin;
    return {BeforeNextCue(token, said)};
  }
  return {};
}

std::vector<TokenRange> Complements::Object(int token, const Cue& cue) const {
  const int object = tree_.Child(token, {Relation::kObj});
  if (object > token) return {Said(token, ObjectPhrase(token, object))};
  if (object >= 0 && tree_[object].part_of_speech == PartOfSpeech::kPron) return {Phrase(tree_, object)};
  const int complement = tree_.Child(token, {Relation::kXcomp});
  if (complement > token && !cue.infinitive) return {Said(token, Phrase(tree_, complement))};
  return {};
}

std::vector<TokenRange> Complements::ClauseSaid(int token, const Cue& cue) const {
  int left = -1;
  for (int child : tree_.Children(token)) {
    const Relation relation = tree_[child].relation;
    const bool clause = relation == Relation::kCcomp ||
                        (relation == Relation::kXcomp && Marker(tree_, child) != "to") ||
                        (relation == Relation::kParataxis && child > token && IsPredicate(tree_, child)) ||
                        (relation == Relation::kAdvcl && child > token && MarksContent(Marker(tree_, child), cue));
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
int Complements::ContentBegin(int token, const Cue& cue, int begin) const {
  const int after = VerbGroup(tree_, token).end;
  if (begin > after && tree_[begin - 1].lemma == "that") return begin - 1;
  if (cue.addressee) {  // "told the session that ...", where the tree takes the session for the clause's subject
    for (int next = begin; next < begin + kMaxSubject && next < tree_.size() && !IsFinite(tree_, next); ++next) {
      if (tree_[next].lemma == "that" && tree_[next].treebank_tag == "IN") return next;
    }
  }
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
TokenRange Complements::UntilNextClause(int cue, TokenRange content) const {
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
TokenRange Complements::BeforeNextCue(int cue, TokenRange content) const {
  const TokenRange segment = segments_.Around(cue);
  const PartOfSpeech first = tree_[segment.begin].part_of_speech;
  const bool initial =
      first == PartOfSpeech::kSconj || first == PartOfSpeech::kVerb || tree_[segment.begin].treebank_tag == "WRB";
  if (initial && quotations_.At(content.begin) < 0) {
    // "While critics argue that ..., the mayor said ..."
    for (int token = content.begin + 1; token + 2 < content.end; ++token) {
      if (tree_[token].lemma != "," || quotations_.At(token) >= 0) continue;
      if (BeginsMainClause(tree_, {token + 1, content.end})) content.end = token;
    }
  }
  if (!IsFinite(tree_, cue)) return content;
  // "The mayor, who said that the bridge was safe, added ..."
  const bool described = tree_[cue].relation == Relation::kAclRelcl;
  for (int token = content.begin + 1; token + 1 < content.end; ++token) {
    if (quotations_.At(token) >= 0) continue;
    const language::Token& after = tree_[token + 1];
    if (tree_[token].lemma == "," && after.treebank_tag == "VBG" && cues_.Find(tree_, token + 1) != nullptr)
      content.end = token;
    if (tree_[token].lemma == "," && OtherSpeaks(token + 1, content.end)) content.end = token;
    if (described && SetsOff(tree_, token) && IsReport(token + 1)) content.end = token;
    if (tree_[token].part_of_speech != PartOfSpeech::kCconj) continue;
    int next = token + 1;
    while (next + 1 < content.end && tree_[next].part_of_speech == PartOfSpeech::kAdv) ++next;
    const absl::string_view tag = tree_[next].treebank_tag;
    if ((tag == "VBD" || tag == "VBZ" || tag == tree_[cue].treebank_tag) && cues_.Find(tree_, next) != nullptr)
      content.end = token;
  }
  return content;
}

// A finite verb that reports.
bool Complements::IsReport(int token) const {
  const absl::string_view tag = tree_[token].treebank_tag;
  return (tag == "VBD" || tag == "VBZ" || tag == "VBP") && cues_.Find(tree_, token) != nullptr;
}

// "..., but the council argued that ...": a conjunction at `begin`, then somebody else and what he says.
bool Complements::OtherSpeaks(int begin, int end) const {
  const absl::string_view word = tree_[begin].lemma;
  if (word != "but" && word != "and" && word != "while" && word != "although" && word != "though") return false;
  for (int token = begin + 2; token < end && token < begin + kMaxSubject; ++token) {
    if (tree_[token].lemma == "," || quotations_.At(token) >= 0) return false;
    const absl::string_view tag = tree_[token].treebank_tag;
    if (tag == "MD" || tree_[token].part_of_speech == PartOfSpeech::kAux) return false;
    if (tag != "VBD" && tag != "VBZ" && tag != "VBP") continue;
    const Cue* cue = cues_.Find(tree_, token);
    return cue != nullptr;
  }
  return false;
}

// "The bridge, he said, was safe", "The bridge was safe, as he said".
std::vector<TokenRange> Complements::AroundCue(int token) const {
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
bool Complements::IsJudged(int token) const {
  return absl::c_any_of(tree_.Children(token), [&](int child) {
    return child > token && (tree_[child].relation == Relation::kXcomp || Links(tree_, child, "as"));
  });
}

TokenRange Complements::ObjectPhrase(int token, int object) const {
  if (const int first = tree_.Child(token, {Relation::kIobj}); first > token && first < object) object = first;
  return Trimmed(tree_, UntilNextClause(token, Phrase(tree_, object)));
}

TokenRange Complements::AfterPreposition(int token, const Cue& cue, TokenRange& cue_words) const {
  for (int child : tree_.Children(token)) {
    if (child < token) continue;
    for (const std::string& preposition : cue.prepositions) {
      if (!Links(tree_, child, preposition)) continue;
      TokenRange phrase = Phrase(tree_, child);
      if (phrase.begin == cue_words.end) {
        ++cue_words.end;
        ++phrase.begin;
      }
      if (preposition == "for") phrase.end = std::max(phrase.end, InfinitiveEnd(tree_, token, phrase.end));
      return Trimmed(tree_, BeforeNextCue(token, phrase));
    }
  }
  return {};
}

TokenRange Complements::Said(int cue, TokenRange content) const {
  TokenRange segment = segments_.Around(cue);
  if (const int quotation = quotations_.At(cue); quotation >= 0) {
    segment = {quotations_.all()[quotation].begin_token + 1, quotations_.all()[quotation].end_token - 1};
  }
  content = Trimmed(tree_, {std::max(content.begin, segment.begin), std::min(content.end, segment.end)});
  return content.empty() ? content : WithQuotations(quotations_, content, cue);
}

}  // namespace dateline::extraction
