#include "query_service/answers/tokens.h"

#include "gmock/gmock.h"
#include "platform/encoding/opaque_token.h"
#include "platform/errors/errors.h"
#include "tests/testing/status_matchers.h"

namespace dateline::answers {
namespace {

using ::dateline::testing::IsOk;
using ::dateline::testing::StatusIs;
using ::testing::_;
using ::testing::HasSubstr;

TEST(RevisionToken, ComesBackAsWritten) {
  const absl::StatusOr<Revision> revision = ParseRevisionToken(RevisionToken({"feed", 1'000'000'000'000}), "token");
  ASSERT_THAT(revision, IsOk());
  EXPECT_EQ(revision->feed_id, "feed");
  EXPECT_EQ(revision->offset, 1'000'000'000'000);
}

TEST(RevisionToken, OfTheIngestServiceIsRead) {
  const std::string token = encoding::OpaqueTokenWriter('R').AddBytes("feed").AddInteger(3).AddInteger(17).Finish();
  const absl::StatusOr<Revision> revision = ParseRevisionToken(token, "token");
  ASSERT_THAT(revision, IsOk());
  EXPECT_EQ(revision->offset, 17);
}

TEST(RevisionToken, IsRefusedWhenDamagedAndNamesTheField) {
  std::string damaged = RevisionToken({"feed", 7});
  damaged[3] ^= 1;
  for (const std::string& token : {damaged, std::string(), std::string("x"), RevisionToken({"feed", 7}) + "AA"}) {
    const absl::StatusOr<Revision> revision = ParseRevisionToken(token, "consistency.at_exact");
    EXPECT_EQ(errors::Reason(revision.status()), "REVISION_TOKEN_INVALID");
    EXPECT_EQ(errors::InvalidField(revision.status()), "consistency.at_exact");
  }
}

TEST(ParseConsistency, KnowsEveryRequirement) {
  v1::Consistency consistency;
  EXPECT_EQ(ParseConsistency(consistency)->kind, ReadPoint::Kind::kNewest);
  consistency.set_minimize_latency(true);
  EXPECT_EQ(ParseConsistency(consistency)->kind, ReadPoint::Kind::kNewest);
  consistency.set_at_least_as_fresh(RevisionToken({"feed", 7}));
  EXPECT_EQ(ParseConsistency(consistency)->kind, ReadPoint::Kind::kAtLeast);
  EXPECT_EQ(ParseConsistency(consistency)->revision.offset, 7);
  consistency.set_at_exact(RevisionToken({"feed", 8}));
  EXPECT_EQ(ParseConsistency(consistency)->kind, ReadPoint::Kind::kExactly);
  EXPECT_EQ(ParseConsistency(consistency)->revision.offset, 8);
}

class PageTokenTest : public ::testing::Test {
 protected:
  PageTokenTest() {
    request_.mutable_filter()->add_entities("entities/x");
    request_.set_page_token(PageToken(request_, {{"feed", 7}, "5"}));
  }
  v1::ListFactsRequest request_;
};

TEST_F(PageTokenTest, ComesBackAsWritten) {
  const absl::StatusOr<PagePosition> position = ParsePageToken(request_);
  ASSERT_THAT(position, IsOk());
  EXPECT_EQ(position->revision.feed_id, "feed");
  EXPECT_EQ(position->revision.offset, 7);
  EXPECT_EQ(position->last, "5");
}

TEST_F(PageTokenTest, ServesAnyPageSize) {
  request_.set_page_size(3);
  EXPECT_THAT(ParsePageToken(request_), IsOk());
}

TEST_F(PageTokenTest, ServesNoOtherFilter) {
  request_.mutable_filter()->add_entities("entities/y");
  const absl::Status status = ParsePageToken(request_).status();
  EXPECT_EQ(errors::Reason(status), "PAGE_TOKEN_INVALID");
  EXPECT_EQ(errors::InvalidField(status), "page_token");
}

TEST_F(PageTokenTest, ServesNoOtherMethod) {
  v1::ListEntitiesRequest request;
  request.set_page_token(request_.page_token());
  EXPECT_EQ(errors::Reason(ParsePageToken(request).status()), "PAGE_TOKEN_INVALID");
}

TEST_F(PageTokenTest, IsRefusedWhenDamaged) {
  (*request_.mutable_page_token())[5] ^= 1;
  EXPECT_EQ(errors::Reason(ParsePageToken(request_).status()), "PAGE_TOKEN_INVALID");
}

TEST_F(PageTokenTest, AllowsTheConsistencyOfTheFirstPageOnly) {
  v1::ListFactsRequest first = request_;
  first.clear_page_token();
  first.mutable_consistency()->set_at_exact(RevisionToken({"feed", 7}));
  v1::ListFactsRequest next = first;
  next.set_page_token(PageToken(first, {{"feed", 7}, "5"}));
  EXPECT_THAT(ParsePageToken(next), IsOk());
  next.clear_consistency();
  EXPECT_THAT(ParsePageToken(next), IsOk());
  next.mutable_consistency()->set_at_exact(RevisionToken({"feed", 6}));
  EXPECT_THAT(ParsePageToken(next), StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("keeps its first page's")));
}

}  // namespace
}  // namespace dateline::answers
