#include "query_service/feed_client/verification.h"

#include <google/protobuf/io/coded_stream.h>
#include <google/protobuf/io/zero_copy_stream_impl_lite.h>

#include <string>

#include "absl/strings/str_cat.h"
#include "platform/encoding/crc32.h"

namespace dateline::feed_client {
namespace {

std::string SerializeDeterministically(const v1::Change& change) {
  std::string bytes;
  google::protobuf::io::StringOutputStream stream(&bytes);
  google::protobuf::io::CodedOutputStream coded(&stream);
  coded.SetSerializationDeterministic(true);
  change.SerializeToCodedStream(&coded);
  coded.Trim();
  return bytes;
}

using Stage = FeedPosition::Stage;

// Behind a snapshot the head at its beginning is not known; the first change comes right after it.
absl::Status BeginChanges(const v1::ChangeRecord& first, FeedPosition& position) {
  if (position.stage == Stage::kSnapshot)
    return absl::DataLossError("the feed sent changes in the middle of a snapshot");
  if (position.stage == Stage::kChanges) return absl::OkStatus();
  if (first.offset() < 1 || first.offset() > position.whole_from + 1) {
    return absl::DataLossError(
        absl::StrCat("the feed sent change ", first.offset(), " after a snapshot of change ", position.whole_from));
  }
  position.stage = Stage::kChanges;
  position.offset = first.offset() - 1;
  position.chain_crc.reset();
  return absl::OkStatus();
}

absl::Status TakeRecord(const v1::ChangeRecord& record, FeedPosition& position) {
  if (record.offset() != position.offset + 1) {
    return absl::DataLossError(
        absl::StrCat("the feed sent change ", record.offset(), " where ", position.offset + 1, " follows"));
  }
  const bool can_be_checked = position.chain_crc.has_value() && !record.change().has_redacted();
  if (can_be_checked && record.chain_crc() != ChainCrc(*position.chain_crc, record.offset(), record.change())) {
    return absl::DataLossError(absl::StrCat("change ", record.offset(), " of the feed breaks the chain checksum"));
  }
  position.offset = record.offset();
  position.chain_crc = record.chain_crc();
  return absl::OkStatus();
}

absl::Status TakeSnapshotPart(const v1::StreamChangesResponse& response, FeedPosition& position) {
  if (position.stage != Stage::kSnapshot) return absl::DataLossError("the feed sent a snapshot that nobody asked for");
  if (!response.records().empty()) return absl::DataLossError("the feed sent changes beside a snapshot");
  if (!response.has_snapshot_end()) return absl::OkStatus();
  position.stage = Stage::kSnapshotEnded;
  position.whole_from = response.snapshot_end().head_offset();
  return absl::OkStatus();
}

// A bookmark without changes behind a snapshot: there are none since the snapshot began.
absl::Status TakeBookmark(const v1::Bookmark& bookmark, FeedPosition& position) {
  if (position.stage != Stage::kSnapshotEnded) return absl::OkStatus();
  if (bookmark.head_offset() != position.whole_from) {
    return absl::DataLossError(absl::StrCat("the feed is at change ", bookmark.head_offset(),
                                            " and sent no change after a snapshot of change ", position.whole_from));
  }
  position.stage = Stage::kChanges;
  position.offset = bookmark.head_offset();
  position.chain_crc.reset();
  return absl::OkStatus();
}

}  // namespace

uint32_t ChainCrc(uint32_t previous, int64_t offset, const v1::Change& change) {
  std::string covered;
  encoding::AppendLittleEndian32(previous, covered);
  encoding::AppendLittleEndian64(static_cast<uint64_t>(offset), covered);
  covered += SerializeDeterministically(change);
  return encoding::Crc32(0, covered);
}

absl::StatusOr<FeedPosition> Verify(const FeedPosition& position, const v1::StreamChangesResponse& response) {
  FeedPosition after = position;
  absl::Status taken;
  if (!response.snapshot_records().empty() || response.has_snapshot_end()) {
    taken = TakeSnapshotPart(response, after);
  } else if (!response.records().empty()) {
    taken = BeginChanges(response.records(0), after);
    for (int i = 0; taken.ok() && i < response.records_size(); ++i) taken = TakeRecord(response.records(i), after);
  } else if (response.has_bookmark()) {
    taken = TakeBookmark(response.bookmark(), after);
  }
  if (!taken.ok()) return taken;
  if (!response.cursor().empty()) after.cursor = response.cursor();
  return after;
}

}  // namespace dateline::feed_client
