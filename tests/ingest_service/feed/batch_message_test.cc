#include "ingest_service/feed/batch_message.h"

#include "dateline/v1/feed_service.pb.h"
#include "gtest/gtest.h"

namespace dateline::feed {
namespace {

v1::Change FactChange(const std::string& name) {
  v1::Change change;
  change.mutable_fact_added()->mutable_fact()->set_name(name);
  return change;
}

Batch TwoChanges() {
  Batch batch;
  batch.changes = {
      {4, 0xFFFFFFFF, absl::FromUnixNanos(1500000000123456789), FactChange("a").SerializeAsString()},
      {5, 7, absl::FromUnixNanos(1500000000123456789), FactChange(std::string(300, 'b')).SerializeAsString()}};
  batch.cursor = {"feed", 1, 5, 7};
  batch.head.offset = 9;
  return batch;
}

TEST(SerializeBatch, IsTheMessageThatTheGeneratedCodeWouldWrite) {
  v1::StreamChangesResponse expected;
  for (const auto& [offset, chain_crc, name] :
       {std::tuple{4, 0xFFFFFFFFu, std::string("a")}, std::tuple{5, 7u, std::string(300, 'b')}}) {
    v1::ChangeRecord& record = *expected.add_records();
    record.set_offset(offset);
    record.set_chain_crc(chain_crc);
    record.mutable_commit_time()->set_seconds(1500000000);
    record.mutable_commit_time()->set_nanos(123456789);
    *record.mutable_change() = FactChange(name);
  }
  const Batch batch = TwoChanges();
  expected.set_cursor(EncodeCursor(batch.cursor));
  EXPECT_EQ(SerializeBatch(batch, absl::Now()), expected.SerializeAsString());
}

TEST(SerializeBatch, AddsABookmarkAtTheHead) {
  Batch batch = TwoChanges();
  batch.head.offset = 5;
  batch.head.commit_time = absl::FromUnixSeconds(1500000000);
  v1::StreamChangesResponse response;
  ASSERT_TRUE(response.ParseFromString(SerializeBatch(batch, absl::FromUnixSeconds(1500000001))));
  EXPECT_EQ(response.records_size(), 2);
  EXPECT_EQ(response.bookmark().head_offset(), 5);
  EXPECT_EQ(response.bookmark().head_commit_time().seconds(), 1500000000);
  EXPECT_EQ(response.bookmark().server_time().seconds(), 1500000001);
}

TEST(SerializeBatch, LeavesTheCommitTimeOfAnEmptyFeedUnset) {
  v1::StreamChangesResponse response;
  ASSERT_TRUE(response.ParseFromString(SerializeBatch({}, absl::UnixEpoch())));
  EXPECT_TRUE(response.has_bookmark());
  EXPECT_FALSE(response.bookmark().has_head_commit_time());
}

}  // namespace
}  // namespace dateline::feed
