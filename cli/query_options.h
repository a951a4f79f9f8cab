// How commands ask the query service.
#ifndef DATELINE_CLI_QUERY_OPTIONS_H_
#define DATELINE_CLI_QUERY_OPTIONS_H_

#include <string>

#include "CLI/CLI.hpp"
#include "cli/console.h"
#include "cli/service_client.h"

namespace dateline::cli {

// Whom, at which state, and how the answer is written.
struct QueryOptions {
  std::string as_of;  // for MakeConsistency
  ServiceTarget target;
  OutputFormat format = OutputFormat::kAutomatic;
};

// --as-of, --query, --timeout and --format.
void AddQueryOptions(CLI::App& command, QueryOptions& options);

}  // namespace dateline::cli

#endif  // DATELINE_CLI_QUERY_OPTIONS_H_
