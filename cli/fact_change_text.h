// What became of facts, for people.
#ifndef DATELINE_CLI_FACT_CHANGE_TEXT_H_
#define DATELINE_CLI_FACT_CHANGE_TEXT_H_

#include <string>

#include "absl/types/span.h"
#include "cli/marked_text.h"
#include "dateline/v1/fact.pb.h"

namespace dateline::cli {

// "2 facts: 1 confirmed, 1 retracted", then each fact that is not confirmed, before and after.
std::string FactChangesText(absl::Span<const v1::FactChange* const> changes, const TextLayout& layout);

}  // namespace dateline::cli

#endif  // DATELINE_CLI_FACT_CHANGE_TEXT_H_
