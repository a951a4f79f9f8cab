#include "cli/json_output.h"

#include "absl/strings/ascii.h"
#include "google/protobuf/util/json_util.h"

namespace dateline::cli {

std::string ToJson(const google::protobuf::Message& message, bool indented) {
  google::protobuf::util::JsonPrintOptions options;
  options.add_whitespace = indented;
  std::string json;
  // Fails on malformed Any, Timestamp and Duration values only; what was written up to there is shown.
  static_cast<void>(google::protobuf::util::MessageToJsonString(message, &json, options));
  return std::string(absl::StripTrailingAsciiWhitespace(json));
}

void WriteJson(const google::protobuf::Message& message, OutputFormat format, std::ostream& out) {
  out << ToJson(message, format == OutputFormat::kJson) << '\n';
}

}  // namespace dateline::cli
