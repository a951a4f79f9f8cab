#include "cli/json_output.h"

#include <sstream>

#include "dateline/v1/ingest_service.pb.h"
#include "gtest/gtest.h"

namespace dateline::cli {
namespace {

v1::ExtractFactsResponse OneFact() {
  v1::ExtractFactsResponse response;
  response.add_facts()->set_event_type(v1::EVENT_TYPE_CONSULT);
  return response;
}

TEST(ToJson, LeavesOutDefaultsAndNamesEnums) {
  EXPECT_EQ(ToJson(OneFact(), false), R"({"facts":[{"eventType":"EVENT_TYPE_CONSULT"}]})");
}

TEST(WriteJson, EndsEachMessageWithOneLineFeed) {
  std::ostringstream out;
  WriteJson(OneFact(), OutputFormat::kJsonl, out);
  EXPECT_EQ(out.str(), "{\"facts\":[{\"eventType\":\"EVENT_TYPE_CONSULT\"}]}\n");
}

TEST(WriteJson, IndentsOverLines) {
  std::ostringstream out;
  WriteJson(OneFact(), OutputFormat::kJson, out);
  EXPECT_EQ(out.str(), "{\n \"facts\": [\n  {\n   \"eventType\": \"EVENT_TYPE_CONSULT\"\n  }\n ]\n}\n");
}

}  // namespace
}  // namespace dateline::cli
