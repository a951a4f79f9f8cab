// Whom a pronoun stands for.
#ifndef DATELINE_INGEST_SERVICE_EXTRACTION_ENTITIES_PRONOUN_RESOLVER_H_
#define DATELINE_INGEST_SERVICE_EXTRACTION_ENTITIES_PRONOUN_RESOLVER_H_

#include "ingest_service/extraction/entities/reading.h"

namespace dateline::extraction {

// The antecedent of the third-person pronoun at `t`: of what occurred in the last sentences and agrees in number,
// gender and kind, the one that ranks highest by distance, by being a subject, by the same syntactic role, and by how
// often it occurs (Lappin and Leass 1994, simplified). Binding: an object is not the subject of its own clause.
Antecedent ResolvePronoun(const Reading& reading, int t, const Pronoun& pronoun);

// The antecedent of a relative pronoun: what its clause modifies, else the mention right before it.
Antecedent ResolveRelative(const Reading& reading, int t, const Pronoun& pronoun);

// Whom "I" or "we" at `t` stands for when `speaker` says it: "we" of a spokesperson is the body the person speaks for,
// of an official the country.
Antecedent ResolveFirstPerson(const Reading& reading, const Pronoun& pronoun, int speaker);

}  // namespace dateline::extraction

#endif  // DATELINE_INGEST_SERVICE_EXTRACTION_ENTITIES_PRONOUN_RESOLVER_H_
