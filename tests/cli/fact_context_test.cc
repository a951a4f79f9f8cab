#include "cli/fact_context.h"

#include "gtest/gtest.h"
#include "tests/cli/example_facts.h"
#include "tests/testing/status_matchers.h"

namespace dateline::cli {
namespace {

using ::dateline::testing::StatusIs;
using ::testing::HasSubstr;

constexpr TextLayout kPipe = {.width_columns = 60, .terminal = false};

TEST(FactContextText, ShowsEvidenceAmongTheWordsAroundIt) {
  const auto text = FactContextText(AgreementFact(), MeetingArticle(), kPipe);
  ASSERT_TRUE(text.ok());
  EXPECT_EQ(*text, R"(EVENT agree, "agreed", confidence 0.50
  what         rice

The article says so in bytes 47 to 67:

    HANOI - He met Anna Kovač in Hanoi on Monday. They
                                                  ~~~~
    agreed on rice.
    ~~~~~~~~~~~~~~~

Rice deal
articles/a1, Wire, 2026
sha256 0123abcd
)");
}

TEST(FactContextText, CutsContextBetweenWords) {
  v1::Article article = MeetingArticle();
  std::string padding;
  for (int i = 0; i < 100; ++i) padding += "diplomats ";
  article.set_body(padding + article.body() + " " + padding);
  v1::Fact fact = AgreementFact();
  fact.mutable_evidence()->set_begin_byte(fact.evidence().begin_byte() + static_cast<int>(padding.size()));
  fact.mutable_evidence()->set_end_byte(fact.evidence().end_byte() + static_cast<int>(padding.size()));
  const auto text = FactContextText(fact, article, kPipe);
  ASSERT_TRUE(text.ok());
  EXPECT_THAT(*text, HasSubstr("\n    diplomats diplomats"));
  EXPECT_THAT(*text, HasSubstr("diplomats\n\nRice deal"));
}

TEST(FactContextText, RefusesWordsThatTheArticleDoesNotHave) {
  v1::Fact fact = AgreementFact();
  fact.mutable_evidence()->set_text("They agreed on salt.");
  EXPECT_THAT(FactContextText(fact, MeetingArticle(), kPipe),
              StatusIs(absl::StatusCode::kDataLoss, HasSubstr("articles/a1/facts/f2")));
}

TEST(FactContextText, RefusesBytesBehindTheArticle) {
  v1::Fact fact = AgreementFact();
  fact.mutable_evidence()->set_end_byte(1000);
  EXPECT_THAT(FactContextText(fact, MeetingArticle(), kPipe), StatusIs(absl::StatusCode::kDataLoss, HasSubstr("1000")));
}

TEST(ArticleOf, IsTheFirstHalfOfTheName) {
  EXPECT_EQ(ArticleOf(MeetingFact()), "articles/a1");
  EXPECT_EQ(ArticleOf(v1::Fact()), "");
}

}  // namespace
}  // namespace dateline::cli
