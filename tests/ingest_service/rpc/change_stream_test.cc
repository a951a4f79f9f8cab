#include "ingest_service/rpc/change_stream.h"

#include <memory>
#include <vector>

#include "absl/strings/str_cat.h"
#include "grpcpp/support/channel_arguments.h"
#include "ingest_service/fact_log/compactor.h"
#include "platform/errors/errors.h"
#include "tests/testing/ingest_service_fixture.h"

namespace dateline::ingest_rpc {
namespace {

using ::dateline::testing::IsOk;

class ChangeStreamTest : public testing::IngestServiceFixture {};

// Reads until the feed's head is `offset`; every change once, in order.
void ExpectChangesUpTo(int64_t offset, grpc::ClientReader<v1::StreamChangesResponse>& stream) {
  int64_t taken = 0;
  v1::StreamChangesResponse response;
  while (taken < offset) {
    ASSERT_TRUE(stream.Read(&response));
    for (const v1::ChangeRecord& record : response.records()) ASSERT_EQ(record.offset(), ++taken);
  }
  EXPECT_EQ(taken, offset);
}

TEST_F(ChangeStreamTest, GivesEveryFollowerEveryChangeWhileArticlesCome) {
  std::vector<std::unique_ptr<grpc::ClientContext>> contexts;
  std::vector<std::unique_ptr<grpc::ClientReader<v1::StreamChangesResponse>>> streams;
  for (int i = 0; i < 8; ++i) {
    contexts.push_back(std::make_unique<grpc::ClientContext>());
    streams.push_back(feed_->StreamChanges(contexts.back().get(), {}));
  }
  for (int i = 0; i < 50; ++i) ASSERT_THAT(Ingest(Request(absl::StrCat(i), "Same line.")), IsOk());
  for (auto& stream : streams) ExpectChangesUpTo(50 * 2 + 1, *stream);
  for (auto& context : contexts) context->TryCancel();
}

TEST_F(ChangeStreamTest, LeavesOthersAloneWhenOneDoesNotRead) {
  grpc::ClientContext frozen_context;
  const auto frozen = feed_->StreamChanges(&frozen_context, {});
  const std::string long_line(200000, 'x');
  for (int i = 0; i < 30; ++i) ASSERT_THAT(Ingest(Request(absl::StrCat(i), long_line)), IsOk());
  grpc::ClientContext context;
  const auto reading = feed_->StreamChanges(&context, {});
  ExpectChangesUpTo(30 * 2 + 1, *reading);
  context.TryCancel();
  ExpectChangesUpTo(30 * 2 + 1, *frozen);
  frozen_context.TryCancel();
}

// A client whose connection takes no more than a window of 64 KB.
std::shared_ptr<grpc::Channel> NarrowChannel(const std::string& address) {
  grpc::ChannelArguments arguments;
  arguments.SetInt("grpc.http2.bdp_probe", 0);
  arguments.SetInt("grpc.http2.lookahead_bytes", 65535);
  return grpc::CreateCustomChannel(address, grpc::InsecureChannelCredentials(), arguments);
}

class FrozenFollowerTest : public ChangeStreamTest {
 protected:
  FrozenFollowerTest() { feed_limits_.max_batch_bytes = kBatchBytes; }

  static constexpr int64_t kBatchBytes = 100000;
};

// What was read for a follower that does not read is all that it gets after the feed has dropped the rest.
TEST_F(FrozenFollowerTest, CostsABatchAndAWindow) {
  ASSERT_THAT(Ingest(Request("first", "One.")), IsOk());
  const auto channel = NarrowChannel(services_->address());
  grpc::ClientContext context;
  const auto frozen = v1::FeedService::NewStub(channel)->StreamChanges(&context, {});
  v1::StreamChangesResponse response;
  ASSERT_TRUE(frozen->Read(&response));
  const std::string long_line(50000, 'x');
  for (int i = 0; i < 100; ++i) ASSERT_THAT(Ingest(Request(absl::StrCat(i), long_line)), IsOk());
  auto& log = services_->log();
  fact_log::Compactor compactor(log, {.age = absl::Nanoseconds(1)});
  ASSERT_THAT(compactor.Compact(absl::Now()), IsOk());
  ASSERT_GT(log.Head().low_offset, log.Head().offset - 10);

  int64_t bytes = 0;
  int64_t offset = response.records(response.records_size() - 1).offset();
  while (frozen->Read(&response)) {
    for (const v1::ChangeRecord& record : response.records()) {
      ASSERT_EQ(record.offset(), ++offset);
      bytes += static_cast<int64_t>(record.ByteSizeLong());
    }
  }
  EXPECT_EQ(errors::Reason(rpc::FromGrpcStatus(frozen->Finish())), "OFFSET_COMPACTED");
  EXPECT_GT(bytes, 0);
  // A change over the limit in each of: the window, what the transport holds, and the batch that waits for it.
  EXPECT_LE(bytes, 3 * (kBatchBytes + 55000));
}

TEST_F(ChangeStreamTest, EndsWhenTheFollowerGoesAway) {
  for (int i = 0; i < 20; ++i) {
    grpc::ClientContext context;
    const auto stream = feed_->StreamChanges(&context, {});
    v1::StreamChangesResponse response;
    if (i % 2 == 0) {
      ASSERT_TRUE(stream->Read(&response));
    }
    context.TryCancel();
    EXPECT_EQ(stream->Finish().error_code(), grpc::StatusCode::CANCELLED);
  }
}

}  // namespace
}  // namespace dateline::ingest_rpc
