// Candidates -> v1::Fact: names, exact bytes, confidence.
#ifndef DATELINE_INGEST_SERVICE_FACTS_FACT_BUILDER_H_
#define DATELINE_INGEST_SERVICE_FACTS_FACT_BUILDER_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "dateline/v1/fact.pb.h"
#include "ingest_service/extraction/candidate.h"
#include "ingest_service/extraction/entities/entities.h"
#include "ingest_service/extraction/quantities/quantity.h"
#include "ingest_service/extraction/times/time_expression.h"
#include "ingest_service/language/analysis/analysis.h"
#include "ingest_service/text/document.h"

namespace dateline::facts {

// Name and version of this extractor, as Fact.extractor has it.
absl::string_view ExtractorName();

// One article as the stages before saw it. All parts must outlive the call that takes it.
struct ArticleReading {
  absl::string_view article_name;  // "articles/..."
  absl::string_view body;          // the bytes that the offsets of facts count
  const text::Document& document;
  const language::Analysis& analysis;
  const extraction::Entities& entities;
  const std::vector<extraction::TimeExpression>& times;
  const std::vector<extraction::Quantity>& quantities;
  absl::Span<const std::string> entity_names;  // resource names, by index of entities.entities
};

// The facts of `candidates`, in the order of the article, one of a name. Each trigger must lie inside a sentence.
std::vector<v1::Fact> BuildFacts(const ArticleReading& reading, const std::vector<extraction::Candidate>& candidates);

}  // namespace dateline::facts

#endif  // DATELINE_INGEST_SERVICE_FACTS_FACT_BUILDER_H_
