#include <fstream>
#include <iterator>

#include "gtest/gtest.h"
#include "tests/cli/fake_services.h"
#include "tests/testing/status_matchers.h"
#include "tests/testing/temporary_directory.h"

namespace dateline::cli {
namespace {

using ::dateline::testing::IsOk;
using ::dateline::testing::StatusIs;
using ::testing::HasSubstr;

class ReportCommandTest : public ::testing::Test {
 protected:
  CommandResult Report(const std::string& subject) {
    return RunCommand(AddReportCommand,
                      {"report", services_.QueryFlag(), services_.IngestFlag(), "--html=" + file_, subject});
  }
  std::string Page() const {
    std::ifstream file(file_, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  }

  dateline::testing::TemporaryDirectory directory_;
  std::string file_ = directory_.File("report.html");
  FakeServices services_;
};

TEST_F(ReportCommandTest, WritesTheArticleWithItsFacts) {
  services_.query.facts = {MeetingFact(), AgreementFact(), AgreementFact()};  // two pages
  const CommandResult result = Report("articles/a1");
  ASSERT_THAT(result.status, IsOk());
  EXPECT_THAT(Page(), HasSubstr("<h2>3 facts</h2>"));
  EXPECT_THAT(Page(), HasSubstr("prefers-color-scheme: dark"));
}

TEST_F(ReportCommandTest, ExplainsTheFirstFacts) {
  for (int i = 60; i > 0; --i) {
    v1::Fact& fact = services_.query.facts.emplace_back(MeetingFact());
    fact.set_name(absl::StrCat("articles/a1/facts/", i));
    fact.mutable_trigger()->Clear();
    fact.mutable_trigger()->set_begin_byte(i);
    fact.mutable_trigger()->set_end_byte(i);
  }
  v1::ClaimVersion* version = services_.query.explanation.add_versions();
  version->set_is_asked(true);
  version->set_independent_sources(3);
  ASSERT_THAT(Report("articles/a1").status, IsOk());
  ASSERT_EQ(services_.query.explained.size(), 50);
  EXPECT_EQ(services_.query.explained.front(), "articles/a1/facts/1");
  EXPECT_THAT(Page(), HasSubstr("50 of them are explained."));
  EXPECT_THAT(Page(), HasSubstr("Said by 3 independent sources"));
}

TEST_F(ReportCommandTest, WritesWhatIsKnownOfAnEntity) {
  services_.query.facts = {MeetingFact()};
  services_.query.entities["Son"] = {"entities/son"};
  v1::FactGroup* month = services_.query.aggregation.add_groups();
  month->add_keys("2026-01");
  month->set_fact_count(1);
  ASSERT_THAT(Report("Son").status, IsOk());
  EXPECT_THAT(Page(), HasSubstr("<h1>Bùi Thanh Sơn</h1>"));
  EXPECT_THAT(Page(), HasSubstr("Counterparts of"));
  EXPECT_THAT(Page(), HasSubstr("2026-01"));
}

TEST_F(ReportCommandTest, AsksToChooseAmongEntities) {
  services_.query.entities["Son"] = {"entities/a", "entities/b"};
  EXPECT_THAT(Report("Son").status, StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("2 entities")));
}

TEST_F(ReportCommandTest, WaitsForNoCorrection) {
  services_.query.facts = {MeetingFact()};
  services_.query.facts[0].set_article_revision(7);
  EXPECT_THAT(Report("articles/a1").status, StatusIs(absl::StatusCode::kAborted, HasSubstr("try again")));
}

TEST_F(ReportCommandTest, WaitsForAnArticleThatTheIndexHasNotHeardOf) {
  services_.query.reads_on = true;
  services_.query.facts_to_come = {MeetingFact()};
  ASSERT_THAT(Report("articles/a1").status, IsOk());
  EXPECT_THAT(Page(), HasSubstr("<h2>1 fact</h2>"));
}

TEST_F(ReportCommandTest, SaysThatTheIndexHasNotHeardOfAnArticle) {
  const CommandResult result = RunCommand(AddReportCommand, {"report", services_.QueryFlag(), services_.IngestFlag(),
                                                             "--timeout=1", "--html=" + file_, "articles/a1"});
  EXPECT_THAT(result.status, StatusIs(absl::StatusCode::kDeadlineExceeded, HasSubstr("has read change 7 of 9")));
  EXPECT_EQ(Page(), "");
}

TEST_F(ReportCommandTest, OfAnArticleWithoutFactsSaysSo) {
  services_.query.applied_offset = 9;
  ASSERT_THAT(Report("articles/a1").status, IsOk());
  EXPECT_THAT(Page(), HasSubstr("<h2>0 facts</h2>"));
}

TEST_F(ReportCommandTest, SaysWhenItCannotWrite) {
  file_ = directory_.File("nowhere/report.html");
  services_.query.facts = {MeetingFact()};
  EXPECT_THAT(Report("articles/a1").status, StatusIs(absl::StatusCode::kUnavailable, HasSubstr("cannot be written")));
}

}  // namespace
}  // namespace dateline::cli
