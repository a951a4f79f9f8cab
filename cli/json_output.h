// Messages as canonical proto3 JSON.
#ifndef DATELINE_CLI_JSON_OUTPUT_H_
#define DATELINE_CLI_JSON_OUTPUT_H_

#include <ostream>
#include <string>

#include "cli/console.h"
#include "google/protobuf/message.h"

namespace dateline::cli {

// Canonical proto3 JSON, names in lowerCamelCase, unset and default fields left out. Indented over several lines or in
// one; without a line feed at the end.
std::string ToJson(const google::protobuf::Message& message, bool indented);

// Writes `message` as `format` says, with a line feed at the end. REQUIRES: kJson or kJsonl.
void WriteJson(const google::protobuf::Message& message, OutputFormat format, std::ostream& out);

}  // namespace dateline::cli

#endif  // DATELINE_CLI_JSON_OUTPUT_H_
