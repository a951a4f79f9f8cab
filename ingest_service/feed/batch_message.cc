#include "ingest_service/feed/batch_message.h"

#include <google/protobuf/io/coded_stream.h>
#include <google/protobuf/io/zero_copy_stream_impl_lite.h>
#include <google/protobuf/wire_format_lite.h>

#include "dateline/v1/feed_service.pb.h"

namespace dateline::feed {
namespace {

using google::protobuf::internal::WireFormatLite;
using google::protobuf::io::CodedOutputStream;

void SetTime(absl::Time time, google::protobuf::Timestamp& timestamp) {
  const int64_t seconds = absl::ToUnixSeconds(time);
  timestamp.set_seconds(seconds);
  timestamp.set_nanos(static_cast<int32_t>(absl::ToInt64Nanoseconds(time - absl::FromUnixSeconds(seconds))));
}

void WriteTagAndSize(int field_number, size_t size, CodedOutputStream& output) {
  output.WriteTag(WireFormatLite::MakeTag(field_number, WireFormatLite::WIRETYPE_LENGTH_DELIMITED));
  output.WriteVarint32(static_cast<uint32_t>(size));
}

// Fields of a message may be written one after another from different sources: here all but `change` by the generated
// code, then `change` from the log.
void WriteRecord(const fact_log::StoredChange& stored, v1::ChangeRecord& scratch, CodedOutputStream& output) {
  scratch.set_offset(stored.offset);
  scratch.set_chain_crc(stored.chain_crc);
  SetTime(stored.commit_time, *scratch.mutable_commit_time());
  const size_t start_size = scratch.ByteSizeLong();
  const size_t change_size =
      1 + CodedOutputStream::VarintSize32(static_cast<uint32_t>(stored.payload.size())) + stored.payload.size();
  WriteTagAndSize(v1::StreamChangesResponse::kRecordsFieldNumber, start_size + change_size, output);
  scratch.SerializeWithCachedSizes(&output);
  WriteTagAndSize(v1::ChangeRecord::kChangeFieldNumber, stored.payload.size(), output);
  output.WriteString(stored.payload);
}

}  // namespace

std::string SerializeBatch(const Batch& batch, absl::Time now) {
  v1::StreamChangesResponse end;
  end.set_cursor(EncodeCursor(batch.cursor));
  if (batch.ReachesHead()) {
    v1::Bookmark& bookmark = *end.mutable_bookmark();
    bookmark.set_head_offset(batch.head.offset);
    if (batch.head.offset > 0) SetTime(batch.head.commit_time, *bookmark.mutable_head_commit_time());
    SetTime(now, *bookmark.mutable_server_time());
  }
  std::string bytes;
  google::protobuf::io::StringOutputStream stream(&bytes);
  CodedOutputStream output(&stream);
  v1::ChangeRecord scratch;
  for (const fact_log::StoredChange& change : batch.changes) WriteRecord(change, scratch, output);
  for (const v1::SnapshotRecord& item : batch.items) *end.add_snapshot_records() = item;
  if (batch.ends_snapshot) end.mutable_snapshot_end()->set_head_offset(batch.head.offset);
  end.SerializeToCodedStream(&output);
  output.Trim();
  return bytes;
}

}  // namespace dateline::feed
