// What the language stage found, as JSON.
#ifndef DATELINE_CLI_ANALYSIS_JSON_H_
#define DATELINE_CLI_ANALYSIS_JSON_H_

#include <string>
#include <vector>

#include "ingest_service/extraction/times/time_expression.h"
#include "ingest_service/language/analysis/analysis.h"
#include "ingest_service/text/document.h"

namespace dateline::cli {

// {"sentences": [{"text", "begin_byte", "end_byte", "tokens": [{"text", "begin_byte", "end_byte", "lemma",
// "part_of_speech", "features", "head", "relation"}]}], "names": [{"text", "begin_byte", "end_byte", "type",
// "country_code"}], "time_expressions": [{"text", "begin_byte", "end_byte", "timex3_type", "timex3_value", "edtf"}]}.
// Bytes are those of the article's body. `head` is the number of a token in its sentence, from 1; 0: the root.
// `indentation` of -1 gives one line. REQUIRES: `analysis` and `times` come from `document`.
std::string AnalysisJson(const text::Document& document, const language::Analysis& analysis,
                         const std::vector<extraction::TimeExpression>& times, int indentation);

}  // namespace dateline::cli

#endif  // DATELINE_CLI_ANALYSIS_JSON_H_
