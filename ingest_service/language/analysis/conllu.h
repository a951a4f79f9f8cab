// Analysis -> CoNLL-U (universaldependencies.org/format), for people and for other tools.
#ifndef DATELINE_INGEST_SERVICE_LANGUAGE_ANALYSIS_CONLLU_H_
#define DATELINE_INGEST_SERVICE_LANGUAGE_ANALYSIS_CONLLU_H_

#include <string>

#include "ingest_service/language/analysis/analysis.h"
#include "ingest_service/text/document.h"

namespace dateline::language {

// One sentence after the other, each with `# sent_id` and `# text`, and `# newpar` where a block begins. MISC holds
// `SpaceAfter=No`, `TokenRange=begin:end` (bytes of the article's body) and `Entity=B-PERSON` / `I-PERSON` of names.
// REQUIRES: `analysis` is an analysis of `document`.
std::string WriteConllu(const text::Document& document, const Analysis& analysis);

}  // namespace dateline::language

#endif  // DATELINE_INGEST_SERVICE_LANGUAGE_ANALYSIS_CONLLU_H_
