// Vectors of the kernels. Compilers lower them to whatever the machine has.
#ifndef DATELINE_INGEST_SERVICE_LANGUAGE_ENCODING_LANES_H_
#define DATELINE_INGEST_SERVICE_LANGUAGE_ENCODING_LANES_H_

#include "ingest_service/language/encoding/kernels.h"

namespace dateline::language {

typedef float Lanes __attribute__((vector_size(kLaneCount * sizeof(float)), aligned(4), may_alias));

}  // namespace dateline::language

#endif  // DATELINE_INGEST_SERVICE_LANGUAGE_ENCODING_LANES_H_
