// The checksum that makes two histories differ from the first change on that differs.
#ifndef DATELINE_INGEST_SERVICE_FACT_LOG_CHANGE_CHAIN_H_
#define DATELINE_INGEST_SERVICE_FACT_LOG_CHANGE_CHAIN_H_

#include <cstdint>

#include "absl/strings/string_view.h"

namespace dateline::fact_log {

// chain_crc of the change at `offset`, whose serialized form is `payload` (docs/feed_protocol.md). `previous` is that
// of the change before; 0 before the first.
uint32_t NextChainCrc(uint32_t previous, int64_t offset, absl::string_view payload);

}  // namespace dateline::fact_log

#endif  // DATELINE_INGEST_SERVICE_FACT_LOG_CHANGE_CHAIN_H_
