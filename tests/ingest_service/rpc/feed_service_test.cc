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

  absl::StatusOr<v1::AcknowledgeChangesResponse> Acknowledge(const std::string& consumer, const std::string& cursor) {
    grpc::ClientContext context;
    v1::AcknowledgeChangesRequest request;
    request.set_consumer(consumer);
    request.set_cursor(cursor);
    v1::AcknowledgeChangesResponse response;
    const grpc::Status status = feed_->AcknowledgeChanges(&context, request, &response);
    if (!status.ok()) return rpc::FromGrpcStatus(status);
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

TEST_F(FeedServiceTest, GivesWhatHoldsThenWhatComes) {
  for (const char* const id : {"a", "b"}) ASSERT_THAT(Ingest(Request(id, "One.")), IsOk());
  grpc::ClientContext first_context;
  v1::StreamChangesRequest request;
  request.set_snapshot(true);
  request.set_max_batch_size(2);
  const auto first = feed_->StreamChanges(&first_context, request);
  v1::StreamChangesResponse response;
  ASSERT_TRUE(first->Read(&response));
  ASSERT_EQ(response.snapshot_records_size(), 2);
  EXPECT_EQ(response.snapshot_records(1).article().name(), "articles/b");
  EXPECT_EQ(response.records_size(), 0);
  EXPECT_FALSE(response.has_snapshot_end());
  EXPECT_FALSE(response.has_bookmark());
  first_context.TryCancel();
  // In the middle of the snapshot something is added.
  ASSERT_THAT(Ingest(Request("c", "One.")), IsOk());
  request.set_cursor(response.cursor());
  request.set_snapshot(false);
  grpc::ClientContext second_context;
  const auto second = feed_->StreamChanges(&second_context, request);
  int items = 2;
  do {
    ASSERT_TRUE(second->Read(&response));
    items += response.snapshot_records_size();
  } while (!response.has_snapshot_end());
  EXPECT_EQ(items, 3 + 1 + 3) << "what came later is found where its name is still to come";
  EXPECT_EQ(response.snapshot_end().head_offset(), 7);
  ASSERT_TRUE(second->Read(&response));
  EXPECT_EQ(response.records(0).offset(), 6);
  EXPECT_EQ(response.records(1).offset(), 7);
  EXPECT_EQ(response.bookmark().head_offset(), 7);
  second_context.TryCancel();
}

TEST_F(FeedServiceTest, EndsTheSnapshotOfAnEmptyStoreAtOnce) {
  grpc::ClientContext context;
  v1::StreamChangesRequest request;
  request.set_snapshot(true);
  const auto stream = feed_->StreamChanges(&context, request);
  v1::StreamChangesResponse response;
  ASSERT_TRUE(stream->Read(&response));
  EXPECT_TRUE(response.has_snapshot_end());
  EXPECT_TRUE(response.has_bookmark());
  context.TryCancel();
}

TEST_F(FeedServiceTest, KnowsItsConsumers) {
  ASSERT_THAT(Ingest(Request("a", "One.")), IsOk());
  const v1::GetFeedInfoResponse before = Info();
  EXPECT_EQ(before.consumers_size(), 0);
  EXPECT_GT(before.store_bytes(), 0);
  EXPECT_TRUE(before.has_head_commit_time());
  const auto lease = Acknowledge("query-1", before.head_cursor());
  ASSERT_THAT(lease, IsOk());
  const v1::GetFeedInfoResponse after = Info();
  ASSERT_EQ(after.consumers_size(), 1);
  EXPECT_EQ(after.consumers(0).consumer(), "query-1");
  EXPECT_EQ(after.consumers(0).acknowledged_offset(), 3);
  EXPECT_EQ(after.consumers(0).lease_expire_time().seconds(), lease->lease_expire_time().seconds());
  EXPECT_EQ(lease->lease_expire_time().seconds() - after.consumers(0).acknowledge_time().seconds(), 600);
}

TEST_F(FeedServiceTest, RefusesAcknowledgementsThatAreNone) {
  const std::string cursor = Info().head_cursor();
  for (const std::string& consumer : {std::string(), std::string(65, 'a'), std::string("a b"), std::string("a/b")}) {
    EXPECT_EQ(errors::InvalidField(Acknowledge(consumer, cursor).status()), "consumer");
  }
  EXPECT_THAT(Acknowledge(std::string(64, '~'), cursor), IsOk());
  EXPECT_EQ(errors::Reason(Acknowledge("a", "nonsense").status()), "CURSOR_INVALID");
  const std::string ahead = feed::EncodeCursor({Info().feed_id(), 1, 9, 9});
  EXPECT_EQ(errors::Reason(Acknowledge("a", ahead).status()), "FEED_DIVERGED");
}

TEST_F(FeedServiceTest, TakesACursorOfASnapshotAsItsBeginning) {
  ASSERT_THAT(Ingest(Request("a", "One.")), IsOk());
  grpc::ClientContext context;
  v1::StreamChangesRequest request;
  request.set_snapshot(true);
  request.set_max_batch_size(1);
  const auto stream = feed_->StreamChanges(&context, request);
  v1::StreamChangesResponse response;
  ASSERT_TRUE(stream->Read(&response));
  context.TryCancel();
  ASSERT_THAT(Ingest(Request("b", "One.")), IsOk());
  ASSERT_THAT(Acknowledge("a", response.cursor()), IsOk());
  EXPECT_EQ(Info().consumers(0).acknowledged_offset(), 3);
}

}  // namespace
}  // namespace dateline::ingest_rpc
