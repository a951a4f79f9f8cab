// Which words belong to a cue, a source and a content: ranges of tokens read off the tree and the quotation marks.
#ifndef DATELINE_INGEST_SERVICE_EXTRACTION_STATEMENTS_PHRASES_H_
#define DATELINE_INGEST_SERVICE_EXTRACTION_STATEMENTS_PHRASES_H_

#include <vector>

#include "ingest_service/extraction/entities/quotations.h"
#include "ingest_service/extraction/statements/attribution.h"
#include "ingest_service/language/analysis/tree.h"

namespace dateline::extraction {

// The subtree of `token`.
TokenRange Phrase(const language::Tree& tree, int token);

// `range` without what only punctuates at its ends; quotation marks stay.
TokenRange Trimmed(const language::Tree& tree, TokenRange range);

// What is left of `range` on both sides of `hole`, trimmed; empty parts are left out.
std::vector<TokenRange> Without(const language::Tree& tree, TokenRange range, TokenRange hole);

// `range`, stretched over the quotations that begin or end in it; not over those in which `cue` stands.
TokenRange WithQuotations(const Quotations& quotations, TokenRange range, int cue);

// A verb or adjective with its auxiliaries, negation, adverbs and particles, and with the verbs that lead to it ("went
// on to say").
TokenRange VerbGroup(const language::Tree& tree, int token);

// The phrase around `source`, without the clause in which `cue` stands and without a possessive "'s".
TokenRange SourcePhrase(const language::Tree& tree, int source, int cue);

// Makes `source`, the head of a phrase, the source of `attribution`, whose cue is known: its phrase, or the "who" that
// stands for it.
void NameSource(const language::Tree& tree, int source, Attribution& attribution);

bool IsPassive(const language::Tree& tree, int verb);
bool IsFinite(const language::Tree& tree, int verb);
// True for "who", "which" and "that" as pronouns; false for -1.
bool IsRelative(const language::Tree& tree, int token);
// The word that opens a clause: "that", "to"; empty: none.
absl::string_view Marker(const language::Tree& tree, int clause);

}  // namespace dateline::extraction

#endif  // DATELINE_INGEST_SERVICE_EXTRACTION_STATEMENTS_PHRASES_H_
