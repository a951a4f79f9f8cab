#include "query_service/answers/fact_view.h"

#include <cstdint>
#include <optional>

#include "dateline/v1/fact.pb.h"

namespace dateline::answers {
namespace {

bool IsLeftOut(uint64_t field) {
  switch (field) {
    case v1::Fact::kThemeFieldNumber:
    case v1::Fact::kTriggerFieldNumber:
    case v1::Fact::kEvidenceFieldNumber:
    case v1::Fact::kAttributionFieldNumber:
    case v1::Fact::kExtractorFieldNumber:
      return true;
    default:
      return false;
  }
}

// Takes a varint off `bytes`; nothing: there is none.
std::optional<uint64_t> TakeVarint(absl::string_view& bytes) {
  uint64_t value = 0;
  for (unsigned shift = 0; !bytes.empty() && shift < 64; shift += 7) {
    const auto byte = static_cast<unsigned char>(bytes.front());
    bytes.remove_prefix(1);
    value |= static_cast<uint64_t>(byte & 0x7F) << shift;
    if (byte < 0x80) return value;
  }
  return std::nullopt;
}

// Takes the value of a field of the wire type off `bytes`. https://protobuf.dev/programming-guides/encoding
bool TakeValue(uint64_t wire_type, absl::string_view& bytes) {
  std::optional<uint64_t> size;
  switch (wire_type) {
    case 0:
      return TakeVarint(bytes).has_value();
    case 1:
      size = 8;
      break;
    case 2:
      size = TakeVarint(bytes);
      break;
    case 5:
      size = 4;
      break;
    default:
      break;
  }
  if (!size.has_value() || *size > bytes.size()) return false;
  bytes.remove_prefix(*size);
  return true;
}

}  // namespace

std::string BasicView(absl::string_view fact_bytes) {
  std::string view;
  view.reserve(fact_bytes.size());
  while (!fact_bytes.empty()) {
    const absl::string_view from_here = fact_bytes;
    const std::optional<uint64_t> tag = TakeVarint(fact_bytes);
    if (!tag.has_value() || !TakeValue(*tag & 7, fact_bytes)) break;
    if (!IsLeftOut(*tag >> 3)) view.append(from_here.data(), from_here.size() - fact_bytes.size());
  }
  return view;
}

}  // namespace dateline::answers
