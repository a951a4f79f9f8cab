#include "ingest_service/language/parsing/parser.h"

#include <algorithm>

#include "tests/ingest_service/language/small_model.h"
#include "tests/testing/aligned_bytes.h"
#include "tests/testing/status_matchers.h"

namespace dateline::language {
namespace {

using ::dateline::testing::AlignedBytes;
using ::dateline::testing::IsOk;
using ::dateline::testing::StatusIs;
using ::testing::_;
using ::testing::HasSubstr;

constexpr int kWidth = 2 * kSmallHidden;

std::vector<Token> Parse(const std::vector<float>& rows, const std::vector<int>& lengths, int first_index) {
  ModelFileBuilder builder;
  AddSmallParser(builder);
  const AlignedBytes bytes(builder.Build());
  const auto model = ModelFile::Parse(bytes.view());
  const auto parser = Parser::Load(**model, kWidth);
  EXPECT_THAT(parser, IsOk());
  std::vector<Token> tokens(rows.size() / kWidth);
  ParserWorkspace workspace;
  (*parser)->Parse({rows.data(), kWidth}, lengths, first_index, workspace, absl::MakeSpan(tokens));
  return tokens;
}

TEST(Parser, PutsOneWordOfEachSentenceUnderTheRoot) {
  const std::vector<Token> tokens = Parse(SmallRandomValues(9 * kWidth, 8), {4, 1, 4}, 0);
  for (const auto& [begin, end] : {std::pair(0, 4), {4, 5}, {5, 9}}) {
    int roots = 0;
    for (int i = begin; i < end; ++i) {
      EXPECT_EQ(tokens[i].head == kNoHead, tokens[i].relation == Relation::kRoot);
      roots += tokens[i].head == kNoHead;
      if (tokens[i].head != kNoHead) {
        EXPECT_TRUE(begin <= tokens[i].head && tokens[i].head < end);
      }
    }
    EXPECT_EQ(roots, 1);
  }
}

TEST(Parser, CountsHeadsFromTheFirstIndex) {
  const std::vector<float> rows = SmallRandomValues(5 * kWidth, 8);
  const std::vector<Token> from_zero = Parse(rows, {5}, 0);
  const std::vector<Token> from_hundred = Parse(rows, {5}, 100);
  for (int i = 0; i < 5; ++i) {
    EXPECT_EQ(from_hundred[i].head, from_zero[i].head == kNoHead ? kNoHead : from_zero[i].head + 100);
  }
}

TEST(Parser, GivesMarginsBetweenZeroAndOne) {
  for (const Token& token : Parse(SmallRandomValues(30 * kWidth, 9), {30}, 0)) {
    EXPECT_GE(token.margin, 0);
    EXPECT_LE(token.margin, 1);
  }
}

TEST(Parser, RefusesAModelOfOtherRelations) {
  ModelFileBuilder builder;
  AddSmallParser(builder);
  SectionWriter writer;
  writer.WriteStrings(std::vector<std::string>{"root", "subject"});
  builder.Add("parsing/relations", writer.bytes());
  const AlignedBytes bytes(builder.Build());
  EXPECT_THAT(Parser::Load(**ModelFile::Parse(bytes.view()), kWidth),
              StatusIs(absl::StatusCode::kFailedPrecondition, HasSubstr("relations")));
}

TEST(Parser, RefusesWeightsOfAnotherWidth) {
  ModelFileBuilder builder;
  AddSmallParser(builder);
  const AlignedBytes bytes(builder.Build());
  EXPECT_THAT(Parser::Load(**ModelFile::Parse(bytes.view()), 2 * kWidth), StatusIs(absl::StatusCode::kDataLoss, _));
}

}  // namespace
}  // namespace dateline::language
