// What syntax alone says about a predicate: who its subject is, whether it is negated, and how real it is.
#ifndef DATELINE_INGEST_SERVICE_EXTRACTION_CLAUSES_CLAUSE_H_
#define DATELINE_INGEST_SERVICE_EXTRACTION_CLAUSES_CLAUSE_H_

#include "ingest_service/extraction/candidate.h"
#include "ingest_service/language/analysis/tree.h"

namespace dateline::extraction {

// The understood subject of a predicate.
struct Subject {
  int token = -1;        // its head; -1: none is said
  bool passive = false;  // the predicate is passive: the subject undergoes what the predicate says
};

// The subject of `predicate` (a verb, or an adjective or noun with a copula), also where it has to be carried over:
// from a conjoined predicate, by control ("agreed to work", "asked Cambodia to grant"), from the clause that a
// participle belongs to ("he said, affirming ..."), or from the noun that it describes ("talks held", "a man
// arrested").
Subject FindSubject(const language::Tree& tree, int predicate);

// True if `token` is denied: "did not", "never", "no agreement", "without meeting".
bool IsNegated(const language::Tree& tree, int token);

// How real `token` (a predicate or an event noun) is, from tense, auxiliaries, conditionals and the predicates that
// govern it.
Modality ModalityOf(const language::Tree& tree, int token);

// The verb of the clause in which `token` stands, itself included; the root of its sentence if there is no verb.
int ClauseOf(const language::Tree& tree, int token);

// True for verbs and for adjectives, nouns and pronouns with a copula.
bool IsPredicate(const language::Tree& tree, int token);

// The words of `token`'s subtree without a leading complementizer or preposition (`strip_marker`) and without
// punctuation, dashes or quotes at the ends. Empty if nothing is left.
text::Span PhraseSpan(const language::Tree& tree, int token, bool strip_marker);

}  // namespace dateline::extraction

#endif  // DATELINE_INGEST_SERVICE_EXTRACTION_CLAUSES_CLAUSE_H_
