#include "ingest_service/extraction/statements/noun_cues.h"

#include <algorithm>

#include "absl/algorithm/container.h"
#include "ingest_service/extraction/clauses/clause.h"
#include "ingest_service/extraction/statements/phrases.h"
#include "ingest_service/extraction/statements/statement_words.h"

namespace dateline::extraction {
namespace {

using language::PartOfSpeech;
using language::Relation;
using language::Tree;

}  // namespace

// "his claim that ...", "his promise to ...", "his message was that ...". Trees take the clause for a relative one or
// hang it on the verb, so the words decide.
bool NounCues::TakeClause(int noun, const Cue& cue, Attribution& attribution) const {
  const TokenRange sentence = segments_.Around(noun);
  const int next = noun + 1;
  if (next + 1 >= sentence.end) return false;
  TokenRange content = {next, next};
  if (cue.clause && tree_[next].lemma == "that" && tree_[next].part_of_speech == PartOfSpeech::kSconj) {
    content.end = Phrase(tree_, noun).end;
    for (int child : tree_.Children(noun)) content.end = std::max(content.end, Phrase(tree_, child).end);
  } else if (cue.infinitive && tree_[next].lemma == "to" && tree_[next + 1].part_of_speech == PartOfSpeech::kVerb) {
    content.end = Phrase(tree_, next + 1).end;
  }
  if (content.end > next + 2) {
    attribution.content = {complements_.Said(noun, content)};
    return true;
  }
  return cue.clause && TakeCopularClause(noun, attribution);
}

// "His message was that ...": the words up to "that" are the cue.
bool NounCues::TakeCopularClause(int noun, Attribution& attribution) const {
  const TokenRange sentence = segments_.Around(noun);
  int next = noun + 1;
  if (next + 1 >= sentence.end || tree_[next].lemma != "be") return false;
  ++next;
  const absl::string_view word = tree_[next].lemma;
  if (word != "that" && word != "to" && word != ":" && word != "," && quotations_.At(next) < 0) return false;
  attribution.cue_words.end = next;
  attribution.content = {complements_.Said(noun, {next, sentence.end})};
  return !attribution.content.front().empty();
}

// "In the words of the mayor, the bridge was safe."
std::optional<Attribution> NounCues::Aside(int noun, const Cue& cue) const {
  if (tree_.Preposition(noun) != "in") return std::nullopt;
  int source = tree_.Child(noun, {Relation::kNmodPoss});
  const int complement = tree_.Child(noun, {Relation::kNmod});
  if (source < 0 && complement > noun && tree_.Preposition(complement) == "of") source = complement;
  if (source < 0) return std::nullopt;
  Attribution attribution;
  attribution.cue_token = noun;
  attribution.cue = &cue;
  attribution.content = Without(tree_, Trimmed(tree_, segments_.Around(noun)), Phrase(tree_, noun));
  NameSource(tree_, source, attribution);
  attribution.cue_words = {source < noun ? attribution.source.end : Phrase(tree_, noun).begin,
                           source < noun ? noun + 1 : attribution.source.begin};
  return attribution;
}

std::optional<Attribution> NounCues::At(int noun, const Cue& cue) const {
  if (cue.aside) return Aside(noun, cue);
  Attribution attribution;
  attribution.cue_token = noun;
  attribution.cue = &cue;
  attribution.cue_words = {noun, noun + 1};
  const bool in_clause = TakeClause(noun, cue, attribution);
  if (!in_clause) {
    const TokenRange after = complements_.AfterPreposition(noun, cue, attribution.cue_words);
    if (after.empty()) return std::nullopt;
    attribution.content = {after};
  }
  const language::Token& token = tree_[noun];
  const bool carried =
      token.relation == Relation::kObj && absl::c_linear_search(statement_words::kLightVerb, tree_[token.head].lemma);
  const int owner = tree_.Child(noun, {Relation::kNmodPoss});
  if (owner >= 0 && owner < noun && !(carried && tree_[owner].part_of_speech == PartOfSpeech::kPron)) {
    NameSource(tree_, owner, attribution);
    if (tree_[attribution.source.end].treebank_tag == "POS") ++attribution.source.end;
    attribution.cue_words.begin = attribution.source.end;
    return attribution;
  }
  if (carried) {
    const Subject subject = FindSubject(tree_, token.head);
    attribution.cue_words.begin = VerbGroup(tree_, token.head).begin;
    if (subject.token < 0) return std::nullopt;
    NameSource(tree_, subject.token, attribution);
    return attribution;
  }
  if (!in_clause || Marker(tree_, noun) == "to") return std::nullopt;
  attribution.cue_words.begin = Phrase(tree_, noun).begin;
  return attribution;
}

}  // namespace dateline::extraction
