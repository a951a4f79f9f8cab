#include "ingest_service/rpc/feed_service.h"

#include "ingest_service/fact_log/change_chain.h"
#include "platform/errors/errors.h"
#include "tests/testing/ingest_service_fixture.h"

namespace dateline::ingest_rpc {
namespace {

using ::dateline::testing::IsOk;

class FeedServiceTest : public testing::IngestServiceFixture {
 protected:
  v1::GetFeedInfoResponse Info() {
    grpc::ClientContext context;
    v1::GetFeedInfoResponse response;
    EXPECT_TRUE(feed_->GetFeedInfo(&context, {}, &response).ok());
    return response;
  }

  // How a stream that is refused ends.
  absl::Status Refusal(const v1::StreamChangesRequest& request) {
    grpc::ClientContext context;
    const auto stream = feed_->StreamChanges(&context, request);
    v1::StreamChangesResponse response;
    EXPECT_FALSE(stream->Read(&response));
    return rpc::FromGrpcStatus(stream->Finish());
  }
};

TEST_F(FeedServiceTest, TellsWhereTheFeedBeginsAndEnds) {
  EXPECT_EQ(Info().head_offset(), 0);
  EXPECT_EQ(Info().earliest_cursor(), Info().head_cursor());
  ASSERT_THAT(Ingest(Request("a", "One.")), IsOk());
  EXPECT_EQ(Info().head_offset(), 3);
  EXPECT_EQ(Info().earliest_offset(), 1);
  EXPECT_EQ(Info().epoch(), 1);
  EXPECT_FALSE(Info().feed_id().empty());
}

TEST_F(FeedServiceTest, StreamsWhatIsThereThenWhatComes) {
  ASSERT_THAT(Ingest(Request("a", "One.")), IsOk());
  grpc::ClientContext context;
  const auto stream = feed_->StreamChanges(&context, {});
  v1::StreamChangesResponse response;
  ASSERT_TRUE(stream->Read(&response));
  ASSERT_EQ(response.records_size(), 3);
  uint32_t chain_crc = 0;
  for (int i = 0; i < 3; ++i) {
    const v1::ChangeRecord& record = response.records(i);
    EXPECT_EQ(record.offset(), i + 1);
    chain_crc = fact_log::NextChainCrc(chain_crc, record.offset(), record.change().SerializeAsString());
    EXPECT_EQ(record.chain_crc(), chain_crc);
  }
  EXPECT_EQ(response.records(0).change().article_added().article().name(), "articles/a");
  EXPECT_EQ(response.bookmark().head_offset(), 3);
  ASSERT_THAT(Ingest(Request("b", "One.")), IsOk());
  do {
    ASSERT_TRUE(stream->Read(&response));
  } while (response.records_size() == 0);
  EXPECT_EQ(response.records(0).offset(), 4);
  EXPECT_EQ(response.records(0).change().article_added().article().name(), "articles/b");
  context.TryCancel();
}

TEST_F(FeedServiceTest, ResumesAfterACursor) {
  ASSERT_THAT(Ingest(Request("a", "One.\nTwo.")), IsOk());
  grpc::ClientContext first_context;
  v1::StreamChangesRequest request;
  request.set_max_batch_size(2);
  v1::StreamChangesResponse response;
  const auto first = feed_->StreamChanges(&first_context, request);
  ASSERT_TRUE(first->Read(&response));
  EXPECT_EQ(response.records_size(), 2);
  EXPECT_FALSE(response.has_bookmark());
  first_context.TryCancel();
  request.set_cursor(response.cursor());
  grpc::ClientContext second_context;
  const auto second = feed_->StreamChanges(&second_context, request);
  ASSERT_TRUE(second->Read(&response));
  EXPECT_EQ(response.records(0).offset(), 3);
  second_context.TryCancel();
}

TEST_F(FeedServiceTest, SendsBookmarksWhenNothingHappens) {
  grpc::ClientContext context;
  v1::StreamChangesRequest request;
  request.set_bookmark_interval_ms(50);
  const auto stream = feed_->StreamChanges(&context, request);
  v1::StreamChangesResponse response;
  for (int i = 0; i < 3; ++i) {
    ASSERT_TRUE(stream->Read(&response));
    EXPECT_EQ(response.records_size(), 0);
    EXPECT_EQ(response.bookmark().head_offset(), 0);
    EXPECT_FALSE(response.bookmark().has_head_commit_time());
    EXPECT_TRUE(response.bookmark().has_server_time());
    EXPECT_FALSE(response.cursor().empty());
  }
  context.TryCancel();
}

TEST_F(FeedServiceTest, RefusesCursorsThatAreNotItsOwn) {
  v1::StreamChangesRequest request;
  request.set_cursor("nonsense");
  EXPECT_EQ(errors::Reason(Refusal(request)), "CURSOR_INVALID");
  const v1::GetFeedInfoResponse info = Info();
  request.set_cursor(feed::EncodeCursor({info.feed_id(), info.epoch(), 7, 0}));
  const absl::Status ahead = Refusal(request);
  EXPECT_EQ(ahead.code(), absl::StatusCode::kAborted);
  EXPECT_EQ(errors::Reason(ahead), "FEED_DIVERGED");
}

TEST_F(FeedServiceTest, RefusesLimitsThatItDoesNotHave) {
  v1::StreamChangesRequest request;
  request.set_max_batch_size(5001);
  EXPECT_EQ(errors::InvalidField(Refusal(request)), "max_batch_size");
  request.set_max_batch_size(0);
  request.set_bookmark_interval_ms(49);
  EXPECT_EQ(errors::InvalidField(Refusal(request)), "bookmark_interval_ms");
}

}  // namespace
}  // namespace dateline::ingest_rpc
