#include "platform/encoding/crc32.h"

#include "gtest/gtest.h"

namespace dateline::encoding {
namespace {

TEST(Crc32, AgreesWithTheCheckValueOfTheCatalogue) { EXPECT_EQ(Crc32(0, "123456789"), 0xCBF43926u); }

TEST(Crc32, ContinuesOverPieces) { EXPECT_EQ(Crc32(Crc32(0, "1234"), "56789"), Crc32(0, "123456789")); }

TEST(AppendLittleEndian, WritesTheLowestByteFirst) {
  std::string bytes;
  AppendLittleEndian32(0x01020304, bytes);
  AppendLittleEndian64(5, bytes);
  EXPECT_EQ(bytes, std::string("\x04\x03\x02\x01\x05\0\0\0\0\0\0\0", 12));
}

}  // namespace
}  // namespace dateline::encoding
