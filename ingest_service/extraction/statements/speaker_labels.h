// Speakers as headlines and transcripts name them: "The mayor: The bridge is safe".
#ifndef DATELINE_INGEST_SERVICE_EXTRACTION_STATEMENTS_SPEAKER_LABELS_H_
#define DATELINE_INGEST_SERVICE_EXTRACTION_STATEMENTS_SPEAKER_LABELS_H_

#include <vector>

#include "ingest_service/extraction/statements/attribution.h"
#include "ingest_service/language/analysis/tree.h"

namespace dateline::extraction {

// The paragraphs that begin with a name and a colon, in text order. The colon is the cue, the rest of the paragraph the
// content. Linear time.
std::vector<Attribution> FindSpeakerLabels(const language::Tree& tree);

}  // namespace dateline::extraction

#endif  // DATELINE_INGEST_SERVICE_EXTRACTION_STATEMENTS_SPEAKER_LABELS_H_
