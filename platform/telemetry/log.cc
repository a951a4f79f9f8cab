#include "platform/telemetry/log.h"

#include <algorithm>
#include <cstdio>
#include <nlohmann/json.hpp>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"

namespace dateline::telemetry {
namespace {

absl::string_view NameOf(Severity severity) {
  switch (severity) {
    case Severity::kWarning:
      return "WARNING";
    case Severity::kError:
      return "ERROR";
    default:
      return "INFO";
  }
}

// A value that could be taken for something else is quoted, its control characters escaped.
std::string TextValue(absl::string_view value) {
  const auto is_plain = [](unsigned char c) { return absl::ascii_isgraph(c) && c != '"' && c != '=' && c != '\\'; };
  if (!value.empty() && std::all_of(value.begin(), value.end(), is_plain)) return std::string(value);
  return absl::StrCat("\"", absl::Utf8SafeCEscape(value), "\"");
}

}  // namespace

void WriteToStandardError(const std::string& line) { std::fwrite(line.data(), 1, line.size(), stderr); }

void Log::Write(Severity severity, absl::string_view event, const LogFields& fields) const {
  sink_(FormatLogLine(format_, absl::Now(), severity, event, fields));
}

std::string FormatLogLine(LogFormat format, absl::Time time, Severity severity, absl::string_view event,
                          const LogFields& fields) {
  const std::string when = absl::FormatTime("%Y-%m-%dT%H:%M:%E3SZ", time, absl::UTCTimeZone());
  if (format == LogFormat::kJson) {
    nlohmann::ordered_json line = {
        {"time", when}, {"severity", std::string(NameOf(severity))}, {"event", std::string(event)}};
    for (const auto& [name, value] : fields) {
      if (!value.empty()) line[std::string(name)] = value;
    }
    return line.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
  }
  std::string line = absl::StrCat(when, " ", NameOf(severity), " ", event);
  for (const auto& [name, value] : fields) {
    if (!value.empty()) absl::StrAppend(&line, " ", name, "=", TextValue(value));
  }
  return line + "\n";
}

}  // namespace dateline::telemetry
