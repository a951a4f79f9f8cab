#include "ingest_service/fact_log/change_chain.h"

#include <string>

#include "platform/encoding/crc32.h"

namespace dateline::fact_log {

uint32_t NextChainCrc(uint32_t previous, int64_t offset, absl::string_view payload) {
  std::string start;
  encoding::AppendLittleEndian32(previous, start);
  encoding::AppendLittleEndian64(static_cast<uint64_t>(offset), start);
  return encoding::Crc32(encoding::Crc32(0, start), payload);
}

}  // namespace dateline::fact_log
