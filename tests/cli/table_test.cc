#include "cli/table.h"

#include "gtest/gtest.h"

namespace dateline::cli {
namespace {

TEST(AlignColumns, FitsWidestCellWithoutTrailingSpace) {
  EXPECT_EQ(AlignColumns({{"NAME", "TYPE"}, {"Sơn", "person"}}), "NAME  TYPE\nSơn   person\n");
}

TEST(AlignColumns, KeepsEmptyCells) { EXPECT_EQ(AlignColumns({{"a", "", "b"}}), "a    b\n"); }

TEST(AlignColumns, GivesNothingForNoRows) { EXPECT_EQ(AlignColumns({}), ""); }

}  // namespace
}  // namespace dateline::cli
