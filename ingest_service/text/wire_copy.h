// The conventions of news copy around the running text.
#ifndef DATELINE_INGEST_SERVICE_TEXT_WIRE_COPY_H_
#define DATELINE_INGEST_SERVICE_TEXT_WIRE_COPY_H_

#include "ingest_service/text/document.h"

namespace dateline::text {

// Takes the date lines, bylines, datelines, signatures and credits out of `document.blocks` and into its fields; a
// field that is set stays as it is. The first block that reads as a headline also gives the title. Text and offsets are
// untouched. REQUIRES: blocks are ascending, disjoint and not empty.
void ReadWireCopy(Document& document);

}  // namespace dateline::text

#endif  // DATELINE_INGEST_SERVICE_TEXT_WIRE_COPY_H_
