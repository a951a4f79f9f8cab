#include "cli/query_options.h"

#include "cli/command_options.h"
#include "cli/consistency_option.h"

namespace dateline::cli {

void AddQueryOptions(CLI::App& command, QueryOptions& options) {
  AddAsOfOption(command, options.as_of);
  AddQueryOption(command, options.target);
  AddTimeoutOption(command, options.target.timeout_seconds);
  AddFormatOption(command, options.format);
}

}  // namespace dateline::cli
