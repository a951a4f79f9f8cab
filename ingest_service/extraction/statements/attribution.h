// Whose word something is, as token and byte ranges, before anybody asks who the source is.
#ifndef DATELINE_INGEST_SERVICE_EXTRACTION_STATEMENTS_ATTRIBUTION_H_
#define DATELINE_INGEST_SERVICE_EXTRACTION_STATEMENTS_ATTRIBUTION_H_

#include <vector>

#include "ingest_service/extraction/statements/cue_lexicon.h"

namespace dateline::extraction {

// Tokens [begin, end).
struct TokenRange {
  int begin = 0;
  int end = 0;

  bool empty() const { return begin >= end; }
  bool Contains(int token) const { return begin <= token && token < end; }
  friend bool operator==(TokenRange, TokenRange) = default;
};

// One source says, thinks or wants one content. The ranges overlap nowhere.
struct Attribution {
  int cue_token = 0;      // the verb, noun or adjective that attributes; "according" of "according to"
  int source_token = -1;  // head of the phrase that names the source; -1: nobody is named
  const Cue* cue = nullptr;
  TokenRange cue_words;             // with its auxiliaries, negation, particles and preposition
  TokenRange source;                // the whole phrase; empty: nobody is named
  std::vector<TokenRange> content;  // in text order, with complementizers and quotation marks; never empty
};

}  // namespace dateline::extraction

#endif  // DATELINE_INGEST_SERVICE_EXTRACTION_STATEMENTS_ATTRIBUTION_H_
