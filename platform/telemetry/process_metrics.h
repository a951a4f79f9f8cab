// What the process takes of the machine.
#ifndef DATELINE_PLATFORM_TELEMETRY_PROCESS_METRICS_H_
#define DATELINE_PLATFORM_TELEMETRY_PROCESS_METRICS_H_

#include "platform/telemetry/metrics.h"

namespace dateline::telemetry {

// Memory, processor time, open files and when it started, under the names that Prometheus' own clients use.
void AddProcessMetrics(Metrics& metrics);

// Memory that is in use, without what is mapped from files, which the machine takes back when it needs it.
double AnonymousBytes();

}  // namespace dateline::telemetry

#endif  // DATELINE_PLATFORM_TELEMETRY_PROCESS_METRICS_H_
