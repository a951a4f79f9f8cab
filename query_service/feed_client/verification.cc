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
  for (const v1::ChangeRecord& record : response.records()) {
    if (record.offset() != after.offset + 1) {
      return absl::DataLossError(
          absl::StrCat("the feed sent change ", record.offset(), " where ", after.offset + 1, " follows"));
    }
    if (after.chain_crc.has_value() &&
        record.chain_crc() != ChainCrc(*after.chain_crc, record.offset(), record.change())) {
      return absl::DataLossError(absl::StrCat("change ", record.offset(), " of the feed breaks the chain checksum"));
    }
    after.offset = record.offset();
    after.chain_crc = record.chain_crc();
  }
  if (!response.cursor().empty()) after.cursor = response.cursor();
  return after;
}

}  // namespace dateline::feed_client
