// Titles that a noun gives: "his election by the assembly as minister".
#ifndef DATELINE_INGEST_SERVICE_EXTRACTION_ENTITIES_APPOINTMENTS_H_
#define DATELINE_INGEST_SERVICE_EXTRACTION_ENTITIES_APPOINTMENTS_H_

#include <vector>

#include "ingest_service/extraction/entities/reading.h"
#include "ingest_service/extraction/entities/title_phrases.h"

namespace dateline::extraction {

// Refers to its arguments, which must outlive it.
class Appointments {
 public:
  Appointments(const Reading& reading, const std::vector<TitlePhrase>& phrases)
      : reading_(reading), phrases_(phrases) {}

  // The person whose election, appointment ... to the title of phrase `p` the words before it speak of; of titles
  // joined by "and", the same. -1: nobody. REQUIRES: mentions before the phrase are known; calls come in the order of
  // phrases.
  int HolderOf(int p);

 private:
  int FindHolder(int p) const;
  int PersonAt(int t) const;

  const Reading& reading_;
  const std::vector<TitlePhrase>& phrases_;
  int last_phrase_ = -1;  // the last phrase with a holder
  int last_holder_ = -1;
};

}  // namespace dateline::extraction

#endif  // DATELINE_INGEST_SERVICE_EXTRACTION_ENTITIES_APPOINTMENTS_H_
