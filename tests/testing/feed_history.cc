#include "tests/testing/feed_history.h"

#include <zlib.h>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "tests/testing/service_pair.h"

namespace dateline::testing {
namespace {

void CountOnce(const std::string& name, std::map<std::string, int>& changes, std::vector<std::string>& violations) {
  if (++changes[name] > 1) violations.push_back(absl::StrCat(name, " was added twice"));
}

}  // namespace

uint32_t RecomputeChainCrc(uint32_t previous, int64_t offset, const std::string& change) {
  std::string bytes;
  for (int shift = 0; shift < 32; shift += 8) bytes.push_back(static_cast<char>(previous >> shift));
  for (int shift = 0; shift < 64; shift += 8) bytes.push_back(static_cast<char>(offset >> shift));
  bytes += change;
  return static_cast<uint32_t>(crc32(0, reinterpret_cast<const Bytef*>(bytes.data()), static_cast<uInt>(bytes.size())));
}

FeedHistory ReadFeedHistory(v1::FeedService::Stub& feed) {
  FeedHistory history;
  v1::GetFeedInfoResponse info;
  EXPECT_TRUE(feed.GetFeedInfo(CallContext().get(), {}, &info).ok());
  const auto context = CallContext();
  const auto reader = feed.StreamChanges(context.get(), v1::StreamChangesRequest());
  uint32_t chain_crc = 0;
  for (v1::StreamChangesResponse batch; history.head_offset < info.head_offset() && reader->Read(&batch);) {
    for (const v1::ChangeRecord& record : batch.records()) {
      if (record.offset() != ++history.head_offset) {
        history.violations.push_back(absl::StrCat("offset ", record.offset(), " at place ", history.head_offset));
      }
      chain_crc = RecomputeChainCrc(chain_crc, record.offset(), record.change().SerializeAsString());
      if (record.chain_crc() != chain_crc)
        history.violations.push_back(absl::StrCat("chain breaks at ", record.offset()));
      const v1::Change& change = record.change();
      if (change.has_article_added()) {
        CountOnce(change.article_added().article().name(), history.article_changes, history.violations);
      } else if (change.has_fact_added()) {
        CountOnce(change.fact_added().fact().name(), history.fact_changes, history.violations);
      }
    }
  }
  EXPECT_EQ(history.head_offset, info.head_offset());
  context->TryCancel();
  reader->Finish();
  return history;
}

}  // namespace dateline::testing
