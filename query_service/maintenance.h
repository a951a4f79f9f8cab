// What an operator does with an index beside serving it.
#ifndef DATELINE_QUERY_SERVICE_MAINTENANCE_H_
#define DATELINE_QUERY_SERVICE_MAINTENANCE_H_

#include <string>

#include "absl/status/statusor.h"
#include "query_service/config.h"

namespace dateline::query_service {

// The config asks for tables, a backup or a check instead of a service.
bool IsMaintenance(const Config& config);

// Migrates, backs up and checks as the config asks, in this order; of both the copy is checked. What there is to say
// about it, a line each. Of the index itself it reads only: a service may write it meanwhile.
absl::StatusOr<std::string> Maintain(const Config& config);

}  // namespace dateline::query_service

#endif  // DATELINE_QUERY_SERVICE_MAINTENANCE_H_
