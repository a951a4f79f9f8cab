#include "cli/analysis_json.h"

#include "gtest/gtest.h"
#include "tests/cli/fake_services.h"
#include "tests/testing/status_matchers.h"

namespace dateline::cli {
namespace {

using ::dateline::testing::IsOk;
using ::dateline::testing::StatusIs;
using ::testing::HasSubstr;

// "He left." with a name and a time put in by hand; the body has eight bytes before the text.
TEST(AnalysisJson, CountsBytesOfTheBody) {
  text::Document document;
  document.text = "Ann left.";
  document.offsets = text::OffsetMap({{.text_byte = 0, .body_byte = 8, .length_bytes = 9}});
  language::Analysis analysis;
  analysis.tokens.resize(2);
  analysis.tokens[0].span = {0, 3};
  analysis.tokens[0].head = 1;
  analysis.tokens[0].lemma = "Ann";
  analysis.tokens[1].span = {4, 8};
  analysis.sentences = {{.span = {0, 9}, .begin_token = 0, .end_token = 2}};
  analysis.names = {{.begin_token = 0, .end_token = 1, .type = language::NameType::kPerson, .country_code = "VN"}};
  extraction::TimeExpression time;
  time.span = {4, 8};
  time.timex3_value = "PAST_REF";
  EXPECT_EQ(AnalysisJson(document, analysis, {time}, -1),
            R"({"sentences":[{"text":"Ann left.","begin_byte":8,"end_byte":17,"tokens":[)"
            R"({"text":"Ann","begin_byte":8,"end_byte":11,"lemma":"Ann","part_of_speech":"X","features":"","head":2,)"
            R"("relation":"dep"},{"text":"left","begin_byte":12,"end_byte":16,"lemma":"","part_of_speech":"X",)"
            R"("features":"","head":0,"relation":"dep"}]}],"names":[{"text":"Ann","begin_byte":8,"end_byte":11,)"
            R"("type":"PERSON","country_code":"VN"}],"time_expressions":[{"text":"left","begin_byte":12,"end_byte":16,)"
            R"("timex3_type":"DATE","timex3_value":"PAST_REF","edtf":""}]})");
}

}  // namespace
}  // namespace dateline::cli
