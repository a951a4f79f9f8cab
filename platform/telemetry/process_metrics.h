// What the process takes of the machine.
#ifndef DATELINE_PLATFORM_TELEMETRY_PROCESS_METRICS_H_
#define DATELINE_PLATFORM_TELEMETRY_PROCESS_METRICS_H_

#include "platform/telemetry/metrics.h"

namespace dateline::telemetry {

// Memory, processor time, open files and when it started, under the names that Prometheus' own clients use.
void AddProcessMetrics(Metrics& metrics);

}  // namespace dateline::telemetry

#endif  // DATELINE_PLATFORM_TELEMETRY_PROCESS_METRICS_H_
