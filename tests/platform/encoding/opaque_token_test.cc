#include "platform/encoding/opaque_token.h"

#include <limits>

#include "gmock/gmock.h"

namespace dateline::encoding {
namespace {

using ::testing::MatchesRegex;

std::string Token(uint64_t number, absl::string_view bytes) {
  return OpaqueTokenWriter('C').AddInteger(number).AddBytes(bytes).Finish();
}

TEST(OpaqueToken, GivesBackItsFields) {
  for (const uint64_t number : {uint64_t{0}, uint64_t{127}, uint64_t{128}, std::numeric_limits<uint64_t>::max()}) {
    auto reader = OpaqueTokenReader::Open('C', Token(number, "fe\0ed"));
    ASSERT_TRUE(reader.has_value());
    EXPECT_EQ(reader->ReadInteger(), number);
    EXPECT_EQ(reader->ReadBytes(), "fe\0ed");
    EXPECT_TRUE(reader->AtEnd());
  }
}

TEST(OpaqueToken, TravelsInUrls) { EXPECT_THAT(Token(99999999, "\xff\xfe\xfb"), MatchesRegex("[A-Za-z0-9_-]+")); }

TEST(OpaqueToken, IsRefusedWhenAnyCharacterChanged) {
  const std::string token = Token(42, "feed");
  for (size_t i = 0; i < token.size(); ++i) {
    std::string damaged = token;
    damaged[i] = damaged[i] == 'A' ? 'B' : 'A';
    EXPECT_FALSE(OpaqueTokenReader::Open('C', damaged).has_value()) << i;
  }
}

TEST(OpaqueToken, IsRefusedAsAnotherKind) { EXPECT_FALSE(OpaqueTokenReader::Open('P', Token(1, "")).has_value()); }

TEST(OpaqueToken, IsRefusedWhenItIsNoToken) {
  for (const char* const text : {"", "A", "AAAA", "not a token!"}) {
    EXPECT_FALSE(OpaqueTokenReader::Open('C', text).has_value()) << text;
  }
}

TEST(OpaqueTokenReader, NoticesFieldsLeftOver) {
  auto reader = OpaqueTokenReader::Open('C', Token(1, "x"));
  ASSERT_TRUE(reader.has_value());
  reader->ReadInteger();
  EXPECT_FALSE(reader->AtEnd());
}

TEST(OpaqueTokenReader, NoticesFieldsThatAreMissing) {
  auto reader = OpaqueTokenReader::Open('C', OpaqueTokenWriter('C').AddInteger(9).Finish());
  ASSERT_TRUE(reader.has_value());
  EXPECT_EQ(reader->ReadBytes(), "");  // 9 bytes are announced, none is there
  EXPECT_FALSE(reader->AtEnd());
  EXPECT_EQ(reader->ReadInteger(), 0u);
  EXPECT_FALSE(reader->AtEnd());
}

}  // namespace
}  // namespace dateline::encoding
