#include "platform/telemetry/trace_context.h"

#include <algorithm>
#include <random>

#include "absl/strings/str_cat.h"

namespace dateline::telemetry {
namespace {

constexpr size_t kTraceIdDigits = 32;
constexpr size_t kParentIdDigits = 16;
constexpr size_t kTraceparentLength = 55;

bool IsLowerHex(absl::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

bool IsZero(absl::string_view text) { return text.find_first_not_of('0') == absl::string_view::npos; }

}  // namespace

std::optional<TraceContext> ParseTraceparent(absl::string_view header) {
  const bool whole = header.size() == kTraceparentLength;
  const bool longer = header.size() > kTraceparentLength && header[kTraceparentLength] == '-';
  if (!whole && !longer) return std::nullopt;
  const absl::string_view version = header.substr(0, 2);
  const absl::string_view trace_id = header.substr(3, kTraceIdDigits);
  const absl::string_view parent_id = header.substr(36, kParentIdDigits);
  const absl::string_view flags = header.substr(53, 2);
  if (header[2] != '-' || header[35] != '-' || header[52] != '-') return std::nullopt;
  if (!IsLowerHex(version) || version == "ff" || (longer && version == "00")) return std::nullopt;
  if (!IsLowerHex(trace_id) || IsZero(trace_id) || !IsLowerHex(parent_id) || IsZero(parent_id)) return std::nullopt;
  if (!IsLowerHex(flags)) return std::nullopt;
  return TraceContext{std::string(trace_id), std::string(parent_id), std::string(flags)};
}

std::string FormatTraceparent(const TraceContext& trace) {
  return absl::StrCat("00-", trace.trace_id, "-", trace.parent_id, "-", trace.flags);
}

TraceContext StartTrace() { return {RandomHex(kTraceIdDigits), RandomHex(kParentIdDigits)}; }

std::string RandomHex(int count) {
  static thread_local std::mt19937_64 random(std::random_device{}());
  std::string digits;
  do {
    digits.clear();
    while (digits.size() < static_cast<size_t>(count)) {
      absl::StrAppend(&digits, absl::Hex(random(), absl::kZeroPad16));
    }
    digits.resize(count);
  } while (IsZero(digits));
  return digits;
}

}  // namespace dateline::telemetry
