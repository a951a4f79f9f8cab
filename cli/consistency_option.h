// At which state the service is asked.
#ifndef DATELINE_CLI_CONSISTENCY_OPTION_H_
#define DATELINE_CLI_CONSISTENCY_OPTION_H_

#include <string>

#include "CLI/CLI.hpp"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "dateline/v1/consistency.pb.h"
#include "google/protobuf/timestamp.pb.h"

namespace dateline::cli {

// "2025-08-14T12:30:00Z" (RFC 3339), or a day or part of one, of which the last moment in UTC is meant.
// INVALID_ARGUMENT: neither.
absl::StatusOr<google::protobuf::Timestamp> ParseMoment(absl::string_view text);

// --as-of=TIME
void AddAsOfOption(CLI::App& command, std::string& as_of);

// REQUIRES: empty, or as the flag checks.
v1::Consistency MakeConsistency(const std::string& as_of);

}  // namespace dateline::cli

#endif  // DATELINE_CLI_CONSISTENCY_OPTION_H_
