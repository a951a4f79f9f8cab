// The log and the metrics of a service.
#ifndef DATELINE_PLATFORM_TELEMETRY_TELEMETRY_H_
#define DATELINE_PLATFORM_TELEMETRY_TELEMETRY_H_

#include <utility>

#include "platform/telemetry/log.h"
#include "platform/telemetry/metrics.h"

namespace dateline::telemetry {

// Thread safety: any thread.
struct Telemetry {
  explicit Telemetry(LogFormat format, LogSink sink = WriteToStandardError) : log(format, std::move(sink)) {}

  Log log;
  Metrics metrics;
};

}  // namespace dateline::telemetry

#endif  // DATELINE_PLATFORM_TELEMETRY_TELEMETRY_H_
