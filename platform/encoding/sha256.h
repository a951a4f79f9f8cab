// SHA-256 (FIPS 180-4).
#ifndef DATELINE_PLATFORM_ENCODING_SHA256_H_
#define DATELINE_PLATFORM_ENCODING_SHA256_H_

#include <cstdint>
#include <string>

#include "absl/strings/string_view.h"

namespace dateline::encoding {

// In lower-case hexadecimal.
std::string Sha256Hex(absl::string_view bytes);

// The first 8 bytes of the digest, as a big-endian integer.
uint64_t Sha256Prefix(absl::string_view bytes);

}  // namespace dateline::encoding

#endif  // DATELINE_PLATFORM_ENCODING_SHA256_H_
