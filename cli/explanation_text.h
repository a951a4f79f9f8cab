// Why a fact is believed, for people.
#ifndef DATELINE_CLI_EXPLANATION_TEXT_H_
#define DATELINE_CLI_EXPLANATION_TEXT_H_

#include <string>

#include "cli/marked_text.h"
#include "dateline/v1/fact_explanation.pb.h"

namespace dateline::cli {

// The fact with its evidence and article, what other articles say, and what became of it.
std::string ExplanationText(const v1::ExplainFactResponse& response, const TextLayout& layout);

}  // namespace dateline::cli

#endif  // DATELINE_CLI_EXPLANATION_TEXT_H_
