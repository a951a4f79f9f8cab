// An entity as several articles know it.
#ifndef DATELINE_INGEST_SERVICE_FACT_LOG_ENTITY_UNION_H_
#define DATELINE_INGEST_SERVICE_FACT_LOG_ENTITY_UNION_H_

#include "dateline/v1/entity.pb.h"

namespace dateline::fact_log {

// Adds what `seen` knows to `known`: every name once, the longest display name on display (of two as long, the first in
// byte order), a country where `known` had none. The same entities in any order give the same union. True: `known`
// changed. REQUIRES: both are the same entity.
bool AddKnowledge(const v1::Entity& seen, v1::Entity& known);

}  // namespace dateline::fact_log

#endif  // DATELINE_INGEST_SERVICE_FACT_LOG_ENTITY_UNION_H_
