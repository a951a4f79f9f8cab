// Writes what becomes of an article's facts, inside a transaction.
#ifndef DATELINE_INGEST_SERVICE_FACT_LOG_FACT_CHANGER_H_
#define DATELINE_INGEST_SERVICE_FACT_LOG_FACT_CHANGER_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "dateline/v1/article.pb.h"
#include "dateline/v1/fact.pb.h"
#include "ingest_service/fact_log/change_writer.h"

namespace dateline::fact_log {

// From now on the article says `facts`, and nothing else. Appends and gives the changes that lead there: see
// facts::ChangesBetween. Facts that are not said any more are retracted for `cause`, with the article's reason, which
// those that are said otherwise have too.
absl::StatusOr<std::vector<v1::FactChange>> ChangeFacts(const v1::Article& article, absl::Span<const v1::Fact> facts,
                                                        v1::RetractionCause cause, ChangeWriter& writer);

// True: the facts of the article that live are these, to the byte.
absl::StatusOr<bool> AreStored(const std::string& article, absl::Span<const v1::Fact> facts, store::Database& database);

}  // namespace dateline::fact_log

#endif  // DATELINE_INGEST_SERVICE_FACT_LOG_FACT_CHANGER_H_
