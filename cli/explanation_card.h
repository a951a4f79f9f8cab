// Why a fact is believed, on a page.
#ifndef DATELINE_CLI_EXPLANATION_CARD_H_
#define DATELINE_CLI_EXPLANATION_CARD_H_

#include <string>

#include "dateline/v1/fact_explanation.pb.h"

namespace dateline::cli {

// HTML that goes into the card of the fact: how many say so and how many otherwise, some of the others with their
// evidence, and the last that became of the fact.
std::string ExplanationCard(const v1::ExplainFactResponse& response);

}  // namespace dateline::cli

#endif  // DATELINE_CLI_EXPLANATION_CARD_H_
