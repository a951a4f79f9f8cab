#include "ingest_service/text/utf8.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace dateline::text {
namespace {

using ::testing::Eq;
using ::testing::Optional;

TEST(FindInvalidUtf8, AcceptsEveryLength) { EXPECT_EQ(FindInvalidUtf8("a\u00e9\u1ea1\U0001F600"), std::nullopt); }

TEST(FindInvalidUtf8, NamesTheFirstBadByte) {
  EXPECT_THAT(FindInvalidUtf8("ab\xFFzz"), Optional(Eq(2u)));
  EXPECT_THAT(FindInvalidUtf8("ab\xC3"), Optional(Eq(2u)));
}

TEST(FindInvalidUtf8, RejectsSurrogatesAndOverlongForms) {
  EXPECT_THAT(FindInvalidUtf8("\xED\xA0\x80"), Optional(Eq(0u)));
  EXPECT_THAT(FindInvalidUtf8("\xC0\x80"), Optional(Eq(0u)));
  EXPECT_THAT(FindInvalidUtf8("\xF4\x90\x80\x80"), Optional(Eq(0u)));
}

TEST(CountCodePoints, CountsLettersNotBytes) { EXPECT_EQ(CountCodePoints("HÀ NỘI"), 6u); }

TEST(StripSpace, TakesNoBreakSpaceAndByteOrderMark) { EXPECT_EQ(StripSpace("\uFEFF\u00a0 a b \u2003\n"), "a b"); }

TEST(StripSpace, LeavesNothingOfWhiteSpace) { EXPECT_EQ(StripSpace(" \n\t"), ""); }

}  // namespace
}  // namespace dateline::text
