#include "ingest_service/pipeline/data_directory.h"

#include <filesystem>

#include "gtest/gtest.h"

namespace dateline::pipeline {
namespace {

TEST(DefaultDataDirectory, LiesBesideTheProgramsOfTheBuild) {
  EXPECT_TRUE(std::filesystem::equivalent(DefaultDataDirectory(), DATELINE_DATA_DIRECTORY));
}

}  // namespace
}  // namespace dateline::pipeline
