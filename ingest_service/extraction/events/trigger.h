// A trigger: a frame found in the text, and the predicate that carries its participants.
#ifndef DATELINE_INGEST_SERVICE_EXTRACTION_EVENTS_TRIGGER_H_
#define DATELINE_INGEST_SERVICE_EXTRACTION_EVENTS_TRIGGER_H_

#include <vector>

#include "ingest_service/extraction/events/frame_lexicon.h"
#include "ingest_service/language/analysis/tree.h"

namespace dateline::extraction {

struct Trigger {
  FrameMatch match;
  int token = 0;         // the verb or noun of the frame
  int predicate = 0;     // the verb whose subject and complements count: the light verb of "held talks", else `token`
  bool nominal = false;  // `token` is a noun
  int begin_token = 0;   // the words that name the event
  int end_token = 0;
};

// "13th", "second", "next": a word that tells one of a series.
bool IsOrdinal(const language::Token& token);

// Every trigger in text order. A noun that serves as the object of a verb frame is part of that trigger.
std::vector<Trigger> FindTriggers(const language::Tree& tree, const FrameLexicon& lexicon);

}  // namespace dateline::extraction

#endif  // DATELINE_INGEST_SERVICE_EXTRACTION_EVENTS_TRIGGER_H_
