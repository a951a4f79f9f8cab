#include "ingest_service/feed/cursor.h"

#include "platform/encoding/opaque_token.h"
#include "platform/errors/errors.h"
#include "tests/testing/status_matchers.h"

namespace dateline::feed {
namespace {

using ::dateline::testing::IsOk;

TEST(Cursor, ComesBackAsItWas) {
  const auto cursor = DecodeCursor(EncodeCursor({"feed", 3, 1234567890123, 0xFFFFFFFF}));
  ASSERT_THAT(cursor, IsOk());
  EXPECT_EQ(cursor->feed_id, "feed");
  EXPECT_EQ(cursor->epoch, 3);
  EXPECT_EQ(cursor->offset, 1234567890123);
  EXPECT_EQ(cursor->chain_crc, 0xFFFFFFFF);
}

TEST(Cursor, HasTheDocumentedLayout) {
  auto reader = encoding::OpaqueTokenReader::Open('C', EncodeCursor({"feed", 3, 7, 99}));
  ASSERT_TRUE(reader.has_value());
  EXPECT_EQ(reader->ReadBytes(), "feed");
  EXPECT_EQ(reader->ReadInteger(), 0u);  // the partition
  EXPECT_EQ(reader->ReadInteger(), 3u);
  EXPECT_EQ(reader->ReadInteger(), 7u);
  EXPECT_EQ(reader->ReadInteger(), 99u);
  EXPECT_TRUE(reader->AtEnd());
}

TEST(SnapshotCursor, ComesBackAsItWas) {
  Cursor cursor{"feed", 3, 7, 99};
  cursor.snapshot = {.after = {v1::SnapshotRecord::kEntity, "entities/a"}, .head_offset = 8, .head_chain_crc = 98};
  const auto middle = DecodeCursor(EncodeCursor(cursor));
  ASSERT_THAT(middle, IsOk());
  EXPECT_EQ(middle->offset, 7);
  EXPECT_FALSE(middle->snapshot->is_read);
  EXPECT_EQ(middle->snapshot->after.kind, v1::SnapshotRecord::kEntity);
  EXPECT_EQ(middle->snapshot->after.name, "entities/a");
  EXPECT_EQ(middle->snapshot->head_offset, 8);
  EXPECT_EQ(middle->snapshot->head_chain_crc, 98u);
  cursor.snapshot->is_read = true;
  const auto end = DecodeCursor(EncodeCursor(cursor));
  ASSERT_THAT(end, IsOk());
  EXPECT_TRUE(end->snapshot->is_read);
}

TEST(SnapshotCursor, HasTheDocumentedLayout) {
  Cursor cursor{"feed", 3, 7, 99};
  cursor.snapshot = {.after = {v1::SnapshotRecord::kFact, "f"}, .head_offset = 8, .head_chain_crc = 98};
  auto reader = encoding::OpaqueTokenReader::Open('S', EncodeCursor(cursor));
  ASSERT_TRUE(reader.has_value());
  EXPECT_EQ(reader->ReadBytes(), "feed");
  for (const uint64_t field : {0, 3, 7, 99, 8, 98, 5}) EXPECT_EQ(reader->ReadInteger(), field);
  EXPECT_EQ(reader->ReadBytes(), "f");
  EXPECT_TRUE(reader->AtEnd());
}

TEST(SnapshotCursor, IsRefusedWithAnItemThatDoesNotExist) {
  encoding::OpaqueTokenWriter writer('S');
  writer.AddBytes("f");
  for (const uint64_t field : {0, 1, 1, 0, 1, 0, 9}) writer.AddInteger(field);
  EXPECT_EQ(errors::Reason(DecodeCursor(writer.AddBytes("x").Finish()).status()), "CURSOR_INVALID");
}

TEST(Cursor, IsRefusedWhenItIsNone) {
  for (const std::string& token : {std::string("nonsense"), EncodeRevisionToken("feed", 1, 1)}) {
    const auto cursor = DecodeCursor(token);
    EXPECT_EQ(errors::Reason(cursor.status()), "CURSOR_INVALID");
    EXPECT_EQ(errors::InvalidField(cursor.status()), "cursor");
  }
}

TEST(Cursor, IsRefusedWithAnOffsetThatNoFeedReaches) {
  const std::string token = encoding::OpaqueTokenWriter('C')
                                .AddBytes("f")
                                .AddInteger(0)
                                .AddInteger(1)
                                .AddInteger(~uint64_t{0})
                                .AddInteger(0)
                                .Finish();
  EXPECT_EQ(errors::Reason(DecodeCursor(token).status()), "CURSOR_INVALID");
}

TEST(RevisionToken, HasTheDocumentedLayout) {
  auto reader = encoding::OpaqueTokenReader::Open('R', EncodeRevisionToken("feed", 3, 7));
  ASSERT_TRUE(reader.has_value());
  EXPECT_EQ(reader->ReadBytes(), "feed");
  EXPECT_EQ(reader->ReadInteger(), 3u);
  EXPECT_EQ(reader->ReadInteger(), 7u);
  EXPECT_TRUE(reader->AtEnd());
}

}  // namespace
}  // namespace dateline::feed
