#include "platform/postgres/row_arrays.h"

#include "gmock/gmock.h"

namespace dateline::postgres {
namespace {

using ::testing::ElementsAre;

TEST(ManyRowsSql, TakesAnArrayForEachParameter) {
  EXPECT_EQ(ManyRowsSql("INSERT INTO t VALUES (?, ?)", "TEXT, BIGINT"),
            "INSERT INTO t SELECT p1, p2 FROM unnest($1::TEXT[], $2::BIGINT[]) AS row_of (p1, p2)");
}

TEST(ManyRowsSql, KeepsColumnsLiteralsAndConflicts) {
  EXPECT_EQ(ManyRowsSql("INSERT INTO t (a, b, c) VALUES (?, '', 7) ON CONFLICT (a) DO NOTHING", "BYTEA"),
            "INSERT INTO t (a, b, c) SELECT p1, '', 7 FROM unnest($1::BYTEA[]) AS row_of (p1)"
            " ON CONFLICT (a) DO NOTHING");
}

TEST(ArraysOf, MakesOneArrayOfEachColumn) {
  const std::string no_nulls("\0\0\0\1\0\0\0\0", 8), nulls("\0\0\0\1\0\0\0\1", 8), two_from_one("\0\0\0\2\0\0\0\1", 8);
  const std::vector<std::vector<Parameter>> rows = {{"a", std::nullopt}, {"", "bc"}};
  EXPECT_THAT(
      ArraysOf(rows, "TEXT, BYTEA"),
      ElementsAre(no_nulls + std::string("\0\0\0\x19", 4) + two_from_one + std::string("\0\0\0\1a\0\0\0\0", 9),
                  nulls + std::string("\0\0\0\x11", 4) + two_from_one + std::string("\xff\xff\xff\xff\0\0\0\2bc", 10)));
}

}  // namespace
}  // namespace dateline::postgres
