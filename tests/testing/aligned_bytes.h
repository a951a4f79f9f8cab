// Bytes in memory as a mapped file has them.
#ifndef DATELINE_TESTS_TESTING_ALIGNED_BYTES_H_
#define DATELINE_TESTS_TESTING_ALIGNED_BYTES_H_

#include <cstdlib>
#include <cstring>
#include <memory>

#include "absl/strings/string_view.h"

namespace dateline::testing {

// A copy of `bytes` that starts at a multiple of 64.
class AlignedBytes {
 public:
  explicit AlignedBytes(absl::string_view bytes)
      : size_(bytes.size()), bytes_(static_cast<char*>(std::aligned_alloc(64, bytes.size() / 64 * 64 + 64))) {
    if (size_ > 0) std::memcpy(bytes_.get(), bytes.data(), size_);
  }
  absl::string_view view() const { return absl::string_view(bytes_.get(), size_); }

 private:
  struct Free {
    void operator()(char* bytes) const { std::free(bytes); }
  };
  size_t size_;
  std::unique_ptr<char, Free> bytes_;
};

}  // namespace dateline::testing

#endif  // DATELINE_TESTS_TESTING_ALIGNED_BYTES_H_
