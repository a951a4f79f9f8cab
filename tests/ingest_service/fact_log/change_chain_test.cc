#include "ingest_service/fact_log/change_chain.h"

#include <string>

#include "gtest/gtest.h"
#include "platform/encoding/crc32.h"

namespace dateline::fact_log {
namespace {

TEST(NextChainCrc, IsTheChecksumOfTheDocumentedBytes) {
  const std::string bytes(
      "\x44\x33\x22\x11"
      "\x07\0\0\0\0\0\0\0"
      "change",
      18);
  EXPECT_EQ(NextChainCrc(0x11223344, 7, "change"), encoding::Crc32(0, bytes));
}

TEST(NextChainCrc, DiffersWhenAnythingDiffers) {
  const uint32_t crc = NextChainCrc(1, 7, "change");
  EXPECT_NE(crc, NextChainCrc(2, 7, "change"));
  EXPECT_NE(crc, NextChainCrc(1, 8, "change"));
  EXPECT_NE(crc, NextChainCrc(1, 7, "Change"));
}

}  // namespace
}  // namespace dateline::fact_log
