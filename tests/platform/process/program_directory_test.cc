#include "platform/process/program_directory.h"

#include "gtest/gtest.h"
#include "tests/testing/directories.h"

namespace dateline::process {
namespace {

TEST(ProgramDirectory, IsWhereThisProgramLies) { EXPECT_EQ(ProgramDirectory(), DATELINE_PROGRAM_DIRECTORY); }

TEST(SharedDataDirectory, LiesBesideIt) { EXPECT_EQ(SharedDataDirectory(), DATELINE_DATA_DIRECTORY); }

}  // namespace
}  // namespace dateline::process
