#include "ingest_service/rpc/change_stream.h"

#include <memory>
#include <vector>

#include "absl/strings/str_cat.h"
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
