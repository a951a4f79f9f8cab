#include "ingest_service/text/document.h"

#include <algorithm>

namespace dateline::text {
namespace {

using Run = OffsetMap::Run;

// The last run that begins at or before `text_byte`; -1: none.
int RunAtOrBefore(const std::vector<Run>& runs, uint32_t text_byte) {
  const auto after = std::upper_bound(runs.begin(), runs.end(), text_byte,
                                      [](uint32_t byte, const Run& run) { return byte < run.text_byte; });
  return static_cast<int>(after - runs.begin()) - 1;
}

// Where the source of the byte at `text_byte` begins.
uint32_t BodyBegin(const std::vector<Run>& runs, uint32_t text_byte) {
  const int index = RunAtOrBefore(runs, text_byte);
  if (index < 0) return runs.front().body_byte;
  const Run& run = runs[index];
  return run.body_byte + std::min(text_byte - run.text_byte, run.length_bytes);
}

// Where the source of the byte before `text_byte` ends.
uint32_t BodyEnd(const std::vector<Run>& runs, uint32_t text_byte) {
  const int index = RunAtOrBefore(runs, text_byte - 1);
  if (index < 0) return runs.front().body_byte;
  const Run& run = runs[index];
  if (text_byte - run.text_byte <= run.length_bytes) return run.body_byte + (text_byte - run.text_byte);
  const bool is_last = index + 1 == static_cast<int>(runs.size());
  return is_last ? run.body_byte + run.length_bytes : runs[index + 1].body_byte;
}

}  // namespace

Span OffsetMap::ToBody(Span span) const {
  if (runs_.empty()) return span;
  const uint32_t begin_byte = BodyBegin(runs_, span.begin_byte);
  if (span.empty()) return {begin_byte, begin_byte};
  return {begin_byte, std::max(begin_byte, BodyEnd(runs_, span.end_byte))};
}

}  // namespace dateline::text
