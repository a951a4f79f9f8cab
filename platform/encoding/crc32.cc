#include "platform/encoding/crc32.h"

#include <zlib.h>

namespace dateline::encoding {
namespace {

template <typename Integer>
void AppendLittleEndian(Integer value, std::string& bytes) {
  for (size_t i = 0; i < sizeof(value); ++i) bytes.push_back(static_cast<char>(value >> (8 * i)));
}

}  // namespace

uint32_t Crc32(uint32_t crc, absl::string_view bytes) {
  return static_cast<uint32_t>(crc32_z(crc, reinterpret_cast<const Bytef*>(bytes.data()), bytes.size()));
}

void AppendLittleEndian32(uint32_t value, std::string& bytes) { AppendLittleEndian(value, bytes); }
void AppendLittleEndian64(uint64_t value, std::string& bytes) { AppendLittleEndian(value, bytes); }

}  // namespace dateline::encoding
