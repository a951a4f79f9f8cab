// What is done to a store instead of serving it; another process may serve it meanwhile.
#ifndef DATELINE_INGEST_SERVICE_MAINTENANCE_H_
#define DATELINE_INGEST_SERVICE_MAINTENANCE_H_

#include <string>

#include "absl/status/statusor.h"
#include "ingest_service/config.h"

namespace dateline::ingest {

// Is something else asked for than to serve?
bool IsMaintenance(const Config& config);

// Copies the store, or makes its tables, or checks it, or copies it and checks the copy; what was done, a line each. An
// error is one line that says what is wrong. REQUIRES: IsMaintenance.
absl::StatusOr<std::string> Maintain(const Config& config);

}  // namespace dateline::ingest

#endif  // DATELINE_INGEST_SERVICE_MAINTENANCE_H_
