// Why a fact is believed, for people.
#ifndef DATELINE_CLI_EXPLANATION_TEXT_H_
#define DATELINE_CLI_EXPLANATION_TEXT_H_

#include <string>

#include "cli/marked_text.h"
#include "dateline/v1/fact_explanation.pb.h"

namespace dateline::cli {

// Who says it, when, and in which fact.
std::string SourceOf(const v1::Testimony& testimony);

// Of an entry in the history of `fact`: revision, cause, reason, and what took its place.
std::string NotesOf(const v1::FactHistoryEntry& entry, const std::string& fact);

// The fact with its evidence and article, what other articles say, and what became of it.
std::string ExplanationText(const v1::ExplainFactResponse& response, const TextLayout& layout);

}  // namespace dateline::cli

#endif  // DATELINE_CLI_EXPLANATION_TEXT_H_
