// What a commit means to a watch.
#ifndef DATELINE_QUERY_SERVICE_WATCHES_WATCH_EVENTS_H_
#define DATELINE_QUERY_SERVICE_WATCHES_WATCH_EVENTS_H_

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/time/time.h"
#include "dateline/v1/fact_watch.pb.h"
#include "query_service/answers/corroboration.h"
#include "query_service/index/commit_changes.h"
#include "query_service/index/index_reader.h"
#include "query_service/watches/standing_query.h"
#include "query_service/watches/watch_position.h"

namespace dateline::watches {

// How long a watch may compare facts with each other, where it counts sources: others wait for the thread.
inline constexpr absl::Duration kTimeToCompare = absl::Seconds(5);

// Gives the events by which the facts that match after the commit differ from those before, of those behind `after` one
// after the other until `take` says false. The same in the same order however often it is asked, but for those about
// what is purged since. Facts are read as they are given. REQUIRES: the index has reached commit.end. DATA_LOSS: a fact
// cannot be read. DEADLINE_EXCEEDED (FACTS_NOT_COMPARED): it counts sources, and comparing takes longer.
absl::Status VisitEvents(const index::IndexReader& reader, answers::Corroboration& corroboration,
                         const index::CommitChanges& commit, const StandingQuery& query, const EventOrder& after,
                         absl::FunctionRef<bool(const EventOrder& order, v1::WatchEvent event)> take);

}  // namespace dateline::watches

#endif  // DATELINE_QUERY_SERVICE_WATCHES_WATCH_EVENTS_H_
