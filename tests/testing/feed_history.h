// The whole feed of a service, checked while it is read.
#ifndef DATELINE_TESTS_TESTING_FEED_HISTORY_H_
#define DATELINE_TESTS_TESTING_FEED_HISTORY_H_

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "dateline/v1/feed_service.grpc.pb.h"

namespace dateline::testing {

// chain_crc of the change at `offset` with the serialized `change`, when that of the change before is `previous`; as
// feed_service.proto says, written apart from the services' code.
uint32_t RecomputeChainCrc(uint32_t previous, int64_t offset, const std::string& change);

// What a feed says from its beginning to its head.
struct FeedHistory {
  std::map<std::string, int> article_changes;  // name -> how often it was added
  std::map<std::string, int> fact_changes;
  int64_t head_offset = 0;
  // Offsets that are not dense, a chain that does not hold, an article or fact added twice; one line each.
  std::vector<std::string> violations;
};

// Reads up to the head as it is when the call begins. A failure of the test when the feed cannot be read.
FeedHistory ReadFeedHistory(v1::FeedService::Stub& feed);

}  // namespace dateline::testing

#endif  // DATELINE_TESTS_TESTING_FEED_HISTORY_H_
