// The words of a phrase around its head noun.
#ifndef DATELINE_INGEST_SERVICE_EXTRACTION_ENTITIES_NOUN_PHRASE_H_
#define DATELINE_INGEST_SERVICE_EXTRACTION_ENTITIES_NOUN_PHRASE_H_

#include <string>
#include <vector>

#include "ingest_service/extraction/entities/article_view.h"
#include "ingest_service/extraction/entities/lexicon.h"

namespace dateline::extraction {

struct NounPhrase {
  enum class Determiner { kNone, kDefinite, kIndefinite, kPossessive, kOther };
  int begin_token = 0;
  int core_end = 0;   // behind the head noun
  int end_token = 0;  // behind of- and for-phrases
  int head_token = 0;
  Determiner determiner = Determiner::kNone;
  bool plural = false;
  bool other = false;                  // "other officials", "another minister": somebody new
  int number = 0;                      // 2 of "the two sides", "both sides"; 0: not said
  std::vector<int> countries;          // indices into Analysis::names: adjectives and possessors that are countries
  int possessor = -1;                  // token of a possessive pronoun or last token of a possessor; -1: none
  std::vector<std::string> modifiers;  // folded words between determiner and head, without countries and numbers
};

// The phrase whose head noun is `head`. Looks at a bounded number of words on each side.
NounPhrase ReadNounPhrase(const ArticleView& article, const EntityLexicon& lexicon, int head);

// The first token of the phrase whose last words are tokens [begin, end), to the left over determiners, adjectives,
// nouns and possessors. Uses the tree where there is one.
int PhraseBegin(const ArticleView& article, const EntityLexicon& lexicon, int begin, int end);

// The token of [begin, end) on which the others depend; without a tree, `fallback`.
int PhraseHead(const ArticleView& article, int begin, int end, int fallback);

// Whether `t` is the subject of its clause: by the tree; without one, whether it stands before the first verb.
bool IsSubject(const ArticleView& article, int t);

// The token whose subject `t` is, itself or in coordination or apposition with it; -1: it is no subject, or there is no
// tree.
int SubjectOf(const ArticleView& article, int t);

// Whether the noun at `t` heads a phrase: no other noun follows that it modifies.
bool IsPhraseHead(const ArticleView& article, int t);

}  // namespace dateline::extraction

#endif  // DATELINE_INGEST_SERVICE_EXTRACTION_ENTITIES_NOUN_PHRASE_H_
