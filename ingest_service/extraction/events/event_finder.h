// Events of PLOVER's types, from frames over the trees.
#ifndef DATELINE_INGEST_SERVICE_EXTRACTION_EVENTS_EVENT_FINDER_H_
#define DATELINE_INGEST_SERVICE_EXTRACTION_EVENTS_EVENT_FINDER_H_

#include <vector>

#include "absl/status/statusor.h"
#include "ingest_service/extraction/candidate.h"
#include "ingest_service/extraction/entities/entities.h"
#include "ingest_service/extraction/events/frame_lexicon.h"
#include "ingest_service/extraction/times/time_expression.h"
#include "ingest_service/language/analysis/tree.h"

namespace dateline::extraction {

// Finds events. Thread safety: const.
class EventFinder {
 public:
  explicit EventFinder(FrameLexicon lexicon) : lexicon_(std::move(lexicon)) {}

  // The events of an article in text order, kind kEvent, without attribution. Events that name nobody are left out, and
  // so is what somebody merely agreed or asked to do, unless it is a meeting that the words make concrete.
  std::vector<Candidate> Find(const language::Tree& tree, const Entities& entities,
                              const std::vector<TimeExpression>& times) const;

 private:
  FrameLexicon lexicon_;
};

}  // namespace dateline::extraction

#endif  // DATELINE_INGEST_SERVICE_EXTRACTION_EVENTS_EVENT_FINDER_H_
