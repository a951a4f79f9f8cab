// Facts for people.
#ifndef DATELINE_CLI_FACT_TEXT_H_
#define DATELINE_CLI_FACT_TEXT_H_

#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/types/span.h"
#include "cli/marked_text.h"
#include "dateline/v1/fact.pb.h"

namespace dateline::cli {

// The words of a span as a reader sees them.
const std::string& ReadableText(const v1::TextSpan& span);

// A part of ReadableText: [begin, end).
struct TextRange {
  size_t begin;
  size_t end;
};

// Where the fact's trigger stands in the readable words of its evidence; nothing: it cannot be told.
std::optional<TextRange> TriggerInEvidence(const v1::Fact& fact);

// What the fact is and by which words: "EVENT consult (phone), "spoke", planned, confidence 0.84".
std::string FactHeading(const v1::Fact& fact);

// Who, what, when and where: labels and what stands behind them.
std::vector<std::pair<std::string, std::string>> FactRows(const v1::Fact& fact);

// FactHeading, then FactRows aligned; every line after `indent` spaces. What is not said is so: a fact without another
// modality is actual.
std::string FactSummary(const v1::Fact& fact, int indent, const TextLayout& layout);

// The evidence that `facts` share, with the trigger of each underlined, and who, when and where in the styles in which
// FactSummary shows them. REQUIRES: facts is not empty.
std::string EvidenceText(absl::Span<const v1::Fact* const> facts, int indent, const TextLayout& layout);

// FactSummary with the evidence and where it stands.
std::string FactText(const v1::Fact& fact, const TextLayout& layout);

}  // namespace dateline::cli

#endif  // DATELINE_CLI_FACT_TEXT_H_
