#include "query_service/rpc/export_source.h"

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "platform/errors/errors.h"
#include "tests/query_service/answers/answer_fixture.h"

namespace dateline::rpc {
namespace {

using ::dateline::testing::FactChange;
using ::dateline::testing::FactOf;
using ::dateline::testing::IsOk;
using ::testing::SizeIs;

class ExportSourceTest : public testing::AnswerFixture {
 protected:
  void AddFacts(int first, int count) {
    std::vector<v1::Change> changes;
    for (int i = first; i < first + count; ++i)
      changes.push_back(FactChange(FactOf(absl::StrCat("articles/a/facts/", i))));
    Apply(changes);
  }

  ExportSource Open(const v1::ExportFactsRequest& request) { return {request, answers_, gate_, absl::Seconds(30)}; }

  static v1::ExportFactsResponse NextOf(ExportSource& source) {
    v1::ExportFactsResponse response;
    const auto next = source.Next();
    EXPECT_THAT(next, IsOk());
    EXPECT_TRUE(next.ok() && next->has_value() && response.ParseFromString(**next));
    return response;
  }

  answers::FreshnessGate gate_{10};
};

TEST_F(ExportSourceTest, GivesEverythingAtOneStateAndEnds) {
  AddFacts(0, 2500);
  ExportSource source = Open({});
  EXPECT_THAT(NextOf(source).facts(), SizeIs(1000));
  AddFacts(5000, 1);
  EXPECT_THAT(NextOf(source).facts(), SizeIs(1000));
  const v1::ExportFactsResponse last = NextOf(source);
  EXPECT_THAT(last.facts(), SizeIs(500));
  EXPECT_EQ(last.resume_token(), "");
  EXPECT_FALSE((*source.Next()).has_value());
}

TEST_F(ExportSourceTest, GoesOnInAnotherCallAtTheStateOfTheFirst) {
  AddFacts(0, 1001);
  ExportSource source = Open({});
  const v1::ExportFactsResponse first = NextOf(source);
  AddFacts(5000, 1);
  v1::ExportFactsRequest rest;
  rest.set_resume_token(first.resume_token());
  ExportSource resumed = Open(rest);
  const v1::ExportFactsResponse second = NextOf(resumed);
  ASSERT_THAT(second.facts(), SizeIs(1));
  EXPECT_EQ(second.facts(0).name(), "articles/a/facts/0");
  EXPECT_EQ(second.revision_token(), first.revision_token());
}

TEST_F(ExportSourceTest, OfNothingIsOneEmptyMessage) {
  AddFacts(0, 1);
  v1::ExportFactsRequest request;
  request.mutable_filter()->set_article("articles/other");
  ExportSource source = Open(request);
  EXPECT_THAT(NextOf(source).facts(), SizeIs(0));
  EXPECT_FALSE((*source.Next()).has_value());
}

TEST_F(ExportSourceTest, NamesTheTokenThatIsWrong) {
  AddFacts(0, 1);
  v1::ExportFactsRequest request;
  request.set_resume_token("broken");
  ExportSource source = Open(request);
  EXPECT_EQ(errors::InvalidField(source.Next().status()), "resume_token");
}

TEST_F(ExportSourceTest, WaitsOnceForAStateThatTheIndexHasNotReached) {
  AddFacts(0, 1);
  v1::ExportFactsRequest request;
  request.mutable_consistency()->set_at_least_as_fresh(answers::RevisionToken({"feed", 2}));
  ExportSource source = Open(request);
  const absl::Status early = source.Next().status();
  bool is_awake = false;
  ASSERT_TRUE(source.WhenReady(early, [&] { is_awake = true; }));
  AddFacts(1, 1);
  EXPECT_FALSE(is_awake);
  gate_.Advance(2);
  EXPECT_TRUE(is_awake);
  EXPECT_THAT(NextOf(source).facts(), SizeIs(2));
  EXPECT_FALSE(source.WhenReady(early, [] {}));
}

TEST_F(ExportSourceTest, SaysThatTooManyWait) {
  AddFacts(0, 1);
  v1::ExportFactsRequest request;
  request.mutable_consistency()->set_at_least_as_fresh(answers::RevisionToken({"feed", 2}));
  answers::FreshnessGate full(0);
  ExportSource source(request, answers_, full, absl::Seconds(30));
  bool is_awake = false;
  ASSERT_TRUE(source.WhenReady(source.Next().status(), [&] { is_awake = true; }));
  EXPECT_TRUE(is_awake);
  const absl::Status refused = source.Next().status();
  EXPECT_EQ(errors::Reason(refused), "OVERLOADED");
  EXPECT_FALSE(source.WhenReady(refused, [] {}));
}

TEST_F(ExportSourceTest, SaysThatTheServiceShutsDown) {
  AddFacts(0, 1);
  v1::ExportFactsRequest request;
  request.mutable_consistency()->set_at_least_as_fresh(answers::RevisionToken({"feed", 2}));
  ExportSource source = Open(request);
  ASSERT_TRUE(source.WhenReady(source.Next().status(), [] {}));
  gate_.Shutdown();
  EXPECT_EQ(errors::Reason(source.Next().status()), "SHUTTING_DOWN");
}

TEST(TextField, IsFoundAmongOthers) {
  v1::ExportFactsResponse response;
  response.add_facts()->set_name("articles/a/facts/b");
  response.set_resume_token("token");
  const std::string bytes = response.SerializeAsString();
  EXPECT_EQ(TextField(bytes, v1::ExportFactsResponse::kResumeTokenFieldNumber), "token");
  EXPECT_EQ(TextField(bytes, v1::ExportFactsResponse::kRevisionTokenFieldNumber), "");
  EXPECT_EQ(TextField(bytes.substr(0, 3), v1::ExportFactsResponse::kResumeTokenFieldNumber), "");
}

}  // namespace
}  // namespace dateline::rpc
