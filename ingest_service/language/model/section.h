// Reading and writing the inside of a model file's section: little-endian numbers, strings and arrays.
#ifndef DATELINE_INGEST_SERVICE_LANGUAGE_MODEL_SECTION_H_
#define DATELINE_INGEST_SERVICE_LANGUAGE_MODEL_SECTION_H_

#include <cstdint>
#include <string>
#include <type_traits>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"

namespace dateline::language {

// Arrays start at a multiple of this many bytes from the section's start, so that they can be used where they lie.
inline constexpr size_t kArrayAlignmentBytes = 64;

inline constexpr float kLargestWeight = 1e4f;

// Appends values; `bytes()` is the section.
class SectionWriter {
 public:
  void WriteNumber(uint32_t value);
  void WriteString(absl::string_view value);  // its length, then its bytes
  void WriteStrings(absl::Span<const std::string> values);

  // The count, zeros up to the alignment, then the elements. T: a number.
  template <typename T>
  void WriteArray(absl::Span<const T> values) {
    static_assert(std::is_arithmetic_v<T>);
    WriteNumber(static_cast<uint32_t>(values.size()));
    Align();
    bytes_.append(reinterpret_cast<const char*>(values.data()), values.size() * sizeof(T));
  }

  const std::string& bytes() const { return bytes_; }

 private:
  void Align();
  std::string bytes_;
};

// Reads what SectionWriter wrote, in the same order. A read past the end gives zeros and empty values and makes
// status() DATA_LOSS for good, so that a loader checks once, at the end. Results point into `bytes`.
class SectionReader {
 public:
  explicit SectionReader(absl::string_view bytes) : bytes_(bytes) {}

  uint32_t ReadNumber();
  absl::string_view ReadString();
  std::vector<std::string> ReadStrings();

  template <typename T>
  absl::Span<const T> ReadArray() {
    const absl::string_view bytes = ReadElements(sizeof(T));
    return absl::MakeConstSpan(reinterpret_cast<const T*>(bytes.data()), bytes.size() / sizeof(T));
  }

  // An array of floats that are safe to multiply and add: finite, at most kLargestWeight in magnitude. Others are
  // DATA_LOSS and give an empty array.
  absl::Span<const float> ReadWeights();

  absl::Status status() const;

 private:
  absl::string_view Take(size_t size);
  absl::string_view ReadElements(size_t element_bytes);

  absl::string_view bytes_;
  size_t position_ = 0;
  bool overrun_ = false;
  bool has_wild_weight_ = false;
};

}  // namespace dateline::language

#endif  // DATELINE_INGEST_SERVICE_LANGUAGE_MODEL_SECTION_H_
