// Which trace a call belongs to: W3C Trace Context, level 1 (www.w3.org/TR/trace-context).
#ifndef DATELINE_PLATFORM_TELEMETRY_TRACE_CONTEXT_H_
#define DATELINE_PLATFORM_TELEMETRY_TRACE_CONTEXT_H_

#include <optional>
#include <string>

#include "absl/strings/string_view.h"

namespace dateline::telemetry {

// The header that carries it.
inline constexpr char kTraceparent[] = "traceparent";

struct TraceContext {
  std::string trace_id;   // 32 hexadecimal digits, not all zero
  std::string parent_id;  // 16 of them: the caller's span
  std::string flags = "00";
};

// Nothing: not a traceparent of version 00, or of a later version that begins like one.
std::optional<TraceContext> ParseTraceparent(absl::string_view header);

std::string FormatTraceparent(const TraceContext& trace);

// A trace that begins here.
TraceContext StartTrace();

// `count` random hexadecimal digits, not all zero.
std::string RandomHex(int count);

}  // namespace dateline::telemetry

#endif  // DATELINE_PLATFORM_TELEMETRY_TRACE_CONTEXT_H_
