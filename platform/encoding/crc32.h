// CRC-32 (ISO 3309, as zlib computes it), and integers as bytes for it.
#ifndef DATELINE_PLATFORM_ENCODING_CRC32_H_
#define DATELINE_PLATFORM_ENCODING_CRC32_H_

#include <cstdint>
#include <string>

#include "absl/strings/string_view.h"

namespace dateline::encoding {

// The checksum of the bytes that `crc` is the checksum of, followed by `bytes`. Begin with 0.
uint32_t Crc32(uint32_t crc, absl::string_view bytes);

void AppendLittleEndian32(uint32_t value, std::string& bytes);
void AppendLittleEndian64(uint64_t value, std::string& bytes);

}  // namespace dateline::encoding

#endif  // DATELINE_PLATFORM_ENCODING_CRC32_H_
