// Resource names of facts, derived from their content.
#ifndef DATELINE_INGEST_SERVICE_FACTS_FACT_NAME_H_
#define DATELINE_INGEST_SERVICE_FACTS_FACT_NAME_H_

#include <string>

#include "absl/strings/string_view.h"
#include "dateline/v1/fact.pb.h"

namespace dateline::facts {

// `ARTICLE/facts/{fact}`, where {fact} is the first 20 hexadecimal digits of the SHA-256 of kind, type, negation,
// participants, trigger text and evidence text, each with its length. Offsets do not enter: the same sentence keeps the
// names of its facts when it moves.
std::string FactName(absl::string_view article_name, const v1::Fact& fact);

}  // namespace dateline::facts

#endif  // DATELINE_INGEST_SERVICE_FACTS_FACT_NAME_H_
