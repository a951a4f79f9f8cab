// What a feed says, checked while it is read.
#ifndef DATELINE_TESTS_TESTING_FEED_HISTORY_H_
#define DATELINE_TESTS_TESTING_FEED_HISTORY_H_

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "dateline/v1/feed_service.grpc.pb.h"

namespace dateline::testing {

// chain_crc of the change at `offset` with the serialized `change`, when that of the change before is `previous`; as
// feed_service.proto says, written apart from the services' code.
uint32_t RecomputeChainCrc(uint32_t previous, int64_t offset, const std::string& change);

// The articles and facts that hold after the changes taken so far.
class FeedHistory {
 public:
  struct Article {
    int32_t revision = 0;
    v1::ArticleStatus status = v1::ARTICLE_STATUS_UNSPECIFIED;
    std::string sha256;
    std::map<std::string, std::string> facts;  // that live: by name, serialized
    bool operator==(const Article& other) const = default;
  };

  // Goes on from where it is up to the head as it is when the call begins. A failure of the test when the feed cannot
  // be read.
  void ReadOn(v1::FeedService::Stub& feed);
  void Take(const v1::ChangeRecord& record);

  const std::map<std::string, Article>& articles() const { return articles_; }
  const std::set<std::string>& purged() const { return purged_; }
  int64_t head_offset() const { return head_offset_; }
  size_t FactCount() const;
  // Offsets that are not dense, a chain that does not hold, a fact that is added while it lives, a change of what is
  // not there, a word about an article that was purged; one line each.
  const std::vector<std::string>& violations() const { return violations_; }

 private:
  void TakeArticle(const v1::Article& article, bool is_new_revision);
  void TakePurge(const std::string& article);
  // Nothing: the fact is of no article that may say it.
  Article* ArticleOf(const std::string& fact);
  void Begin(const v1::Fact& fact);
  void End(const std::string& fact);
  template <typename... Words>
  void Report(const Words&... words);

  std::map<std::string, Article> articles_;
  std::set<std::string> purged_;
  std::string cursor_;
  int64_t head_offset_ = 0;
  uint32_t chain_crc_ = 0;
  std::vector<std::string> violations_;
};

// The whole feed, up to the head as it is when the call begins.
FeedHistory ReadFeedHistory(v1::FeedService::Stub& feed);

}  // namespace dateline::testing

#endif  // DATELINE_TESTS_TESTING_FEED_HISTORY_H_
