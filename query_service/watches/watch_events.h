// What a commit means to a watch.
#ifndef DATELINE_QUERY_SERVICE_WATCHES_WATCH_EVENTS_H_
#define DATELINE_QUERY_SERVICE_WATCHES_WATCH_EVENTS_H_

#include <vector>

#include "absl/status/statusor.h"
#include "dateline/v1/fact_watch.pb.h"
#include "query_service/answers/corroboration.h"
#include "query_service/index/commit_changes.h"
#include "query_service/index/index_reader.h"
#include "query_service/watches/standing_query.h"

namespace dateline::watches {

// The events by which the facts that match after the commit differ from those before, in the order of the changes; what
// follows from entities that were merged or told apart comes last. The same however often it is asked, until what they
// are about is purged. REQUIRES: the index has reached commit.end. DATA_LOSS: a fact cannot be read.
absl::StatusOr<std::vector<v1::WatchEvent>> EventsOf(const index::IndexReader& reader,
                                                     answers::Corroboration& corroboration,
                                                     const index::CommitChanges& commit, const StandingQuery& query);

}  // namespace dateline::watches

#endif  // DATELINE_QUERY_SERVICE_WATCHES_WATCH_EVENTS_H_
