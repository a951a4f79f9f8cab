// Lines for operators: text for people, or one JSON object a line for programs.
#ifndef DATELINE_PLATFORM_TELEMETRY_LOG_H_
#define DATELINE_PLATFORM_TELEMETRY_LOG_H_

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"

namespace dateline::telemetry {

enum class LogFormat { kText, kJson };
enum class Severity { kInfo, kWarning, kError };

// Names and values, in the order in which they are written; a field without a value is left out.
using LogFields = std::vector<std::pair<absl::string_view, std::string>>;

// Takes a line with its end.
using LogSink = std::function<void(const std::string& line)>;

void WriteToStandardError(const std::string& line);

// Thread safety: any thread, if the sink is.
class Log {
 public:
  explicit Log(LogFormat format, LogSink sink = WriteToStandardError) : format_(format), sink_(std::move(sink)) {}

  // `event` says what happened: "call", "policy-reloaded". Whatever the values hold, it stays one line.
  void Write(Severity severity, absl::string_view event, const LogFields& fields) const;

 private:
  const LogFormat format_;
  const LogSink sink_;
};

// The line of one event at `time`.
std::string FormatLogLine(LogFormat format, absl::Time time, Severity severity, absl::string_view event,
                          const LogFields& fields);

}  // namespace dateline::telemetry

#endif  // DATELINE_PLATFORM_TELEMETRY_LOG_H_
