// The whole pipeline on every kind of hostile text; `./dev bench hostile` reads them longer, some a mebibyte long, and
// takes the time.
#include "tests/testing/hostile_texts.h"

#include <memory>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "ingest_service/pipeline/pipeline.h"
#include "tests/testing/directories.h"
#include "tests/testing/fact_invariants.h"
#include "tests/testing/status_matchers.h"

namespace dateline {
namespace {

using ::dateline::testing::HostileText;
using ::dateline::testing::HostileTexts;
using ::testing::IsEmpty;
using ::testing::Not;

constexpr size_t kBytes = 4 << 10;

const pipeline::Pipeline& SharedPipeline() {
  static const auto& pipeline = *new absl::StatusOr<std::unique_ptr<const pipeline::Pipeline>>(
      pipeline::Pipeline::Create(DATELINE_DATA_DIRECTORY));
  return **pipeline;
}

absl::StatusOr<pipeline::Reading> Read(const std::string& body) {
  v1::Article article;
  article.set_body(body);
  return SharedPipeline().Read(article);
}

// An answer: facts that keep their invariants, or a refusal that says why.
void ExpectAnswer(const std::string& body) {
  const absl::StatusOr<pipeline::Reading> reading = Read(body);
  if (!reading.ok()) {
    EXPECT_EQ(reading.status().code(), absl::StatusCode::kInvalidArgument);
    EXPECT_THAT(std::string(reading.status().message()), Not(IsEmpty()));
    return;
  }
  const google::protobuf::RepeatedPtrField<v1::Fact> facts(reading->facts.begin(), reading->facts.end());
  EXPECT_THAT(testing::FactViolations(reading->article, facts), IsEmpty());
}

std::string Repeated(absl::string_view piece, int times) {
  std::string text;
  for (int i = 0; i < times; ++i) text.append(piece.data(), piece.size());
  return text;
}

class HostileTextOf : public ::testing::TestWithParam<HostileText> {};

TEST_P(HostileTextOf, IsAnswered) {
  SCOPED_TRACE(GetParam().name);
  ExpectAnswer(GetParam().body);
}

INSTANTIATE_TEST_SUITE_P(Kinds, HostileTextOf, ::testing::ValuesIn(HostileTexts(kBytes)),
                         [](const ::testing::TestParamInfo<HostileText>& parameter) {
                           std::string name = parameter.param.name;
                           for (char& character : name) {
                             if (character == ' ' || character == '-') character = '_';
                           }
                           return name;
                         });

TEST(HostileText, AMebibyteOfOneWordIsAnswered) { ExpectAnswer(std::string(1 << 20, 'a')); }

TEST(HostileText, AHundredThousandNestedQuotationsAreAnswered) {
  ExpectAnswer(Repeated("“‘", 50'000) + "yes" + Repeated("’”", 50'000));
}

TEST(HostileText, AHundredThousandOpenBracketsAreAnswered) { ExpectAnswer(std::string(100'000, '(')); }

TEST(HostileText, FactsBehindTextThatIsNoProseAreStillFound) {
  const std::string figures = Repeated("1,", 20'000);
  const auto reading = Read(figures + "\n\nKari Lunde met Mads Holm in Oslo on Tuesday to speak about the border.");
  ASSERT_THAT(reading, testing::IsOk());
  ASSERT_THAT(reading->facts, Not(IsEmpty()));
  EXPECT_GT(reading->facts.back().trigger().begin_byte(), static_cast<int>(figures.size()));
}

}  // namespace
}  // namespace dateline
