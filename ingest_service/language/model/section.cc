#include "ingest_service/language/model/section.h"

#include <algorithm>

namespace dateline::language {

void SectionWriter::WriteNumber(uint32_t value) {
  for (int shift = 0; shift < 32; shift += 8) bytes_.push_back(static_cast<char>(value >> shift & 0xff));
}

void SectionWriter::WriteString(absl::string_view value) {
  WriteNumber(static_cast<uint32_t>(value.size()));
  bytes_.append(value.data(), value.size());
}

void SectionWriter::WriteStrings(absl::Span<const std::string> values) {
  WriteNumber(static_cast<uint32_t>(values.size()));
  for (const std::string& value : values) WriteString(value);
}

void SectionWriter::Align() {
  bytes_.resize((bytes_.size() + kArrayAlignmentBytes - 1) / kArrayAlignmentBytes * kArrayAlignmentBytes, '\0');
}

absl::string_view SectionReader::Take(size_t size) {
  if (overrun_ || size > bytes_.size() - position_) {
    overrun_ = true;
    return absl::string_view();
  }
  const absl::string_view taken = bytes_.substr(position_, size);
  position_ += size;
  return taken;
}

uint32_t SectionReader::ReadNumber() {
  const absl::string_view bytes = Take(4);
  uint32_t value = 0;
  for (size_t i = 0; i < bytes.size(); ++i) value |= static_cast<uint32_t>(static_cast<uint8_t>(bytes[i])) << (8 * i);
  return value;
}

absl::string_view SectionReader::ReadString() { return Take(ReadNumber()); }

std::vector<std::string> SectionReader::ReadStrings() {
  std::vector<std::string> values;
  const uint32_t count = ReadNumber();
  for (uint32_t i = 0; i < count && !overrun_; ++i) values.emplace_back(ReadString());
  return values;
}

absl::string_view SectionReader::ReadElements(size_t element_bytes) {
  const size_t count = ReadNumber();
  Take((kArrayAlignmentBytes - position_ % kArrayAlignmentBytes) % kArrayAlignmentBytes);
  return Take(count * element_bytes);
}

absl::Span<const float> SectionReader::ReadWeights() {
  const absl::Span<const float> weights = ReadArray<float>();
  const bool is_tame = std::all_of(weights.begin(), weights.end(),
                                   [](float weight) { return weight >= -kLargestWeight && weight <= kLargestWeight; });
  if (is_tame) return weights;
  has_wild_weight_ = true;
  return {};
}

absl::Status SectionReader::status() const {
  if (overrun_) return absl::DataLossError("a section of the model is shorter than it says");
  if (has_wild_weight_) return absl::DataLossError("a section of the model holds a weight beyond all measure");
  return absl::OkStatus();
}

}  // namespace dateline::language
