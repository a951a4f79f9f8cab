// The sample articles against the facts that they are known to give. After a change that means to change them:
//   UPDATE_GOLDEN=1 ctest --preset dev -R golden
// and read the difference before it is committed.
#include <cctype>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "dateline/v1/ingest_service.pb.h"
#include "google/protobuf/util/json_util.h"
#include "gtest/gtest.h"
#include "tests/testing/child_process.h"
#include "tests/testing/directories.h"

namespace dateline {
namespace {

using ::dateline::testing::FinishedProgram;
using ::dateline::testing::RunProgram;

namespace filesystem = std::filesystem;

constexpr char kSamples[] = DATELINE_SOURCE_DIRECTORY "/deploy/samples";
constexpr char kGolden[] = DATELINE_SOURCE_DIRECTORY "/tests/golden";

// File names of the samples that are one article each.
std::vector<std::string> SampleNames() {
  std::vector<std::string> names;
  for (const auto& entry : filesystem::directory_iterator(kSamples)) {
    const std::string extension = entry.path().extension();
    if (extension == ".txt" || extension == ".html") names.push_back(entry.path().filename());
  }
  return names;
}

// Canonical JSON of each fact on a line of its own, the confidence to two digits: the rest of it depends on the
// compiler.
std::string FactLines(const std::string& extract_json) {
  v1::ExtractFactsResponse response;
  EXPECT_TRUE(google::protobuf::util::JsonStringToMessage(extract_json, &response).ok()) << extract_json;
  std::string lines;
  for (v1::Fact& fact : *response.mutable_facts()) {
    fact.set_confidence(std::round(fact.confidence() * 100) / 100);
    std::string line;
    EXPECT_TRUE(google::protobuf::util::MessageToJsonString(fact, &line).ok());
    lines += line + "\n";
  }
  return lines;
}

class Golden : public ::testing::TestWithParam<std::string> {};

TEST_P(Golden, GivesKnownFacts) {
  const FinishedProgram extracted = RunProgram(
      {DATELINE_PROGRAM_DIRECTORY "/dateline", "extract", "--format=json", std::string(kSamples) + "/" + GetParam()});
  ASSERT_EQ(extracted.exit_code, 0) << extracted.err;
  const std::string lines = FactLines(extracted.out);
  const std::string path = std::string(kGolden) + "/" + GetParam() + ".facts.jsonl";
  if (std::getenv("UPDATE_GOLDEN") != nullptr) {
    std::ofstream(path, std::ios::binary) << lines;
    return;
  }
  std::ifstream file(path, std::ios::binary);
  ASSERT_TRUE(file.good()) << path << " is missing: run with UPDATE_GOLDEN=1";
  EXPECT_EQ(lines, std::string(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()));
}

INSTANTIATE_TEST_SUITE_P(Samples, Golden, ::testing::ValuesIn(SampleNames()),
                         [](const ::testing::TestParamInfo<std::string>& parameter) {
                           std::string name = parameter.param;
                           for (char& character : name) {
                             if (std::isalnum(static_cast<unsigned char>(character)) == 0) character = '_';
                           }
                           return name;
                         });

}  // namespace
}  // namespace dateline
